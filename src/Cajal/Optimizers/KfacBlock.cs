using Cajal.Ops;

namespace Cajal;

/// <summary>
/// The block of a dense layer in K-FAC's approximation of Fisher's information: the weight W <c>[in, out]</c> of a product X·W, and the bias that is added to it. The
/// matrix A has a last row and column for the bias, which are kept apart: E[x] beside E[xxᵀ], and likewise in the inverse.
/// </summary>
internal sealed class KfacBlock
{
    /// <summary>Names of the state, all of it under the weight's name.</summary>
    public const string InputMoment = "input_moment", InputMean = "input_mean", OutputMoment = "output_moment",
        InputInverse = "input_inverse", CrossInverse = "cross_inverse", CornerInverse = "corner_inverse", OutputInverse = "output_inverse";

    private readonly LearnedParameter weight;
    private readonly LearnedParameter? bias;
    private readonly Shape bySize;
    private readonly Shape byInputs;
    private readonly Shape byOutputs;

    private KfacBlock(LearnedParameter weight, LearnedParameter? bias, Node product)
    {
        this.weight = weight;
        this.bias = bias;
        Product = product;
        bySize = weight.Node.Shape;
        byInputs = [bySize[0], bySize[0]];
        byOutputs = [bySize[1], bySize[1]];
    }

    /// <summary>X·W.</summary>
    public Node Product { get; }

    /// <summary>Weight and, where there is one, bias.</summary>
    public IEnumerable<LearnedParameter> Parameters => bias is null ? [weight] : [weight, bias];

    /// <summary>The blocks of a net: weights that are read by one product alone.</summary>
    /// <param name="problem">The training step.</param>
    /// <param name="output">The net's output.</param>
    /// <param name="longestSide">The most inputs or outputs of a block.</param>
    public static IReadOnlyList<KfacBlock> Find(LearningProblem problem, Node output, int longestSide)
    {
        Dictionary<Node, LearnedParameter> learned = problem.Parameters.ToDictionary(parameter => parameter.Node);
        ILookup<Node, Node> users = GraphFunction.Reachable([output]).SelectMany(node => node.Inputs.Distinct(), (node, input) => (node, input))
            .ToLookup(pair => pair.input, pair => pair.node);
        var blocks = new List<KfacBlock>();
        foreach (LearnedParameter parameter in problem.Parameters)
        {
            bool fits = parameter.Node.Shape.Rank == 2 && Math.Max(parameter.Node.Shape.Rows, parameter.Node.Shape.Columns) <= longestSide;
            if (fits && users[parameter.Node].ToArray() is [{ Operator: MatMul } product] && product.Inputs[1] == parameter.Node)
            {
                Node? added = users[product].ToArray() is [{ Operator: Ops.Add } sum] && sum.Inputs[0] == product ? sum.Inputs[1] : null;
                Node? repeated = added?.Operator is Broadcast ? added.Inputs[0] : added;
                bool hasBias = repeated is not null && learned.ContainsKey(repeated) && repeated.Shape == new Shape(product.Shape[1]) && users[repeated].Count() == 1;
                blocks.Add(new KfacBlock(parameter, hasBias ? learned[repeated!] : null, product));
            }
        }

        return blocks;
    }

    /// <summary>The running means of A and G.</summary>
    /// <param name="fisher">The batch's information.</param>
    /// <param name="arrived">What arrived at the product: <c>[rows, out]</c>.</param>
    public IEnumerable<Update> Observe(FisherInformation fisher, Node arrived)
    {
        Node input = Product.Inputs[0], weighted = fisher.WeightRows(input);
        yield return Mean(InputMoment, byInputs, input.Transpose().MatMul(weighted) / fisher.TotalWeight);
        yield return Mean(OutputMoment, byOutputs, arrived.Transpose().MatMul(arrived) / fisher.TotalWeight);
        if (bias is not null)
        {
            yield return Mean(InputMean, [bySize[0]], weighted.SumRows() / fisher.TotalWeight);
        }
    }

    /// <summary>−(A + π√λ·I)⁻¹·∇·(G + √λ/π·I)⁻¹ with the inverses as they are.</summary>
    public IEnumerable<(LearnedParameter Parameter, Node Direction)> Direction()
    {
        Node inverse = weight.State(InputInverse, byInputs), outputInverse = weight.State(OutputInverse, byOutputs);
        Node left = inverse.MatMul(weight.Gradient);
        if (bias is not null)
        {
            Node cross = weight.State(CrossInverse, [bySize[0], 1]), corner = weight.State(CornerInverse, []);
            Node gradient = bias.Gradient.Reshape([1, bySize[1]]);
            left += cross.MatMul(gradient);
            Node last = cross.Transpose().MatMul(weight.Gradient) + (corner * gradient);
            yield return (bias, -last.MatMul(outputInverse).Reshape(bias.Node.Shape));
        }

        yield return (weight, -left.MatMul(outputInverse));
    }

    private Update Mean(string name, Shape shape, Node next)
    {
        Node mean = weight.State(name, shape), memory = weight.Scalars[1];
        return new Update(mean, (memory * mean) + ((1 - memory) * next));
    }
}
