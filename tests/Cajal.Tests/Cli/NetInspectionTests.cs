using System.Text.Json;

namespace Cajal.Tests.Cli;

/// <summary><c>inspect --net</c>: a known net without its weights.</summary>
public sealed class NetInspectionTests
{
    [Fact]
    public void A_net_is_shown_with_layers_parameters_connections_and_memory()
    {
        CliRun run = CliRun.Of("inspect", "--net", "lenet5", "--batch-size", "64");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("61,706 parameters; 416,520 connections", run.Output, StringComparison.Ordinal);
        Assert.Contains("a training step of 64 rows, with momentum, takes ", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^conv2 +conv2d +\[10, 10, 16\] +2,416 +240,000$", run.Output);
        Assert.Matches(@"(?m)^in all +61,706 +416,520$", run.Output);
    }

    [Fact]
    public void The_same_as_json()
    {
        JsonElement json = CliRun.Of("inspect", "--net", "resnet18", "--classes", "10", "--image-size", "64x32", "--gray", "--json").Json;
        JsonElement memory = json.GetProperty("memory");

        Assert.Equal(11_689_512 - (990 * 513) - (2 * 7 * 7 * 64), json.GetProperty("parameters").GetInt64());
        Assert.Equal([64, 32, 1], json.GetProperty("input").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal([10], json.GetProperty("output").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal(8, memory.GetProperty("batchSize").GetInt32());
        Assert.Equal(new[] { "parameters", "state", "plan" }.Sum(part => memory.GetProperty(part).GetInt64()), memory.GetProperty("total").GetInt64());
        Assert.Equal("conv1", json.GetProperty("layers")[0].GetProperty("name").GetString());
        Assert.Equal(32L * 16 * 64 * 49, json.GetProperty("layers")[0].GetProperty("multiplyAdds").GetInt64());
        Assert.Contains("60,840 parameters, 840 of them fixed", CliRun.Of("inspect", "--net", "lenet5-1998").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void All_nets_are_listed()
    {
        CliRun run = CliRun.Of("inspect", "--net", "list");

        Assert.Equal(KnownNets.Names, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0]));
        Assert.Matches(@"(?m)^vgg16 +138,357,544 +15,470,264,320 +\[224, 224, 3\], 1,000 classes +Simonyan", run.Output);
        Assert.Equal(KnownNets.Names, CliRun.Of("inspect", "--net", "list", "--json").Json.GetProperty("nets").EnumerateArray().Select(net => net.GetProperty("net").GetString()));
    }

    [Theory]
    [InlineData("inspect --net resnet19", "Net 'resnet19' is not known. Did you mean 'resnet18'?")]
    [InlineData("inspect --net alexnet --image-size 32x32", "Net alexnet: pictures of 32 x 32 do not fit.")]
    [InlineData("inspect --net lenet5 --image-size 32", "--image-size is '32', expected HEIGHTxWIDTH in pixels")]
    [InlineData("inspect --net lenet5 --classes 1", "Net lenet5: 1 classes came, expected at least 2.")]
    [InlineData("inspect --net lenet5 --batch-size 0", "--batch-size is 0, expected a number from 1.")]
    [InlineData("inspect --net vgg16 --batch-size 200", "The values of this computation hold more than 2147483647 numbers at once, expected no more. Take fewer rows at a time.")]
    [InlineData("inspect --net lenet5 iris", "--net names what is inspected, and so does 'iris'.")]
    [InlineData("inspect --net lenet5 --plan", "--plan is for models and data, a known net has no weights and no rows.")]
    [InlineData("inspect iris --classes 3", "--classes is for known nets.")]
    [InlineData("inspect", "There is nothing to inspect.")]
    public void Wrong_use_is_refused(string line, string message)
    {
        CliRun run = CliRun.Of(line.Split(' '));

        Assert.StartsWith($"cajal: {message}", run.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }
}
