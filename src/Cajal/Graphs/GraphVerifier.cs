using Cajal.Ops;

namespace Cajal;

/// <summary>States which functions are legal. Runs on each function that is made, so also after each pass of the planner.</summary>
internal static class GraphVerifier
{
    /// <summary>Checks a function.</summary>
    /// <exception cref="ArgumentException">A rule is broken; the message names the node.</exception>
    public static void Check(GraphFunction function)
    {
        if (function.Nodes.Length == 0)
        {
            throw new ArgumentException("Graph function: it has neither outputs nor updates. Name at least one node to compute.");
        }

        Graph graph = function.Nodes[0].Graph;
        var parameterNames = new HashSet<string>();
        foreach (Node node in function.Nodes)
        {
            CheckNode(graph, node);
            if (node.Operator is Parameter parameter && !parameterNames.Add(parameter.ParameterName))
            {
                throw new ArgumentException($"Graph function: two parameters are named '{parameter.ParameterName}'. Give each its own name.");
            }
        }

        CheckUpdates(function);
    }

    private static void CheckNode(Graph graph, Node node)
    {
        if (node.Graph != graph)
        {
            throw new ArgumentException($"Graph function: node {node} belongs to another graph. Build a function from nodes of one graph.");
        }

        if (node.Inputs.Length != node.Operator.Arity)
        {
            throw new ArgumentException($"Graph function: node {node} has {node.Inputs.Length} inputs, expected {node.Operator.Arity}.");
        }

        if (node.Shape != node.Operator.InferShape(node.Inputs.AsSpan()) || node.Kind != node.Operator.InferKind(node.Inputs.AsSpan()))
        {
            throw new ArgumentException($"Graph function: node {node} does not have the shape and kind that its operator gives it.");
        }
    }

    private static void CheckUpdates(GraphFunction function)
    {
        var updated = new HashSet<Node>();
        foreach (Update update in function.Updates)
        {
            if (update.Parameter.Operator is not Parameter)
            {
                throw new ArgumentException($"Update: {update.Parameter} is no parameter. Only parameters can be replaced.");
            }

            if (update.Parameter.Shape != update.Value.Shape)
            {
                throw new ArgumentException(
                    $"Update: parameter {update.Parameter} has shape {update.Parameter.Shape}, its next value {update.Value.Shape}; expected equal shapes.");
            }

            if (update.Value.Operator is Parameter)
            {
                throw new ArgumentException($"Update: {update.Parameter} would be replaced by {update.Value}, a parameter; expected a computed value.");
            }

            if (!updated.Add(update.Parameter))
            {
                throw new ArgumentException($"Update: {update.Parameter} is replaced twice. Give each parameter one next value.");
            }
        }
    }
}
