using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Units of a product, from <paramref name="First"/> to before <paramref name="End"/>, that share one run of the epilogue.</summary>
/// <remarks>What an optimiser reads and writes comes from beyond the caches in rows as long as a unit is wide, and the processor foresees little of short
/// ones: with panels of 16 columns (AVX2) the update of 1024 x 2048 weights took twice as long as with 16 panels at once, and these 1.4 times as long as with whole rows.</remarks>
/// <param name="First">The first unit.</param>
/// <param name="End">One behind the last unit.</param>
/// <param name="Whole">All of them as one.</param>
internal readonly record struct UnitGroup(int First, int End, ProductUnit Whole)
{
    /// <summary>Most columns of a group.</summary>
    private const int Widest = 4096;

    /// <summary>Fewest groups that a product is cut into, for the sake of its workers.</summary>
    private const int Fewest = 16;

    /// <summary>The groups of a product: of one unit each or, where <paramref name="areWide"/>, of as many as lie side by side, fit and leave enough groups.</summary>
    public static UnitGroup[] Of<T>(ProductPlan<T> plan, bool areWide) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (plan.Units == 0) return [];
        int unitsInRow = areWide ? plan.UnitsInRow : 1, rows = plan.Units / unitsInRow;
        int most = Math.Clamp(Math.Min(Widest / plan.TileRow, plan.Units / Fewest), 1, unitsInRow), groupsInRow = (unitsInRow + most - 1) / most;
        var groups = new UnitGroup[rows * groupsInRow];
        for (int i = 0; i < groups.Length; i++)
        {
            int row = i / groupsInRow * unitsInRow, group = i % groupsInRow;
            int first = row + unitsInRow * group / groupsInRow, end = row + unitsInRow * (group + 1) / groupsInRow;
            groups[i] = new UnitGroup(first, end, plan[first].Through(plan[end - 1]));
        }

        return groups;
    }
}
