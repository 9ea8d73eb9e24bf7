namespace Cajal.Kernels;

/// <summary>One step of a plan: a number of pieces ("units") that may be computed in any order, by any worker, with the same result.</summary>
internal abstract class Work
{
    /// <summary>Cost of one addition of a pointwise pass in floating-point operations of a product, which runs about eight times as many a second.</summary>
    protected const double PointwiseCost = 8;

    /// <summary>How many independent pieces there are.</summary>
    public abstract int Units { get; }

    /// <summary>Estimated cost of all units together, in floating-point operations of a product; decides whether a team shares the work.</summary>
    public abstract double Cost { get; }

    /// <summary>Computes units [firstUnit, firstUnit + unitCount) as worker number <paramref name="worker"/>. The caller keeps the work
    /// reachable meanwhile: it runs on pointers into its buffers.</summary>
    public abstract void Execute(int firstUnit, int unitCount, int worker);

    /// <summary>What has to be done before any unit, in units of its own that may be shared too; null for nothing. A list of works has it before the work.</summary>
    public virtual Work? Preparation => null;

    /// <summary>Does now what otherwise is done once the work has run for some time: compiling its pointwise program.</summary>
    public virtual void Compile()
    {
    }

    /// <summary>Computes everything on the calling thread, what has to be done before included.</summary>
    public void Execute()
    {
        Preparation?.ExecuteUnits();
        ExecuteUnits();
    }

    /// <summary>Computes all units on the calling thread.</summary>
    public void ExecuteUnits()
    {
        Execute(0, Units, 0);
        GC.KeepAlive(this);
    }
}
