namespace Cajal.Cli.Benchmarking;

/// <summary>Something that is timed.</summary>
/// <param name="threads">Threads at work.</param>
internal abstract class Subject(int threads)
{
    /// <summary>Threads at work.</summary>
    public int Threads => threads;

    /// <summary>Fewest runs that can be timed together; more come in multiples of it.</summary>
    public virtual int FewestRuns => 1;

    /// <summary>Runs it, again and again.</summary>
    /// <returns>Seconds of one run on average.</returns>
    public abstract double Run(int count);
}
