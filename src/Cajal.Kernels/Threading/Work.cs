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

    /// <summary>Does now what otherwise is done once the work has run for some time: compiling its pointwise program.</summary>
    public virtual void Compile()
    {
    }

    /// <summary>Computes everything on the calling thread.</summary>
    public void Execute()
    {
        Execute(0, Units, 0);
        GC.KeepAlive(this);
    }
}
