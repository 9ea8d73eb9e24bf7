namespace Cajal;

/// <summary>What a person should know about one column.</summary>
public sealed record ColumnInspection
{
    internal ColumnInspection()
    {
    }

    /// <summary>Name of the column, as in the file.</summary>
    public required string Name { get; init; }

    /// <summary>What it is taken for.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it is to be predicted.</summary>
    public required bool IsTarget { get; init; }

    /// <summary>Cells without a value.</summary>
    public required int Missing { get; init; }

    /// <summary>Different values.</summary>
    public required int Distinct { get; init; }

    /// <summary>Cells that are no number in a column of numbers, or no date in one of dates; learning refuses them.</summary>
    public required int Mistakes { get; init; }

    /// <summary>The line of the first such cell, from 1; null where there is none.</summary>
    public int? FirstMistakeLine { get; init; }

    /// <summary>Smallest value, a date as 2024-12-31; null for text.</summary>
    public string? Minimum { get; init; }

    /// <summary>Largest value.</summary>
    public string? Maximum { get; init; }

    /// <summary>Mean of the numbers; null for others.</summary>
    public double? Mean { get; init; }

    /// <summary>The most frequent texts (at most five) and how often they occur; empty for numbers and dates.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> Frequent { get; init; }

    /// <summary>A warning that the column alone nearly tells the target, so that it may not be known when predicting; null otherwise.</summary>
    public string? Hint { get; init; }
}
