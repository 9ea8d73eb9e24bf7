using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cajal.Models;

/// <summary>What a model file holds.</summary>
/// <param name="Model">The model with its weights.</param>
/// <param name="Sections">Further JSON sections by name, e.g. <c>table</c> or <c>training</c>.</param>
/// <param name="File">The file itself, for further entries.</param>
internal sealed record ModelFileContent(Model Model, IReadOnlyDictionary<string, JsonObject> Sections, SafetensorsFile File);

/// <summary>
/// A model as a safetensors file: weights under their names (a dense weight as <c>[out, in]</c>, that of a convolution as
/// <c>[out, in, height, width]</c>, as other tools expect it), architecture and
/// preprocessing as JSON in the metadata. It holds only functions of data, configuration and seed, so equal trainings give equal bytes.
/// </summary>
internal static class ModelFile
{
    private const string Prefix = "cajal.";
    private const string VersionKey = "cajal.formatVersion";
    private const string ModelSection = "model";
    private const int Version = 1;
    private const int MaximumDepth = 64;

    /// <summary>Writes a model, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model, built.</param>
    /// <param name="sections">Further JSON sections by name.</param>
    /// <param name="entries">Further arrays.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">A weight is not finite; nothing is written.</exception>
    public static void Write(
        string path, Model model, IReadOnlyDictionary<string, JsonObject>? sections = null, IEnumerable<SafetensorsEntry>? entries = null)
    {
        if (model.Built.Store.FirstNotFinite() is { } name)
        {
            throw new InvalidOperationException($"Save: '{name}' holds a number that is not finite. Train again with a smaller learning rate.");
        }

        var metadata = new Dictionary<string, string>
        {
            [VersionKey] = Version.ToString(CultureInfo.InvariantCulture),
            [Prefix + ModelSection] = Describe(model).ToJsonString(),
        };
        foreach ((string section, JsonObject json) in sections ?? new Dictionary<string, JsonObject>())
        {
            metadata[Prefix + section] = json.ToJsonString();
        }

        new SafetensorsFile(metadata, [.. WeightEntries(model, parameter => model.Built.Store[parameter]), .. entries ?? []]).Write(path);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no model of this kind or version; the message names file and reason.</exception>
    public static ModelFileContent Read(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        CheckVersion(file);
        return Named(file, () =>
        {
            var sections = new Dictionary<string, JsonObject>();
            foreach ((string key, string text) in file.Metadata.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal) && pair.Key != VersionKey))
            {
                sections[key[Prefix.Length..]] = Parse(key, text);
            }

            Model model = Restore(new ModelFields("Model", sections.GetValueOrDefault(ModelSection) ?? []), file);
            ReadWeights(file, model, "", name => model.Built.Store[name]);
            return new ModelFileContent(model, sections, file);
        });
    }

    /// <summary>Reads a part of a file; whatever is wrong with it becomes a refusal that begins with the file's name.</summary>
    /// <exception cref="ModelFileException">The reader refused.</exception>
    public static TResult Named<TResult>(SafetensorsFile file, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is ArgumentException or ConfigurationException
            || (error is ModelFileException && !error.Message.StartsWith(file.DisplayName, StringComparison.Ordinal)))
        {
            throw new ModelFileException($"{file.DisplayName}: {Reason(error)}", error);
        }
    }

    /// <summary>The message without what .NET appends for programmers: the argument's name and value.</summary>
    private static string Reason(Exception error) => error is ArgumentException { ParamName: { } name }
        ? error.Message.Split('\n')[0].Replace($" (Parameter '{name}')", "", StringComparison.Ordinal).TrimEnd()
        : error.Message;

    /// <summary>Parameters as entries of a file.</summary>
    public static IEnumerable<SafetensorsEntry> WeightEntries(Model model, Func<string, Span<float>> values, string prefix = "")
    {
        foreach (NetworkParameter parameter in model.Built.Network.Parameters)
        {
            Shape shape = parameter.Declaration.Shape;
            float[] array = IsTransposed(parameter) ? ToFile(values(parameter.Name), shape) : values(parameter.Name).ToArray();
            yield return SafetensorsEntry.FromFloat32(prefix + parameter.Name, array, FileShape(parameter));
        }
    }

    /// <summary>Fills parameters from entries of a file.</summary>
    /// <exception cref="ModelFileException">An entry is missing, has another type or shape, or holds a number that is not finite.</exception>
    public static void ReadWeights(SafetensorsFile file, Model model, string prefix, Func<string, Span<float>> target)
    {
        foreach (NetworkParameter parameter in model.Built.Network.Parameters)
        {
            int[] shape = FileShape(parameter);
            ReadOnlySpan<float> values = Finite(file, prefix + parameter.Name, shape);
            (IsTransposed(parameter) ? FromFile(values, parameter.Declaration.Shape) : values.ToArray()).CopyTo(target(parameter.Name));
        }
    }

    /// <summary>An entry's values, all of them finite.</summary>
    /// <inheritdoc cref="ReadWeights" path="/exception"/>
    public static ReadOnlySpan<float> Finite(SafetensorsFile file, string name, int[] shape)
    {
        ReadOnlySpan<float> values = file.Float32(name, shape);
        for (int index = 0; index < values.Length; index++)
        {
            if (!float.IsFinite(values[index]))
            {
                throw new ModelFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.DisplayName}: tensor {PrintableText.Quote(name)} holds {values[index]} at element {index}, expected finite numbers. {ModelFields.Remedy}"));
            }
        }

        return values;
    }

    private static JsonObject Describe(Model model)
    {
        var json = new JsonObject();
        ArchitectureJson.Write(json, model.Built.Network, model.Built.Scalers);
        json["seed"] = model.Seed;
        AddIfPresent(json, "frozen", model.Frozen.Count == 0 ? null : new JsonArray([.. model.Frozen.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]));
        IReadOnlyList<OutputLoss>? losses = model.HasLoss ? model.Compiled.For(model.Built.Network) : null;
        OutputJson.Write(json, model.Meanings[0], losses?[0]);
        if (model.Meanings.Count > 1)
        {
            json["furtherOutputs"] = new JsonArray([.. model.Meanings.Skip(1).Select((meaning, index) =>
            {
                var output = new JsonObject();
                OutputJson.Write(output, meaning, losses?[index + 1]);
                return (JsonNode)output;
            })]);
        }

        return json;
    }

    private static Model Restore(ModelFields fields, SafetensorsFile file)
    {
        (Model model, Network network, IReadOnlyList<Scaler?> scalers) = ArchitectureJson.Read(fields);
        CheckSize(fields, network, file);
        model.Freeze(fields.Has("frozen") ? fields.Texts("frozen") : []);
        model.Bind(network, fields.Seed("seed"), scalers);
        IReadOnlyList<string> outputs = network.Architecture.Outputs;
        ModelFields[] all = [fields, .. fields.Has("furtherOutputs") ? fields.Objects("furtherOutputs").Select(output => new ModelFields("Output", output)) : []];
        if (all.Length != outputs.Count)
        {
            throw fields.Error($"{all.Length} outputs are described, the model has {outputs.Count}.");
        }

        (OutputMeaning Meaning, OutputLoss? Loss)[] read = [.. all.Zip(outputs, OutputJson.Read)];
        model.Describe([.. read.Select(output => output.Meaning)]);
        if (Array.TrueForAll(read, output => output.Loss is not null))
        {
            model.CompileForEvaluation([.. read.Select(output => output.Loss!)]);
        }

        return model;
    }

    /// <summary>Refuses an architecture with more parameters than the file holds, before any memory is reserved for them.</summary>
    private static void CheckSize(ModelFields fields, Network network, SafetensorsFile file)
    {
        long expected = network.StoredCount * sizeof(float);
        long present = file.Entries.Sum(entry => (long)entry.Bytes.Length);
        if (expected > present)
        {
            throw fields.Error($"the layers have {expected} bytes of weights, the file holds {present}.");
        }
    }

    private static void CheckVersion(SafetensorsFile file)
    {
        string? version = file.Metadata.GetValueOrDefault(VersionKey);
        if (version is null)
        {
            throw new ModelFileException($"{file.DisplayName}: this is a safetensors file, but no model of Cajal (no \"{VersionKey}\"). Give a model that Cajal has saved.");
        }

        if (version != "1")
        {
            throw new ModelFileException(
                $"{file.DisplayName}: the model has format version {PrintableText.Quote(version)}, this program reads version {Version}. Use a newer version of Cajal.");
        }
    }

    private static JsonObject Parse(string key, string text)
    {
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { MaxDepth = MaximumDepth, AllowDuplicateProperties = false }) as JsonObject
                ?? throw new ModelFileException($"\"{PrintableText.Escape(key)}\" is no JSON object. {ModelFields.Remedy}");
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new ModelFileException($"\"{PrintableText.Escape(key)}\" is no valid JSON: {error.Message} {ModelFields.Remedy}", error);
        }
    }

    private static void AddIfPresent(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static bool IsTransposed(NetworkParameter parameter) => parameter.Declaration is { IsWeight: true, Shape.Rank: >= 2 };

    /// <summary>Weights <c>[places of a window, in, out]</c> stand in files as <c>[out, in, places]</c>, as other tools expect them.</summary>
    private static int[] FileShape(NetworkParameter parameter)
    {
        int[] sizes = parameter.Declaration.Shape.Sizes.ToArray();
        return IsTransposed(parameter) ? [sizes[^1], sizes[^2], .. sizes[..^2]] : sizes;
    }

    private static float[] ToFile(ReadOnlySpan<float> values, Shape shape) => Turned(values, shape.Rows / shape[^2], shape[^2], shape[^1]);

    private static float[] FromFile(ReadOnlySpan<float> values, Shape shape) => Turned(values, shape[^1], shape[^2], shape.Rows / shape[^2]);

    /// <summary>Values <c>[a, b, c]</c> as <c>[c, b, a]</c>.</summary>
    private static float[] Turned(ReadOnlySpan<float> values, int a, int b, int c)
    {
        float[] result = new float[values.Length];
        for (int i = 0; i < a; i++)
        {
            for (int j = 0; j < b; j++)
            {
                for (int k = 0; k < c; k++)
                {
                    result[(((k * b) + j) * a) + i] = values[(((i * b) + j) * c) + k];
                }
            }
        }

        return result;
    }
}
