using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>A layer whose output and gradients are timed one by one.</summary>
internal abstract record LayerShape
{
    /// <summary>Its sizes.</summary>
    public abstract string Name { get; }

    /// <summary>Floating-point operations of the output or of a gradient.</summary>
    public abstract double Flops { get; }

    /// <summary>One of its products, ready to run.</summary>
    public abstract Subject Subject(ProductRole role, Team team);
}
