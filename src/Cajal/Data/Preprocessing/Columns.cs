using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Takes what a scaler needs to know out of one column.</summary>
/// <param name="column">Which column.</param>
/// <param name="present">Its values that are not missing, in the order of the rows; may be sorted in place, may be empty.</param>
internal delegate void FitColumn(int column, Span<double> present);

/// <summary>Columns of a row-major block, and their order statistics.</summary>
internal static class Columns
{
    /// <summary>Calls <paramref name="fit"/> for each column.</summary>
    /// <exception cref="ArgumentException">No rows, or not whole ones.</exception>
    /// <exception cref="DataException">An infinite value.</exception>
    public static void ForEach(ReadOnlySpan<float> rows, int features, FitColumn fit)
    {
        Check(rows, features);
        double[] present = new double[rows.Length / features];
        for (int column = 0; column < features; column++)
        {
            int count = 0;
            for (int i = column; i < rows.Length; i += features)
            {
                if (float.IsInfinity(rows[i]))
                {
                    throw new DataException(FormattableString.Invariant($"Row {i / features}, column {column} (from 0): {rows[i]}, ")
                        + "expected a finite number, or NaN where it is missing.");
                }
                if (!float.IsNaN(rows[i]))
                {
                    present[count++] = rows[i];
                }
            }
            fit(column, present.AsSpan(0, count));
        }
    }

    /// <summary>Refuses rows that no scaler can be fitted to.</summary>
    public static void Check(ReadOnlySpan<float> rows, int features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (rows.IsEmpty)
        {
            throw new ArgumentException("No rows to fit a scaler to, expected at least one.", nameof(rows));
        }
        if (rows.Length % features != 0)
        {
            throw new ArgumentException($"{rows.Length} numbers are not whole rows of {features} columns.", nameof(rows));
        }
    }

    /// <summary>Refuses rows of another width than <paramref name="features"/>, and results of another length.</summary>
    public static void Check(ReadOnlySpan<float> rows, ReadOnlySpan<float> result, int features)
    {
        if (rows.Length % features != 0)
        {
            throw new ArgumentException($"{rows.Length} numbers are not whole rows of the {features} columns that the scaler was fitted to.",
                nameof(rows));
        }
        if (result.Length != rows.Length)
        {
            throw new ArgumentException($"{result.Length} places for {rows.Length} numbers.", nameof(result));
        }
    }

    /// <summary>
    /// Quantile of sorted values at the share part/parts, with linear interpolation between the two neighbours of position (n − 1)·part/parts,
    /// numpy's default (definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996)).
    /// The share is a fraction so that a position which is a whole number is hit exactly: values that tie give quantiles that tie.
    /// </summary>
    public static double Quantile(ReadOnlySpan<double> sorted, int part, int parts)
    {
        (long below, long rest) = Math.DivRem((sorted.Length - 1) * (long)part, parts);
        int index = (int)below;
        if (rest == 0)
        {
            return sorted[index];
        }
        return sorted[index] + ((sorted[index + 1] - sorted[index]) * rest / parts);
    }

    /// <summary>Mean and population deviation (divided by n). A constant column has deviation exactly 0; an empty one gives 0 and 0.</summary>
    public static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty || values.IndexOfAnyExcept(values[0]) < 0)
        {
            return (values.IsEmpty ? 0 : values[0], 0);
        }
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        double mean = sum / values.Length;
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }
        return (mean, Math.Sqrt(squares / values.Length));
    }

    public static JsonArray ToJson(ReadOnlySpan<double> numbers)
    {
        var list = new JsonArray();
        foreach (double number in numbers)
        {
            list.Add((JsonNode)JsonValue.Create(number));
        }
        return list;
    }
}
