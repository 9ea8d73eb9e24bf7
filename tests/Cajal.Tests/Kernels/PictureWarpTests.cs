using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class PictureWarpTests
{
    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(5, 9, 1, false)]
    [InlineData(28, 28, 1, true)]
    [InlineData(7, 19, 1, true)]
    [InlineData(6, 8, 3, true)]
    public void Pixels_are_interpolated_like_the_plain_twin(int height, int width, int channels, bool bent)
    {
        var random = new Random(2);
        float[] source = Numbers(random, height * width * channels, 0, 1);
        float[] down = bent ? Numbers(random, height * width, -3, 3) : [], right = bent ? Numbers(random, height * width, -3, 3) : [];
        var map = new PixelMap(0.9, -0.4, 1.3, 0.3, 1.2, -0.7);
        var result = new float[source.Length];
        PictureWarp.Run(source, height, width, channels, map, down, right, result);
        for (int index = 0; index < result.Length; index++)
        {
            (int pixel, int channel) = Math.DivRem(index, channels);
            (int y, int x) = Math.DivRem(pixel, width);
            double fromY = Math.Clamp((0.9 * y) - (0.4 * x) + 1.3 + (bent ? down[pixel] : 0), 0, height - 1);
            double fromX = Math.Clamp((0.3 * y) + (1.2 * x) - 0.7 + (bent ? right[pixel] : 0), 0, width - 1);
            double At(int line, int column) => source[(((Math.Min(line, height - 1) * width) + Math.Min(column, width - 1)) * channels) + channel];
            (int top, int left) = ((int)fromY, (int)fromX);
            (double partY, double partX) = (fromY - top, fromX - left);
            double expected = ((1 - partY) * (((1 - partX) * At(top, left)) + (partX * At(top, left + 1))))
                + (partY * (((1 - partX) * At(top + 1, left)) + (partX * At(top + 1, left + 1))));
            Assert.InRange(Math.Abs(expected - result[index]), 0, 1e-5);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, -2)]
    [InlineData(-3, 4)]
    [InlineData(9, 9)]
    [InlineData(-9, -9)]
    [InlineData(0, 5)]
    public void Whole_shifts_give_the_numbers_of_the_interpolation(int down, int right)
    {
        float[] source = Numbers(new Random(6), 4 * 5 * 2, -1, 1), copied = new float[40], interpolated = new float[40];
        PictureWarp.Run(source, 4, 5, 2, PixelMap.Identity with { Y = down, X = right }, [], [], copied);
        PictureWarp.Run(source, 4, 5, 2, PixelMap.Identity with { Y = down, X = right }, new float[20], new float[20], interpolated);
        Assert.Equal(interpolated, copied);
    }

    [Fact]
    public void A_map_is_followed_by_another()
    {
        PixelMap first = new(1, 2, 3, 4, 5, 6), second = new(0.5, -1, 2, 0, 3, -4), both = first.Then(second);
        (double y, double x) = (7, -2);
        (double y1, double x1) = ((1 * y) + (2 * x) + 3, (4 * y) + (5 * x) + 6);
        Assert.Equal((0.5 * y1) - x1 + 2, (both.YY * y) + (both.YX * x) + both.Y, 12);
        Assert.Equal((3 * x1) - 4, (both.XY * y) + (both.XX * x) + both.X, 12);
        PixelMap turned = new PixelMap(0, -1, 0, 1, 0, 0).Around(2, 3);
        Assert.Equal((2.0, 3.0), ((turned.YY * 2) + (turned.YX * 3) + turned.Y, (turned.XY * 2) + (turned.XX * 3) + turned.X));
    }

    [Fact]
    public void A_spline_field_equals_the_sum_of_its_bells()
    {
        const int Height = 9, Width = 21, Cells = 3;
        var field = new SplineField(Height, Width, Cells);
        float[] grid = Numbers(new Random(3), field.Count, -1, 1), values = new float[Height * Width];
        field.Fill(grid, values);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double sum = 0;
                for (int row = 0; row < Cells + 3; row++)
                {
                    for (int column = 0; column < Cells + 3; column++)
                    {
                        sum += grid[(row * (Cells + 3)) + column]
                            * Bell((y / (Height - 1.0) * Cells) - (row - 1)) * Bell((x / (Width - 1.0) * Cells) - (column - 1));
                    }
                }

                Assert.InRange(Math.Abs(sum - values[(y * Width) + x]), 0, 1e-6);
            }
        }
    }

    [Fact]
    public void Wrong_sizes_are_refused() => Assert.Equal(
        "A picture of 2 x 2 x 1 cannot be drawn from 3 numbers and 0 displacements to 4.",
        Assert.Throws<ArgumentException>(() => PictureWarp.Run(new float[3], 2, 2, 1, PixelMap.Identity, [], [], new float[4])).Message);

    /// <summary>The cubic B-spline around 0.</summary>
    private static double Bell(double t)
    {
        t = Math.Abs(t);
        return t < 1 ? ((4 - (6 * t * t) + (3 * t * t * t)) / 6) : t < 2 ? Math.Pow(2 - t, 3) / 6 : 0;
    }

    private static float[] Numbers(Random random, int count, float from, float to) =>
        [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextSingle()))];
}
