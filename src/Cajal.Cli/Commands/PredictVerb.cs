using System.CommandLine;
using System.Text;
using System.Text.Json;
using Cajal.AtomicFiles;
using Cajal.Cli.Rendering;
using Cajal.Cli.Sources;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal predict</c>: predictions for rows, in their order.</summary>
internal sealed class PredictVerb : Verb
{
    private static readonly string[] Formats = ["csv", "json", "ndjson"];

    private readonly Argument<string> model = ModelArgument.New();
    private readonly Argument<string> data = new(DataSource.ArgumentName) { Description = DataSource.Description };
    private readonly TableOptions reading = new();
    private readonly Option<string?> format = NewOption.Text("--format", "NAME", "csv (default), json (one object) or ndjson (one object a line)");
    private readonly Option<bool> json = new("--json") { Description = "The same as --format json" };
    private readonly Option<string[]?> keep = NewOption.List("--keep", "NAME,NAME", "Columns of DATA to repeat in front, such as an identifier (csv)");
    private readonly Option<bool> bare = new("--no-probabilities") { Description = "Only the predicted class or labels" };
    private readonly Option<string?> output = NewOption.Text("--output", "FILE", "The file to write (default, and -: standard output)", "-o");

    public PredictVerb(VerbContext context)
        : base("predict", "Predict rows, in their order; columns are found by name")
    {
        Add(model);
        Add(data);
        reading.AddTo(this);
        Add(format);
        Add(json);
        Add(keep);
        Add(bare);
        Add(output);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal predict runs/iris-1 new.csv > out.csv", "classes and probabilities as CSV"),
        ("cajal predict runs/titanic-1 new.csv --keep PassengerId -o out.csv", "with an identifier in front, into a file"),
        ("cajal predict runs/iris-1 - --format ndjson", "rows from standard input, one JSON object a line"),
        ("cajal predict runs/pets-1 photos", "every PNG file in a folder, for a model that was trained on images"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        string form = Format(parsed);
        var loaded = LoadedModel.Read(parsed.GetValue(model)!);
        List<string> notes = [];
        (float[] outputs, Table? table, string? names) = loaded.Predict(parsed.GetValue(data)!, new DataSettings(reading.Said(parsed)), context.Terminal.OpenInput, notes);
        if (table is null && parsed.Given(keep) is not null)
        {
            throw new ConfigurationException("--keep is for tables; images have no columns. Leave it out.");
        }

        IReadOnlyList<string>? repeated = parsed.Given(keep) ?? (names is null ? null : [names]);
        foreach (string note in notes)
        {
            context.Terminal.Say(PrintableText.Escape(note));
        }

        void Write(TextWriter writer)
        {
            if (form == "csv")
            {
                PredictionCsv.Write(writer, loaded.Target, outputs, table, repeated, !parsed.GetValue(bare));
            }
            else
            {
                WriteJson(writer, loaded.Target, outputs, names is null ? null : table![names], !parsed.GetValue(bare), lines: form == "ndjson");
            }
        }

        if (parsed.GetValue(output) is not { } path || path == "-")
        {
            WriteTo(context.Terminal, Write);
            return ExitCodes.Done;
        }

        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            Write(writer);
        });
        context.Terminal.Say($"{PrintableText.Escape(path)} written.");
        return ExitCodes.Done;
    }

    // A file or pipe gets names as they are; on a terminal they must not move the cursor.
    private static void WriteTo(Terminal terminal, Action<TextWriter> write)
    {
        if (!terminal.OutputIsInteractive)
        {
            write(terminal.Output);
            return;
        }

        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        terminal.Output.Write(string.Join('\n', text.ToString().Split('\n').Select(PrintableText.Escape)));
    }

    private string Format(ParseResult parsed)
    {
        string form = parsed.GetValue(format) ?? (parsed.GetValue(json) ? "json" : Formats[0]);
        if (parsed.GetValue(json) && form != "json")
        {
            throw new ConfigurationException($"--json and --format {PrintableText.Escape(form)} contradict each other. Leave one of them out.");
        }

        if (!Formats.Contains(form))
        {
            throw new ConfigurationException($"--format: {PrintableText.Quote(form)} is no format.{NearestName.Advice(form, Formats)}");
        }

        if (form != "csv" && parsed.Given(keep) is not null)
        {
            throw new ConfigurationException("--keep is for --format csv. Leave one of them out.");
        }

        return form;
    }

    private static void WriteJson(TextWriter writer, TableTarget target, float[] outputs, TableColumn? names, bool probabilities, bool lines)
    {
        int width = target.Kind == TargetKind.Classes ? target.ClassNames.Count : target.Columns.Count;
        IEnumerable<(int Number, float[] Outputs)> rows = outputs.Chunk(width).Index();
        if (lines)
        {
            foreach ((int Number, float[] Outputs) row in rows)
            {
                writer.WriteLine(JsonOutput.Line(json => WriteNamed(json, row)));
            }
        }
        else
        {
            JsonOutput.Write(writer, json => json.Objects("predictions", rows, row => WriteNamed(json, row)));
        }

        void WriteNamed(Utf8JsonWriter json, (int Number, float[] Outputs) row)
        {
            if (names is not null)
            {
                json.WriteString(names.Name, names[row.Number]);
            }

            WriteRow(json, target, row.Outputs, probabilities);
        }
    }

    private static void WriteRow(Utf8JsonWriter json, TableTarget target, float[] row, bool probabilities)
    {
        switch (target.Kind)
        {
            case TargetKind.Classes:
                json.WriteString("label", target.ClassNames[Array.IndexOf(row, row.Max())]);
                WriteNumbers(json, "probabilities", target.ClassNames, probabilities ? row : []);
                break;
            case TargetKind.Values when row.Length == 1:
                json.WriteNumber("value", row[0]);
                break;
            case TargetKind.Values:
                WriteNumbers(json, "values", target.Columns, row);
                break;
            default:
                json.Texts("labels", target.AppliedLabels(row));
                WriteNumbers(json, "probabilities", target.Columns, probabilities ? row : []);
                break;
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<string> names, float[] numbers)
    {
        if (numbers.Length > 0)
        {
            json.WriteStartObject(name);
            for (int i = 0; i < numbers.Length; i++)
            {
                json.WriteNumber(names[i], numbers[i]);
            }

            json.WriteEndObject();
        }
    }
}
