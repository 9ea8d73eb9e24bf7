using System.Globalization;
using Cajal;

namespace Cajal.Tests.Data;

public sealed class DatasetTests
{
    private static Dataset Small(float[]? weights = null) => new(
        [1, 2, 3, 4, 5, 6], [2], Targets.Classes([0, 1, 0], ["cat", "dog"], "animal"), ["length", "weight"], weights);

    [Fact]
    public void Holds_what_it_was_given()
    {
        Dataset data = Small();
        Assert.Equal(3, data.Count);
        Assert.Equal([2], data.InputShape.ToArray());
        Assert.Equal(2, data.Features);
        Assert.Equal([1, 2, 3, 4, 5, 6], data.Inputs.ToArray());
        Assert.Equal([3, 4], data.Row(1).ToArray());
        Assert.Equal(["length", "weight"], data.FeatureNames.ToArray());
        Assert.Equal(["cat", "dog"], data.Targets.ClassNames.ToArray());
        Assert.Equal(["animal"], data.Targets.Names.ToArray());
        Assert.Equal([2, 1], data.Targets.ClassCounts());
        Assert.Equal(1, data.Targets.ClassOf(1));
        Assert.True(data.Weights.IsEmpty);
    }

    [Fact]
    public void Gathers_rows_in_the_order_asked_for()
    {
        Dataset data = Small([0.5f, 1, 2]);
        float[] batch = new float[6];
        data.CopyInputs([2, 0, 2], batch);
        Assert.Equal([5, 6, 1, 2, 5, 6], batch);
        float[] column = new float[2];
        data.CopyTargets([1, 2], column);
        Assert.Equal([1, 0], column);
        data.CopyWeights([2, 0], column);
        Assert.Equal([2, 0.5f], column);
        Small().CopyWeights([0, 1], column);
        Assert.Equal([1, 1], column);
    }

    [Fact]
    public void Selects_rows_with_their_weights_and_names()
    {
        Dataset part = Small([0.5f, 1, 2]).Select([2, 0]);
        Assert.Equal([5, 6, 1, 2], part.Inputs.ToArray());
        Assert.Equal([0, 0], part.Targets.Numbers.ToArray());
        Assert.Equal(["cat", "dog"], part.Targets.ClassNames.ToArray());
        Assert.Equal([2, 0.5f], part.Weights.ToArray());
        Assert.Equal(["length", "weight"], part.FeatureNames.ToArray());
        Assert.Equal(0, Small().Select([]).Count);
    }

    [Fact]
    public void Bytes_are_read_as_the_same_numbers_as_floats()
    {
        var random = new Random(123);
        byte[] pixels = new byte[5 * 7 * 19];     // 133 numbers a row: full vectors and a rest at every vector width
        random.NextBytes(pixels);
        var images = Dataset.FromBytes(pixels, [7, 19], Targets.Classes([0, 1, 2, 0, 1], ["a", "b", "c"]));
        float[] expected = [.. pixels.Select(pixel => (float)pixel)];
        float[] batch = new float[pixels.Length];
        images.CopyInputs([0, 1, 2, 3, 4], batch);
        Assert.Equal(expected, batch);
        Assert.True(images.HoldsBytes);
        Dataset floats = images.AsFloats();
        Assert.False(floats.HoldsBytes);
        Assert.Same(floats, floats.AsFloats());
        Assert.Equal(expected, floats.Inputs.ToArray());
        Dataset part = images.Select([4, 1]);
        Assert.True(part.HoldsBytes);
        Assert.Equal([.. expected[(4 * 133)..], .. expected[133..266]], part.AsFloats().Inputs.ToArray());
    }

