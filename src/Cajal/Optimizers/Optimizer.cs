using System.Text.Json.Nodes;
using Cajal.Planning;

namespace Cajal;

/// <summary>
/// A rule from (parameters, gradients, state) to (new parameters, new state), as nodes of the training step. An optimiser holds settings alone; the trainer keeps the
/// state. Most rules treat each number by itself: <see cref="ElementwiseOptimizer"/>.
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
        new(() => new AdaGrad(), AdaGrad.Read),
        new(() => new Shampoo(), Shampoo.Read),
        new(() => new Kfac(), Kfac.Read),
        new(() => new Lbfgs(), Lbfgs.Read));

    /// <summary>The optimiser of a name, with its defaults.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public static Optimizer ByName(string name) => Table.ByName(name);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, unknown, of another kind or out of range; the message names it.</exception>
    internal static Optimizer FromJson(JsonObject json) => Table.Read(json);

    /// <summary>Names of the numbers that change from step to step; inputs <c>[]</c> of the training step.</summary>
    internal abstract IReadOnlyList<string> Scalars { get; }

    /// <summary>Computes the numbers of one step, in float64.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="rate">Learning rate of the step: with the schedule's factor and the parameter's own factor.</param>
    /// <param name="scalars">One place for each name in <see cref="Scalars"/>.</param>
    internal abstract void ComputeScalars(long step, double rate, Span<double> scalars);

    /// <summary>Adds the rule to the graph of a training step.</summary>
    /// <param name="problem">The step: parameters, gradients, loss.</param>
    internal abstract OptimizerRule AddTo(LearningProblem problem);

    /// <summary>Whether each step takes all rows of the training set, whatever the batch size.</summary>
    internal virtual bool TakesAllRows => false;

    /// <summary>Whether <see cref="CreateUpkeep"/> wants to measure the loss with the new weights.</summary>
    internal virtual bool MeasuresLoss => false;

    /// <summary>What is to be done with the state between steps; <c>null</c> when nothing is.</summary>
    /// <param name="state">Parameters, and the state under the names that <see cref="AddTo"/> gave it.</param>
    /// <param name="trained">What is learned.</param>
    /// <param name="l2">λ of the penalty of weights.</param>
    internal virtual Upkeep? CreateUpkeep(ParameterStore<float> state, IReadOnlyList<(string Name, ParameterDeclaration Declaration)> trained, double l2) => null;

    /// <summary>Kind and settings as JSON.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind, ["learningRate"] = LearningRate };
        WriteConfiguration(json);
        return json;
    }

    private protected abstract void WriteConfiguration(JsonObject json);
}
