using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Doctor.Checks;

/// <summary>
/// Looks for hidden units with the same incoming weights to the last bit: equal from the beginning, they get equal gradients and stay equal
/// (I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning", 2016, section 8.4). Random first weights are never equal. Units without any weight but 0, as L1 leaves them, are not copies but gone.
/// </summary>
internal static class SymmetryCheck
{
    /// <summary>Compares the units of each hidden layer.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        Network network = examination.Model.Built.Network;
        foreach (ObservedLayer layer in examination.Now.Where(layer => !layer.IsLast && TakeTheSame(network.Layers.First(placed => placed.Name == layer.Name).Layer)))
        {
            (int used, int different) = Units(examination.Model.Built, layer);
            if (different < used || (used == 0 && layer.Units > 1))
            {
                yield return new Finding(
                    FindingKind.SymmetricUnits, FindingSeverity.Severe, layer.Name,
                    $"of its {layer.Units} units {used} have weights other than 0, and {different} different ones: the others are copies to the last bit",
                    "Begin with random weights: new Dense(units) and new Conv2D(channels, kernel) have them, or HeInitializer, GlorotInitializer; never zeros or a constant",
                    new Dictionary<string, double> { ["units"] = layer.Units, ["used"] = used, ["different"] = different });
            }
        }
    }

    // Channels of other groups see other inputs; the weights of a transposed convolution are another thing.
    private static bool TakeTheSame(Layer layer) => layer is Dense or Conv1D { Groups: 1 } or Conv2D { Groups: 1 };

    private static (int Used, int Different) Units(BuiltModel built, ObservedLayer layer)
    {
        ParameterStore<float> store = built.Store;
        float[] weights = store[$"{layer.Owner}.weight"].ToArray();
        float[] biases = store.Contains($"{layer.Owner}.bias") ? store[$"{layer.Owner}.bias"].ToArray() : new float[layer.Units];
        int inputs = weights.Length / layer.Units;
        var seen = new HashSet<int>(new ColumnComparer(weights, biases, inputs, layer.Units));
        int[] used = [.. Enumerable.Range(0, layer.Units).Where(unit => Enumerable.Range(0, inputs).Any(input => weights[(input * layer.Units) + unit] != 0))];
        return (used.Length, used.Count(seen.Add));
    }

    private sealed class ColumnComparer(float[] weights, float[] biases, int inputs, int units) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) =>
            biases[x] == biases[y] && Enumerable.Range(0, inputs).All(input => weights[(input * units) + x] == weights[(input * units) + y]);

        public int GetHashCode(int unit)
        {
            var hash = new HashCode();
            hash.Add(biases[unit]);
            for (int input = 0; input < inputs; input++)
            {
                hash.Add(weights[(input * units) + unit]);
            }

            return hash.ToHashCode();
        }
    }
}
