using System.Text.Json.Nodes;

namespace Cajal.Tests.Data;

/// <summary>What each augmentation does to a picture, and its texts and files.</summary>
public sealed class AugmentationTests
{
    private static readonly float[] Picture = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    public static TheoryData<string> Kinds => [.. Augmentation.Names];

    [Fact]
    public void Pictures_are_moved_mirrored_turned_and_cut()
    {
        Assert.Equal([1, 2, 3, 1, 2, 3, 4, 5, 6], Drawn(drawing => drawing.Move(1, 0)));
        Assert.Equal([2, 3, 3, 5, 6, 6, 8, 9, 9], Drawn(drawing => drawing.Move(0, -1)));
        Assert.Equal([3, 2, 1, 6, 5, 4, 9, 8, 7], Drawn(drawing => drawing.Turn(1, 0, 0, -1)));
        Assert.Equal([3, 6, 9, 2, 5, 8, 1, 4, 7], Drawn(drawing => drawing.Turn(0, 1, -1, 0)));
        Assert.Equal([0, 0, 3, 0, 0, 6, 7, 8, 9], Drawn(drawing => drawing.CutOut(-1, -2, 3, 4)));
        Assert.Equal(Picture, Drawn(drawing => drawing.CutOut(3, 3, 5, 5)));

        // Twice as large around the center: the corners come from half way to it.
        Assert.Equal([3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7], Drawn(drawing => drawing.Turn(0.5, 0, 0, 0.5)));
    }

    [Fact]
    public void What_comes_later_moves_what_came_before()
    {
        Assert.Equal([2, 1, 1, 5, 4, 4, 8, 7, 7], Drawn(drawing =>
        {
            drawing.Move(0, 1);
            drawing.Turn(1, 0, 0, -1);
        }));
        Assert.Equal([3, 3, 2, 6, 6, 5, 9, 9, 8], Drawn(drawing =>
        {
            drawing.Turn(1, 0, 0, -1);
            drawing.Move(0, 1);
        }));
    }

    [Fact]
    public void Draws_have_the_range_and_the_frequencies_that_are_documented()
    {
        var shift = new RandomShift(2);
        var seen = new Dictionary<float, int>();
        float[] line = [.. Enumerable.Range(0, 9).Select(x => (float)x)];
        foreach (float random in Enumerable.Range(0, 1000).Select(i => i / 1000f))
        {
            var drawing = new PictureDrawing(new ImageShape(1, 9, 1));
            drawing.Begin();
            shift.Change(drawing, [0, random]);
            var result = new float[9];
            drawing.Draw(line, result);
            seen[result[4]] = seen.GetValueOrDefault(result[4]) + 1;
        }

        Assert.Equal([2, 3, 4, 5, 6], seen.Keys.Order());
        Assert.All(seen.Values, count => Assert.InRange(count, 199, 201));
        Assert.Equal([3, 2, 1, 6, 5, 4, 9, 8, 7], Drawn(drawing => new RandomFlip().Change(drawing, [0.49f])));
        Assert.Equal(Picture, Drawn(drawing => new RandomFlip().Change(drawing, [0.5f])));
        Assert.Equal(Drawn(drawing => drawing.Turn(Math.Cos(0.1), Math.Sin(0.1), -Math.Sin(0.1), Math.Cos(0.1))), Drawn(drawing => new RandomRotation(0.1 * 180 / Math.PI).Change(drawing, [0])));
        Assert.Equal(Drawn(drawing => drawing.Turn(1 / 0.75, 0, 0, 1 / 0.75)), Drawn(drawing => new RandomScale(0.25).Change(drawing, [0])));
    }

    [Fact]
    public void Elastic_displacements_are_smooth_and_have_the_deviation_that_is_asked_for()
    {
        // A ramp shows by how much each pixel was moved to the right.
        var shape = new ImageShape(30, 60, 1);
        float[] ramp = [.. Enumerable.Range(0, 1800).Select(i => (float)(i % 60))];
        double sum = 0, roughest = 0;
        var random = new Random(5);
        for (int repeat = 0; repeat < 200; repeat++)
        {
            var elastic = new ElasticDistortion(0.8, 3);
            var drawing = new PictureDrawing(shape);
            drawing.Begin();
            elastic.Change(drawing, [.. Enumerable.Range(0, elastic.Draws(shape)).Select(_ => random.NextSingle())]);
            var result = new float[1800];
            drawing.Draw(ramp, result);
            for (int x = 10; x < 50; x++)
            {
                double moved = result[(15 * 60) + x] - x;
                sum += moved * moved;
                roughest = Math.Max(roughest, Math.Abs(moved - (result[(15 * 60) + x - 1] - (x - 1))));
            }
        }

        Assert.InRange(Math.Sqrt(sum / (200 * 40)), 0.6, 1);
        Assert.InRange(roughest, 0.01, 0.3);
    }

