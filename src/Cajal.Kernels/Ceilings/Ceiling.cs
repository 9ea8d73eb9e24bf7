namespace Cajal.Kernels;

/// <summary>What a number of threads can do at best: fused multiply-adds without memory, on all of them at once. The processor's clock
/// changes and others use the machine, so it is looked at again and again, between the things that are compared with it; the most counts.</summary>
/// <param name="threads">Threads at work at once.</param>
/// <param name="sampleSeconds">Longest duration of one look, and twice the shortest.</param>
internal sealed class Ceiling(int threads, double sampleSeconds)
{
    private static readonly IReadOnlyList<(Action<long> Run, double Flops)> Loops = Hardware.Path switch
    {
        HardwarePath.Avx512 => CeilingLoops<Lanes512<float>>.All,
        HardwarePath.Avx2 => CeilingLoops<Lanes256<float>>.All,
        HardwarePath.Vector128 => CeilingLoops<Lanes128<float>>.All,
        _ => CeilingLoops<Lane<float>>.All,
    };

    private readonly long[] passes = [.. Loops.Select(_ => 1024L)];
    private int next;

    /// <summary>Threads at work at once.</summary>
    public int Threads => threads;

    /// <summary>Floating-point operations a second of all threads together, the most that has been seen; 0 before the first sample.</summary>
    public double FlopsPerSecond { get; private set; }

    /// <summary>The same since <see cref="BeginWindow"/>.</summary>
    public double WindowFlopsPerSecond { get; private set; }

    /// <summary>Begins a time of its own, of which <see cref="WindowFlopsPerSecond"/> tells.</summary>
    public void BeginWindow() => WindowFlopsPerSecond = 0;

    /// <summary>Runs every loop once.</summary>
    public void SampleAll()
    {
        for (int i = 0; i < Loops.Count; i++)
            Sample();
    }

    /// <summary>Runs one of the loops, the next one at each call.</summary>
    public void Sample()
    {
        int index = next++ % Loops.Count;
        (Action<long> run, double flops) = Loops[index];
        while (true)
        {
            long count = passes[index];
            double seconds = Simultaneous.Seconds(threads, () => run(count));
            if (seconds >= sampleSeconds / 2)
            {
                WindowFlopsPerSecond = Math.Max(WindowFlopsPerSecond, flops * count * threads / seconds);
                FlopsPerSecond = Math.Max(FlopsPerSecond, WindowFlopsPerSecond);
                return;
            }

            passes[index] = 2 * count;
        }
    }
}
