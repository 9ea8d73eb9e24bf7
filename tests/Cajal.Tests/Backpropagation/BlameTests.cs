using System.Xml.Linq;
using Cajal.Tests.Training;

namespace Cajal.Tests.Backpropagation;

/// <summary>G11: the blame of each unit, divided by the strength of the connections; the derivation for softmax and log likelihood on one sample.</summary>
public sealed class BlameTests
{
    public static TheoryData<string, bool> Nets
    {
        get
        {
            var table = new TheoryData<string, bool>();
            foreach (string activation in new[] { "sigmoid", "tanh", "relu", "selu", "identity" })
            {
                table.Add(activation, true);
                table.Add(activation, false);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void The_shares_of_a_unit_sum_to_its_delta(string activation, bool classes)
    {
        (Sequential model, Dataset data) = Net(activation, classes);

        Blame blame = Blame.Of(model, data, row: 2);

        Assert.Equal(7 + 5 + 3, blame.Units.Count);
        Assert.All(blame.Units.Where(unit => unit.Layer < 2), unit =>
        {
            Assert.Equal(unit.Layer == 0 ? 5 : 3, unit.Shares.Count);
            Assert.Equal(unit.Delta, unit.Shares.Sum(share => share.Weight * share.Delta * share.Slope), 1e-12);
        });
        Assert.All(blame.Units.Where(unit => unit.Layer == 2), unit => Assert.Empty(unit.Shares));
        Span<float> weight = model.Parameters.Single(parameter => parameter.Name == "dense2.weight").Values;
        Assert.Equal(weight[(6 * 5) + 4], blame.Units[6].Shares[4].Weight);
    }

    /// <summary>The worked example: linear units, δ of the prediction −0.809, so δ₁ = 0.14·(−0.809), δ₂ = 0.15·(−0.809).</summary>
    [Fact]
    public void The_worked_example_has_the_blame_that_the_lecture_computes()
    {
        Sequential model = new Sequential { new Dense(2, hasBias: false), new Dense(1, hasBias: false) }.Build([2]).Compile(new Sgd(), new HalfSquaredError());
        model.Unroll().Assign([.11f, .12f, .21f, .08f, .14f, .15f]);

        Blame blame = Blame.Of(model, new Dataset([2, 3], [2], Targets.Values([1])));

        Assert.Equal([.14 * -.809, .15 * -.809, -.809], blame.Units.Select(unit => unit.Delta), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Contains("δ dense1[0] = -0.1133: 0.14·(-0.809)·1 = (-0.1133)", blame.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_drawn_with_a_line_for_each_share()
    {
        (Sequential model, Dataset data) = Net("sigmoid", classes: true);

        XElement svg = XDocument.Parse(Blame.Of(model, data).ToSvg()).Root!;

        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Equal(15, texts.Count(text => text.StartsWith("δ = ", StringComparison.Ordinal)));
        Assert.Equal((7 * 5) + (5 * 3), svg.Descendants().Count(element => element.Attribute("style")?.Value.StartsWith("stroke-width", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void The_derivation_has_the_gradients_of_the_graph_at_each_step()
    {
        Dataset data = FitTests.Blobs(6);
        Sequential model = new Sequential { new Dense(5), new Sigmoid(), new Dense(3), new Softmax() }.Build([4], 1).Compile(new Sgd(), new CrossEntropy());

        SoftmaxDerivation derivation = SoftmaxDerivation.Of(model, data, row: 4);

        Dictionary<string, IReadOnlyList<double>> steps = derivation.Steps.ToDictionary(step => step.Name, step => step.Values);
        GraphTrace trace = model.Trace(data.Select([4]));
        foreach (string layer in new[] { "dense1", "dense2" })
        {
            int units = layer == "dense1" ? 5 : 3;
            double[] weight = [.. trace.Nodes.Single(node => node.Name == $"{layer}.weight").Gradient];
            int inputs = weight.Length / units;
            Near.Equal([.. Enumerable.Range(0, weight.Length).Select(i => weight[(i % inputs * units) + (i / inputs)])], [.. steps[$"∇W {layer}"]], 1e-12);
            Near.Equal([.. trace.Nodes.Single(node => node.Name == $"{layer}.bias").Gradient], [.. steps[$"∇b {layer}"]], 1e-12);
        }

        // f − e(y) is the softmax's Jacobian applied to −1{y=i}/f_y.
        double[] f = [.. steps["f"]];
        double[] chained = [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 3).Sum(i => steps["∂l/∂f"][i] * f[i] * ((i == j ? 1 : 0) - f[j])))];
        Near.Equal(chained, [.. steps["∇z dense2"]], 1e-12);
        Assert.Equal(["f", "∂l/∂f", "∇z dense2", "∇W dense2", "∇b dense2", "∇h below dense2", "∇z dense1", "∇W dense1", "∇b dense1", "∇h below dense1"], derivation.Steps.Select(step => step.Name));
        Assert.Contains("∇z dense2 = f - e(y) [3]", derivation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_another_kind_are_refused()
    {
        Dataset data = FitTests.Blobs(6);
        Sequential mixing = new Sequential { new Dense(5), new Softmax(), new Dense(3), new Softmax() }.Build([4]).Compile(new Sgd(), new CrossEntropy());
        Assert.StartsWith("Blame: what stands between two dense layers mixes units", Assert.Throws<ArgumentException>(() => Blame.Of(mixing, data)).Message, StringComparison.Ordinal);
        Sequential none = new Sequential { new FeatureScale(), new Softmax() }.Build([3]).Compile(new Sgd(), new CrossEntropy());
        Assert.StartsWith("Blame: the model has no dense layer", Assert.Throws<ArgumentException>(() => Blame.Of(none, new Dataset([1, 2, 3], [3], Targets.Classes([0], ["a", "b", "c"])))).Message, StringComparison.Ordinal);
        (Sequential regression, Dataset values) = Net("tanh", classes: false);
        Assert.StartsWith("Derivation: expected a net that ends in a dense layer and a softmax", Assert.Throws<ArgumentException>(() => SoftmaxDerivation.Of(regression, values)).Message, StringComparison.Ordinal);
    }

    private static (Sequential Model, Dataset Data) Net(string activation, bool classes)
    {
        var model = new Sequential { new Dense(7), Activation.ByName(activation), new Dense(5), Activation.ByName(activation), new Dense(3) };
        if (classes)
        {
            model.Add(new Softmax());
        }

        Dataset data = FitTests.Blobs(6);
        if (!classes)
        {
            data = data.WithTargets(Targets.Values([.. Enumerable.Range(0, 18).Select(i => i / 9f)], ["a", "b", "c"]));
        }

        return (model.Build([4], 9).Compile(new Sgd(), classes ? new CrossEntropy() : new HalfSquaredError()), data);
    }
}
