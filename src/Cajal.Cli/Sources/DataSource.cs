namespace Cajal.Cli.Sources;

/// <summary>
/// What DATA means on the command line: <c>-</c> is standard input; an existing file is a table; a folder with MNIST's four files is that set of
/// images, and so is a folder with pictures in a folder for each class; the name of built-in data is that data. Files come before built-in data of the same name.
/// </summary>
internal static class DataSource
{
    /// <summary>Name of the argument in help texts.</summary>
    public const string ArgumentName = "DATA";

    /// <summary>Description of the argument in help texts.</summary>
    public const string Description = "A CSV or TSV file, a folder of IDX files (MNIST's four) or of PNG files (a folder for each class), '-' for standard input, or a built-in name such as iris";

    /// <summary>Reads a table.</summary>
    /// <param name="data">What stands on the command line.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <exception cref="DataException">It is nothing known, or cannot be read.</exception>
    public static Table ReadTable(string data, CsvOptions options, Func<Stream> openInput)
    {
        if (data == "-")
        {
            using Stream input = openInput();
            return Table.ReadCsv(input, "standard input", options);
        }

        bool isFolder = Directory.Exists(data);
        if (!File.Exists(data) && BuiltInData.Has(data))
        {
            using Stream csv = BuiltInData.Open(data);
            return Table.ReadCsv(csv, data, options);
        }

        if (isFolder)
        {
            throw new DataException($"{PrintableText.Escape(data)}: this folder has none of the four IDX files of MNIST and no pictures. "
                + "Name a CSV file inside it, a folder with train-images-idx3-ubyte and its three companions, or one with a folder of PNG files for each class.");
        }

        if (!File.Exists(data) && IsPlainName(data) && NearestName.Suggest(data, BuiltInData.Names) is { } nearest)
        {
            throw new DataException($"{PrintableText.Quote(data)}: there is no such file, and no built-in data of that name. Did you mean '{nearest}'? "
                + "See 'cajal data list'.");
        }

        return Table.ReadCsv(data, options);
    }

    /// <summary>A name for the data that a folder can have: the file's or folder's name without its ending.</summary>
    public static string NameOf(string data)
    {
        string name = data == "-" ? "stdin" : Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(data));
        return name.Length is 0 or > 60 ? "data" : PrintableText.Escape(name).Replace('\\', '_');
    }

    private static bool IsPlainName(string data) => !data.Contains('.') && !data.Contains('/') && !data.Contains('\\');
}
