using System.Text.Json.Nodes;

namespace Cajal.Tests.Losses;

public sealed class LossMessageTests
{
    private readonly Graph graph = new();

    [Fact]
    public void Nothing_is_repeated_silently()
    {
        Node output = graph.Input("output", [4, 3]);
        Node column = graph.Input("target", [4, 1]);
        Assert.All(Loss.Names.Where(name => name != "cross-entropy"), name => Assert.StartsWith(
            $"{Loss.ByName(name).GetType().Name}: the output has shape [4, 3], the target [4, 1]; expected one shape [batch, …]. "
            + "Give the last layer as many outputs as the target has columns.", Error(() => Loss.ByName(name).PerRow(output, column)), StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new MeanSquaredError().PerRow(graph.Input("output", [4]), graph.Input("target", [4])));
    }

    [Fact]
    public void Cross_entropy_wants_class_indices() =>
        Assert.StartsWith("CrossEntropy: the output has shape [4, 3], the target [4, 3] of kind Real; expected [batch, classes] and class indices [batch, 1] "
            + "of kind Integer. For targets that are numbers use MeanSquaredError.",
            Error(() => new CrossEntropy().PerRow(graph.Input("output", [4, 3]), graph.Input("target", [4, 3]))), StringComparison.Ordinal);

    [Fact]
    public void A_last_layer_that_does_not_fit_is_refused()
    {
        Node z = graph.Input("z", [4, 3]);
        Assert.StartsWith("CrossEntropy: the model ends with Sigmoid, expected Softmax or logits. End it with Softmax, or use BinaryCrossEntropy.",
            Error(() => new CrossEntropy().PerRow(z.Sigmoid(), graph.Input("y", [4, 1], Kind.Integer))), StringComparison.Ordinal);
        Assert.StartsWith("BinaryCrossEntropy: the model ends with Softmax, expected Sigmoid or logits. End it with Sigmoid, or use CrossEntropy.",
            Error(() => new BinaryCrossEntropy().PerRow(z.Softmax(), graph.Input("y", [4, 3]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_must_be_one_a_row() =>
        Assert.StartsWith("Loss: the weights have shape [4], the losses [4, 1]; expected equal shapes. Give one weight a row.",
            Error(() => Loss.Reduce(graph.Input("l", [4, 1]), graph.Input("w", [4]))), StringComparison.Ordinal);

    [Fact]
    public void Wrong_settings_name_loss_number_and_range()
    {
        Assert.Equal("CrossEntropy: labelSmoothing is 1, expected a number in [0, 1). (Parameter 'labelSmoothing')",
            Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropy(1)).Message);
        Assert.Equal("BinaryCrossEntropy: positiveWeight is 0, expected a finite number above 0. (Parameter 'positiveWeight')",
            Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossEntropy(0)).Message);
        Assert.Equal("Huber: delta is -1, expected a finite number above 0. (Parameter 'delta')", Assert.Throws<ArgumentOutOfRangeException>(() => new Huber(-1)).Message);
    }

    [Fact]
    public void An_unknown_name_suggests_the_nearest() => Assert.Equal(
        "Loss 'crossentropy' is not known. Did you mean 'cross-entropy'? Known: cross-entropy, binary-cross-entropy, mean-squared-error, half-squared-error, mean-absolute-error, huber.",
        Assert.Throws<ConfigurationException>(() => Loss.ByName("crossentropy")).Message);

    [Fact]
    public void A_damaged_file_is_described() => Assert.StartsWith("Loss 'binary-cross-entropy': \"outputs\" is 'max', expected 'mean' or 'sum'. The model file is damaged",
        Assert.Throws<ModelFileException>(() => Loss.FromJson(JsonNode.Parse("""{"kind":"binary-cross-entropy","positiveWeight":1,"outputs":"max"}""")!.AsObject())).Message, StringComparison.Ordinal);

    private static string Error(Func<object> action) => Assert.Throws<ArgumentException>(action).Message;
}
