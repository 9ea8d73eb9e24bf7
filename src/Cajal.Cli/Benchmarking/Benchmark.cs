using System.Diagnostics;
using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>Measures what was selected.</summary>
/// <param name="settings">How long and on how many threads.</param>
/// <param name="say">Told what is being measured.</param>
/// <param name="cancellation">Ends it between two runs.</param>
internal sealed class Benchmark(BenchmarkSettings settings, Action<string> say, CancellationToken cancellation) : IDisposable
{
    private readonly Measurement measurement = new(settings, cancellation);

    // Shared by all subjects: the helpers of many teams would disturb one another.
    private readonly Team[] teams = [.. settings.Threads.Select(threads => new Team(threads))];

    /// <summary>Measures.</summary>
    public BenchmarkResult Run(Selection selection)
    {
        long began = Stopwatch.GetTimestamp();
        measurement.SampleCeilings();
        double peak = measurement.PeakFlops().Values.Min();
        var listed = Time(
            "training steps", Feasible(selection.Listed, one => one.Flops, one => one.Name, peak), workload => [.. Steps(workload), .. Fits(workload, peak)]);
        var grid = Time("training steps of the grid", Feasible(selection.Grid, one => one.Flops, one => one.Name, peak), Steps);
        var products = TimeProducts("products", selection.Products, peak);
        var convolutions = TimeProducts("convolutions", selection.Convolutions, peak);
        var predictions = Time("predictions", selection.Predictions, Predictions);

        // The peak is known at the end only.
        measurement.SampleCeilings();
        IReadOnlyDictionary<int, double> peaks = measurement.PeakFlops();
        return new BenchmarkResult(
            peaks,
            [.. listed.Select(one => ResultOf(one.Item, one.Timings))],
            [.. grid.Select(one => ResultOf(one.Item, one.Timings))],
            ResultsOf(products),
            [.. predictions.Select(one => new PredictionResult(one.Item, one.Timings))],
            Stopwatch.GetElapsedTime(began).TotalSeconds)
        { Convolutions = ResultsOf(convolutions) };

        WorkloadResult ResultOf(Workload workload, Timing[] timings)
        {
            IReadOnlyList<Figure> figures = FiguresOf(workload.Flops, timings);
            return new WorkloadResult(workload, [.. figures.Take(teams.Length)], [.. figures.Skip(teams.Length)]);
        }

        IReadOnlyList<ProductResult> ResultsOf(List<(LayerShape Shape, ProductRole Role, Timing[] Timings)> timed) =>
            [.. timed.Select(one => new ProductResult(one.Shape, one.Role, FiguresOf(one.Shape.Flops, one.Timings)))];

        IReadOnlyList<Figure> FiguresOf(double flops, Timing[] timings) => [.. timings.Select(timing => Figure.Of(flops, timing, peaks[timing.Threads]))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Team team in teams)
        {
            team.Dispose();
        }
    }

    private Subject[] Steps(Workload workload) => [.. teams.Select(team => new StepSubject(workload, team))];

    private Subject[] Fits(Workload workload, double peak) => [.. settings.Threads.Select(threads => new FitSubject(workload, threads, peak, cancellation))];

    private Subject[] Predictions(Workload workload) => [.. settings.Threads.Select(threads => new PredictionSubject(workload, threads))];

    /// <summary>What does not take too long here.</summary>
    private IReadOnlyList<T> Feasible<T>(IReadOnlyList<T> items, Func<T, double> flops, Func<T, string> name, double peak)
    {
        foreach (T item in items.Where(TakesTooLong))
        {
            say($"left out: {name(item)} would take at least {Rendering.Figures.Time(flops(item) / peak)} on this machine, expected at most {Rendering.Figures.Time(settings.MostSeconds)}");
        }

        return [.. items.Where(item => !TakesTooLong(item))];

        bool TakesTooLong(T item) => flops(item) > settings.MostSeconds * peak;
    }

    // Shape by shape: together their matrices would fill gigabytes.
    private List<(LayerShape Shape, ProductRole Role, Timing[] Timings)> TimeProducts(string what, IReadOnlyList<LayerShape> layers, double peak)
    {
        IReadOnlyList<LayerShape> shapes = Feasible(layers, one => one.Flops, one => one.Name, peak);
        if (shapes.Count > 0)
        {
            say($"measuring {what} of {Rendering.Figures.Count(shapes.Count, "layer")}");
        }

        return [.. shapes.SelectMany(shape => Time(Enum.GetValues<ProductRole>(), role => [.. teams.Select(team => shape.Subject(role, team))])
            .Select(one => (shape, one.Item, one.Timings)))];
    }

    private List<(T Item, Timing[] Timings)> Time<T>(string what, IReadOnlyList<T> items, Func<T, Subject[]> subjectsOf)
    {
        if (items.Count == 0)
        {
            return [];
        }

        say($"measuring {what}");
        return Time(items, subjectsOf);
    }

    /// <summary>Times all subjects of all items in turns.</summary>
    private List<(T Item, Timing[] Timings)> Time<T>(IReadOnlyList<T> items, Func<T, Subject[]> subjectsOf)
    {
        Subject[][] subjects = [.. items.Select(subjectsOf)];
        var timings = new Queue<Timing>(measurement.Time([.. subjects.SelectMany(group => group)]));
        return [.. items.Select((item, index) => (item, subjects[index].Select(_ => timings.Dequeue()).ToArray()))];
    }
}
