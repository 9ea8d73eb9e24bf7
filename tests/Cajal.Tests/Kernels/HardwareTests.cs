using Cajal.Kernels;
using Xunit.Abstractions;

namespace Cajal.Tests.Kernels;

/// <summary>
/// The build runs all kernel tests once for each hardware path, with the runtime's switches DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and
/// DOTNET_EnableHWIntrinsic=0. This test makes sure that the switches still do what their names say.
/// </summary>
public sealed class HardwareTests(ITestOutputHelper output)
{
    [Fact]
    public void The_path_in_use_is_the_one_that_the_build_expects()
    {
        output.WriteLine($"path: {Hardware.Path}");
        string? expected = Environment.GetEnvironmentVariable("CAJAL_EXPECTED_PATH");

        Assert.Equal(expected ?? Hardware.Path.ToString(), Hardware.Path.ToString());
    }
}
