namespace Cajal.Kernels;

/// <summary>Works in the order in which they run, with what a team has to know of each of them, asked once.</summary>
internal sealed class WorkList
{
    public WorkList(params Work[] works)
    {
        Works = [.. works.SelectMany(work => work.Preparation is { } before ? new[] { before, work } : [work])];
        Units = [.. Works.Select(work => work.Units)];
        Costs = [.. Works.Select(work => work.Cost)];
        LargestShareableCost = Enumerable.Range(0, Works.Length).Where(i => Units[i] > 1).Select(i => Costs[i]).DefaultIfEmpty(double.NegativeInfinity).Max();
    }

    /// <summary>The works, each behind what has to be done before it.</summary>
    public Work[] Works { get; }

    /// <summary>Independent pieces of each work.</summary>
    public int[] Units { get; }

    /// <summary>Cost of each work.</summary>
    public double[] Costs { get; }

    /// <summary>Cost of the most expensive work that has more than one piece.</summary>
    public double LargestShareableCost { get; }
}
