namespace Cajal.Doctor;

/// <summary>Mean and spread of numbers, one a row.</summary>
internal sealed class Sample
{
    /// <summary>Computes them.</summary>
    public Sample(double[] numbers)
    {
        Count = numbers.Length;
        Mean = numbers.Average();
        VarianceOfMean = Count < 2 ? 0 : numbers.Sum(number => (number - Mean) * (number - Mean)) / (Count - 1) / Count;
    }

    /// <summary>How many numbers.</summary>
    public int Count { get; }

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>The square of the mean's standard error.</summary>
    public double VarianceOfMean { get; }

    /// <summary>By how many standard errors this mean lies above another one (Welch).</summary>
    public double ErrorsAbove(Sample other) => (Mean - other.Mean) / Math.Sqrt(Math.Max(VarianceOfMean + other.VarianceOfMean, double.Epsilon));
}
