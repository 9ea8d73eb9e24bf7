using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cajal.Cli.Benchmarking;

namespace Cajal.Cli.Rendering;

/// <summary>What was measured, for people and as JSON.</summary>
/// <param name="result">The figures.</param>
internal sealed class BenchmarkView(BenchmarkResult result)
{
    private const double Giga = 1e9;
    private const double Micro = 1e-6;

    /// <summary>Writes it as one JSON object.</summary>
    public void WriteJson(TextWriter output) => JsonOutput.Write(output, writer =>
    {
        writer.WriteString("version", VersionText.Version);
        writer.WriteStartObject("machine");
        writer.WriteString("processor", Machine.Processor);
        writer.WriteNumber("processors", Environment.ProcessorCount);
        writer.WriteString("vectors", Machine.Vectors);
        writer.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        writer.WriteString("system", RuntimeInformation.OSDescription);
        writer.WriteEndObject();
        writer.WriteBoolean("valid", Verdict.Problem(result.Shares) is null);
        Round(writer, "seconds", result.Seconds);
        writer.WriteStartObject("peakGflops");
        foreach ((int threads, double flops) in result.PeakFlops)
        {
            Round(writer, $"{threads}", flops / Giga);
        }

        writer.WriteEndObject();
        writer.Objects("workloads", result.Listed, workload => Write(writer, workload));
        writer.Objects("grid", result.Grid, workload =>
        {
            Write(writer, workload);
            writer.WriteString("nearest", Workloads.Nearest(workload.Workload).Name);
            Round(writer, "shareOfNearest", result.ShareOfNearest(workload));
        });
        writer.Objects("gemm", result.Products, product => Write(writer, product));
        writer.Objects("convolutions", result.Convolutions, product => Write(writer, product));
        writer.Objects("predictions", result.Predictions, prediction => Write(writer, prediction));
    });

    /// <summary>Writes it for people.</summary>
    public void WriteText(TextWriter output)
    {
        output.WriteLine($"{Machine.Processor}; {Figures.Count(Environment.ProcessorCount, "processor")}, {Machine.Vectors}; {RuntimeInformation.FrameworkDescription}");
        foreach ((int threads, double flops) in result.PeakFlops)
        {
            output.WriteLine($"peak on {Figures.Count(threads, "thread")}: {Text(flops / Giga)} GFLOP/s (float32, multiplications and additions without memory)");
        }

        WriteWorkloads(output, "training step", result.Listed);
        WriteWorkloads(output, "training step, grid", result.Grid);
        WriteProducts(output, "batch x in x out", result.Products);
        WriteProducts(output, "convolution, batch 8", result.Convolutions);
        WritePredictions(output);
        output.WriteLine();
        output.WriteLine($"least of the repetitions; of peak: of the best moment of the run, at the time: of the time of this measurement; measured in {Figures.Time(result.Seconds)}");
    }

    private static void Write(Utf8JsonWriter writer, WorkloadResult workload)
    {
        writer.WriteString("name", workload.Workload.Name);
        WriteStep(writer, workload.Best);
        WriteFit(writer, workload.BestFit);
        writer.Objects("byThreads", workload.Steps, step =>
        {
            WriteStep(writer, step);
            WriteFit(writer, workload.Fits.FirstOrDefault(fit => fit.Timing.Threads == step.Timing.Threads));
        });
    }

    private static void WriteStep(Utf8JsonWriter writer, Figure step)
    {
        writer.WriteNumber("threads", step.Timing.Threads);
        Round(writer, "microsecondsPerStep", step.Timing.Seconds / Micro);
        Round(writer, "medianMicrosecondsPerStep", step.Timing.Median / Micro);
        Round(writer, "gflops", step.FlopsPerSecond / Giga);
        WriteShares(writer, step);
        Round(writer, "allocatedBytesPerStep", step.Timing.AllocatedBytes);
    }

    private static void WriteShares(Utf8JsonWriter writer, Figure figure)
    {
        Round(writer, "shareOfPeak", figure.ShareOfPeak);
        Round(writer, "shareOfPeakAtTheTime", figure.ShareAtTheTime);
    }

    private static void WriteFit(Utf8JsonWriter writer, Figure? fit)
    {
        Round(writer, "fitMicrosecondsPerStep", fit?.Timing.Seconds / Micro);
        Round(writer, "medianFitMicrosecondsPerStep", fit?.Timing.Median / Micro);
    }

    private static void Write(Utf8JsonWriter writer, ProductResult product)
    {
        writer.WriteString("name", product.Shape.Name);
        writer.WriteString("role", product.Role.Name());
        writer.Objects("byThreads", product.Figures, figure =>
        {
            writer.WriteNumber("threads", figure.Timing.Threads);
            Round(writer, "microseconds", figure.Timing.Seconds / Micro);
            Round(writer, "medianMicroseconds", figure.Timing.Median / Micro);
            Round(writer, "gflops", figure.FlopsPerSecond / Giga);
            WriteShares(writer, figure);
        });
    }

