using System.Collections.Immutable;
using System.Text.Json;

namespace Cajal;

/// <summary>How a multi-label model does on one label; rows count by their weights, a figure with denominator 0 is 0.</summary>
/// <param name="Name">The label.</param>
/// <param name="Actual">Weight of the rows that have it (their number without weights).</param>
/// <param name="Predicted">Weight of the rows that are predicted to have it.</param>
/// <param name="Precision">Of the rows predicted to have it the share that has it.</param>
/// <param name="Recall">Of the rows that have it the share predicted to.</param>
/// <param name="F1">Their harmonic mean.</param>
public sealed record LabelFigures(string Name, double Actual, double Predicted, double Precision, double Recall, double F1)
{
    /// <summary>The figures of each label.</summary>
    /// <param name="rows">Probabilities of labels, and zeros and ones.</param>
    /// <param name="labels">Names of the labels.</param>
    internal static ImmutableArray<LabelFigures> Of(PredictedRows rows, IReadOnlyList<string> labels)
    {
        rows.RequireLabels("labels");
        if (labels.Count != rows.Outputs)
        {
            throw new ArgumentException($"{labels.Count} names for {rows.Outputs} labels.", nameof(labels));
        }
        ImmutableArray<LabelFigures>.Builder figures = ImmutableArray.CreateBuilder<LabelFigures>(rows.Outputs);
        for (int label = 0; label < rows.Outputs; label++)
        {
            (double actual, double predicted, double both) = (0, 0, 0);
            for (int row = 0; row < rows.Count; row++)
            {
                (bool has, bool says) = (rows.HasLabel(row, label), rows.PredictsLabel(row, label));
                actual += has ? rows.Weight(row) : 0;
                predicted += says ? rows.Weight(row) : 0;
                both += has && says ? rows.Weight(row) : 0;
            }
            figures.Add(new LabelFigures(
                labels[label], actual, predicted, Share(both, predicted), Share(both, actual), Share(2 * both, actual + predicted)));
        }
        return figures.DrainToImmutable();
    }

    /// <summary>Writes the figures as the value of a property that has the label's name.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject(Name);
        writer.WriteNumber("actual"u8, Actual);
        writer.WriteNumber("predicted"u8, Predicted);
        writer.WriteNumber("precision"u8, Precision);
        writer.WriteNumber("recall"u8, Recall);
        writer.WriteNumber("f1"u8, F1);
        writer.WriteEndObject();
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
