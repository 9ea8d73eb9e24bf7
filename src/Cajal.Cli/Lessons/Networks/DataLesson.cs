using System.Buffers.Binary;
using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Networks;

/// <summary>The lectures' data.</summary>
internal sealed class DataLesson()
    : Lesson("data", "the lectures' data, drawn from a seed: truth tables, cats and dogs, cat or not, four animals, polygons; digits from MNIST's files", "F11")
{
    private static readonly string[] Lectures = ["and", "or", "nand", "xor", "cats-dogs", "cat-or-not", "animals", "polygons", "discs", "digits"];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Show(string.Join("\n", BuiltInData.All.Select(set => $"{set.Name,-11} {set.Description}")));
        page.Check("F11", "sets of the lectures that are not listed", Lectures.Except(BuiltInData.Names).Count(), Bound.Equal(0));
        string[] generated = [.. BuiltInData.All.Where(set => set.IsGenerated).Select(set => set.Name)];
        page.Check("F11", "generated sets of which the same seed gives other bytes",
            generated.Count(name => !Bytes(name, 7).SequenceEqual(Bytes(name, 7))), Bound.Equal(0));
        page.Check("F11", "generated sets of which another seed gives the same bytes",
            generated.Count(name => Bytes(name, 7).SequenceEqual(Bytes(name, 8))), Bound.Equal(0));
        CatOrNot(page);
        OneHot(page);
        Pixels(page);
    }

    private static byte[] Bytes(string name, ulong seed)
    {
        using var memory = new MemoryStream();
        using Stream stream = BuiltInData.Open(name, rows: 50, seed);
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    /// <summary>Cats lie between ferrets and dogs: one border cannot part them, a hidden layer can.</summary>
    private static void CatOrNot(LessonPage page)
    {
        Dataset animals = BuiltInData.Load("cat-or-not");
        animals = Scaler.Fit("standard", animals).Apply(animals);
        LogisticRegression linear = LogisticRegression.Fit(animals);
        double byLine = linear.Predict(animals).Index().Average(row => (row.Item > 0.5f ? 1 : 0) == animals.Targets.ClassOf(row.Index) ? 1.0 : 0);
        var net = new Sequential { new Dense(16), new Tanh(), new Dense(2), new Softmax() };
        net.Compile(new Adam(0.02), new CrossEntropy(), new Accuracy());
        net.Fit(animals, new FitOptions { Epochs = 100 });
        double byNet = net.AccuracyOn(animals);
        page.Say($"Cat or not, by weight and length: a straight border is right for {byLine.ToString("P0", CultureInfo.InvariantCulture)}, two layers for {byNet.ToString("P0", CultureInfo.InvariantCulture)}.");
        (PlanePoint low, PlanePoint high) = (new(-2.5, -2.5), new(2.5, 2.5));
        page.Show(DecisionPicture.Draw(net, low, high, 40, 18));
        page.Check("F11", "cat or not by a line: share right", byLine, Bound.AtMost(0.8));
        page.Check("F11", "cat or not by two layers: share right", byNet, Bound.AtLeast(0.97));
        page.Draw(RegionPicture.Draw("Cat or not, by weight and length", [new("two layers", net, animals)], 1, low, high));
    }

    private static void OneHot(LessonPage page)
    {
        var graph = new Graph();
        Node labels = graph.Input("y", [4, 1], Kind.Integer);
        double[] vectors = labels.OneHot(4).Evaluate(new() { [labels] = [0, 1, 2, 3] });
        Targets animals = BuiltInData.Load("animals").Targets;
        page.Show(string.Join("\n", vectors.Chunk(4).Zip(animals.ClassNames, (vector, name) => $"{name,-5} ({string.Join(", ", vector)})")));
        page.Holds("F11", "cat, dog, fox, bird are the four unit vectors", animals.ClassNames.SequenceEqual(["cat", "dog", "fox", "bird"])
            && vectors.Index().All(element => element.Item == (element.Index / 4 == element.Index % 4 ? 1 : 0)));
    }

    /// <summary>MNIST's format: a number for the type, the sizes, then the pixels.</summary>
    private static void Pixels(LessonPage page)
    {
        byte[] file = new byte[16 + (2 * 28 * 28)];
        foreach ((int index, int number) in new[] { 0x00000803, 2, 28, 28 }.Index())
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * index), number);
        }

        file[^1] = 200;
        var images = IdxFile.Read(file, "two images");
        page.Say($"A file of MNIST's format is read: {string.Join(" × ", images.Shape)} pixels.");
        page.Check("F11", "inputs of an image from a file of MNIST's format", images.Shape[1] * images.Shape[2], Bound.Equal(784));
        page.Check("F11", "the last pixel as read", images.Bytes[^1], Bound.Equal(200));
    }
}
