using System.Globalization;

namespace Cajal.Cli.Lessons;

/// <summary>What a figure has to meet: numbers between two ends.</summary>
/// <param name="Least">The smallest number that meets it.</param>
/// <param name="Most">The largest one.</param>
/// <param name="Text">How it is said: <c>= 212</c>, <c>≤ 0.01</c>, <c>0.25 ± 1E-12</c>.</param>
internal readonly record struct Bound(double Least, double Most, string Text)
{
    /// <summary>This number and no other.</summary>
    public static Bound Equal(double expected) => new(expected, expected, $"= {Number(expected)}");

    /// <summary>This number, but for a tolerance.</summary>
    public static Bound Within(double expected, double tolerance) => new(expected - tolerance, expected + tolerance, $"{Number(expected)} ± {Number(tolerance)}");

    /// <summary>No more than this.</summary>
    public static Bound AtMost(double most) => new(double.NegativeInfinity, most, $"≤ {Number(most)}");

    /// <summary>No less than this.</summary>
    public static Bound AtLeast(double least) => new(least, double.PositiveInfinity, $"≥ {Number(least)}");

    /// <summary>From one number to another.</summary>
    public static Bound Between(double least, double most) => new(least, most, $"{Number(least)} … {Number(most)}");

    /// <summary>Whether a number meets it. What is not a number meets nothing.</summary>
    public bool Holds(double value) => value >= Least && value <= Most;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
