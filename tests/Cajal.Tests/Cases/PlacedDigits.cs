namespace Cajal.Tests;

/// <summary>The built-in digits in random places of a larger picture, so that what they have in common with each other has to be learned.</summary>
internal static class PlacedDigits
{
    private const int Side = 12;
    private const int Grid = 8;
    private const int Copies = 4;

    /// <summary>All digits, each in some places.</summary>
    public static Dataset All(int seed)
    {
        Dataset digits = BuiltInData.Digits();
        var random = new Random(seed);
        float[] pictures = new float[digits.Count * Copies * Side * Side];
        int[] classes = new int[digits.Count * Copies];
        for (int picture = 0; picture < classes.Length; picture++)
        {
            int row = picture % digits.Count;
            classes[picture] = digits.Targets.ClassOf(row);
            (int right, int down) = (random.Next(Side - Grid + 1), random.Next(Side - Grid + 1));
            foreach ((int pixel, float grey) in digits.Row(row).ToArray().Index())
            {
                pictures[(((picture * Side) + (pixel / Grid) + down) * Side) + (pixel % Grid) + right] = grey / 16;
            }
        }

        return new Dataset(pictures, [Side, Side, 1], Targets.Classes(classes, digits.Targets.ClassNames));
    }

    /// <summary>Five digits from the first one on, as classes 0 to 4.</summary>
    public static Dataset Of(Dataset digits, int first)
    {
        int[] rows = [.. Enumerable.Range(0, digits.Count).Where(row => digits.Targets.ClassOf(row) >= first && digits.Targets.ClassOf(row) < first + 5)];
        Dataset some = digits.Select(rows);
        return some.WithTargets(Targets.Classes([.. rows.Select(row => digits.Targets.ClassOf(row) - first)], digits.Targets.ClassNames.Skip(first).Take(5)));
    }

    /// <summary>So many rows of each class.</summary>
    public static int[] FewOfEach(Dataset data, int samples, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        new Random(seed).Shuffle(rows);
        return [.. rows.GroupBy(data.Targets.ClassOf).SelectMany(group => group.Take(samples))];
    }

    /// <summary>A net for five digits: two hidden dense layers, or two convolutions and one.</summary>
    public static Sequential Net(bool convolutions, ulong seed)
    {
        Sequential net = convolutions
            ? new Sequential
            {
                new Conv2D(12, 3), new Relu(), new MaxPool2D(2), new Conv2D(24, 3), new Relu(), new Flatten(), new Dense(64, new HeInitializer()), new Relu(),
            }
            : new Sequential { new Flatten(), new Dense(128, new HeInitializer()), new Relu(), new Dense(128, new HeInitializer()), new Relu() };
        net.Add(new Dense(5));
        net.Add(new Softmax());
        return net.Build([Side, Side, 1], seed).Compile(new Adam(0.002), new CrossEntropy());
    }
}
