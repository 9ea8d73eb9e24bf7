using System.Globalization;
using Cajal.Kernels;

namespace Cajal;

/// <summary>What values a setting takes: how its text is checked.</summary>
/// <param name="expected">What is expected, for messages.</param>
/// <param name="accepts">Whether a text is such a value.</param>
internal sealed class SettingKind(string expected, Func<string, bool> accepts)
{
    /// <summary>Text for "no value".</summary>
    public const string None = "none";

    /// <summary>A whole number from 1.</summary>
    public static readonly SettingKind Count = new("a whole number from 1", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n >= 1);

    /// <summary>A whole number from 1, or none.</summary>
    public static readonly SettingKind OptionalCount = Optional(Count);

    /// <summary>A number of threads, 0 for all processors.</summary>
    public static readonly SettingKind Threads = new(
        $"a whole number from 0 to {Team.MostThreads}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n <= Team.MostThreads);

    /// <summary>A whole number of 64 bits without sign.</summary>
    public static readonly SettingKind Seed = new("a whole number from 0", text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>A number from 0.</summary>
    public static readonly SettingKind NotNegative = new("a number from 0", text => Number(text) is >= 0);

    /// <summary>A number above 0.</summary>
    public static readonly SettingKind Positive = new("a number above 0", text => Number(text) is > 0);

    /// <summary>A number above 0, or none.</summary>
    public static readonly SettingKind OptionalPositive = Optional(Positive);

    /// <summary>A number, or none.</summary>
    public static readonly SettingKind OptionalNumber = Optional(new("a number", text => Number(text) is not null));

    /// <summary>How often to try again.</summary>
    public static readonly SettingKind Retries = new("a whole number from 0", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>A share from 0 to below 1.</summary>
    public static readonly SettingKind Share = new("a share from 0 to below 1, e.g. 0.2", text => Number(text) is >= 0 and < 1);

    /// <summary>Widths of layers, or none.</summary>
    public static readonly SettingKind Widths = Optional(new(
        "layer widths with commas, e.g. 64,64", text => text.Split(',').All(width => Count.Accepts(width.Trim()))));

    /// <summary>What is expected, for messages.</summary>
    public string Expected => expected;

    /// <summary>Whether a text is such a value.</summary>
    public bool Accepts(string text) => accepts(text);

    /// <summary>One of several names.</summary>
    public static SettingKind OneOf(params IReadOnlyList<string> names) => new("one of " + string.Join(", ", names), names.Contains) { Names = names };

    /// <summary>The names, where only these are accepted.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>Random changes of training rows.</summary>
    public static SettingKind Augmentations { get; } = new("none, digits, or a list such as shift=2,rotation=10 of " + string.Join(", ", Augmentation.Names), text =>
    {
        try
        {
            return text == None || Augmentation.Parse(text).Count > 0;
        }
        catch (ConfigurationException)
        {
            return false;
        }
    });

    private static SettingKind Optional(SettingKind kind) => new(kind.Expected + ", or none", text => text == None || kind.Accepts(text));

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