    private static void Write(Utf8JsonWriter writer, PredictionResult prediction)
    {
        writer.WriteString("net", Net(prediction.Workload));
        writer.WriteNumber("rows", prediction.Workload.Batch);
        writer.Objects("byThreads", prediction.Timings, timing =>
        {
            writer.WriteNumber("threads", timing.Threads);
            Round(writer, "microseconds", timing.Seconds / Micro);
            Round(writer, "medianMicroseconds", timing.Median / Micro);
            Round(writer, "rowsPerSecond", RowsPerSecond(prediction, timing));
        });
    }

    // Six digits after the point: picoseconds.
    private static void Round(Utf8JsonWriter writer, string name, double? value) => writer.Number(name, value is { } number ? Math.Round(number, 6) : null);

    private void WriteWorkloads(TextWriter output, string title, IReadOnlyList<WorkloadResult> workloads)
    {
        if (workloads.Count == 0)
        {
            return;
        }

        bool isGrid = workloads == result.Grid;
        output.WriteLine();
        var table = new TextTable(title, ">threads", ">µs", ">median", ">GFLOP/s", ">of peak", ">at the time", ">bytes", isGrid ? ">of nearest" : ">µs in Fit", isGrid ? "nearest" : ">median");
        foreach (WorkloadResult workload in workloads)
        {
            foreach (Figure step in workload.Steps)
            {
                Timing? fit = workload.Fits.FirstOrDefault(one => one.Timing.Threads == step.Timing.Threads)?.Timing;
                bool isBest = step == workload.Best;
                table.Add(
                    step == workload.Steps[0] ? workload.Workload.Name : "",
                    $"{step.Timing.Threads}", Text(step.Timing.Seconds / Micro), Text(step.Timing.Median / Micro),
                    Text(step.FlopsPerSecond / Giga), Percent(step.ShareOfPeak), Percent(step.ShareAtTheTime), Text(step.Timing.AllocatedBytes),
                    isGrid ? isBest ? Percent(result.ShareOfNearest(workload)) : "" : Text(fit?.Seconds / Micro),
                    isGrid ? isBest ? Workloads.Nearest(workload.Workload).Name : "" : Text(fit?.Median / Micro));
            }
        }

        table.WriteTo(output);
    }

    private static void WriteProducts(TextWriter output, string title, IReadOnlyList<ProductResult> products)
    {
        if (products.Count == 0)
        {
            return;
        }

        output.WriteLine();
        var table = new TextTable(title, "product", ">threads", ">µs", ">median", ">GFLOP/s", ">of peak", ">at the time");
        LayerShape? before = null;
        foreach (ProductResult product in products)
        {
            foreach (Figure figure in product.Figures)
            {
                bool isFirst = figure == product.Figures[0];
                table.Add(
                    product.Shape == before ? "" : product.Shape.Name, isFirst ? product.Role.Name() : "", $"{figure.Timing.Threads}",
                    Text(figure.Timing.Seconds / Micro), Text(figure.Timing.Median / Micro), Text(figure.FlopsPerSecond / Giga),
                    Percent(figure.ShareOfPeak), Percent(figure.ShareAtTheTime));
                before = product.Shape;
            }
        }

        table.WriteTo(output);
    }

    private void WritePredictions(TextWriter output)
    {
        if (result.Predictions.Count == 0)
        {
            return;
        }

        output.WriteLine();
        var table = new TextTable("prediction", ">rows a call", ">callers", ">µs a call", ">median", ">rows/s");
        foreach (PredictionResult prediction in result.Predictions)
        {
            foreach (Timing timing in prediction.Timings)
            {
                bool isFirst = timing == prediction.Timings[0];
                table.Add(
                    isFirst ? Net(prediction.Workload) : "", isFirst ? Figures.Count(prediction.Workload.Batch) : "", $"{timing.Threads}",
                    Text(timing.Seconds / Micro), Text(timing.Median / Micro), Figures.Count(RowsPerSecond(prediction, timing)));
            }
        }

        table.WriteTo(output);
    }

    private static string Net(Workload workload) => string.Join('-', workload.Widths);

    private static double RowsPerSecond(PredictionResult prediction, Timing timing) => prediction.Workload.Batch * timing.Threads / timing.Seconds;

    private static string Percent(double? share) => share is { } number ? number.ToString("0.0 %", CultureInfo.InvariantCulture) : "";

    /// <summary>Three digits at least: 0.312, 4.71, 36.1, 2080.</summary>
    private static string Text(double? value) => value switch
    {
        null => "",
        0 => "0",
        < 1 => value.Value.ToString("0.000", CultureInfo.InvariantCulture),
        < 10 => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
        < 1000 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0", CultureInfo.InvariantCulture),
    };
}
