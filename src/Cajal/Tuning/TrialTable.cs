using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cajal.AtomicFiles;

namespace Cajal;

/// <summary>
/// The table of trials as a file: a line of JSON each, by their numbers. It is written anew, whole, after each trial, so that it is never torn; and it
/// holds nothing that differs from run to run, so that equal searches give equal bytes.
/// </summary>
public static class TrialTable
{
    /// <summary>Writes the table, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="trials">The trials, in any order.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is untouched.</exception>
    public static void Write(string path, string metric, IEnumerable<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        string lines = string.Concat(trials.OrderBy(trial => trial.Number).Select(trial => ToJson(metric, trial).ToJsonString() + "\n"));
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(lines)));
    }

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The trials by their numbers.</returns>
    /// <exception cref="ModelFileException">The file is missing or damaged; the message names the line.</exception>
    public static IReadOnlyList<Trial> Read(string path)
    {
        string shown = PrintableText.Escape(path);
        try
        {
            return [.. File.ReadAllLines(path).Select((line, index) => Read(line, $"{shown}, line {index + 1}"))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"{shown}: the table of trials cannot be read ({error.Message}). Begin a search of its own.", error);
        }
    }

    private static JsonObject ToJson(string metric, Trial trial) => new()
    {
        ["trial"] = trial.Number,
        ["bracket"] = trial.Bracket,
        ["rung"] = trial.Rung,
        ["candidate"] = trial.Candidate,
        ["epochs"] = trial.Epochs,
        ["metric"] = metric,
        ["score"] = trial.Score,
        ["deviation"] = trial.Deviation,
        ["folds"] = new JsonArray([.. trial.Folds.Select(fold => (JsonNode)fold)]),
        ["tieBreak"] = trial.TieBreak,
        ["failure"] = trial.Failure,
        ["settings"] = new JsonObject([.. trial.Settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))]),
    };

    private static Trial Read(string line, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement trial = document.RootElement;
            int Whole(string name) => trial.GetProperty(name).GetInt32();
            bool failed = trial.GetProperty("failure").ValueKind != JsonValueKind.Null;
            return new Trial(
                Whole("trial"), Whole("bracket"), Whole("rung"), Whole("candidate"), Whole("epochs"),
                [.. trial.GetProperty("settings").EnumerateObject().Select(setting => KeyValuePair.Create(setting.Name, setting.Value.GetString() ?? ""))],
                [.. trial.GetProperty("folds").EnumerateArray().Select(fold => fold.GetDouble())],
                failed ? null : trial.GetProperty("tieBreak").GetDouble(),
                failed ? trial.GetProperty("failure").GetString() : null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ModelFileException($"{place}: this is no trial. The table is damaged; remove the line, and the search will run that trial again.", error);
        }
    }
}
