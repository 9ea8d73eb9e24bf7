using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Brings input columns to a like scale. Fitted once, on the training part only; immutable afterwards and saved with the model. Statistics
/// are computed in float64. A missing value (NaN) is ignored when fitting and stays NaN; a column that was constant, or missing altogether,
/// becomes 0. Thread-safe.
/// </summary>
public abstract class Scaler
{
    private protected Scaler(int features) => Features = features;

    /// <summary>Name in files and on the command line: <c>standard</c>, <c>minmax</c>, <c>robust</c>, <c>quantile</c>, <c>pixels</c>, <c>none</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Columns that it was fitted to.</summary>
    public int Features { get; }

    /// <summary>All names, the default for tables first.</summary>
    public static IReadOnlyList<string> Names => ScalerTable.Names;

    /// <summary>Fits the scaler of the given name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="rows">The training rows, <c>[rows, features]</c> row-major; NaN is a missing value.</param>
    /// <param name="features">Columns per row.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    /// <exception cref="ArgumentException">No rows, or their length is no multiple of <paramref name="features"/>.</exception>
    /// <exception cref="DataException">An infinite value.</exception>
    public static Scaler Fit(string name, ReadOnlySpan<float> rows, int features) => ScalerTable.Find(name).Fit(rows, features);

    /// <summary>Fits the scaler of the given name to the inputs of a set, which must be the training part alone.</summary>
    /// <inheritdoc cref="Fit(string, ReadOnlySpan{float}, int)"/>
    public static Scaler Fit(string name, Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        ScalerKind kind = ScalerTable.Find(name);
        return kind.Name == PixelScaler.TableName ? PixelScaler.Fit(training) : kind.Fit(training.AsFloats().Inputs, training.Features);
    }

    /// <summary>Scales rows of <see cref="Features"/> numbers.</summary>
    /// <param name="rows">One or several rows, row-major.</param>
    /// <param name="result">As many places; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of <see cref="Features"/>.</exception>
    public void Apply(ReadOnlySpan<float> rows, Span<float> result)
    {
        Columns.Check(rows, result, Features);
        Transform(rows, result);
    }

    /// <summary>The same set with scaled inputs, held as float32.</summary>
    /// <exception cref="ArgumentException">The set has another number of features.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Features != Features)
        {
            throw new ArgumentException($"The set has {data.Features} features, the scaler was fitted to {Features}.", nameof(data));
        }
        ReadOnlySpan<float> inputs = data.AsFloats().Inputs;
        float[] scaled = new float[inputs.Length];
        Transform(inputs, scaled);
        return data.WithInputs(scaled, data.InputShape, data.FeatureNames.IsEmpty ? null : data.FeatureNames);
    }

    /// <summary>What was fitted, as JSON: the name and the numbers, round-trip exact. <see cref="FromJson"/> reads it back.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name };
        Write(json);
        return json;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote. The name is looked up in a closed table; nothing else can be made.</summary>
    /// <exception cref="ModelFileException">Something is missing, of another kind or out of range; the message names it.</exception>
    public static Scaler FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var fields = new ModelFields("Scaler", json);
        string name = fields.Text("name");
        ScalerKind kind = ScalerTable.FindOrNull(name)
            ?? throw new ModelFileException($"Scaler '{name}' is not known.{NearestName.Advice(name, ScalerTable.Names)} {ModelFields.Remedy}");
        return kind.Read(new ModelFields($"Scaler '{name}'", json));
    }

    private protected abstract void Transform(ReadOnlySpan<float> rows, Span<float> result);

    private protected abstract void Write(JsonObject json);
}
