using System.Text.Json.Nodes;
using Cajal.Planning;

namespace Cajal;

/// <summary>
/// Shampoo (V. Gupta, T. Koren, Y. Singer, "Shampoo: preconditioned stochastic tensor optimization", 2018, algorithm 1): a weight matrix W <c>[in, out]</c> with gradient
/// G goes along L^(−1/4)·M·R^(−1/4), where L ← β₃L + (1 − β₃)GGᵀ, R ← β₃R + (1 − β₃)GᵀG and M is the running mean of the gradient. The length of the step is grafted from
/// Adam (R. Anil et al., "Scalable second order optimization for deep learning", 2020; H.-J. Shi et al., "A distributed data-parallel PyTorch implementation of
/// the distributed Shampoo optimizer", 2023): W ← W − η·P·‖A‖/‖P‖, A being Adam's step and P Shampoo's. Biases and scales take Adam's step.
/// </summary>
/// <remarks>
/// The roots are taken in float64 after the first step and then after each <see cref="Interval"/> steps; until there is one, P = M. A kernel of more axes counts as a
/// matrix <c>[all but the last, last]</c>. A side longer than <see cref="LongestSide"/> has no matrix, and the other one the root of exponent −1/2; with none the step is Adam's.
/// A training step costs four products of a weight's size more than Adam's, and the root of each matrix about 15·n³ operations on one thread: half a millisecond for
/// n = 64, seconds for n = 1024, for which a longer interval pays.
/// </remarks>
public sealed record Shampoo : Optimizer
{
    // So that a gradient of zeros divides nothing by zero.
    private const double Smallest = 1e-30;

    private readonly Adam graft;

    /// <summary>Makes the optimiser.</summary>
    /// <param name="learningRate">η; default 0.001, as Adam's, whose length the step has.</param>
    /// <param name="beta1">β₁, memory of the gradient's mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">β₂, memory of Adam's mean square, in [0, 1); default 0.999.</param>
    /// <param name="beta3">β₃, memory of L and R, in [0, 1); default 0.99.</param>
    /// <param name="interval">Steps between two roots; default 10.</param>
    /// <param name="longestSide">The longest side of a weight that gets a matrix; default 1024.</param>
    /// <param name="epsilon">What is added to the eigenvalues, as a share of the largest; default 1e-6.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Shampoo(
        double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double beta3 = 0.99, int interval = 10, int longestSide = 1024, double epsilon = 1e-6)
        : base(learningRate)
    {
        Beta1 = NumberChecks.BelowOne(nameof(Shampoo), nameof(beta1), beta1);
        Beta2 = NumberChecks.BelowOne(nameof(Shampoo), nameof(beta2), beta2);
        Beta3 = NumberChecks.BelowOne(nameof(Shampoo), nameof(beta3), beta3);
        Interval = NumberChecks.Count(nameof(Shampoo), nameof(interval), interval);
        LongestSide = NumberChecks.Count(nameof(Shampoo), nameof(longestSide), longestSide);
        Epsilon = NumberChecks.Positive(nameof(Shampoo), nameof(epsilon), epsilon);
        graft = new Adam(0, beta1, beta2);
    }

    /// <summary>β₁.</summary>
    public double Beta1 { get; }

    /// <summary>β₂.</summary>
    public double Beta2 { get; }

    /// <summary>β₃.</summary>
    public double Beta3 { get; }

    /// <summary>Steps between two roots.</summary>
    public int Interval { get; }

    /// <summary>The longest side of a weight that gets a matrix.</summary>
    public int LongestSide { get; }

    /// <summary>What is added to the eigenvalues, as a share of the largest.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override string Kind => "shampoo";

    internal override IReadOnlyList<string> Scalars => graft.Scalars;

    internal static Shampoo Read(ModelFields fields) => new(
        fields.Number("learningRate"), fields.Number("beta1"), fields.Number("beta2"), fields.Number("beta3"), fields.Count("interval"), fields.Count("longestSide"),
        fields.Number("epsilon"));

    internal override void ComputeScalars(long step, double rate, Span<double> scalars) => graft.ComputeScalars(step, rate, scalars);

    internal override OptimizerRule AddTo(LearningProblem problem) => new([.. problem.Parameters.SelectMany(UpdatesOf)]);

    internal override Upkeep CreateUpkeep(ParameterStore<float> state, IReadOnlyList<(string Name, ParameterDeclaration Declaration)> trained, double l2) =>
        new ShampooUpkeep(this, state);

    private List<Update> UpdatesOf(LearnedParameter parameter)
    {
        Node[] state = [.. graft.State.Select(name => parameter.State(name, parameter.Node.Shape))];
        (Node step, Node[] nextState) = graft.Move(parameter.Gradient, state, parameter.Scalars);
        List<Update> updates = [.. state.Zip(nextState, (node, value) => new Update(node, value))];
        Shape shape = parameter.Node.Shape;
        bool hasLeft = shape.Rank > 1 && shape.Rows <= LongestSide, hasRight = shape.Rank > 1 && shape.Columns <= LongestSide;
        if (parameter.Declaration.IsWeight && (hasLeft || hasRight))
        {
            Node gradient = parameter.Gradient.Reshape([shape.Rows, shape.Columns]);
            Node preconditioned = nextState[0].Reshape(gradient.Shape);
            preconditioned = hasLeft ? Side(parameter, "left", gradient.MatMul(gradient.Transpose()), updates).MatMul(preconditioned) : preconditioned;
            preconditioned = hasRight ? preconditioned.MatMul(Side(parameter, "right", gradient.Transpose().MatMul(gradient), updates)) : preconditioned;
            Node length = step.Square().Sum().Sqrt() / (preconditioned.Square().Sum().Sqrt() + Smallest);
            step = (length * preconditioned).Reshape(shape);
        }

        return [new Update(parameter.Node, parameter.Node - step), .. updates];
    }

    /// <summary>Adds the running mean of one of the two matrices.</summary>
    /// <returns>Its root.</returns>
    private Node Side(LearnedParameter parameter, string side, Node product, List<Update> updates)
    {
        Node mean = parameter.State(side, product.Shape);
        updates.Add(new Update(mean, (Beta3 * mean) + ((1 - Beta3) * product)));
        return parameter.State(side + ShampooUpkeep.Root, product.Shape);
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["beta1"] = Beta1;
        json["beta2"] = Beta2;
        json["beta3"] = Beta3;
        json["interval"] = Interval;
        json["longestSide"] = LongestSide;
        json["epsilon"] = Epsilon;
    }
}
