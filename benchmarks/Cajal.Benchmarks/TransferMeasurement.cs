using System.Globalization;

namespace Cajal.Benchmarks;

/// <summary>
/// What LeNet-5 gains on MNIST's digits 5 to 9, ten samples of each, from features that it learned on 0 to 4, against training from scratch: ten draws of samples
/// and weights, all test images of these digits, each way at the rate that is best for it.
/// </summary>
internal static class TransferMeasurement
{
    private const int Classes = 5, Samples = 10, Draws = 10;
    private const string Features = "max-pool2d2";
    private static readonly double[] Rates = [0.001, 0.002, 0.003, 0.005, 0.01];

    /// <summary>Prints the mean accuracies of both at each rate, and the gain.</summary>
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
        foreach (double rate in Rates)
        {
            Dataset[] draws = [.. Enumerable.Range(0, Draws).Select(draw => FewOfEach(others, draw))];
            double ofFeatures = draws.Index().Average(few => Learned(WithHead(body, few.Item, (ulong)few.Index + 1), rate, few.Item, test, few.Index));
            double fromScratch = draws.Index().Average(few => Learned(Net(few.Item, (ulong)few.Index + 1), rate, few.Item, test, few.Index));
            Say($"rate {rate}: mean of {Draws} draws, features of 0 to 4 {ofFeatures:0.0000}, from scratch {fromScratch:0.0000}");
            (again, alone) = (Math.Max(again, ofFeatures), Math.Max(alone, fromScratch));
        }

        Say($"each at its best rate: features of 0 to 4 {again:0.0000}, from scratch {alone:0.0000}, gain {again - alone:0.0000}");
    }

    private static Model WithHead(Model body, Dataset few, ulong seed)
    {
        Model model = new Sequential { body, new Flatten(), new Dense(120, new HeInitializer()), new Relu(), new Dropout(0.3), new Dense(Classes), new Softmax() }
            .Build(new Shape(few.InputShape), seed);
        model.Freeze("body");
        return model;
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
