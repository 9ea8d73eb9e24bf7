namespace Cajal.Cli.Lessons.Learning;

/// <summary>The library's optimisers on one weight, in float64, for slopes that are given.</summary>
internal static class OptimizerSteps
{
    /// <summary>The weight after each step.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="start">The weight before.</param>
    /// <param name="gradient">The slope at a step, from 0, given the weight.</param>
    /// <param name="steps">How many.</param>
    public static double[] Run(ElementwiseOptimizer optimizer, double start, Func<int, double, double> gradient, int steps = 40)
    {
        var graph = new Graph();
        Node weight = graph.Input("w", [1]);
        Node slope = graph.Input("g", [1]);
        Node[] state = [.. optimizer.State.Select(name => graph.Input(name, [1]))];
        Node[] scalars = [.. optimizer.Scalars.Select(name => graph.Input(name, []))];
        (Node next, Node[] nextState) = optimizer.Update(weight, slope, state, scalars, isWeight: true);
        var values = new NodeValues { [weight] = start };
        foreach (Node each in state)
        {
            values[each] = 0;
        }

        double[] course = new double[steps];
        double[] numbers = new double[scalars.Length];
        for (int step = 0; step < steps; step++)
        {
            values[slope] = gradient(step, values[weight].Numbers[0]);
            optimizer.ComputeScalars(step + 1, optimizer.LearningRate, numbers);
            foreach ((Node node, double number) in scalars.Zip(numbers))
            {
                values[node] = number;
            }

            double[][] after = [.. nextState.Select(node => node.Evaluate(values))];
            course[step] = next.Evaluate(values)[0];
            values[weight] = course[step];
            foreach ((Node node, double[] number) in state.Zip(after))
            {
                values[node] = number;
            }
        }

        return course;
    }
}