    [Fact]
    public void Mixing_shares_follow_the_beta_distribution()
    {
        var random = new Random(7);
        (int Other, float Share)[] Draws(double alpha) => [.. Enumerable.Range(0, 20_000).Select(_ =>
            new Mixup(alpha).Draw(10, [.. Enumerable.Range(0, Mixup.Draws).Select(_ => random.NextSingle())]))];
        (int Other, float Share)[] even = Draws(1), rare = Draws(0.2);
        Assert.All(even.Concat(rare), draw => Assert.InRange(draw.Share, 0.5f, 1));
        Assert.Equal(Enumerable.Range(0, 10), even.Select(draw => draw.Other).Distinct().Order());

        // B(1, 1) is uniform: the larger share has the mean 3/4. B(0.2, 0.2) has the variance 1/(4·1.4), so the larger share the second moment ½ − E[λ(1 − λ)] ….
        Assert.Equal(0.75, even.Average(draw => draw.Share), 0.01);
        Assert.Equal(0.25 - (1 / 5.6), rare.Average(draw => (double)draw.Share * (1 - draw.Share)), 0.003);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_is_read_back_from_its_file_and_from_its_text(string kind)
    {
        Augmentation augmentation = Augmentation.ByName(kind);
        Assert.Equal(augmentation, Augmentation.FromJson(JsonNode.Parse(augmentation.ToJson().ToJsonString())!.AsObject()));
        Assert.Equal([augmentation], Augmentation.Parse(kind));
    }

    [Fact]
    public void A_list_names_amounts() => Assert.Equal(
        [new RandomShift(3), new RandomRotation(12.5), new RandomScale(0.2), new RandomFlip(), new ElasticDistortion(2), new Cutout(4), new Mixup(0.4)],
        Augmentation.Parse("shift=3, rotation=12.5,scale=0.2,flip,elastic=2,cutout=4,mixup=0.4"));

    [Fact]
    public void Digits_are_shifted_turned_scaled_and_bent_a_little() => Assert.Equal(
        [new Cutout(4), new RandomShift(1), new RandomRotation(8), new RandomScale(0.1), new ElasticDistortion(1)], Augmentation.Parse("cutout=4,digits"));

    [Theory]
    [InlineData("shfit", "Augmentation 'shfit' is not known. Did you mean 'shift'? Known: shift, rotation, scale, flip, elastic, cutout, mixup.")]
    [InlineData("shift=x", "Augmentation 'shift': 'x' is no number. Write e.g. shift=2.")]
    [InlineData("shift=1.5", "Augmentation 'shift': 1.5 is not a whole number.")]
    [InlineData("shift=0", "Augmentation 'shift': RandomShift: pixels is 0, expected a whole number from 1 to 10000. (Parameter 'pixels')")]
    [InlineData("flip=2", "Augmentation 'flip': It has no amount. Write its name alone.")]
    [InlineData("rotation=-1", "Augmentation 'rotation': RandomRotation: degrees is -1, expected a finite number above 0. (Parameter 'degrees')")]
    [InlineData("elastic=1e300", "Augmentation 'elastic': ElasticDistortion: pixels is 1E+300, expected a number above 0, at most 10000. (Parameter 'pixels')")]
    [InlineData("mixup=2", "Augmentation 'mixup': Mixup: alpha is 2, expected a number in (0, 1]. (Parameter 'alpha')")]
    [InlineData("", "Augmentation '' is not known. Known: shift, rotation, scale, flip, elastic, cutout, mixup.")]
    public void Impossible_texts_are_described(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<ConfigurationException>(() => Augmentation.Parse(text)).Message);

    private static float[] Drawn(Action<PictureDrawing> change)
    {
        var drawing = new PictureDrawing(new ImageShape(3, 3, 1));
        drawing.Begin();
        change(drawing);
        var result = new float[9];
        drawing.Draw(Picture, result);
        return [.. result.Select(value => MathF.Round(value, 5))];
    }
}
