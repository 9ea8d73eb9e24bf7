namespace Cajal.Training;

/// <summary>One weight's gradient and the difference of the loss.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Element">The element, row by row.</param>
/// <param name="Weight">Its value.</param>
/// <param name="Gradient">The gradient that was to be checked.</param>
/// <param name="Difference">The difference; <c>null</c> where a kink lies too near.</param>
internal sealed record GradientComparison(string Parameter, int Element, double Weight, double Gradient, double? Difference)
{
    /// <summary>|a − n| / max(|a|, |n|, floor); 0 for a skipped weight.</summary>
    public double Error(double floor)
    {
        if (Difference is not { } numeric || (floor == 0 && Gradient == numeric))
        {
            return 0;
        }

        double error = Math.Abs(Gradient - numeric) / Math.Max(Size, floor);
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    /// <summary>max(|a|, |n|).</summary>
    public double Size => Math.Max(Math.Abs(Gradient), Math.Abs(Difference ?? 0));
}
