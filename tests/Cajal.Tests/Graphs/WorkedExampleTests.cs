using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests.Graphs;

/// <summary>
/// G3: the worked example of an introductory lecture (J. Núñez): linear units, no bias, input (2, 3), target 1, one step of descent with all
/// updates from the old weights. Figures are the lecture's, computed there by hand.
/// </summary>
public sealed class WorkedExampleTests
{
    private readonly Graph graph = new();
    private readonly Node input;
    private readonly Node hiddenWeight;
    private readonly Node outputWeight;
    private readonly Node hidden;
    private readonly Node prediction;
    private readonly Node error;
    private readonly Node[] gradients;
    private readonly ParameterStore<double> store;

    public WorkedExampleTests()
    {
        input = graph.Input("i", [1, 2]);
        hiddenWeight = graph.Parameter("hidden", [2, 2]);
        outputWeight = graph.Parameter("output", [2, 1]);
        hidden = input.MatMul(hiddenWeight);
        prediction = hidden.MatMul(outputWeight);
        error = 0.5 * (prediction - 1.0).Square().Sum();
        gradients = [.. error.Gradients([hiddenWeight, outputWeight, prediction])];
        store = new ParameterStore<double>([("hidden", new Shape(2, 2)), ("output", new Shape(2, 1))]);
        new[] { .11, .12, .21, .08 }.CopyTo(store["hidden"]);
        new[] { .14, .15 }.CopyTo(store["output"]);
    }

    [Fact]
    public void Forward_pass_error_gradient_and_one_step_have_the_lectures_figures()
    {
        const double rate = .05;
        var step = new GraphFunction(
            [hidden, prediction, error, .. gradients],
            [new Update(hiddenWeight, hiddenWeight - (rate * gradients[0])), new Update(outputWeight, outputWeight - (rate * gradients[1]))]);
        Plan<double> plan = PlanCompiler<double>.Compile(step, store);
        using var team = new Team(1);
        new double[] { 2, 3 }.CopyTo(plan[input]);
        plan.Run(team);

        Close([.85, .48], plan[hidden]);
        Close([.191], plan[prediction]);
        Close([.3272405], plan[error]);
        Close([-.809], plan[gradients[2]]);

        // Increments −a·Δ·…: the slide prints them rounded to three digits.
        double delta = -.809;
        Close([.11 - (rate * delta * .14 * 2), .12 - (rate * delta * .15 * 2), .21 - (rate * delta * .14 * 3), .08 - (rate * delta * .15 * 3)], store["hidden"]);
        Close([.121326, .132135, .226989, .0982025], store["hidden"]);
        Close([.1743825, .169416], store["output"]);
        double[] increments = [.121326 - .11, .226989 - .21, .132135 - .12, .0982025 - .08, .1743825 - .14, .169416 - .15];
        Assert.Equal([.011, .017, .012, .018, .034, .019], increments.Select(value => Math.Round(value, 3)));

        new double[] { 2, 3 }.CopyTo(plan[input]);
        plan.Run(team);
        Close([.2557457808], plan[prediction], 5e-11);
        Close([.2769571714], plan[error], 5e-11);
    }

    private static void Close(double[] expected, ReadOnlySpan<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.InRange(actual[index], expected[index] - tolerance, expected[index] + tolerance);
        }
    }
}
