using System.Text.Json.Nodes;
using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// First values of a parameter. They depend only on the settings, the shape, the seed and the stream; they are computed in float64 and
/// rounded, so float32 and float64 models start alike.
/// </summary>
public abstract record Initializer
{
    private protected Initializer()
    {
    }

    /// <summary>Name in files and on the command line, e.g. <c>glorot</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => Table.Names;

    private static KindTable<Initializer> Table { get; } = new(
        "Initializer", initializer => initializer.Kind, initializer => initializer.ToJson(),
        new(() => new GlorotInitializer(), fields => new GlorotInitializer(ReadDistribution(fields))),
        new(() => new HeInitializer(), fields => new HeInitializer(ReadDistribution(fields))),
        new(() => new LeCunInitializer(), fields => new LeCunInitializer(ReadDistribution(fields))),
        new(() => new OrthogonalInitializer(), fields => new OrthogonalInitializer(fields.Number("gain"))),
        new(() => new NormalInitializer(), fields => new NormalInitializer(fields.Number("deviation"))),
        new(() => new UniformInitializer(), fields => new UniformInitializer(fields.Number("limit"))),
        new(() => new ConstantInitializer(), fields => new ConstantInitializer(fields.Number("value"))),
        new(() => new ZerosInitializer()));

    /// <summary>The initialiser of a name, with its defaults.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public static Initializer ByName(string name) => Table.ByName(name);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, unknown, of another kind or out of range; the message names it.</exception>
    internal static Initializer FromJson(JsonObject json) => Table.Read(json);

    /// <summary>Kind and settings as JSON.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind };
        WriteConfiguration(json);
        return json;
    }

    /// <summary>Fills a parameter.</summary>
    /// <param name="values">As many places as the declared shape has elements, row by row.</param>
    /// <param name="parameter">Shape and fans.</param>
    /// <param name="seed">Seed of the model.</param>
    /// <param name="stream">Random stream of this parameter.</param>
    internal void Fill(Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream) => FillFrom(0, values, parameter, seed, stream);

    /// <summary>As above, rounded to float32, piece by piece: a net's first weights take little memory beside their own.</summary>
    internal void Fill(Span<float> values, ParameterDeclaration parameter, ulong seed, ulong stream)
    {
        double[] piece = new double[Math.Min(values.Length, MostAtOnce)];
        for (long first = 0; first < values.Length; first += piece.Length)
        {
            Span<float> rounded = values.Slice((int)first, (int)Math.Min(piece.Length, values.Length - first));
            Span<double> exact = piece.AsSpan(0, rounded.Length);
            FillFrom(first, exact, parameter, seed, stream);
            for (int index = 0; index < exact.Length; index++)
            {
                rounded[index] = (float)exact[index];
            }
        }
    }

    /// <summary>Most elements that are computed at once where float32 is wanted.</summary>
    private protected virtual int MostAtOnce => 4096;

    /// <summary>Fills elements [first, first + length) of a parameter.</summary>
    private protected abstract void FillFrom(long first, Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream);

    /// <summary>Uniform in [−limit, limit).</summary>
    private protected static void FillUniform(long first, Span<double> values, double limit, ulong seed, ulong stream)
    {
        CounterRandom.Uniform(seed, stream, 0, first, values);
        foreach (ref double value in values)
        {
            value = limit * ((2 * value) - 1);
        }
    }

    /// <summary>N(0, deviation²).</summary>
    private protected static void FillNormal(long first, Span<double> values, double deviation, ulong seed, ulong stream)
    {
        CounterRandom.Normal(seed, stream, 0, first, values);
        foreach (ref double value in values)
        {
            value *= deviation;
        }
    }

    private protected virtual void WriteConfiguration(JsonObject json)
    {
    }

    private static WeightDistribution ReadDistribution(ModelFields fields) => fields.Text("distribution") switch
    {
        "uniform" => WeightDistribution.Uniform,
        "normal" => WeightDistribution.Normal,
        string other => throw fields.Error($"\"distribution\" is '{other}', expected 'uniform' or 'normal'."),
    };
}
