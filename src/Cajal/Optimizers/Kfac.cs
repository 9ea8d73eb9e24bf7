using System.Text.Json.Nodes;
using Cajal.Planning;

namespace Cajal;

/// <summary>
/// K-FAC (J. Martens, R. Grosse, "Optimizing neural networks with Kronecker-factored approximate curvature", 2015): steps along Fisher's information F of the net, the
/// block of each dense layer approximated by A ⊗ G, A = E[āāᵀ] of its inputs (with a 1 for the bias) and G = E[ggᵀ] of gradients by its outputs. The direction of a
/// layer is Δ = −(A + π√λ·I)⁻¹·∇·(G + √λ/π·I)⁻¹ (section 6.3; with L2 penalty λ + L2 stands for λ); the step is αΔ + μδ, δ the step before, with α and μ that minimise the quadratic model with the exact F of the
/// batch (sections 6.4 and 7), 0 ≤ α ≤ 1 and 0 ≤ μ ≤ 0.9; the damping λ is adapted by how well the model predicted the loss (section 6.5).
/// </summary>
/// <remarks>
/// <para>
/// g are gradients not of the loss but of a sample of its curvature: at the outputs stands B·ε, BBᵀ the Hessian of a row's loss, ε = ±1 at random. Their mean product is F
/// (for Huber and the absolute error: of the curvature that stands for theirs). Parameters that are no weight or bias of a dense layer have the diagonal of F instead of a block, and so have layers with a side above
/// <see cref="LongestSide"/> and biases that are added to a scaled product.
/// </para>
/// <para>
/// The inverses are taken in float64 after the first three steps and then after each <see cref="InverseInterval"/> steps; the first step has Δ = −∇. A training step costs
/// about three times one of Adam, an inverse n³ operations. Unlike in section 6.6 the damping of the inverses is tied to λ. It wants large batches (256 and more): the quadratic model is the batch's own.
/// </para>
/// <para>
/// The limits on α and μ are not the paper's. A batch of few rows has little curvature of its own, so the unlimited model goes far along directions that other rows pay
/// for: with batches of 16 and 32 digits training diverged, with the limits it does not, and large batches need no step more.
/// </para>
/// </remarks>
public sealed record Kfac : Optimizer
{
    /// <summary>Name of the damping among the state.</summary>
    internal const string DampingName = "damping";

    // Of what is left of δ beside Δ; below, float32 cannot tell it from nothing.
    private const double LeastShare = 1e-4;

    private const double LargestMomentum = 0.9;

    // So that a gradient of zeros divides nothing by zero.
    private const double Smallest = 1e-30;

    /// <summary>Makes the optimiser.</summary>
    /// <param name="learningRate">What the step is multiplied by; default 1: the model itself says how far to go.</param>
    /// <param name="damping">λ at first; default 0.03. The paper's 150 is for losses that are sums over hundreds of outputs.</param>
    /// <param name="memory">Memory of A and G, in [0, 1); default 0.95 (section 5).</param>
    /// <param name="dampingInterval">Steps between two looks at λ; default 5 (section 6.5).</param>
    /// <param name="inverseInterval">Steps between two inverses; default 10 (the paper, section 8: 20).</param>
    /// <param name="longestSide">The most inputs or outputs of a dense layer that gets a block; default 1024.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Kfac(double learningRate = 1, double damping = 0.03, double memory = 0.95, int dampingInterval = 5, int inverseInterval = 10, int longestSide = 1024)
        : base(learningRate)
    {
        Damping = NumberChecks.Positive(nameof(Kfac), nameof(damping), damping);
        Memory = NumberChecks.BelowOne(nameof(Kfac), nameof(memory), memory);
        DampingInterval = NumberChecks.Count(nameof(Kfac), nameof(dampingInterval), dampingInterval);
        InverseInterval = NumberChecks.Count(nameof(Kfac), nameof(inverseInterval), inverseInterval);
        LongestSide = NumberChecks.Count(nameof(Kfac), nameof(longestSide), longestSide);
    }

    /// <summary>λ at first.</summary>
    public double Damping { get; }

    /// <summary>Memory of A and G.</summary>
    public double Memory { get; }

    /// <summary>Steps between two looks at λ.</summary>
    public int DampingInterval { get; }

    /// <summary>Steps between two inverses.</summary>
    public int InverseInterval { get; }

    /// <summary>The most inputs or outputs of a dense layer that gets a block.</summary>
    public int LongestSide { get; }

    /// <inheritdoc/>
    public override string Kind => "kfac";

    internal override IReadOnlyList<string> Scalars => ["rate", "memory"];

    internal static Kfac Read(ModelFields fields) => new(
        fields.Number("learningRate"), fields.Number("damping"), fields.Number("memory"), fields.Count("dampingInterval"), fields.Count("inverseInterval"),
        fields.Count("longestSide"));

    internal override void ComputeScalars(long step, double rate, Span<double> scalars)
    {
        scalars[0] = rate;
        scalars[1] = Math.Min(1 - (1.0 / step), Memory);
    }

    internal override bool MeasuresLoss => true;

