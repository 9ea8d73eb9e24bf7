namespace Cajal.Kernels;

/// <summary>Works in the order in which they run, with what a team has to know of each of them, asked once.</summary>
internal sealed class WorkList
{
    public WorkList(params Work[] works)
    {
        Works = works;
        Units = [.. works.Select(work => work.Units)];
        Costs = [.. works.Select(work => work.Cost)];
        LargestShareableCost = Enumerable.Range(0, works.Length).Where(i => Units[i] > 1).Select(i => Costs[i]).DefaultIfEmpty(double.NegativeInfinity).Max();
    }

    public Work[] Works { get; }

    /// <summary>Independent pieces of each work.</summary>
    public int[] Units { get; }

    /// <summary>Cost of each work.</summary>
    public double[] Costs { get; }

    /// <summary>Cost of the most expensive work that has more than one piece.</summary>
    public double LargestShareableCost { get; }
}
