namespace Cajal.Classic;

/// <summary>Lays the units of a net without circles and vetoes out in layers, each of which sees only the one before.</summary>
internal sealed class LayeredUnits(WiredUnits wired, int inputs)
{
    /// <summary>σ(±½ · gain) is within 1e-4 of 0 and 1, since sums of zeros and ones miss the middle by at least ½.</summary>
    private const double Gain = 20;

    /// <summary>The model; the last layer holds the given places in their order.</summary>
    public Sequential Build(int[] outputs, LogicUnits kind)
    {
        int depth = outputs.Max(place => wired.Levels[place]);
        int[] lastUse = LastUses(outputs, depth);
        int[] before = [.. Enumerable.Range(0, inputs)];
        List<HandSetLayer> layers = [];
        for (int level = 1; level <= depth; level++)
        {
            int at = level;
            // What comes into being on this level, and what was there before and is needed after it.
            int[] here = level == depth
                ? outputs
                : [.. Enumerable.Range(0, lastUse.Length).Where(place => wired.Levels[place] <= at && lastUse[place] > at)];
            layers.Add(Layer(here, before, level, kind));
            before = here;
        }
        return HandSetNet.Build(inputs, layers);
    }

    /// <summary>The last layer that reads each place; 0 where none does.</summary>
    private int[] LastUses(int[] outputs, int depth)
    {
        int[] lastUse = new int[wired.Levels.Length];
        bool[] needed = new bool[lastUse.Length];
        foreach (int place in outputs)
        {
            needed[place] = true;
            lastUse[place] = wired.Levels[place] < depth ? depth : 0;
        }
        // Readers stand on higher levels than what they read.
        foreach (int place in Enumerable.Range(inputs, lastUse.Length - inputs).OrderByDescending(place => wired.Levels[place]))
        {
            foreach (int source in needed[place] ? wired[place].Sources : [])
            {
                needed[source] = true;
                lastUse[source] = Math.Max(lastUse[source], wired.Levels[place]);
            }
        }
        return lastUse;
    }

    private HandSetLayer Layer(int[] places, int[] before, int level, LogicUnits kind)
    {
        Dictionary<int, int> column = before.Index().ToDictionary(one => one.Item, one => one.Index);
        double[,] weights = new double[places.Length, before.Length];
        double[] bias = new double[places.Length];
        for (int row = 0; row < places.Length; row++)
        {
            bool isCarried = wired.Levels[places[row]] < level;
            bias[row] = isCarried ? -1 : -wired[places[row]].Threshold;
            foreach ((int source, int weight) in isCarried ? [(places[row], 1)] : wired[places[row]].Connections)
            {
                weights[row, column[source]] += weight;
            }
        }
        return kind == LogicUnits.Threshold
            ? new HandSetLayer(weights, bias, new Threshold(firesAtZero: true))
            : new HandSetLayer(Scaled(weights), [.. bias.Select(number => Gain * (number + 0.5))], new Sigmoid());
    }

    private static double[,] Scaled(double[,] weights)
    {
        double[,] scaled = new double[weights.GetLength(0), weights.GetLength(1)];
        for (int row = 0; row < weights.GetLength(0); row++)
        {
            for (int column = 0; column < weights.GetLength(1); column++)
            {
                scaled[row, column] = Gain * weights[row, column];
            }
        }
        return scaled;
    }
}
