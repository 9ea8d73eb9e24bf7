namespace Cajal.Cli.Lessons.Units;

/// <summary>Random nets of McCulloch-Pitts units.</summary>
internal static class DrawnNet
{
    /// <summary>How many inputs they have.</summary>
    public const int Inputs = 4;

    /// <summary>Draws up to eight units, each with up to four exciting and two vetoing sources.</summary>
    public static McCullochPittsNet Draw(Random random, bool hasCircles)
    {
        string[] inputs = DrawnFormula.Names(Inputs);
        string[] units = [.. Enumerable.Range(1, random.Next(1, 9)).Select(number => $"n{number}")];
        var net = new McCullochPittsNet(inputs);
        foreach ((int index, string unit) in units.Index())
        {
            string[] sources = [.. inputs, .. hasCircles ? units : units[..index]];
            net.Add(new McCullochPittsUnit(unit, random.Next(0, 4), random.GetItems(sources, random.Next(1, 5)), random.GetItems(sources, random.Next(3))));
        }

        return net;
    }
}
