namespace Cajal.Tracing;

/// <summary>The way back, with numbers: from the result to the sources, each node gives each of its inputs a share of its gradient.</summary>
internal sealed class BackwardWalk
{
    private readonly Dictionary<Node, double[]> gradients;
    private readonly Dictionary<Node, List<PathTerm>> terms;

    /// <summary>Walks back from the last node.</summary>
    public BackwardWalk(Node[] nodes, Dictionary<Node, LocalRule> rules, Dictionary<Node, LocalDerivative[]> locals)
    {
        gradients = nodes.ToDictionary(node => node, node => new double[node.Shape.Count]);
        terms = nodes.ToDictionary(node => node, _ => new List<PathTerm>());
        gradients[nodes[^1]][0] = 1;
        foreach (Node user in nodes.Reverse().Where(rules.ContainsKey))
        {
            double[]?[] shares = rules[user].Shares(gradients[user]);
            for (int index = 0; index < shares.Length; index++)
            {
                if (shares[index] is { } share)
                {
                    Give(user.Inputs[index], new PathTerm(user, gradients[user], locals[user][index], share));
                }
            }
        }
    }

    /// <summary>∂f/∂node.</summary>
    public double[] Gradient(Node node) => gradients[node];

    /// <summary>What its users gave to it, the last user first.</summary>
    public IReadOnlyList<PathTerm> Terms(Node node) => terms[node];

    private void Give(Node input, PathTerm term)
    {
        terms[input].Add(term);
        double[] sum = gradients[input];
        for (int element = 0; element < sum.Length; element++)
        {
            sum[element] += term.Share[element];
        }
    }
}