    [Fact]
    public void Gathering_a_batch_allocates_nothing()
    {
        Dataset[] sets = [Small([1, 1, 1]), Dataset.FromBytes(new byte[6], [2], Targets.Values([1, 2, 3]))];
        int[] rows = [2, 0];
        float[] batch = new float[4];
        float[] column = new float[2];
        foreach (Dataset data in sets)
        {
            Gather(data);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Gather(data);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        void Gather(Dataset data)
        {
            data.CopyInputs(rows, batch);
            data.CopyTargets(rows, column);
            data.CopyWeights(rows, column);
        }
    }

    [Fact]
    public void Inputs_and_weights_can_be_replaced()
    {
        Dataset other = Small([1, 2, 3]).WithInputs([7, 8, 9], [1], ["ratio"]);
        Assert.Equal([7, 8, 9], other.Inputs.ToArray());
        Assert.Equal([1, 2, 3], other.Weights.ToArray());
        Assert.Equal([4, 5, 6], other.WithWeights([4, 5, 6]).Weights.ToArray());
    }

    [Fact]
    public void Multi_label_targets_have_one_column_a_label()
    {
        Targets labels = Targets.Labels([1, 0, 1, 1], ["cat", "dog"]);
        Assert.Equal((TargetKind.Labels, 2, 2), (labels.Kind, labels.Width, labels.Count));
        Assert.Equal(["cat", "dog"], labels.ClassNames.ToArray());
        Assert.Equal([1, 1], labels.Row(1).ToArray());
        Targets values = Targets.Values([1, 2, 3, 4], ["x", "y"]);
        Assert.Equal((TargetKind.Values, 2, 2), (values.Kind, values.Width, values.Count));
        Assert.Empty(values.ClassNames);
        Assert.Equal(["target"], Targets.Values([1]).Names.ToArray());
    }

    public static TheoryData<Action, string> Refusals => new()
    {
        { () => _ = new Dataset(new float[5], [2], Targets.Values([1, 2, 3])),
            "3 rows of targets need 3 × 2 inputs (shape [2]), got 5. (Parameter 'inputs')" },
        { () => _ = Dataset.FromBytes(new byte[5], [2, 2], Targets.Values([1])),
            "1 rows of targets need 1 × 4 inputs (shape [2, 2]), got 5. (Parameter 'inputs')" },
        { () => _ = new Dataset([1, 2, float.NaN, 4], [2], Targets.Values([1, 2])),
            "Input row 1, column 0 (from 0): NaN, expected a finite number. Remove the row or fill in the value." },
        { () => _ = new Dataset([1, float.NegativeInfinity], [2], Targets.Values([1]), ["a", "b"]),
            "Input row 0, column 'b' (from 0): -Infinity, expected a finite number. Remove the row or fill in the value." },
        { () => _ = new Dataset([1, 2], [2], Targets.Values([1]), ["a"]), "1 feature names for 2 features. (Parameter 'featureNames')" },
        { () => _ = new Dataset([1, 2], [2], Targets.Values([1]), ["a", "a"]),
            "Feature names: 'a' stands at 0 and at 1 (from 0). Names must differ. (Parameter 'featureNames')" },
        { () => _ = new Dataset([1, 2], [2], Targets.Values([1]), ["a", ""]),
            "Feature names: name 1 (from 0) is empty. Give every one a name. (Parameter 'featureNames')" },
        { () => _ = new Dataset([1, 2], [], Targets.Values([1])),
            "The input shape is empty, expected at least one dimension, such as [4] or [28, 28]. (Parameter 'inputShape')" },
        { () => _ = new Dataset([1, 2], [2, 0], Targets.Values([1])),
            "Input shape [2, 0]: every dimension must be at least 1, and their product below 2^31. (Parameter 'inputShape')" },
        { () => _ = new Dataset([1, 2], [65536, 65536], Targets.Values([1])),
            "Input shape [65536, 65536]: every dimension must be at least 1, and their product below 2^31. (Parameter 'inputShape')" },
        { () => _ = Small([1, 2]), "2 weights for 3 examples. (Parameter 'weights')" },
        { () => _ = Small([1, -0.5f, 2]), "Weight of row 1 (from 0): -0.5, expected a finite number not below 0." },
        { () => _ = Small().Row(3).Length, "There are 3 rows, numbered from 0. (Parameter 'row')\nActual value was 3." },
        { () => Small().CopyInputs([0, -1], new float[4]), "There are 3 rows, numbered from 0. (Parameter 'row')\nActual value was -1." },
        { () => Small().CopyInputs([0], new float[3]), "1 rows of 2 numbers need 2 places, the span has 3. (Parameter 'batch')" },
        { () => _ = Dataset.FromBytes(new byte[2], [2], Targets.Values([1])).Inputs.Length,
            "The inputs are held as bytes. Use CopyInputs for some rows, or AsFloats for a set held as float32." },
        { () => Targets.Classes([0, 2], ["cat", "dog"], "animal"),
            "Target 'animal', row 1 (from 0): class index 2, expected 0 to 1 for 2 class names. Give a name to every class or mend the index." },
        { () => Targets.Classes([0], []), "Class names: none given, expected at least one. (Parameter 'classNames')" },
        { () => Targets.Values([1, 2, float.PositiveInfinity, 4], ["x", "y"]),
            "Target 'x', row 1 (from 0): Infinity, expected a finite number. Remove the row or fill in the value." },
        { () => Targets.Values([1, 2, 3], ["x", "y"]), "3 numbers do not fill rows of 2 columns (x, y). (Parameter 'numbers')" },
        { () => Targets.Labels([1, 0.5f], ["cat", "dog"]),
            "Target 'dog', row 0 (from 0): 0.5, expected 0 or 1 for a label. Use values for real numbers." },
        { () => Targets.Values([1]).ClassOf(0), "The targets are Values, expected Classes: only they have class indices." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_does_not_fit_is_refused_with_the_place(Action action, string message)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Exception error = Assert.ThrowsAny<Exception>(action);
            Assert.Equal(message, error.Message.ReplaceLineEndings("\n"));
            Assert.True(error is ArgumentException or InvalidOperationException or DataException);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
