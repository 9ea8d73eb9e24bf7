namespace Cajal.Metrics;

/// <summary>What one row contributes to a mean.</summary>
internal delegate double RowFigure(PredictedRows rows, int row);

/// <summary>The weighted mean <c>Σ wᵢ fᵢ / Σ wᵢ</c> of a figure of single rows, and each row's influence <c>wᵢ (fᵢ − mean) / Σ w</c>.</summary>
internal static class WeightedMean
{
    public static double? Compute(PredictedRows rows, RowFigure figure, Span<double> influences)
    {
        double sum = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            sum += rows.Weight(row) * figure(rows, row);
        }
        if (!(rows.TotalWeight > 0))
        {
            return null;
        }
        double mean = sum / rows.TotalWeight;
        for (int row = 0; row < influences.Length; row++)
        {
            influences[row] = rows.Weight(row) * (figure(rows, row) - mean) / rows.TotalWeight;
        }
        return mean;
    }
}
