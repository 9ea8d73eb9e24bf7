using System.Globalization;
using Cajal.Explanation;
using Cajal.Training;

namespace Cajal;

/// <summary>
/// What each hidden unit of a model has learned to respond to, layer by layer: the rows that excite it most, the inputs and the class or value that
/// it goes with. A net is logistic (or linear) regression on features that are learned; these are the features.
/// </summary>
/// <example>
/// <code>
/// foreach (LayerResponses layer in UnitResponses.Of(model, data).Layers)
/// {
///     Console.WriteLine($"{layer.Name}: unit 0 goes with {layer.Units[0].Target}");
/// }
/// </code>
/// </example>
public sealed class UnitResponses
{
    private UnitResponses(int rows, IReadOnlyList<LayerResponses> layers)
    {
        Rows = rows;
        Layers = layers;
    }

    /// <summary>How many rows were shown to the model.</summary>
    public int Rows { get; }

    /// <summary>The hidden layers in the order of the net; empty for a model without any.</summary>
    public IReadOnlyList<LayerResponses> Layers { get; }

    /// <summary>Shows rows to a model and tells what its hidden units make of them.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows with their targets.</param>
    /// <param name="top">How many rows and inputs are told of each unit.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public static UnitResponses Of(Model model, Dataset data, int top = 5)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        DataFit.Check(model, data, "Unit responses");
        int[] rows = FeatureCorrelations.EnoughRows(data.Count);
        IReadOnlyList<string> inputNames = [.. FeatureGroup.Each(data).Select(feature => feature.Name)];
        FeatureCorrelations? inputs = data.Features > FeatureCorrelations.MostFeatures ? null : FeatureCorrelations.OfInputs(data, rows);
        IReadOnlyList<string> targetNames = data.Targets.Kind == TargetKind.Values ? data.Targets.Names : data.Targets.ClassNames;
        var targets = FeatureCorrelations.Of(targetNames.Count, rows.Length, (index, row) => TargetOf(data.Targets, rows[row], index));

        UnitResponse Respond(HiddenActivations layer, int unit)
        {
            double[] all = [.. Enumerable.Range(0, data.Count).Select(row => (double)layer.Numbers[((long)row * layer.Units) + unit])];
            (double mean, double deviation) = ConfidenceInterval.SampleMoments(all);
            double[] some = [.. rows.Select(row => all[row])];
            return new UnitResponse(
                unit, mean, deviation, all.Count(activation => activation > 0) / (double)all.Length, MostExciting(all, top),
                inputs is null ? [] : Closest(inputNames, inputs.With(some), top), Closest(targetNames, targets.With(some), 1).FirstOrDefault());
        }

        return new UnitResponses(data.Count, [.. HiddenActivations.Of(model, data)
            .Select(layer => new LayerResponses(layer.Layer, [.. Enumerable.Range(0, layer.Units).Select(unit => Respond(layer, unit))]))]);
    }

    private static double TargetOf(Targets targets, int row, int index) => targets.Kind == TargetKind.Classes
        ? targets.ClassOf(row) == index ? 1 : 0
        : targets.Row(row)[index];

    private static ExcitingRow[] MostExciting(double[] activations, int top) =>
        [.. activations.Index().OrderByDescending(one => one.Item).Take(top).Select(one => new ExcitingRow(one.Index, one.Item))];

    // Of two classes one is the opposite of the other: equally close, so the one that the unit rises with.
    private static UnitCorrelation[] Closest(IReadOnlyList<string> names, double[] correlations, int top) =>
        [.. correlations.Index().Where(one => one.Item != 0).OrderByDescending(one => Math.Round(Math.Abs(one.Item), 9)).ThenByDescending(one => one.Item).Take(top)
            .Select(one => new UnitCorrelation(names[one.Index], one.Item))];

    /// <summary>One line a layer.</summary>
    public override string ToString() => string.Join('\n', Layers.Select(layer => string.Create(
        CultureInfo.InvariantCulture, $"{layer.Name}: {layer.Units.Count} units, {layer.Units.Count(unit => unit.Deviation == 0)} of them constant")));
}
