using System.Globalization;
using Cajal.Kernels;

namespace Cajal.Planning;

/// <summary>One kernel call of a plan.</summary>
/// <param name="Work">The call.</param>
/// <param name="Description">What it computes, e.g. <c>MatMul + Add + Tanh</c>.</param>
/// <param name="Shape">Shape of what it computes.</param>
/// <param name="Operations">Floating-point operations, a fused multiply-add counted as two.</param>
/// <param name="BytesStored">Bytes that it writes to memory.</param>
internal sealed record PlanStep(Work Work, string Description, Shape Shape, long Operations, long BytesStored)
{
    /// <summary>The step as one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Description} {Shape}, {Operations:N0} operations, {BytesStored:N0} bytes stored");
}
