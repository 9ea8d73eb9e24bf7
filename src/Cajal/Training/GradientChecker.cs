using Cajal.Kernels;
using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>
/// Compares the gradient of every parameter, or of a sample, with a two-sided difference of the loss in float64:
/// (8(L(w + ε) − L(w − ε)) − (L(w + 2ε) − L(w − 2ε)))/12ε with ε = 1e-3. Its error is of order ε⁴; that of the plain (L(w + ε) − L(w − ε))/2ε
/// is of order ε², which on strongly curved losses exceeds the tolerance of 1e-6 although the gradient is right.
/// A smaller ε would lose more to rounding of the loss than it gains. Where the step crosses a kink (some ReLU's branch, or the place of some
/// window's maximum, differs between the sides) ε shrinks; where that does not help the weight is skipped and counted.
/// </summary>
internal sealed class GradientChecker
{
    private const double FirstStep = 1e-3;
    private const double SmallestStep = 1e-6;

    private static readonly int[] Sides = [2, 1, -1, -2];

    private readonly Network network;
    private readonly ParameterStore<double> store;
    private readonly Plan<double> forward;
    private readonly Plan<double> backward;
    private readonly Node loss;
    private readonly Node[] masks;
    private readonly IReadOnlyList<Node> gradients;

    /// <summary>Prepares a check.</summary>
    /// <param name="model">The model; its weights are copied.</param>
    /// <param name="data">A few rows.</param>
    /// <param name="tamper">Changes the gradients before they are compared: for tests of the check itself.</param>
    public GradientChecker(Model model, Dataset data, Func<NetworkParameter, Node, Node>? tamper = null)
    {
        var expression = new ModelExpression(model, data);
        network = expression.Network;
        store = expression.CreateStore();
        loss = expression.Loss;
        masks = [.. GraphFunction.Reachable([loss]).Select(BranchMask).OfType<Node>()];
        gradients = loss.Gradients(expression.Parameters);
        gradients = tamper is null ? gradients : [.. gradients.Select((gradient, index) => tamper(network.Learned[index], gradient))];
        forward = PlanCompiler<double>.Compile(new GraphFunction([loss, .. masks]), store);
        backward = PlanCompiler<double>.Compile(new GraphFunction(gradients), store);
        foreach (Plan<double> plan in new[] { forward, backward })
        {
            foreach (Node given in expression.Given)
            {
                expression.Values[given].Numbers.CopyTo(plan[given]);
            }
        }
    }

    /// <summary>Runs the check.</summary>
    /// <param name="sample">At most this many weights, spread evenly over the parameters by the seed.</param>
    /// <param name="seed">Seed of the sample.</param>
    public GradientCheckResult Run(int sample, ulong seed)
    {
        IReadOnlyList<GradientComparison> comparisons = Compare(sample, seed);
        double meanSquare = gradients.Sum(gradient => SumOfSquares(backward[gradient])) / network.ParameterCount;
        double floor = 1e-3 * Math.Sqrt(meanSquare);
        int skipped = comparisons.Count(one => one.Difference is null);
        GradientComparison? worst = comparisons.MaxBy(one => one.Error(floor));
        return new GradientCheckResult(
            network.ParameterCount, comparisons.Count - skipped, skipped, worst?.Error(floor) ?? 0, worst?.Parameter ?? "", worst?.Element ?? 0)
        {
            Faults = GradientFaults.Describe(comparisons, floor),
        };
    }

    /// <summary>Compares weight by weight.</summary>
    /// <param name="sample">At most this many weights, spread evenly over the parameters by the seed.</param>
    /// <param name="seed">Seed of the sample.</param>
    public IReadOnlyList<GradientComparison> Compare(int sample, ulong seed)
    {
        using var team = new Team(1);
        backward.Run(team);
        var comparisons = new List<GradientComparison>();
        foreach ((int parameter, int element) in Sample(sample, seed))
        {
            string name = network.Learned[parameter].Name;
            Span<double> weights = store[name];
            comparisons.Add(new GradientComparison(name, element, weights[element], backward[gradients[parameter]][element], Difference(team, weights, element)));
        }

        return comparisons;
    }

    private static double SumOfSquares(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return sum;
    }

    /// <summary>Which side of its kink an operator is on, element by element; <c>null</c> for smooth operators.</summary>
    private static Node? BranchMask(Node node) => node.Operator switch
    {
        Ops.Relu or Ops.Abs or Ops.Sign or Ops.Step or Ops.Elu => node.Inputs[0].Step(),
        Ops.Maximum or Ops.Minimum or Ops.Greater or Ops.GreaterOrEqual => node.Inputs[0].GreaterOrEqual(node.Inputs[1]),
        Ops.MaxPool2D pool => node.Graph.Create(new Ops.MaxPoolScatter(pool.Lines, pool.Columns), node.Inputs[0], node.Graph.Constant(1).Broadcast(node.Shape)),
        _ => null,
    };

    private double? Difference(Team team, Span<double> weights, int element)
    {
        double original = weights[element];
        double? result = null;
        Span<double> losses = stackalloc double[Sides.Length];
        for (double step = FirstStep; step >= SmallestStep && result is null; step /= 10)
        {
            bool[]? branches = null;
            bool smooth = true;
            for (int side = 0; side < losses.Length; side++)
            {
                weights[element] = original + (Sides[side] * step);
                (losses[side], bool[] taken) = Evaluate(team);
                smooth &= branches is null || branches.AsSpan().SequenceEqual(taken);
                branches = taken;
            }

            result = smooth ? ((8 * (losses[1] - losses[2])) - (losses[0] - losses[3])) / (12 * step) : null;
        }

        weights[element] = original;
        return result;
    }

    private (double Loss, bool[] Branches) Evaluate(Team team)
    {
        forward.Run(team);
        var branches = new bool[masks.Sum(mask => mask.Shape.Count)];
        int next = 0;
        foreach (Node mask in masks)
        {
            foreach (double value in forward[mask])
            {
                branches[next++] = value != 0;
            }
        }

        return (forward[loss][0], branches);
    }

    private IEnumerable<(int Parameter, int Element)> Sample(int sample, ulong seed)
    {
        long share = Math.Max(1, sample / Math.Max(network.Learned.Count, 1));
        for (int parameter = 0; parameter < network.Learned.Count; parameter++)
        {
            int count = network.Learned[parameter].Declaration.Shape.Count;
            if (network.ParameterCount <= sample || count <= share)
            {
                for (int element = 0; element < count; element++)
                {
                    yield return (parameter, element);
                }
            }
            else
            {
                double[] places = new double[share];
                CounterRandom.Uniform(seed, RandomStreams.Check, (ulong)parameter, places.AsSpan());
                foreach (int element in places.Select(place => (int)(place * count)).Distinct())
                {
                    yield return (parameter, element);
                }
            }
        }
    }
}
