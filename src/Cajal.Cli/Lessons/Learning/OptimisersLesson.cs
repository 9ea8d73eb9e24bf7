using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>Optimisers step for step, as curves, and by what they generalise to.</summary>
internal sealed class OptimisersLesson()
    : Lesson("optimisers", "momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW, NAdam: step for step, as curves, and what weight decay does to each", "O2", "O14")
{
    private const int Steps = 40;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say($"{Steps} steps of each against its published recurrence, written out beside the library's (largest difference):");
        double[] gradients = [.. Enumerable.Range(1, Steps).Select(step => Math.Sin(step) + 0.3)];
        foreach (PublishedRecurrence published in PublishedRecurrence.All)
        {
            double[] expected = published.Run(1, gradients);
            double[] actual = OptimizerSteps.Run(published.Optimizer, 1, (step, _) => gradients[step]);
            page.Check("O2", $"{published.Name}: largest difference", expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max(), Bound.AtMost(1e-12));
        }

        Curves(page);
        page.Say("Naive L2 adds λw to the gradient, and Adam divides it by √v like the rest: a weight with small slopes is pulled hard, one with large slopes hardly.");
        Decay(page);
        Generalisation(page);
    }

    private static void Curves(LessonPage page)
    {
        (Dataset training, _) = LessonModels.Digits().Split(0.8, seed: 1);
        Curve[] curves = [.. new (string Name, Optimizer Optimizer)[]
        {
            ("plain descent, 0.1", new Sgd(0.1)), ("momentum 0.9, 0.05", new Sgd(0.05, 0.9)), ("Nesterov 0.9, 0.05", new Sgd(0.05, 0.9, nesterov: true)),
            ("AdaGrad, 0.03", new AdaGrad(0.03)), ("RMSProp, 0.001", new RmsProp(0.001)), ("Adam, 0.003", new Adam(0.003)),
        }.Select(one =>
        {
            Sequential net = new Sequential { new Dense(32), new Relu(), new Dense(10), new Softmax() }
                .Build([64], seed: 1).Compile(one.Optimizer, new CrossEntropy());
            return new Curve(one.Name, [.. net.Fit(training, new FitOptions { Epochs = 20 }).Epochs.Select(epoch => epoch.Loss)]);
        })];
        page.Say("Training loss on digits over twenty epochs:");
        page.DrawCurves("training loss on digits", "1", "20 epochs", curves);
        page.Check("O2", "curves that end below half of their first epoch's loss", curves.Count(curve => curve.Values[^1] < curve.Values[0] / 2),
            Bound.Equal(curves.Length));
    }

    /// <summary>Slopes that change sign with every step, of size 1 and 0.1: what is left of a weight of 1 shows the pull of the decay.</summary>
    private static void Decay(LessonPage page)
    {
        const double Rate = 0.001;
        const double Lambda = 0.01;
        const int Long = 1000;
        double Left(ElementwiseOptimizer optimizer, double size, double l2) =>
            OptimizerSteps.Run(optimizer, 1, (step, weight) => (step % 2 == 0 ? size : -size) + (l2 * weight), Long)[^1];
        double naiveLarge = 1 - Left(new Adam(Rate), 1, Lambda);
        double naiveSmall = 1 - Left(new Adam(Rate), 0.1, Lambda);
        double decoupledLarge = 1 - Left(new AdamW(Rate, Lambda), 1, 0);
        double decoupledSmall = 1 - Left(new AdamW(Rate, Lambda), 0.1, 0);
        page.Show(string.Create(CultureInfo.InvariantCulture, $"""
            {"",22}slopes of ±1   slopes of ±0.1
            Adam, λw in the slope {naiveLarge,12:F5} {naiveSmall,14:F5}
            AdamW                 {decoupledLarge,12:F5} {decoupledSmall,14:F5}
            """));
        page.Check("O14", "naive L2 in Adam: pull on small slopes as a multiple of that on large ones, √v of both as 1 : 10", naiveSmall / naiveLarge,
            Bound.Between(5, 15));
        page.Check("O14", "AdamW: the same", decoupledSmall / decoupledLarge, Bound.Within(1, 0.2));
        double[] first = OptimizerSteps.Run(new Adam(Rate), 1, (_, weight) => 0.5 + (Lambda * weight), 1);
        page.Check("O14", "first step of Adam by hand, with and without λw: 1 - η either way", first[0], Bound.Within(1 - Rate, 1e-9));
    }

    private static void Generalisation(LessonPage page)
    {
        page.Say("300 digits to learn from; each method tunes three rates × two strengths of decay on other rows, then ten seeds, judged on rows that none has seen:");
        List<string> lines = [];
        foreach (TunedMethod method in TunedMethod.All)
        {
            (string setting, double[] right) = method.Run();
            double mean = right.Average();
            double deviation = Math.Sqrt(right.Sum(value => (value - mean) * (value - mean)) / (right.Length - 1));
            lines.Add($"{method.Name,-28} {mean.ToString("0.0000", CultureInfo.InvariantCulture)} ± {deviation.ToString("0.0000", CultureInfo.InvariantCulture)}   {setting}");
            page.Check("O14", $"{method.Name}: seeds", right.Length, Bound.Equal(10));
            page.Check("O14", $"{method.Name}: share right, mean (as it is)", mean, Bound.Between(0.8, 1));
        }

        page.Show(string.Join("\n", lines));
    }
}
