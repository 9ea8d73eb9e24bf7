using System.Globalization;
using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// A random change of training rows, drawn anew in each epoch, so that a model sees more rows than there are. What a row becomes depends on
/// the seed, the epoch and the row alone, never on threads, batches or what was drawn before.
/// </summary>
/// <example><code>model.Fit(training, new FitOptions { Augmentation = [new RandomShift(2), new RandomRotation(10)] })</code></example>
public abstract record Augmentation
{
    private const string DigitsName = "digits";

    private protected Augmentation()
    {
    }

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => Table.Names;

    /// <summary>What handwriting does to a digit, <c>digits</c> in a list: shift by a pixel, rotation by 8 degrees, scale by a tenth, elastic distortion.</summary>
    public static IReadOnlyList<Augmentation> Digits { get; } = [new RandomShift(1), new RandomRotation(8), new RandomScale(0.1), new ElasticDistortion(1)];

    /// <summary>Name in files and on the command line, e.g. <c>shift</c>.</summary>
    public abstract string Kind { get; }

    private static KindTable<Augmentation> Table { get; } = new(
        "Augmentation", augmentation => augmentation.Kind, augmentation => augmentation.ToJson(),
        new(() => new RandomShift(), fields => new RandomShift(fields.Count("pixels"))),
        new(() => new RandomRotation(), fields => new RandomRotation(fields.Number("degrees"))),
        new(() => new RandomScale(), fields => new RandomScale(fields.Number("share"))),
        new(() => new RandomFlip()),
        new(() => new ElasticDistortion(), fields => new ElasticDistortion(fields.Number("pixels"), fields.Count("cells"))),
        new(() => new Cutout(), fields => new Cutout(fields.Count("size"))),
        new(() => new Mixup(), fields => new Mixup(fields.Number("alpha"))));

    /// <summary>The augmentation of a name, with its defaults.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public static Augmentation ByName(string name) => Table.ByName(name);

    /// <summary>Reads a list such as <c>shift=2,rotation=10,flip</c>: names, each with its amount or without for the default; <c>digits</c> for all of <see cref="Digits"/>.</summary>
    /// <param name="text">The list.</param>
    /// <exception cref="ConfigurationException">An unknown name or an impossible amount.</exception>
    public static IReadOnlyList<Augmentation> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.TrimEntries).SelectMany(part => part == DigitsName ? Digits : [ParseOne(part)])];
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, unknown, of another kind or out of range; the message names it.</exception>
    internal static Augmentation FromJson(JsonObject json) => Table.Read(json);

    /// <summary>Kind and settings as JSON.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind };
        WriteConfiguration(json);
        return json;
    }

    /// <summary>The same with another amount.</summary>
    /// <exception cref="ArgumentException">It has no amount, or this one is impossible.</exception>
    internal abstract Augmentation WithAmount(double amount);

    /// <summary>Adds the settings to a JSON object.</summary>
    private protected virtual void WriteConfiguration(JsonObject json)
    {
    }

    /// <summary>An amount that has to be a whole number.</summary>
    private protected static int Whole(double amount) => double.IsInteger(amount) && Math.Abs(amount) <= int.MaxValue
        ? (int)amount
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{amount} is not a whole number."));

    private static Augmentation ParseOne(string part)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        Augmentation augmentation = ByName(equals < 0 ? part : part[..equals].TrimEnd());
        if (equals < 0)
        {
            return augmentation;
        }

        string amount = part[(equals + 1)..];
        if (!double.TryParse(amount, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            throw new ConfigurationException($"Augmentation '{augmentation.Kind}': {PrintableText.Quote(amount)} is no number. Write e.g. {augmentation.Kind}=2.");
        }

        try
        {
            return augmentation.WithAmount(number);
        }
        catch (ArgumentException error)
        {
            throw new ConfigurationException($"Augmentation '{augmentation.Kind}': {error.Message}", error);
        }
    }
}
