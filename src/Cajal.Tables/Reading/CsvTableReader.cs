using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Cajal.Tables;

/// <summary>What stands in a file: names, cells by column, and the line on which each row begins.</summary>
internal sealed record CsvContent(string[] Names, CellColumn[] Cells, int[] Lines, char Delimiter, bool HasHeader);

/// <summary>Reads a whole text of rows and columns through CsvHelper; every way to be malformed ends in a <see cref="DataException"/>.</summary>
internal sealed class CsvTableReader : IDisposable
{
    /// <summary>Rows looked at to tell whether the first one is a header.</summary>
    private const int HeaderSampleRows = 100;

    /// <summary>Far more than any table has; a file of delimiters alone must not reserve a column for each.</summary>
    private const int MostColumns = 100_000;

    private readonly string _source;
    private readonly CsvOptions _options;
    private readonly CellReading _reading;
    private readonly CsvParser _parser;
    private readonly char _delimiter;
    private readonly List<int> _lines = [];
    private int _rowLine;
    private int _cellIndex;
    private CellColumn.Builder[] _columns = [];

    private CsvTableReader(CsvSource text, string source, CsvOptions options)
    {
        _source = source;
        _options = options;
        _reading = new CellReading(options.MissingMarkers);
        _delimiter = options.Delimiter ?? DelimiterDetection.Detect(text.Preview, text.PreviewIsWhole);
        _parser = new CsvParser(text, Configuration(_delimiter, RefuseBadQuotes));
    }

    /// <summary>Reads everything in <paramref name="text"/>.</summary>
    public static CsvContent Read(CsvSource text, string source, CsvOptions options)
    {
        if (options.Delimiter is ' ' or '"' or '\r' or '\n' or '\0')
        {
            throw new ConfigurationException("The delimiter is a blank, a quote, a line end or NUL. Expected a character such as ',' or ';'.");
        }

        using var reader = new CsvTableReader(text, source, options);
        return reader.ReadAll();
    }

    /// <summary>Ends the parser and the text under it.</summary>
    public void Dispose() => _parser.Dispose();

    /// <summary>CsvHelper's settings: RFC 4180 quoting, blanks around cells trimmed, empty lines seen so that lines can be counted.</summary>
    public static CsvConfiguration Configuration(char delimiter, BadDataFound? badData) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        TrimOptions = TrimOptions.Trim,
        WhiteSpaceChars = delimiter == '\t' ? [' '] : [' ', '\t'],
        BadDataFound = badData,
        BufferSize = 32 * 1024,
        ProcessFieldBufferSize = 4 * 1024,
    };

    /// <summary>Whether the parser stands on a line without anything on it.</summary>
    public static bool IsEmptyLine(CsvParser parser) => parser.Count == 0 || (parser.Count == 1 && parser.RawRecord.AsSpan().Trim().IsEmpty);

    private CsvContent ReadAll()
    {
        List<(int Line, string[] Cells)> sample = ReadSample();
        if (sample.Count == 0)
        {
            throw new DataException($"{_source}: the file is empty. Expected a row of column names and rows of values below it.");
        }

        string[] first = sample[0].Cells;
        bool hasHeader = _options.Header ?? HeaderDetection.HasHeader([.. sample.Select(row => row.Cells)], _reading);
        if (hasHeader && sample.Count > 1)
        {
            first = ColumnNames.WithoutEmptyEnd(first, sample[1].Cells.Length);
        }

        string[] names = ColumnNames.Choose(_source, first, sample[0].Line, hasHeader, _options.ColumnNames);
        _columns = [.. names.Select(_ => new CellColumn.Builder())];
        foreach ((int line, string[] cells) in sample.Skip(hasHeader ? 1 : 0))
        {
            _rowLine = line;
            AddRow(names, cells);
        }

        while (ReadRow())
        {
            AddRow(names, Cells());
        }

        if (_lines.Count == 0)
        {
            throw new DataException(
                $"{_source}, line {sample[0].Line}: the file has a row of column names and no row of values. Expected at least one row below the header.");
        }

        return new CsvContent(names, [.. _columns.Select(column => column.Build())], [.. _lines], _delimiter, hasHeader);
    }

    private List<(int Line, string[] Cells)> ReadSample()
    {
        var sample = new List<(int Line, string[] Cells)>();
        while (sample.Count <= HeaderSampleRows && ReadRow())
        {
            sample.Add((_rowLine, Cells()));
        }

        return sample;
    }

    /// <summary>Goes to the next line with something on it.</summary>
    private bool ReadRow()
    {
        do
        {
            _rowLine = _parser.RawRow + 1;
            _cellIndex = 0;
            if (!_parser.Read())
            {
                return false;
            }

            if (_parser.Count > MostColumns)
            {
                throw TableErrors.TooManyColumns(_source, _rowLine, _parser.Count, MostColumns);
            }
        }
        while (IsEmptyLine(_parser));
        return true;
    }

    private string[] Cells()
    {
        var cells = new string[_parser.Count];
        for (_cellIndex = 0; _cellIndex < cells.Length; _cellIndex++)
        {
            cells[_cellIndex] = _parser[_cellIndex];
        }

        return cells;
    }

    private void AddRow(string[] names, string[] cells)
    {
        if (cells.Length != names.Length)
        {
            throw TableErrors.RaggedRow(_source, _rowLine, cells.Length, names);
        }

        _lines.Add(_rowLine);
        for (int column = 0; column < cells.Length; column++)
        {
            if (!_columns[column].TryAdd(cells[column]))
            {
                throw TableErrors.ColumnTooLarge(_source, _rowLine, column, names[column]);
            }
        }
    }

    // A quote inside an unquoted cell (5" pipe) is a character like any other; a quoted cell must end where its closing quote stands.
    private void RefuseBadQuotes(BadDataFoundArgs found)
    {
        ReadOnlySpan<char> cell = found.Field.AsSpan().TrimStart();
        if (cell.StartsWith('"'))
        {
            throw TableErrors.BadQuotes(_source, _rowLine, _cellIndex, isOpen: cell.Count('"') % 2 == 1, _delimiter);
        }
    }
}
