namespace Cajal;

/// <summary>Checks of the numbers that layers, losses, optimisers and schedules are made with. Each returns the number that it checked.</summary>
internal static class NumberChecks
{
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number.</exception>
    public static double Finite(string owner, string parameter, double value) =>
        Check(owner, parameter, value, double.IsFinite(value), "a finite number");

    /// <exception cref="ArgumentOutOfRangeException">Not a finite number above 0.</exception>
    public static double Positive(string owner, string parameter, double value) =>
        Check(owner, parameter, value, double.IsFinite(value) && value > 0, "a finite number above 0");

    /// <exception cref="ArgumentOutOfRangeException">Not a number above 0, or above the largest one.</exception>
    public static double PositiveUpTo(string owner, string parameter, double value, double most) =>
        Check(owner, parameter, value, value > 0 && value <= most, FormattableString.Invariant($"a number above 0, at most {most}"));

    /// <exception cref="ArgumentOutOfRangeException">Not a finite number from 0 on.</exception>
    public static double NotNegative(string owner, string parameter, double value) =>
        Check(owner, parameter, value, double.IsFinite(value) && value >= 0, "a finite number from 0 on");

    /// <exception cref="ArgumentOutOfRangeException">Not in [0, 1).</exception>
    public static double BelowOne(string owner, string parameter, double value) =>
        Check(owner, parameter, value, value is >= 0 and < 1, "a number in [0, 1)");

    /// <exception cref="ArgumentOutOfRangeException">Not in (0, 1].</exception>
    public static double Share(string owner, string parameter, double value) =>
        Check(owner, parameter, value, value is > 0 and <= 1, "a number in (0, 1]");

    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static int Count(string owner, string parameter, int value) =>
        (int)Check(owner, parameter, value, value >= 1, "a whole number from 1 on");

    /// <summary>The number itself, from 1 to a largest one.</summary>
    public static int CountUpTo(string owner, string parameter, int value, int most) => value >= 1 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(parameter,
            FormattableString.Invariant($"{owner}: {parameter} is {value}, expected a whole number from 1 to {most}."));

    private static double Check(string owner, string parameter, double value, bool holds, string expected) => holds
        ? value
        : throw new ArgumentOutOfRangeException(parameter, FormattableString.Invariant($"{owner}: {parameter} is {value}, expected {expected}."));
}
