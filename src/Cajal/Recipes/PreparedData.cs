using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Rows divided into parts and made ready for a net.</summary>
public sealed record PreparedData
{
    /// <summary>The rows to learn from.</summary>
    public required Dataset Training { get; init; }

    /// <summary>The rows to choose the best epoch by; <c>null</c> for none.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>The rows for the final judgement; <c>null</c> for none.</summary>
    public Dataset? Test { get; init; }

    /// <summary>What the net itself applies to inputs, fitted on the training part.</summary>
    public Scaler? Preprocessing { get; init; }

    /// <summary>What a person should know about the data: columns dropped, rows left out, duplicates. One sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Features that belong together, such as the numbers that a column of a table has become; <c>null</c> for each by itself.</summary>
    public IReadOnlyList<FeatureGroup>? Columns { get; init; }

    /// <summary>Further JSON sections for the model file, e.g. a table's columns.</summary>
    internal IReadOnlyDictionary<string, JsonObject> Sections { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>A sentence about rows of the training part that occur in the test part too, if there are any.</summary>
    internal static IEnumerable<string> DuplicateNotes(Dataset training, Dataset? test)
    {
        if (test is null)
        {
            yield break;
        }

        int count = Duplicates.Across(training, test).Count;
        if (count > 0)
        {
            yield return string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{count} of {test.Count} test rows occur in the training part too; figures of the test may flatter.");
        }
    }
}
