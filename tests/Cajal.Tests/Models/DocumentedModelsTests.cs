using Cajal.Tests.Structure;

namespace Cajal.Tests.Models;

/// <summary>The examples of docs/models.md print what stands below them.</summary>
public sealed class DocumentedModelsTests
{
    private readonly DocumentedPage page = new();

    [Fact]
    public void Examples_print_what_the_page_says() => page.Check("models.md", [Branches, Shared, Several, Parts, Transfer]);

    private void Branches()
    {
        var x = new Input(8);
        ModelValue hidden = x.Then(new Dense(16), new Relu());
        ModelValue sum = new Add().After(hidden, hidden.Then(new Dense(16), new Relu()));
        Model model = new Model([x], [sum.Then(new Dense(3), new Softmax())]).Build();
        page.Print(model.Summary());
    }

    private void Shared()
    {
        var shared = new Dense(4) { Name = "shared" };
        var twice = new Sequential { shared, new Tanh(), shared }.Build([4]);
        page.Print(twice.Summary());
    }

    private void Several()
    {
        (Input left, Input right) = (new Input(2) { Name = "left" }, new Input(1) { Name = "right" });
        ModelValue both = new Concatenate().After(left, right).Then(new Dense(16), new Tanh());
        var two = new Model([left, right], [both.Then(new Dense(2), new Softmax { Name = "sign" }), both.Then(new Dense(1) { Name = "sum" })]);
        two.Compile(new Adam(0.01), new OutputLoss("sign", new CrossEntropy()), new OutputLoss("sum", new MeanSquaredError(), Weight: 0.5));
        float[] a = [1, 2, -3, 1, 0, -1, 2, 2], b = [1, -1, 2, -5];
        Dataset data = new Dataset(a, [2], Targets.Classes([1, 0, 0, 0], ["negative", "positive"]))
            .WithInput("right", new Dataset(b, [1], Targets.Values(b))).WithTarget("sum", Targets.Values([4, -3, 1, -1]));
        two.Fit(data, new FitOptions { Epochs = 200, BatchSize = 4 });
        Evaluation evaluation = two.Evaluate(data);
        page.Print(evaluation.Report["accuracy"].Value);
        page.Print(evaluation.Further["sum"].Report["r2"].Value > 0.99);
        page.Print(string.Join(" ", two.PredictAll(a, b).Select(output => output.Length)));
    }

    private void Parts()
    {
        var encoder = new Sequential("encoder") { new Dense(4), new Tanh() };
        (Input first, Input second) = (new Input(3), new Input(3));
        Model distance = new Model([first, second], [new Multiply().After(encoder.After(first), encoder.After(second))]).Build();
        page.Print(string.Join(", ", distance.Parameters));
    }

    private void Transfer()
    {
        Sequential known = new Sequential { new Dense(8), new Tanh(), new Dense(3), new Softmax() }.Build([4]);
        Model body = known.UpTo("tanh1", name: "body");
        Sequential transferred = new Sequential { body, new Dense(2), new Softmax() }.Build([4]).Compile(new Adam(0.01), new CrossEntropy());
        transferred.Freeze("body");
        Dataset task = new Dataset([1, 2, 3, 4, 4, 3, 2, 1], [4], Targets.Classes([0, 1], ["up", "down"]));
        transferred.Fit(task, new FitOptions { Epochs = 5 });
        page.Print(transferred.Parameters[0].Values.SequenceEqual(known.Parameters[0].Values));
        transferred.Unfreeze("body");
        transferred.Fit(task, new FitOptions { Epochs = 5, RateFactors = new Dictionary<string, double> { ["body"] = 0.1 } });
        page.Print(transferred.Parameters[0].Values.SequenceEqual(known.Parameters[0].Values));
    }
}
