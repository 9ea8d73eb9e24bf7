using System.Text.Json;
using Cajal.Cli;
using Cajal.Cli.Benchmarking;
using Cajal.Cli.Commands;
using Cajal.Cli.Terminals;

namespace Cajal.Tests.Cli.Benchmarking;

public sealed class BenchVerbTests
{
    private static readonly Workload Grid = Workloads.Grid.First(workload => Workloads.Nearest(workload).Name == "784-128-10 b32 adam");

    public static TheoryData<string, string> WrongUses => new()
    {
        { "--only gem", "bench: --only 'gem' is neither a section nor a part of a workload's name. Did you mean 'gemm'? Known: steps, grid, gemm, convolution, prediction, 2-2-1 b4 sgd, " },
        { "--only 784-127-10", "bench: --only '784-127-10' is neither a section nor a part of a workload's name." },
        { "--quick --full", "--quick and --full contradict each other. Give one of them, or none for the quick run." },
        { "--threads 1,x", "--threads has 'x', expected numbers from 1 to 1024, e.g. 1,2." },
        { "--threads 0", "--threads has '0', expected numbers from 1 to 1024, e.g. 1,2." },
        { "--repetitions 0", "--repetitions is 0, expected a number from 1." },
    };

    [Theory]
    [MemberData(nameof(WrongUses))]
    public void Wrong_use_is_refused(string line, string message)
    {
        CliRun run = CliRun.Of(["bench", .. line.Split(' ')]);
        Assert.StartsWith($"cajal: {message}", run.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public void One_workload_is_measured_from_the_command_line()
    {
        JsonElement json = CliRun.Of("bench", "--only", "2-2-1 b4", "--threads", "1", "--repetitions", "1", "--quiet", "--json").Json;
        JsonElement workload = Assert.Single(json.GetProperty("workloads").EnumerateArray());
        Assert.Equal("2-2-1 b4 sgd", workload.GetProperty("name").GetString());
        Assert.True(workload.GetProperty("microsecondsPerStep").GetDouble() > 0);
        Assert.True(json.GetProperty("peakGflops").GetProperty("1").GetDouble() > 0);
    }

    [Fact]
    public void Json_has_every_field_in_the_units_of_its_name()
    {
        (int code, string output, string error) = Report(Result(stepSeconds: 100e-6), json: true);
        Assert.Equal((0, ""), (code, error));
        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            ["version", "machine", "valid", "seconds", "peakGflops", "workloads", "grid", "gemm", "convolutions", "predictions"], json.EnumerateObject().Select(one => one.Name));
        Assert.Equal(["processor", "processors", "vectors", "runtime", "system"], json.GetProperty("machine").EnumerateObject().Select(one => one.Name));
        Assert.True(json.GetProperty("valid").GetBoolean());
        Assert.Equal("""{"1":200,"2":400}""", Compact(json.GetProperty("peakGflops")));

        // 13 090 816 operations in 100 µs are 130.90816 GFLOP/s; of 200 that is 65.45408 %, of 160 81.8176 %. Two threads take half the time.
        string[] threads =
        [
            """{"threads":1,"microsecondsPerStep":100,"medianMicrosecondsPerStep":200,"gflops":130.90816,"shareOfPeak":0.654541,"shareOfPeakAtTheTime":0.818176,"allocatedBytesPerStep":8,"fitMicrosecondsPerStep":100,"medianFitMicrosecondsPerStep":200}""",
            """{"threads":2,"microsecondsPerStep":50,"medianMicrosecondsPerStep":100,"gflops":261.81632,"shareOfPeak":0.654541,"shareOfPeakAtTheTime":0.818176,"allocatedBytesPerStep":8,"fitMicrosecondsPerStep":50,"medianFitMicrosecondsPerStep":100}""",
        ];
        Assert.Equal(
            $$"""[{"name":"784-128-10 b32 adam",{{threads[1][1..^1]}},"byThreads":[{{threads[0]}},{{threads[1]}}]}]""", Compact(json.GetProperty("workloads")));
        JsonElement grid = Assert.Single(json.GetProperty("grid").EnumerateArray());
        Assert.Equal(Grid.Name, grid.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, grid.GetProperty("fitMicrosecondsPerStep").ValueKind);
        Assert.Equal("784-128-10 b32 adam", grid.GetProperty("nearest").GetString());
        Assert.Equal(Grid.Flops / 13_090_816 / 20, grid.GetProperty("shareOfNearest").GetDouble(), 1e-6);
        Assert.Equal(
            """[{"name":"10x100x1000","role":"input gradient","byThreads":[{"threads":1,"microseconds":100,"medianMicroseconds":200,"gflops":20,"shareOfPeak":0.1,"shareOfPeakAtTheTime":0.125}]}]""",
            Compact(json.GetProperty("gemm")));
        Assert.Equal(
            """[{"name":"3x3 64-64 at 56","role":"forward","byThreads":[{"threads":1,"microseconds":100,"medianMicroseconds":200,"gflops":18496.88064,"shareOfPeak":92.484403,"shareOfPeakAtTheTime":115.605504}]}]""",
            Compact(json.GetProperty("convolutions")));
        Assert.Equal(
            """[{"net":"784-128-10","rows":32,"byThreads":[{"threads":2,"microseconds":50,"medianMicroseconds":100,"rowsPerSecond":1280000}]}]""",
            Compact(json.GetProperty("predictions")));
    }

    [Fact]
    public void The_tables_have_all_figures()
    {
        (int code, string output, string error) = Report(Result(stepSeconds: 100e-6), json: false);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("peak on 1 thread: 200.0 GFLOP/s", output, StringComparison.Ordinal);
        Assert.Contains("784-128-10 b32 adam        1  100.0   200.0    130.9   65.5 %       81.8 %   8.00      100.0   200.0\n", output, StringComparison.Ordinal);
        Assert.Contains("                           2   50.0   100.0    261.8   65.5 %       81.8 %   8.00       50.0   100.0\n", output, StringComparison.Ordinal);
        Assert.Contains("10x100x1000       input gradient        1  100.0   200.0     20.0   10.0 %       12.5 %\n", output, StringComparison.Ordinal);
        Assert.Contains("3x3 64-64 at 56       forward        1  100.0   200.0    18497  9248.4 %    11560.6 %\n", output, StringComparison.Ordinal);
        Assert.Contains("784-128-10           32        2       50.0   100.0  1,280,000\n", output, StringComparison.Ordinal);
        Assert.Contains(" 784-128-10 b32 adam\n", output[output.IndexOf(Grid.Name, StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_that_is_faster_than_the_processor_makes_the_run_invalid(bool json)
    {
        (int code, string output, string error) = Report(Result(stepSeconds: 64e-6), json);
        Assert.Equal(1, code);
        Assert.Equal(
            "cajal: this run is not valid: 784-128-10 b32 adam on 1 thread reached 102.3 % of the peak, expected at most 102 % (4 such figures). "
            + "Others kept the processor busy while the peak was measured: measure again.\n", error);
        Assert.Contains(json ? "\"valid\": false" : "102.3 %", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(1.02, true)]
    [InlineData(1.0201, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NaN, false)]
    public void Two_per_cent_above_the_peak_are_the_limit(double share, bool isPossible) =>
        Assert.Equal(isPossible, Verdict.Problem([("a", 0.5), ("b", share), ("c", 0)]) is null);

    /// <summary>A peak of 200 GFLOP/s a thread, and one thing of each kind.</summary>
    private static BenchmarkResult Result(double stepSeconds)
    {
        Workload listed = Workloads.Listed.Single(workload => workload.Name == "784-128-10 b32 adam");
        Timing one = new(1, stepSeconds, 2 * stepSeconds, 8, 160e9), two = new(2, stepSeconds / 2, stepSeconds, 8, 320e9);
        Figure[] steps = [Figure.Of(listed.Flops, one, 200e9), Figure.Of(listed.Flops, two, 400e9)];
        var shape = new ProductShape(10, 100, 1000);
        return new BenchmarkResult(
            new Dictionary<int, double> { [1] = 200e9, [2] = 400e9 },
            [new WorkloadResult(listed, steps, steps)],
            [new WorkloadResult(Grid, [Figure.Of(Grid.Flops, one with { Seconds = 1e-3 }, 200e9)], [])],
            [new ProductResult(shape, ProductRole.InputGradient, [Figure.Of(shape.Flops, one with { Seconds = 100e-6, Median = 200e-6 }, 200e9)])],
            [new PredictionResult(listed, [two])],
            Seconds: 1.5)
        {
            // Counted as direct sums, so more than the peak.
            Convolutions =
            [
                new ProductResult(
                    ResNetConvolution.All[1], ProductRole.Forward, [Figure.Of(ResNetConvolution.All[1].Flops, one with { Seconds = 100e-6, Median = 200e-6 }, 200e9)]),
            ],
        };
    }

    private static (int Code, string Output, string Error) Report(BenchmarkResult result, bool json)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal { Output = output, Error = error, OpenInput = () => Stream.Null };
        using var interruption = new Interruption();
        int code = BenchVerb.Report(result, json, new VerbContext(terminal, interruption, []));
        return (code, output.ToString(), error.ToString());
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
