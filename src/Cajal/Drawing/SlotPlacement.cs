namespace Cajal.Drawing;

/// <summary>
/// Places the slots of each layer near their neighbours without changing their order and without overlap: in sweeps down and up, each layer
/// takes the places nearest to the wanted ones, Σ w(x − wanted)² being least under the distances that must be kept.
/// </summary>
internal static class SlotPlacement
{
    private const int Sweeps = 12;

    // An edge that passes should run straight rather than a box stand in the middle, and the main line rather than where something joins it.
    private const double PassageWeight = 4;
    private const double SourceWeight = 0.1;

    /// <summary>Sets the centres.</summary>
    /// <param name="layers">The layers in order.</param>
    /// <param name="gap">Free room between neighbours.</param>
    public static void Run(List<Slot>[] layers, double gap)
    {
        foreach (List<Slot> layer in layers)
        {
            Place(layer, _ => 0, gap);
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (int layer in down ? Enumerable.Range(1, layers.Length - 1) : Enumerable.Range(0, layers.Length - 1).Reverse())
            {
                Place(layers[layer], slot => Wanted(slot, down), gap);
            }
        }

        // The last word belongs to both sides.
        foreach (List<Slot> layer in layers)
        {
            Place(layer, slot => Mean([.. slot.Before, .. slot.After]) ?? slot.Centre, gap);
        }
    }

    private static double Wanted(Slot slot, bool down) => Mean(down ? slot.Before : slot.After) ?? Mean(down ? slot.After : slot.Before) ?? slot.Centre;

    private static double? Mean(List<Slot> slots) => slots.Count == 0 ? null : slots.Sum(slot => Weight(slot) * slot.Centre) / slots.Sum(Weight);

    private static double Weight(Slot slot) => slot.Before.Count == 0 ? SourceWeight : slot.IsPassage ? PassageWeight : 1;

    /// <summary>Least squares under an order: neighbours that would come too near are pooled and placed together (pool adjacent violators).</summary>
    private static void Place(List<Slot> layer, Func<Slot, double> wanted, double gap)
    {
        double[] offsets = new double[layer.Count];
        for (int index = 1; index < layer.Count; index++)
        {
            offsets[index] = offsets[index - 1] + (layer[index - 1].Size.Width / 2) + gap + (layer[index].Size.Width / 2);
        }

        var pools = new Stack<(double Sum, double Weight, int Count)>();
        for (int index = 0; index < layer.Count; index++)
        {
            double weight = Weight(layer[index]);
            (double Sum, double Weight, int Count) pool = (weight * (wanted(layer[index]) - offsets[index]), weight, 1);
            while (pools.TryPeek(out (double Sum, double Weight, int Count) last) && last.Sum / last.Weight >= pool.Sum / pool.Weight)
            {
                pools.Pop();
                pool = (last.Sum + pool.Sum, last.Weight + pool.Weight, last.Count + pool.Count);
            }

            pools.Push(pool);
        }

        int next = 0;
        foreach ((double sum, double weight, int count) in pools.Reverse())
        {
            for (int end = next + count; next < end; next++)
            {
                layer[next].Centre = (sum / weight) + offsets[next];
            }
        }
    }
}
