namespace Cajal.Cli.Lessons.Graphs;

/// <summary>The blame of each unit, and the derivation for softmax.</summary>
internal sealed class BlameLesson()
    : Lesson("blame", "how the error on one sample is divided among the units, and the derivation for softmax with numbers", "G11")
{
    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        Sequential net = new Sequential { new Dense(3), new Sigmoid(), new Dense(3), new Softmax() }.Build([2], seed: 4).Compile(new Sgd(), new CrossEntropy());
        Dataset sample = new([1, -0.5f], [2], Targets.Classes([2], ["0", "1", "2"]));
        var blame = Blame.Of(net, sample);
        var derivation = SoftmaxDerivation.Of(net, sample);
        page.Say("Blame of each unit on one sample, θ·δ·f′ for each unit that it feeds:");
        page.Show(blame);
        page.Say("The same derived step by step from the softmax and l = -ln f_y:");
        page.Show(derivation);
        page.Draw(blame.ToSvg());

        BlamedUnit[] hidden = [.. blame.Units.Where(unit => unit.Layer == 0)];
        page.Check("G11", "δ against the sum of its shares, largest difference",
            hidden.Max(unit => Math.Abs(unit.Delta - unit.Shares.Sum(share => share.Weight * share.Delta * share.Slope))), Bound.AtMost(1e-12));
        page.Check("G11", "shares listed", hidden.Sum(unit => unit.Shares.Count), Bound.Equal(9));
        Dictionary<string, IReadOnlyList<double>> steps = derivation.Steps.ToDictionary(step => step.Name, step => step.Values);
        IReadOnlyList<double> f = steps["f"];
        // −1{y=i}/f_y through the softmax's Jacobian fᵢ(δᵢⱼ − fⱼ) is f − e(y).
        page.Check("G11", "-1/f_y through the Jacobian of softmax against f - e(y), largest difference",
            Enumerable.Range(0, 3).Max(j => Math.Abs(steps["∇z dense2"][j] - Enumerable.Range(0, 3).Sum(i => steps["∂l/∂f"][i] * f[i] * ((i == j ? 1 : 0) - f[j])))),
            Bound.AtMost(1e-12));
        page.Check("G11", "f - e(y) at the class, 1 added, against f_y", Math.Abs(steps["∇z dense2"][2] + 1 - f[2]), Bound.AtMost(1e-15));
        GraphTrace trace = net.Trace(sample);
        foreach (string layer in new[] { "dense1", "dense2" })
        {
            double[] graph = [.. trace.Nodes.Single(node => node.Name == $"{layer}.bias").Gradient];
            page.Check("G11", $"∇b {layer} against the graph's, largest difference", graph.Zip(steps[$"∇b {layer}"], (a, b) => Math.Abs(a - b)).Max(),
                Bound.AtMost(1e-12));
        }
    }
}