    internal override Upkeep CreateUpkeep(ParameterStore<float> state, IReadOnlyList<(string Name, ParameterDeclaration Declaration)> trained, double l2) =>
        new KfacUpkeep(this, state, [.. trained.Where(parameter => parameter.Declaration.IsWeight).Select(parameter => parameter.Name)], l2);

    internal override OptimizerRule AddTo(LearningProblem problem)
    {
        if (problem.Parameters.Count == 0)
        {
            return new OptimizerRule([]);
        }

        var fisher = new FisherInformation(problem);
        IReadOnlyList<KfacBlock> blocks = KfacBlock.Find(problem, fisher.Natural, LongestSide);
        HashSet<LearnedParameter> inBlocks = [.. blocks.SelectMany(block => block.Parameters)];
        LearnedParameter[] others = [.. problem.Parameters.Where(parameter => !inBlocks.Contains(parameter))];
        IReadOnlyList<Node> arrived = fisher.PullSample([.. blocks.Select(block => block.Product), .. others.Select(parameter => parameter.Node)]);
        Node damping = problem.Graph.Parameter(DampingName, []);
        var directions = new Dictionary<LearnedParameter, Node>();
        List<Update> updates = [.. blocks.SelectMany((block, index) => block.Observe(fisher, arrived[index]))];
        foreach ((LearnedParameter parameter, Node direction) in blocks.SelectMany(block => block.Direction()))
        {
            directions[parameter] = direction;
        }

        for (int index = 0; index < others.Length; index++)
        {
            LearnedParameter parameter = others[index];
            Node mean = parameter.State("square", parameter.Node.Shape);
            Node next = (parameter.Scalars[1] * mean) + ((1 - parameter.Scalars[1]) * (arrived[blocks.Count + index].Square() / fisher.TotalWeight));
            updates.Add(new Update(mean, next));
            Node ridge = parameter.Declaration.IsWeight ? damping + problem.L2 : damping;
            Node divisor = parameter.Scalars[1].Greater(problem.Graph.Constant(0)).Select(mean + ridge, problem.Graph.Constant(1));
            directions[parameter] = -parameter.Gradient / divisor;
        }

        return Step(problem, fisher, damping, directions, updates);
    }

    /// <summary>αΔ + μδ, and what the quadratic model expects of it.</summary>
    private static OptimizerRule Step(
        LearningProblem problem, FisherInformation fisher, Node damping, Dictionary<LearnedParameter, Node> directions, List<Update> updates)
    {
        LearnedParameter[] all = [.. problem.Parameters];
        Node[] gradient = [.. all.Select(parameter => parameter.Gradient)];
        Node[] along = [.. all.Select(parameter => directions[parameter] * parameter.RateFactor)];
        Node[] last = [.. all.Select(parameter => parameter.State("last_step", parameter.Node.Shape))];
        Node alongChange = fisher.Push(along), lastChange = fisher.Push(last);
        Node ridge = damping + problem.L2;
        Node Model(Node[] a, Node[] b, Node changeA, Node changeB) => fisher.Product(changeA, changeB)
            + Dot(a, b, index => all[index].Declaration.IsWeight ? ridge : damping);

        Node aa = Model(along, along, alongChange, alongChange) + Smallest;
        Node al = Model(along, last, alongChange, lastChange);
        Node ll = Model(last, last, lastChange, lastChange);
        Node ga = Dot(gradient, along), gl = Dot(gradient, last);

        // The 2x2 system by elimination of α; where δ says nothing beside Δ, it is left out.
        Node beside = ll - (al * (al / aa));
        Node isBeside = beside.Greater(LeastShare * ll);
        Node zero = problem.Graph.Constant(0);
        Node one = problem.Graph.Constant(1);
        Node momentum = isBeside.Select(-(gl - (al * (ga / aa))) / isBeside.Select(beside, one), zero);
        momentum = momentum.Maximum(zero).Minimum(problem.Graph.Constant(LargestMomentum));
        Node length = (-(ga + (al * momentum)) / aa).Maximum(zero).Minimum(one);
        Node slope = (length * ga) + (momentum * gl);
        Node curvature = (length * length * aa) + (2 * length * momentum * al) + (momentum * momentum * ll);
        Node rate = all[0].Scalars[0] * (1 / all[0].RateFactor);
        Node predicted = rate * (slope + (0.5 * rate * curvature));
        for (int index = 0; index < all.Length; index++)
        {
            Node step = rate * ((length * along[index]) + (momentum * last[index]));
            updates.Add(new Update(all[index].Node, all[index].Node + step));
            updates.Add(new Update(last[index], step));
        }

        return new OptimizerRule(updates, predicted);
    }

    /// <summary>Σ over all parameters of factor·aᵀb.</summary>
    private static Node Dot(Node[] a, Node[] b, Func<int, Node>? factor = null) => a
        .Select((node, index) => factor is null ? (node * b[index]).Sum() : factor(index) * (node * b[index]).Sum())
        .Aggregate((sum, next) => sum + next);

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["damping"] = Damping;
        json["memory"] = Memory;
        json["dampingInterval"] = DampingInterval;
        json["inverseInterval"] = InverseInterval;
        json["longestSide"] = LongestSide;
    }
}
