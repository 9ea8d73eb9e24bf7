namespace Cajal.Tests.Derivatives;

/// <summary>G8: the activations stored on the way forward are what the way back uses; what is not needed is not stored.</summary>
public sealed class BackwardTapeTests
{
    private readonly Graph graph = new();
    private readonly NodeValues values = new();
    private readonly Node[] weights;
    private readonly Node loss;

    /// <summary>The lecture's net: h₁ = σ(x W₁), h₂ = σ(h₁ W₂), h₃ = σ(h₂ W₃), ŷ = h₃ w₄.</summary>
    public BackwardTapeTests()
    {
        var random = new Random(5);
        int[] sizes = [4, 5, 6, 3, 1];
        Node x = graph.Input("x", [2, 4]);
        Node y = graph.Input("y", [2, 1]);
        weights = [.. Enumerable.Range(0, 4).Select(layer => graph.Parameter($"W{layer + 1}", [sizes[layer], sizes[layer + 1]]))];
        foreach (Node given in new[] { x, y }.Concat(weights))
        {
            values[given] = GradientCheck.Numbers(random, given.Shape.Count, -1, 1);
        }

        Node h = x;
        for (int layer = 0; layer < 3; layer++)
        {
            h = h.MatMul(weights[layer]).Sigmoid().Named($"h{layer + 1}");
        }

        loss = 0.5 * (h.MatMul(weights[3]).Named("prediction") - y).Named("error").Square().Sum();
    }

    [Fact]
    public void The_hidden_activations_are_listed_and_the_bytes_printed_are_those_allocated()
    {
        BackwardTape tape = BackwardTape.Record(loss, weights, values);

        Assert.Equal(["h1", "h2", "h3", "error"], tape.Stored.Select(value => value.Name));
        Assert.Equal([2 * 5 * 8, 2 * 6 * 8, 2 * 3 * 8, 2 * 8], tape.Stored.Select(value => value.Bytes));
        Assert.Equal(240, tape.Bytes);
        Assert.EndsWith("240 bytes", tape.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_back_from_the_stored_values_gives_the_gradients_bit_for_bit()
    {
        BackwardTape tape = BackwardTape.Record(loss, weights, values);
        IReadOnlyList<Node> expected = loss.Gradients(weights);

        foreach ((Node gradient, double[] actual) in expected.Zip(tape.Gradients()))
        {
            Assert.Equal(gradient.Evaluate(values), actual);
        }

        Assert.Equal(loss.Evaluate(values)[0], tape.Loss);
    }

    [Fact]
    public void What_serves_only_frozen_layers_is_not_stored_and_a_prediction_stores_nothing()
    {
        Assert.Equal(["h3", "error"], BackwardTape.Record(loss, [weights[3]], values).Stored.Select(value => value.Name));
        Assert.Equal(["h2", "h3", "error"], BackwardTape.Record(loss, [weights[2], weights[3]], values).Stored.Select(value => value.Name));
        BackwardTape none = BackwardTape.Record(loss, [], values);
        Assert.Empty(none.Stored);
        Assert.Equal(0, none.Bytes);
        Assert.Empty(none.Gradients());
    }

    [Fact]
    public void A_model_trained_on_its_last_layer_only_stores_less()
    {
        Sequential model = new Sequential { new Dense(5), new Tanh(), new Dense(4), new Relu(), new Dense(3), new Softmax() }.Build([4]).Compile(new Sgd(), new CrossEntropy());
        Dataset data = Training.FitTests.Blobs(6);

        BackwardTape all = model.RecordForward(data);
        BackwardTape last = model.RecordForward(data, trained: ["dense3.weight", "dense3.bias"]);

        // tanh and relu derive from their outputs; the cross entropy from its logits.
        Assert.Equal(["tanh1", "relu1", "dense3"], all.Stored.Select(value => value.Name));
        Assert.Equal(["relu1", "dense3"], last.Stored.Select(value => value.Name));
        Assert.Equal(6 * (5 + 4 + 3) * 8, all.Bytes);
        Assert.StartsWith("Sequential: there is no parameter 'dense4.bias'.", Assert.Throws<ArgumentException>(() => model.RecordForward(data, ["dense4.bias"])).Message, StringComparison.Ordinal);
    }
}
