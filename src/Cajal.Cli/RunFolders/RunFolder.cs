using System.Globalization;
using System.Text;
using System.Text.Json;
using Cajal.AtomicFiles;
using Cajal.Cli.Sources;

namespace Cajal.Cli.RunFolders;

/// <summary>
/// The folder of one training: <c>model.safetensors</c> (best weights), <c>last.safetensors</c> (checkpoint), <c>config.json</c> (every effective
/// value and where it came from), <c>run.json</c> (versions, machine, data, results), <c>metrics.ndjson</c> (one line an epoch), <c>report.html</c>; of a search also <c>search.json</c> and <c>trials.ndjson</c> (one line a trial). Nothing in it is
/// ever overwritten by another training.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class RunFolder(string path) : IDisposable
{
    private const string ClaimName = "run.lock";
    private const string ModelName = "model.safetensors";
    private const string CheckpointName = "last.safetensors";
    private const string SearchName = "search.json";
    private static readonly string[] FileNames = [ModelName, CheckpointName, "config.json", "run.json", "metrics.ndjson", "report.html", SearchName, "trials.ndjson"];

    private FileStream? claim;

    /// <summary>The folder, as the user would write it.</summary>
    public string Path { get; } = path;

    /// <summary>The trained model.</summary>
    public string Model => File(ModelName);

    /// <summary>The checkpoint to go on from.</summary>
    public string Checkpoint => File(CheckpointName);

    /// <summary>Every effective value and where it came from.</summary>
    public string Configuration => File("config.json");

    /// <summary>Versions, machine, data, results.</summary>
    public string Record => File("run.json");

    /// <summary>One line an epoch.</summary>
    public string Metrics => File("metrics.ndjson");

    /// <summary>The finished training as a page.</summary>
    public string Report => File("report.html");

    /// <summary>What a search began with and goes by.</summary>
    public string Search => File(SearchName);

    /// <summary>The trials of a search, a line each.</summary>
    public string Trials => File("trials.ndjson");

    /// <summary>Makes and claims the folder of a new training: the one that was named, or <c>runs/NAME-N</c> with the first free number.</summary>
    /// <param name="named">The folder named on the command line, if any.</param>
    /// <param name="dataName">Name of the data.</param>
    /// <exception cref="ConfigurationException">The folder already holds a run, or is a file.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static RunFolder Create(string? named, string dataName)
    {
        if (named is not null)
        {
            RunFolder run = Create(CheckFree(named));
            CheckFree(named);    // another training may have ended in it before it was claimed
            return run;
        }

        for (int number = 1; ; number++)
        {
            string path = System.IO.Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{dataName}-{number}"));
            if (!Directory.Exists(path) && !System.IO.File.Exists(path) && TryCreate(path) is { } run)
            {
                return run;
            }
        }
    }

    /// <summary>Refuses a folder for a new training that holds an earlier one.</summary>
    /// <exception cref="ConfigurationException">It does, or is a file.</exception>
    public static string CheckFree(string named)
    {
        string shown = PrintableText.Escape(named);
        if (System.IO.File.Exists(named))
        {
            throw new ConfigurationException($"--output {shown}: this is a file, expected a folder for the run. Name a new folder.");
        }

        if (FileNames.FirstOrDefault(name => System.IO.File.Exists(System.IO.Path.Combine(named, name))) is { } present)
        {
            throw new ConfigurationException($"--output {shown}: the folder already holds a run ({present}), and nothing is overwritten. "
                + $"Name another folder, go on with 'cajal resume {shown}', or remove it.");
        }

        return named;
    }

    /// <summary>Opens and claims the folder of an earlier training to go on with it.</summary>
    /// <exception cref="ModelFileException">There is no such run.</exception>
    /// <exception cref="ConfigurationException">Another process trains in it.</exception>
    public static RunFolder Open(string path)
    {
        var run = new RunFolder(System.IO.Path.TrimEndingDirectorySeparator(path));
        string shown = PrintableText.Escape(path);
        return !Directory.Exists(path)
            ? throw new ModelFileException($"{shown}: there is no such folder. Give the folder of a run, such as {Example()}.")
            : !System.IO.File.Exists(run.Checkpoint)
            ? throw new ModelFileException($"{shown}: there is no {CheckpointName} in this folder, so there is nothing to go on from. "
                + (System.IO.File.Exists(run.Search) ? $"It holds a search; go on with 'cajal tune --resume {shown}'." : "Give the folder of a run."))
            : run.TryClaim() ? run : throw Claimed(path);
    }

    /// <summary>Opens and claims the folder of an earlier search to go on with it.</summary>
    /// <exception cref="ModelFileException">There is no such search.</exception>
    /// <exception cref="ConfigurationException">Another process works in it.</exception>
    public static RunFolder OpenSearch(string path)
    {
        var run = new RunFolder(System.IO.Path.TrimEndingDirectorySeparator(path));
        return !System.IO.File.Exists(run.Search)
            ? throw new ModelFileException($"{PrintableText.Escape(path)}: there is no {SearchName} in this folder, so there is no search to go on with. Give the folder of a 'cajal tune'.")
            : run.TryClaim() ? run : throw Claimed(path);
    }

    /// <summary>The model file that a person means by a folder of a run or by the file itself.</summary>
    /// <exception cref="ModelFileException">There is none.</exception>
    public static string ModelOf(string path)
    {
        string shown = PrintableText.Escape(path);
        if (System.IO.File.Exists(path))
        {
            return IsModel(path)
                ? path
                : throw new ModelFileException($"{shown}: this file is no model. Expected the folder of a run, such as {Example()}, or a .safetensors file; the model stands first, the data after it.");
        }

        if (!Directory.Exists(path))
        {
            throw new ModelFileException($"{shown}: there is no such model. Expected the folder of a run, such as {Example()}, or a .safetensors file.");
        }

        string file = new RunFolder(path).Model;
        return System.IO.File.Exists(file)
            ? file
            : throw new ModelFileException($"{shown}: there is no {ModelName} in this folder."
                + (System.IO.File.Exists(new RunFolder(path).Checkpoint)
                    ? $" The training has not ended; go on with 'cajal resume {shown}'."
                    : " Give the folder of a run, or the .safetensors file itself."));
    }

    /// <summary>Whether a path on the command line means a model rather than data.</summary>
    public static bool IsModel(string path) => System.IO.File.Exists(path)
        ? path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)
        : Directory.Exists(path) && (System.IO.File.Exists(new RunFolder(path).Model) || System.IO.File.Exists(new RunFolder(path).Checkpoint));

    /// <summary>Writes a JSON file of the folder as a whole.</summary>
    public static void WriteJson(string file, Action<Utf8JsonWriter> properties) => AtomicFile.Write(file, stream =>
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        writer.WriteStartObject();
        properties(writer);
        writer.WriteEndObject();
    });

    /// <summary>Keeps the first lines of <see cref="Metrics"/>, those of the epochs that the checkpoint knows.</summary>
    public void TruncateMetrics(int epochs)
    {
        string[] lines = System.IO.File.Exists(Metrics) ? System.IO.File.ReadAllLines(Metrics) : [];
        AtomicFile.Write(Metrics, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Take(epochs).Select(line => line + "\n")))));
    }

    /// <summary>Reads <see cref="Record"/>.</summary>
    /// <exception cref="ModelFileException">It is missing or damaged.</exception>
    public JsonDocument ReadRecord()
    {
        try
        {
            var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Record));
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("state", out _)
                && document.RootElement.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("files", out _))
            {
                return document;
            }

            document.Dispose();
            throw new JsonException("a property is missing");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new ModelFileException($"{PrintableText.Escape(Record)}: the record of the run is missing or damaged. Train anew.", error);
        }
    }

    /// <summary>The settings of the run; none where it has no <see cref="Configuration"/>.</summary>
    /// <exception cref="ConfigurationException">The file is damaged.</exception>
    public IReadOnlyList<Setting> ReadSettings() => System.IO.File.Exists(Configuration) ? ConfigurationFile.Read(Configuration, keepsSources: true) : [];

    /// <summary>Removes a folder in which no training has begun, so that a refused one leaves nothing behind.</summary>
    public void RemoveUnused()
    {
        if (!System.IO.File.Exists(Checkpoint) && !System.IO.File.Exists(Metrics) && !System.IO.File.Exists(Trials))
        {
            Dispose();
            System.IO.File.Delete(Configuration);
            System.IO.File.Delete(Record);
            System.IO.File.Delete(Search);
            if (!Directory.EnumerateFileSystemEntries(Path).Any())
            {
                Directory.Delete(Path);
            }
        }
    }

    /// <summary>Gives the folder free for others.</summary>
    public void Dispose()
    {
        claim?.Dispose();
        claim = null;
    }

    private static RunFolder Create(string path) => TryCreate(path) ?? throw Claimed(path);

    private static ConfigurationException Claimed(string path) =>
        new($"{PrintableText.Escape(path)}: another process trains in this folder. Wait for its end, or name another folder.");

    private static RunFolder? TryCreate(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var run = new RunFolder(System.IO.Path.TrimEndingDirectorySeparator(path));
            return run.TryClaim() ? run : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder {PrintableText.Escape(path)} for the run cannot be made: {error.Message}", error);
        }
    }

    // A lock of the operating system on an open file: it ends with the process, however that ends, so that a file left behind keeps nobody out.
    private bool TryClaim()
    {
        try
        {
            claim = new FileStream(File(ClaimName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (IOException) when (System.IO.File.Exists(File(ClaimName)))
        {
            return false;
        }
    }

    private static string Example() => Directory.Exists("runs")
        && Directory.EnumerateDirectories("runs").Order(StringComparer.Ordinal).FirstOrDefault(folder => IsModel(folder)) is { } first
        ? PrintableText.Escape(first)
        : "runs/iris-1";

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
