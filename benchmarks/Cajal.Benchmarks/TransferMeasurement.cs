using System.Globalization;

namespace Cajal.Benchmarks;

/// <summary>
/// What LeNet-5 gains on MNIST's digits 5 to 9, ten samples of each, from features that it learned on 0 to 4, against training from scratch: ten draws of samples
/// and weights, all test images of these digits.
/// </summary>
internal static class TransferMeasurement
{
    private const int Classes = 5, Samples = 10, Draws = 10;
    private const string Features = "max-pool2d2";

    /// <summary>Prints both accuracies of each draw and their means.</summary>
    /// <param name="folder">MNIST's four IDX files.</param>
    public static void Run(string folder)
    {
        var digits = IdxFolder.Read(folder);
        Dataset train = ImagePreparation.ToDataset(digits.Train, digits.Classes), test = Of(ImagePreparation.ToDataset(digits.Test, digits.Classes), Classes);
        Dataset known = Of(train, 0), others = Of(train, Classes);
        Model first = Net(known, seed: 0);
        first.Compile(new Adam(0.002), new CrossEntropy());
        first.Fit(known, new FitOptions { Epochs = 10, BatchSize = 64, Schedule = new CosineSchedule(), Augmentation = Augmentation.Digits });
        var body = first.UpTo(Features, name: "body");
        (double again, double alone) = (0, 0);
        for (int draw = 0; draw < Draws; draw++)
        {
            Dataset few = FewOfEach(others, draw);
            Model transferred = new Sequential
            {
                body, new Flatten(), new Dense(120, new HeInitializer()), new Relu(), new Dropout(0.3), new Dense(Classes), new Softmax(),
            }.Build(new Shape(few.InputShape), (ulong)draw + 1);
            transferred.Freeze("body");
            Model scratch = Net(few, (ulong)draw + 1);

            // Each at the best of the rates 0.001, 0.002, 0.003 and 0.005.
            (double one, double other) = (Learned(transferred, 0.005, few, test, draw), Learned(scratch, 0.003, few, test, draw));
            again += one / Draws;
            alone += other / Draws;
            Say($"draw {draw}: features of 0 to 4 {one:0.0000}, from scratch {other:0.0000}");
        }

        Say($"mean: features of 0 to 4 {again:0.0000}, from scratch {alone:0.0000}, gain {again - alone:0.0000}");
    }

    private static Model Net(Dataset rows, ulong seed) => KnownNets.ByName("lenet5").Create(new Shape(rows.InputShape), Classes).Build(seed, PixelScaler.Fit(rows));

    private static double Learned(Model model, double rate, Dataset few, Dataset test, int draw)
    {
        model.Compile(new Adam(rate), new CrossEntropy()).Fit(few, new FitOptions { Epochs = 100, BatchSize = 16, Schedule = new CosineSchedule(), Seed = (ulong)draw });
        return model.Evaluate(test).Report["accuracy"].Value!.Value;
    }

    /// <summary>The five digits from <paramref name="first"/> on, as classes of their own.</summary>
    private static Dataset Of(Dataset digits, int first)
    {
        int[] rows = [.. Enumerable.Range(0, digits.Count).Where(row => digits.Targets.ClassOf(row) - first is >= 0 and < Classes)];
        return digits.Select(rows).WithTargets(Targets.Classes(
            [.. rows.Select(row => digits.Targets.ClassOf(row) - first)], digits.Targets.ClassNames.Skip(first).Take(Classes)));
    }

    private static Dataset FewOfEach(Dataset digits, int draw)
    {
        int[] rows = [.. Enumerable.Range(0, digits.Count)];
        new Random(draw).Shuffle(rows);
        return digits.Select([.. rows.GroupBy(digits.Targets.ClassOf).SelectMany(digit => digit.Take(Samples))]);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
