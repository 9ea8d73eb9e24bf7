namespace Cajal.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public void Each_error_has_the_exit_code_of_the_command_line_contract()
    {
        Assert.Equal(2, new ConfigurationException("m").ExitCode);
        Assert.Equal(3, new DataException("m").ExitCode);
        Assert.Equal(4, new ModelFileException("m").ExitCode);
        Assert.Equal(6, new DivergedException("m").ExitCode);
    }
}
