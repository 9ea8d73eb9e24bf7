using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class RowGatherTests
{
    private const int Rows = 9;

    public static TheoryData<int> Widths => [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 784];

    private static int[] Order => [8, 0, 3, 3, 7];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Rows_are_copied_in_the_order_of_their_numbers_and_nothing_else_is_touched(int width)
    {
        byte[] bytes = Bytes(width);
        float[] floats = [.. bytes.Select(value => value / 3f)];
        Check(floats, width, [.. Order.SelectMany(row => floats.Skip(row * width).Take(width))], -1f, RowGather.Copy);
        Check(bytes, width, [.. Order.SelectMany(row => bytes.Skip(row * width).Take(width))], (byte)99, RowGather.Copy);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Bytes_become_the_same_numbers_or_points_on_a_line_with_two_roundings(int width)
    {
        byte[] bytes = Bytes(width);
        foreach ((float factor, float offset) in new[] { (1f, 0f), (0.0127f, -0.4242f) })
        {
            float[] expected = [.. Order.SelectMany(row => bytes.Skip(row * width).Take(width)).Select(value =>
            {
                float product = value * factor;
                return product + offset;
            })];
            Check<byte, float>(bytes, width, expected, -1f, (source, columns, rows, batch) => RowGather.Widen(source, columns, rows, batch, factor, offset));
        }
    }

    [Fact]
    public void No_rows_give_an_empty_batch()
    {
        RowGather.Copy<float>([1, 2], 2, [], []);
        RowGather.Widen([1, 2], 2, [], [], 1, 0);
    }

    [Fact]
    public void Rows_that_there_are_not_and_batches_of_another_length_are_refused()
    {
        foreach (int row in new[] { -1, 2, int.MaxValue, int.MinValue })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => RowGather.Copy<float>(new float[6], 3, [0, row], new float[6]));
            Assert.StartsWith("There are 2 rows, numbered from 0.", error.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => RowGather.Widen(new byte[6], 3, [row, 0], new float[6], 1, 0));
        }

        var length = Assert.Throws<ArgumentException>(() => RowGather.Widen(new byte[6], 3, [0, 1], new float[5], 1, 0));
        Assert.StartsWith("2 rows of 3 numbers need 6 places, the span has 5.", length.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RowGather.Copy<float>(new float[6], 3, [0], new float[6]));
    }

    private delegate void Gather<TSource, T>(ReadOnlySpan<TSource> source, int width, ReadOnlySpan<int> rows, Span<T> batch);

    private static byte[] Bytes(int width)
    {
        byte[] bytes = new byte[Rows * width];
        new Random(123).NextBytes(bytes);
        return bytes;
    }

    private static void Check<TSource, T>(TSource[] source, int width, T[] expected, T sentinel, Gather<TSource, T> gather)
    {
        T[] memory = [.. Enumerable.Repeat(sentinel, expected.Length + 2)];
        gather(source, width, Order, memory.AsSpan(1, expected.Length));
        Assert.Equal([sentinel, .. expected, sentinel], memory);
    }
}
