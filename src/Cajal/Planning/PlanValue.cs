using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Planning;

/// <summary>Where a plan keeps the values of an input or output: found once, so that a run looks nothing up.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="arena">The plan's memory.</param>
/// <param name="offset">First element.</param>
/// <param name="count">Elements.</param>
internal readonly struct PlanValue<T>(NativeBuffer<T> arena, int offset, int count)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The values, row by row.</summary>
    public Span<T> Span => arena.Slice(offset, count);
}
