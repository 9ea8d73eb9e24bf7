using System.Text.Json.Nodes;
using Cajal.Models;

namespace Cajal.Training;

/// <summary>
/// A training on disk, in one file: weights, best weights, optimiser's state, settings, place in the epoch, partial sums, history. From it
/// training goes on to the same bits as if it had never stopped.
/// </summary>
internal static class Checkpoint
{
    private const string Section = "training";
    private const string BestPrefix = "best/";
    private const string FirstPrefix = "first/";
    private const string StatePrefix = "state/";

    /// <summary>Writes where a training stands, atomically.</summary>
    public static void Write(string path, TrainingSession session)
    {
        IEnumerable<SafetensorsEntry> state = session.OptimizerState.Entries.Select(entry =>
            SafetensorsEntry.FromFloat32(StatePrefix + entry.Name, session.OptimizerState[entry.Name], entry.Shape.Sizes));
        IEnumerable<SafetensorsEntry> best = session.Best.HasWeights
            ? ModelFile.WeightEntries(session.Model, name => session.Best[name], BestPrefix)
            : [];
        IEnumerable<SafetensorsEntry> first = session.First is { } begun ? ModelFile.WeightEntries(session.Model, name => begun[name], FirstPrefix) : [];
        var sections = new Dictionary<string, JsonObject>(session.Options.Sections) { [Section] = CheckpointJson.Write(session) };
        ModelFile.Write(path, session.Model, sections, [.. state, .. best, .. first]);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no checkpoint.</exception>
    public static LoadedCheckpoint Read(string path)
    {
        ModelFileContent content = ModelFile.Read(path);
        if (!content.Sections.TryGetValue(Section, out JsonObject? json))
        {
            throw new ModelFileException(
                $"{content.File.DisplayName}: this is a trained model, but no checkpoint. Training goes on from last.safetensors of a run.");
        }

        return ModelFile.Named(content.File, () => CheckpointJson.Read(content, json));
    }

    /// <summary>Fills a session's stores from the file.</summary>
    public static void Restore(LoadedCheckpoint checkpoint, TrainingSession session)
    {
        SafetensorsFile file = checkpoint.Content.File;
        foreach ((string name, Shape shape) in session.OptimizerState.Entries)
        {
            ModelFile.Finite(file, StatePrefix + name, shape.Sizes.ToArray()).CopyTo(session.OptimizerState[name]);
        }

        if (session.First is { } first)
        {
            ModelFile.ReadWeights(file, session.Model, FirstPrefix, name => first[name]);
        }

        if (checkpoint.HasBest)
        {
            ModelFile.ReadWeights(file, session.Model, BestPrefix, name => session.Best[name]);
            session.Best.MarkLoaded();
        }
    }
}
