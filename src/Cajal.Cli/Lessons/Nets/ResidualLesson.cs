using System.Globalization;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Nets;

/// <summary>A hundred layers, plain and with connections around them.</summary>
internal sealed class ResidualLesson()
    : Lesson("residual", "how deep is deep? residual nets counted; a hundred layers with connections around them learn, plain ones do not", "F10")
{
    private const int Blocks = 49;
    private const int Width = 32;
    private const int Epochs = 20;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Residual nets of more than a hundred layers; those of CIFAR with new channels of zeros (option A) or with convolutions of 1 x 1 (option B) around a block:");
        foreach ((string name, long parameters) in new[]
            { ("resnet101", 44_549_160L), ("resnet152", 60_192_808), ("resnet110", 1_727_962), ("resnet110-projection", 1_730_714) })
        {
            IReadOnlyList<LayerCost> layers = LayerCost.Of(KnownNets.ByName(name).Create());
            page.Check("F10", $"{name}: parameters", layers.Sum(layer => layer.Parameters), Bound.Equal(parameters));
        }

        (Dataset training, Dataset test) = LessonModels.Digits().Split(0.8, seed: 1);
        page.Say($"A hundred dense layers of {Width} rectified units for the digits: one, {Blocks} blocks of two, and one for the classes. Gradient of the loss by what a layer sums up, at the "
            + "first weights, where a sum of the way around enters:");
        Model plain = Net(isResidual: false), residual = Net(isResidual: true);
        double[][] norms = [Norms(plain, training), Norms(residual, training)];
        var table = new TextTable(">block", ">plain", ">residual");
        foreach (int block in new[] { 1, 10, 20, 30, 40, Blocks })
        {
            table.Add($"{block}", Short(norms[0][block - 1]), Short(norms[1][block - 1]));
        }

        page.Show(string.Join("\n", table.Lines()));
        page.DrawCurves("gradient of the loss by a block's sum", "block 1", $"{Blocks}", [new("plain", norms[0]), new("residual", norms[1])]);
        page.Check("F10", "layers of weights", plain.Layers.OfType<Dense>().Count(), Bound.Equal(100));
        page.Check("F10", "residual: gradient at the first block, times that at the last", norms[1][0] / norms[1][^1], Bound.Between(0.1, 10));
        page.Check("F10", "plain: gradient at the first block, times that at the last", norms[0][0] / norms[0][^1], Bound.AtMost(0.1));
        page.Say($"Trained alike, {Epochs} epochs with Adam:");
        (double without, double with) = (Learn(plain, training, test), Learn(residual, training, test));
        page.Show($"plain      {Text(without)} right\nresidual   {Text(with)} right");
        page.Check("F10", "a hundred plain layers on digits, share right", without, Bound.AtMost(0.5));
        page.Check("F10", "a hundred residual layers on digits, share right", with, Bound.AtLeast(0.95));
    }

    /// <summary>A residual block begins by adding nothing: the weights of its second layer begin at 0.</summary>
    private static Model Net(bool isResidual)
    {
        var x = new Input(64);
        ModelValue value = x.Then(new Dense(Width, new HeInitializer()));
        for (int block = 1; block <= Blocks; block++)
        {
            Initializer last = isResidual ? new ZerosInitializer() : new HeInitializer();
            ModelValue inner = value.Then(new Relu(), new Dense(Width, new HeInitializer()), new Relu(), new Dense(Width, last) { Name = $"block{block}" });
            value = isResidual ? new Add().After(value, inner) : inner;
        }

        return new Model([x], [value.Then(new Relu(), new Dense(10), new Softmax())]).Build(seed: 1).Compile(new Adam(0.001), new CrossEntropy());
    }

    private static double[] Norms(Model net, Dataset training)
    {
        Diagnosis diagnosis = net.Diagnose(training);
        return [.. Enumerable.Range(1, Blocks).Select(block => diagnosis.Layers.Single(layer => layer.Name == $"block{block}").GradientNorm)];
    }

    private static double Learn(Model model, Dataset training, Dataset test)
    {
        model.Fit(training, new FitOptions { Epochs = Epochs, Schedule = new CosineSchedule(), L2 = 1e-3 });
        return model.AccuracyOn(test);
    }

    private static string Short(double norm) => norm.ToString("0.0e+00", CultureInfo.InvariantCulture);

    private static string Text(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
