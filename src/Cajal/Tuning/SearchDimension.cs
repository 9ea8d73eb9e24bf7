using System.Globalization;

namespace Cajal;

/// <summary>A setting that a search tries values of.</summary>
/// <param name="Key">The setting, one of <see cref="TrainingConfiguration.Keys"/>.</param>
public abstract record SearchDimension(string Key)
{
    /// <summary>The value, as text, that belongs to a uniform random number.</summary>
    /// <param name="random">From 0 to below 1.</param>
    public abstract string At(double random);
}

/// <summary>One of several values, each as likely as the others; one that is named twice is twice as likely.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Values">The values.</param>
public sealed record SearchChoice(string Key, params IReadOnlyList<string> Values) : SearchDimension(Key)
{
    /// <inheritdoc/>
    public override string At(double random) => Values[(int)(random * Values.Count)];
}

/// <summary>A number between two bounds whose logarithm is uniform: right for rates, whose order of magnitude is not known.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Low">Lower bound, above 0.</param>
/// <param name="High">Upper bound.</param>
public sealed record SearchLogRange(string Key, double Low, double High) : SearchDimension(Key)
{
    /// <inheritdoc/>
    public override string At(double random) => (Low * Math.Pow(High / Low, random)).ToString("G3", CultureInfo.InvariantCulture);
}
