namespace Cajal;

/// <summary>
/// Data that the library brings along: two classics, embedded, and sets made from a seed. Origin and licence of the classics stand in
/// README.md beside the files. The same name, rows, seed and noise give the same bytes on any machine.
/// </summary>
public static class BuiltInData
{
    private static readonly EmbeddedTable[] Embedded =
    [
        new(new("iris", "iris flowers by four measures in cm (Fisher 1936)", 150, 4, TargetKind.Classes, 3, false), [4]),
        new(new("digits", "handwritten digits, 8 × 8 grey pixels 0 to 16 (Alpaydin, Kaynak 1998)", 1797, 64, TargetKind.Classes, 10, false), [8, 8]),
    ];

    /// <summary>All built-in sets.</summary>
    public static IReadOnlyList<BuiltInSet> All { get; } =
    [
        .. Embedded.Select(table => table.Set),
        .. SyntheticTable.Kinds.Select(kind => new BuiltInSet(
            kind.Name, kind.Description, kind.DefaultRows, kind.FeatureNames.Length, kind.Target, kind.ClassNames.Length, true)),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(set => set.Name)];

    /// <summary>Fisher's irises: 150 examples of 4 measures, 3 species.</summary>
    public static Dataset Iris() => Load("iris");

    /// <summary>Handwritten digits: 1797 images of 8 × 8 pixels, 10 classes.</summary>
    public static Dataset Digits() => Load("digits");

    /// <summary>Whether there is a built-in set of this name.</summary>
    public static bool Has(string name) => Names.Contains(name);

    /// <summary>The set of the given name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="rows">Rows of a generated set, 1 to 10 million; its default number if null.</param>
    /// <param name="seed">Seed of a generated set; 0 by default.</param>
    /// <param name="noise">How far a generated set's points are scattered, not negative; its default if null.</param>
    /// <exception cref="ConfigurationException">
    /// No such name (the message suggests the nearest), rows or noise out of range, or asked of a set that is not generated.
    /// </exception>
    public static Dataset Load(string name, int? rows = null, ulong? seed = null, double? noise = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Array.Find(Embedded, table => table.Set.Name == name) is { } embedded)
        {
            RefuseOptions(embedded.Set, rows, seed, noise);
            return embedded.Load();
        }
        SyntheticKind kind = SyntheticTable.Kinds.FirstOrDefault(kind => kind.Name == name)
            ?? throw new ConfigurationException($"There is no built-in data '{name}'.{NearestName.Advice(name, Names)}");
        if (rows is < 1 or > SyntheticKind.MostRows)
        {
            throw new ConfigurationException(FormattableString.Invariant($"{rows} rows of '{name}' asked for, expected 1 to {SyntheticKind.MostRows}."));
        }
        if (noise is { } asked && !(asked >= 0 && double.IsFinite(asked)))
        {
            throw new ConfigurationException(FormattableString.Invariant($"Noise {asked} of '{name}' asked for, expected a finite number not below 0."));
        }
        return kind.Make(rows ?? kind.DefaultRows, seed ?? 0, noise ?? kind.DefaultNoise);
    }

    /// <summary>The set of the given name as the text of a CSV file, UTF-8 without byte order mark, with a header.</summary>
    /// <inheritdoc cref="Load"/>
    public static Stream Open(string name, int? rows = null, ulong? seed = null, double? noise = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Array.Find(Embedded, table => table.Set.Name == name) is { } embedded)
        {
            RefuseOptions(embedded.Set, rows, seed, noise);
            return embedded.Open();
        }
        Dataset data = Load(name, rows, seed, noise);
        var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, leaveOpen: true))
        {
            DatasetCsv.Write(data, writer);
        }
        stream.Position = 0;
        return stream;
    }

    private static void RefuseOptions(BuiltInSet set, int? rows, ulong? seed, double? noise)
    {
        if (rows is not null || seed is not null || noise is not null)
        {
            throw new ConfigurationException(
                $"'{set.Name}' always has the same {set.Rows} rows; rows, seed and noise belong to generated data such as 'moons'.");
        }
    }
}
