using System.Globalization;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>Hidden layers learned on the digits 0 to 4, frozen, with a new head for 5 to 9.</summary>
internal static class FeaturesReused
{
    private const int Samples = 10;
    private const int Draws = 10;
    private const int Hidden = 128;
    private const double Penalty = 1e-4;
    private const int Grid = 8;

    /// <summary>Compares the reused features with training from scratch, for digits in the middle and in random places, of dense and of convolutional nets.</summary>
    public static void Teach(LessonPage page)
    {
        List<string> lines = [];
        foreach ((string name, int side, int copies, Func<Sequential> net) in new[]
            { ("in the middle", Grid, 1, Dense), ("in random places", 12, 10, Dense), ("in random places, convolutions", 14, 20, (Func<Sequential>)Convolutional) })
        {
            (double again, double scratch, int better) = Compare(side, copies, net);
            lines.Add($"{name,-30} features of 0 to 4, new head {Text(again)}   all from scratch {Text(scratch)}   better in {better} of {Draws} draws");
            if (side > Grid)
            {
                page.Check("F8", $"digits 5 to 9 {name}: what the features of 0 to 4 gain over training from scratch", again - scratch,
                    Bound.AtLeast(0.05));
                page.Check("F8", $"{name}: draws of ten samples a class in which the features of 0 to 4 are better", better, Bound.AtLeast(Draws - 1));
            }
        }

        page.Show(string.Join("\n", lines));
    }

    private static (double Again, double Scratch, int Better) Compare(int side, int copies, Func<Sequential> net)
    {
        Sequential known = Ready(net(), side, seed: 1);
        known.Fit(PlacedDigits.Of(0, 5, side, copies, seed: 1), new FitOptions { Epochs = 15, BatchSize = 64, Schedule = new CosineSchedule(), L2 = Penalty });
        Model body = FeaturesLesson.Body(known);
        (double again, double scratch, int better) = (0, 0, 0);
        for (int draw = 0; draw < Draws; draw++)
        {
            Dataset digits = PlacedDigits.Of(5, 5, side, copies: 1, seed: 50 + draw);
            int[] few = FewOfEach(digits, draw);
            Dataset others = digits.Select([.. Enumerable.Range(0, digits.Count).Except(few)]);
            Dataset Features(Dataset data) => data.WithInputs(body.Predict(data.Inputs), [Hidden]);
            Sequential head = new Sequential { new Dense(5), new Softmax() }.Compile(new Adam(0.01), new CrossEntropy());
            Train(head, Features(digits.Select(few)), draw);
            Sequential alone = Ready(net(), side, (ulong)draw + 2);
            Train(alone, digits.Select(few), draw);
            (double withFeatures, double withoutAny) = (head.AccuracyOn(Features(others)), alone.AccuracyOn(others));
            again += withFeatures / Draws;
            scratch += withoutAny / Draws;
            better += withFeatures > withoutAny ? 1 : 0;
        }

        return (again, scratch, better);
    }

    private static Sequential Dense() => new()
    {
        new Flatten(), new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(5), new Softmax(),
    };

    private static Sequential Convolutional() => new()
    {
        new Conv2D(8, 3, padding: 1, weightInitializer: new HeInitializer()), new Relu(), new MaxPool2D(),
        new Conv2D(16, 3, padding: 1, weightInitializer: new HeInitializer()), new Relu(), new MaxPool2D(),
        new Flatten(), new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(5), new Softmax(),
    };

    private static Sequential Ready(Sequential net, int side, ulong seed) => net.Build([side, side], seed).Compile(new Adam(0.002), new CrossEntropy());

    private static void Train(Model model, Dataset training, int seed) =>
        model.Fit(training, new FitOptions { Epochs = 100, Schedule = new CosineSchedule(), L2 = Penalty, Seed = (ulong)seed });

    private static int[] FewOfEach(Dataset data, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        new Random(seed).Shuffle(rows);
        return [.. rows.GroupBy(data.Targets.ClassOf).SelectMany(group => group.Take(Samples))];
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
