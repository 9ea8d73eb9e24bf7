using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>Hidden layers are features, and features can be used again.</summary>
internal sealed class FeaturesLesson()
    : Lesson("features", "a net is logistic regression on features that it learns: looked at, refitted, and used again for other digits", "F8", "F9")
{
    private const int Hidden = 32;
    private const int Second = 16;
    private const double Penalty = 0.001;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        LearnedFeatures(page);
        page.Say("""
            Features are reusable: a net learns the digits 0 to 4; its hidden layers are kept as they are, and a new head learns 5 to 9 from ten samples of each.
            Digits in the middle of their picture need no such help, their pixels are good features. Digits in random places of a larger picture do:
            """);
        FeaturesReused.Teach(page);
    }

    private static void LearnedFeatures(LessonPage page)
    {
        Dataset digits = BuiltInData.Digits();
        digits = digits.WithInputs([.. digits.Inputs.ToArray().Select(grey => grey / 16)], digits.InputShape);
        Sequential net = new Sequential { new Flatten(), new Dense(Hidden), new Tanh(), new Dense(Second), new Tanh(), new Dense(10), new Softmax() }
            .Build([8, 8], seed: 1).Compile(new Adam(0.01), new CrossEntropy());
        net.Fit(digits, new FitOptions { Epochs = 30, Schedule = new CosineSchedule(), L2 = Penalty });

        page.Say("Hidden layers frozen, the head is softmax regression; solved to the minimum at the same penalty it is at least as good as the head that was trained:");
        Dataset features = digits.WithInputs(Body(net).Predict(digits.Inputs), [Second]);
        SoftmaxRegression head = SoftmaxRegression.Fit(features, new LinearModelOptions { Penalty = Penalty });
        float[] weights = net.Parameters.Single(parameter => parameter.Name == "dense3.weight").Values.ToArray();
        double trained = net.Evaluate(digits).Loss + (Penalty / 2 * weights.Sum(weight => (double)weight * weight));
        page.Show($"trained head  {Text(trained)}\nsolved head   {Text(head.Result.Objective)}");
        page.Check("F9", "loss and penalty of the solved head less that of the trained one", head.Result.Objective - trained, Bound.AtMost(0));
        page.Check("F9", "solved head: gradient norm", head.Result.GradientNorm, Bound.AtMost(1e-9));

        page.Say("The weights of two units of the first layer as pictures, and what excites each unit most, layer by layer:");
        var pictures = FirstLayerWeights.Of(net);
        string[][] shown = [.. pictures.Units.Take(2).Select(unit => Shading.Text([.. unit.Select(weight => (double)weight)], 8).Split('\n'))];
        page.Show(string.Join("\n", Enumerable.Range(0, 8).Select(line => $"{shown[0][line]}    {shown[1][line]}")));
        var responses = UnitResponses.Of(net, digits, top: 3);
        page.Show(string.Join("\n", responses.Layers.Select(layer => $"{layer.Name}\n" + string.Join("\n", layer.Units.Take(3).Select(unit =>
            $"  unit {unit.Unit}: digit {unit.Target!.Name} ({unit.Target.Correlation.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)}), most by the digits "
            + string.Join(" ", unit.Rows.Select(row => digits.Targets.ClassOf(row.Row))))))));
        page.Check("F9", "pictures of first-layer weights", pictures.Units.Count, Bound.Equal(Hidden));
        page.Check("F9", "units of which the most exciting inputs are told",
            responses.Layers.Sum(layer => layer.Units.Count(unit => unit.Rows.Count == 3)), Bound.Equal(Hidden + Second));
        page.Draw(pictures.ToSvg());
    }

    /// <summary>A model without its last dense layer and softmax.</summary>
    internal static Model Body(Model model) => model.UpTo(model.Layers[^3].Name!);

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
