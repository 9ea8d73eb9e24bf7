using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// A pure rule from (parameter, gradient, state) to (new parameter, new state), element by element. An optimiser holds settings alone; the
/// trainer keeps the state, one array of the parameter's shape for each name in <see cref="State"/>, 0 at first.
/// </summary>
public abstract record Optimizer
{
    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate, before the schedule's factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double LearningRate
    {
        get;
        init => field = NumberChecks.NotNegative(GetType().Name, nameof(LearningRate), value);
    }

    /// <summary>Name in files and on the command line, e.g. <c>adam</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => Table.Names;

    private static KindTable<Optimizer> Table { get; } = new(
        "Optimizer", optimizer => optimizer.Kind, optimizer => optimizer.ToJson(),
        new(() => new Sgd(), Sgd.Read),
        new(() => new Adam(), Adam.Read),
        new(() => new AdamW(), AdamW.Read),
        new(() => new NAdam(), NAdam.Read),
        new(() => new RmsProp(), RmsProp.Read),
        new(() => new AdaGrad(), AdaGrad.Read));

    /// <summary>The optimiser of a name, with its defaults.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public static Optimizer ByName(string name) => Table.ByName(name);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, unknown, of another kind or out of range; the message names it.</exception>
    internal static Optimizer FromJson(JsonObject json) => Table.Read(json);

    /// <summary>Names of the state arrays that each parameter has.</summary>
    internal abstract IReadOnlyList<string> State { get; }

    /// <summary>Names of the numbers that change from step to step; inputs <c>[]</c> of the training step.</summary>
    internal abstract IReadOnlyList<string> Scalars { get; }

    /// <summary>Computes the numbers of one step, in float64.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="rate">Learning rate of the step: with the schedule's factor and the parameter's own factor.</param>
    /// <param name="scalars">One place for each name in <see cref="Scalars"/>.</param>
    internal abstract void ComputeScalars(long step, double rate, Span<double> scalars);

    /// <summary>Adds the rule to the graph.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient, of its shape.</param>
    /// <param name="state">Its state, one node for each name in <see cref="State"/>.</param>
    /// <param name="scalars">One node <c>[]</c> for each name in <see cref="Scalars"/>.</param>
    /// <param name="isWeight">True for weight matrices; biases and scales are not decayed.</param>
    /// <returns>The next parameter and the next state.</returns>
    internal abstract (Node Parameter, Node[] State) Update(Node parameter, Node gradient, Node[] state, Node[] scalars, bool isWeight);

    /// <summary>Kind and settings as JSON.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind, ["learningRate"] = LearningRate };
        WriteConfiguration(json);
        return json;
    }

    private protected abstract void WriteConfiguration(JsonObject json);
}
