using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cajal.Cli.Rendering;
using Cajal.Cli.Sources;

namespace Cajal.Cli.RunFolders;

/// <summary>Writes <c>config.json</c> and <c>run.json</c>: everything that is not a function of data, configuration and seed stands in the latter.</summary>
/// <param name="run">The folder.</param>
/// <param name="setup">Data and configuration.</param>
/// <param name="arguments">The command line.</param>
internal sealed class RunRecord(RunFolder run, TrainingSetup setup, IReadOnlyList<string> arguments)
{
    private readonly DateTimeOffset started = DateTimeOffset.UtcNow;
    private readonly Lazy<(string Path, string Hash)[]> files = new(() => [.. setup.Files.Select(file => (Path.GetFullPath(file), Hash(file)))]);

    /// <summary>Where and when the training was run, for people.</summary>
    public IEnumerable<(string Name, string Value)> Origin =>
    [
        ("command line", string.Join(' ', arguments.Prepend("cajal"))),
        ("begun", Started),
        ("cajal", VersionText.Version),
        ("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"),
        ("machine", $"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors"),
        .. files.Value.Select(file => ("data", $"{file.Path}, SHA-256 {file.Hash}")),
    ];

    private string Started => started.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Writes every effective value and where it came from, in the form that <c>--config</c> reads.</summary>
    public void WriteConfiguration() => WriteSettings(run.Configuration, setup.InForce);

    /// <summary>Writes the same for a search, and what the search goes by.</summary>
    public void WriteSearch(IEnumerable<Setting> search) => WriteSettings(run.Search, setup.InForce.Concat(search));

    private static void WriteSettings(string file, IEnumerable<Setting> settings) => RunFolder.WriteJson(file, writer =>
    {
        foreach (Setting setting in settings.Select(WithFullPath))
        {
            writer.WriteStartObject(setting.Key);
            writer.WriteString("value", setting.Value);
            writer.WriteString("source", setting.Source);
            writer.WriteEndObject();
        }
    });

    /// <summary>Writes versions, machine and data, and how the training stands.</summary>
    /// <param name="state">searching, running, finished, interrupted or diverged.</param>
    /// <param name="results">Writes the properties of the results, when there are any.</param>
    public void Write(string state, Action<Utf8JsonWriter>? results = null) => RunFolder.WriteJson(run.Record, writer =>
    {
        writer.WriteString("state", state);
        writer.WriteString("started", Started);
        writer.Texts("commandLine", ["cajal", .. arguments]);
        writer.WriteNumber("seed", setup.Configuration.Seed);
        writer.WriteStartObject("versions");
        writer.WriteString("cajal", VersionText.Version);
        writer.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        writer.WriteString("system", RuntimeInformation.OSDescription);
        writer.WriteEndObject();
        writer.WriteStartObject("machine");
        writer.WriteString("architecture", $"{RuntimeInformation.ProcessArchitecture}");
        writer.WriteNumber("processors", Environment.ProcessorCount);
        writer.WriteEndObject();
        writer.WriteStartObject("data");
        writer.WriteString("name", setup.Said["data"]);
        writer.Objects("files", files.Value, file =>
        {
            writer.WriteString("path", file.Path);
            writer.WriteString("sha256", file.Hash);
        });
        writer.WriteEndObject();
        if (results is not null)
        {
            writer.WriteStartObject("results");
            results(writer);
            writer.WriteEndObject();
        }
    });

    /// <summary>Refuses data that have changed since a run was begun.</summary>
    /// <exception cref="DataException">They have.</exception>
    public static void CheckData(RunFolder run, JsonElement record)
    {
        foreach (JsonElement file in record.GetProperty("data").GetProperty("files").EnumerateArray())
        {
            string path = file.GetProperty("path").GetString()!;
            if (Path.Exists(path) && Hash(path) != file.GetProperty("sha256").GetString())
            {
                throw new DataException($"{PrintableText.Escape(path)}: it has changed since {PrintableText.Escape(run.Path)} was begun, so the training cannot go on exactly. "
                    + "Put the old data back, or train anew.");
            }
        }
    }

    private static Setting WithFullPath(Setting setting) =>
        setting.Key is "data" or "testData" && (File.Exists(setting.Value) || ImageSource.IsOne(setting.Value))
            ? setting with { Value = Path.GetFullPath(setting.Value) }
            : setting;

    /// <summary>Of a file its bytes' hash; of a folder of pictures that of their names and bytes, one after the other.</summary>
    private static string Hash(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (Directory.Exists(path))
        {
            foreach (string file in ImageFolder.FilesIn(path))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(path, file).Replace('\\', '/') + "\n"));
                hash.AppendData(File.ReadAllBytes(file));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
