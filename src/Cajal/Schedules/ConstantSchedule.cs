namespace Cajal;

/// <summary>The same learning rate throughout.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Kind => "constant";

    internal override bool DependsOnLength => false;

    internal override double FactorAt(double time, double stepLength) => 1;
}
