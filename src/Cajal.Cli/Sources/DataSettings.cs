using System.Globalization;

namespace Cajal.Cli.Sources;

/// <summary>
/// What is said about data: where they lie, how they are read, what is predicted from them, how their rows are divided. Key by key, so that it can
/// come from options, from a file, or from an earlier run.
/// </summary>
internal sealed class DataSettings
{
    private const int LargestSide = 10_000;

    private static readonly string[] TableKeys =
        ["target", "task", "testData", "delimiter", "header", "columns", "missing", "drop", "categories", "numbers", "group", "time"];

    private static readonly string[] PictureKeys = ["imageSize", "gray"];

    private readonly Dictionary<string, Setting> settings;

    /// <summary>Takes the settings of <see cref="Keys"/> among others; later ones win.</summary>
    public DataSettings(IEnumerable<Setting> said)
    {
        settings = [];
        foreach (Setting setting in said.Where(setting => Keys.Contains(setting.Key)))
        {
            settings[setting.Key] = setting;
        }
    }

    /// <summary>All keys.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["data", .. TableKeys, .. PictureKeys];

    /// <summary>What is said, in the order of <see cref="Keys"/>.</summary>
    public IEnumerable<Setting> Said => Keys.Where(settings.ContainsKey).Select(key => settings[key]);

    /// <summary>The value of a key; null where nothing is said.</summary>
    public string? this[string key] => settings.GetValueOrDefault(key)?.Value;

    /// <summary>Reads a table and gives its columns the types that were said.</summary>
    /// <param name="data">A file, <c>-</c>, or the name of built-in data.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <param name="defaults">What holds where nothing is said, such as the missing markers a model was trained with.</param>
    /// <exception cref="ConfigurationException">An impossible value, or a column that the table does not have.</exception>
    /// <exception cref="DataException">The table cannot be read.</exception>
    public Table Read(string data, Func<Stream> openInput, CsvOptions? defaults = null)
    {
        Table table = DataSource.ReadTable(data, Reading(defaults ?? new CsvOptions()), openInput);
        foreach ((string key, ColumnType type) in
            (ReadOnlySpan<(string, ColumnType)>)[("drop", ColumnType.Ignored), ("categories", ColumnType.Category), ("numbers", ColumnType.Number)])
        {
            table = List(key).Aggregate(table, (one, column) => one.As(column, type));
        }

        return table;
    }

    /// <summary>The columns named as targets; empty where none are.</summary>
    public IReadOnlyList<string> Targets => List("target");

    /// <summary>The kind of task; null to have it inferred.</summary>
    /// <exception cref="ConfigurationException">No such task.</exception>
    public TargetKind? Task => this["task"] switch
    {
        null or "auto" => null,
        "classification" => TargetKind.Classes,
        "multilabel" => TargetKind.Labels,
        "regression" => TargetKind.Values,
        string other => throw new ConfigurationException(
            $"{settings["task"].Source}: {PrintableText.Quote(other)} is no task.{NearestName.Advice(other, ["auto", "classification", "multilabel", "regression"])}"),
    };

    /// <summary>Refuses what is meant for tables where the data are images.</summary>
    /// <exception cref="ConfigurationException">Something is said that only a table can have.</exception>
    public void RequireNoTable(string data)
    {
        if (Said.FirstOrDefault(setting => TableKeys.Contains(setting.Key) && setting is not { Key: "task", Value: "auto" or "classification" }) is { } setting)
        {
            throw new ConfigurationException($"{setting.Source} is for tables, but {PrintableText.Escape(data)} is a folder of images with labels of their own. Leave it out.");
        }
    }

    /// <summary>Refuses what is meant for pictures where the data are none.</summary>
    /// <exception cref="ConfigurationException">Something is said that only pictures can have.</exception>
    public void RequireNoPictures(string data)
    {
        if (Said.FirstOrDefault(setting => PictureKeys.Contains(setting.Key)) is { } setting)
        {
            throw new ConfigurationException($"{setting.Source} is for folders of PNG files, but {PrintableText.Escape(data)} is none. Leave it out.");
        }
    }

    /// <summary>How pictures are made alike.</summary>
    /// <exception cref="ConfigurationException">An impossible size.</exception>
    public ImageFolderOptions Pictures => new()
    {
        Size = this["imageSize"] is { } size ? Size(size) : null,
        Gray = this["gray"] is { } gray && Truth("gray", gray),
    };

    private (int Height, int Width) Size(string text) => text.Split('x') is [var high, var wide]
        && int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out int height) && height is > 0 and <= LargestSide
        && int.TryParse(wide, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is > 0 and <= LargestSide
            ? (height, width)
            : throw new ConfigurationException(
                $"{settings["imageSize"].Source} is {PrintableText.Quote(text)}, expected HEIGHTxWIDTH in pixels, each from 1 to {LargestSide}, such as 28x28.");

    private CsvOptions Reading(CsvOptions defaults) => defaults with
    {
        Delimiter = this["delimiter"] is { } text ? Character(text) : defaults.Delimiter,
        Header = this["header"] is { } header ? Truth("header", header) : defaults.Header,
        ColumnNames = this["columns"] is null ? defaults.ColumnNames : List("columns"),
        MissingMarkers = this["missing"] is null ? defaults.MissingMarkers : List("missing"),
    };

    private string[] List(string key) => this[key] is { } text ? [.. text.Split(',').Select(part => part.Trim())] : [];

    private char Character(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [char one] => one,
        _ => throw new ConfigurationException($"{settings["delimiter"].Source} is {PrintableText.Quote(text)}, expected one character, or 'tab'."),
    };

    private bool Truth(string key, string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new ConfigurationException($"{settings[key].Source}: {key} is {PrintableText.Quote(text)}, expected true or false."),
    };
}
