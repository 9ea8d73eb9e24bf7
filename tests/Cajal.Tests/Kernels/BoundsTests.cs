using System.Globalization;
using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

/// <summary>Works read only their inputs and write only their result, even where the neighbours in memory are not numbers.</summary>
public sealed class BoundsTests
{
    private const int Sentinel = -77;

    public static TheoryData<int, int> Sizes() => new() { { 1, 1 }, { 1, 17 }, { 3, 5 }, { 5, 16 }, { 7, 31 }, { 13, 33 }, { 20, 70 }, { 100, 3 }, { 2, 1030 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Neighbours_of_blocks_are_neither_used_nor_touched(int rows, int columns)
    {
        Check<float>(rows, columns);
        Check<double>(rows, columns);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(0, 0)]
    public void Blocks_without_elements_are_fine(int rows, int columns)
    {
        Block<float> empty = Blocks.Zero<float>(rows, columns), inner = Blocks.Zero<float>(columns, 3), outer = Blocks.Of(rows, 3, new float[rows * 3]);
        var builder = new PointwiseProgramBuilder<float>(rows, columns);
        builder.Store(builder.Apply(PointwiseFunction.Exp, builder.Load(empty)), empty);
        Work[] works =
        [
            new PointwiseWork<float>(builder.Build()), new ProductWork<float>(empty, inner, outer, null), new CopyWork<float>(empty, empty),
            new SumWork<float>(empty, Blocks.Zero<float>(rows, 1), Axis.Columns), new SumWork<float>(empty, Blocks.Zero<float>(1, columns), Axis.Rows),
            new RandomUniformWork<float>(new RandomState(), 1, empty),
        ];
        using var team = new Team(2, sharedCost: 0);
        team.Run(new WorkList(works));
        Assert.All(Blocks.Values(outer), x => Assert.Equal(0, x));
    }

    [Theory]
    [InlineData(-1L, 1)]
    [InlineData(0L, -1)]
    [InlineData(3L, 3)]
    [InlineData(long.MaxValue, 1)]
    public void A_slice_outside_the_buffer_is_refused(long offset, int length)
    {
        var buffer = new NativeBuffer<float>(5);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Slice(offset, length).Length);
        Assert.StartsWith($"Slice of {length} elements from {offset} is outside a buffer of 5 elements.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue, 2, 2, 2, 1)]
    [InlineData(6L, 0, 2, 2, 1)]
    [InlineData(0L, 2, 2, int.MaxValue, int.MaxValue)]
    [InlineData(0L, -1, 2, 2, 1)]
    [InlineData(0L, 2, 2, -2, 1)]
    public void A_block_outside_its_buffer_is_refused(long offset, int rows, int columns, int rowStride, int columnStride) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Block<float>(new NativeBuffer<float>(5), offset, rows, columns, rowStride, columnStride));

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue >> 1)]
    public void A_buffer_of_impossible_length_is_refused(long length) => Assert.ThrowsAny<Exception>(() => new NativeBuffer<float>(length));

    [Fact]
    public void A_result_whose_rows_overlap_is_refused()
    {
        var overlapping = new Block<float>(new NativeBuffer<float>(9), 0, 3, 3, 2, 1);
        var error = Assert.Throws<ArgumentException>(() => new CopyWork<float>(Blocks.Zero<float>(3, 3), overlapping));
        Assert.Equal("Destination [3, 3] with strides (2, 1) repeats elements and cannot be written.", error.Message);
    }

    [Theory]
    [InlineData(-1f, "-1")]
    [InlineData(3f, "3")]
    [InlineData(0.5f, "0.5")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(1e30f, "1E+30")]
    public void A_label_that_is_no_class_is_refused_by_every_work(float label, string text)
    {
        Block<float> logits = Blocks.Zero<float>(1, 3), labels = Blocks.Of(1, 1, label);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Work[] works = [new LogitsWork<float>(logits).WithLoss(labels, Blocks.Zero<float>(1, 1)), new OneHotWork<float>(labels, logits)];
            foreach (Work work in works)
            {
                string message = Assert.Throws<ArgumentException>(work.Execute).Message;
                Assert.Equal($"Label {text} is not a class index: expected a whole number from 0 to 2.", message);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>Every kind of work, with inputs among NaN and results among sentinels.</summary>
    private static void Check<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> x = Embedded(rows, columns, T.NaN, T.One), y = Embedded(columns, rows, T.NaN, T.One), labels = Embedded(rows, 1, T.NaN, T.Zero);
        CheckWork<T>(rows, columns, r => new CopyWork<T>(x, r), 1);
        CheckWork<T>(rows, columns, r => new CopyWork<T>(y.Transposed(), r), 1);
        CheckWork<T>(rows, rows, r => new ProductWork<T>(x, y, r, null), columns);
        CheckWork<T>(rows, rows, r => new ProductWork<T>(x, x.Transposed(), r, null), columns);
        if (rows <= 12)
            CheckWork<T>(rows, rows, r => new DotProductWork<T>(x, x.Transposed(), r, null), columns);
        CheckWork<T>(rows, rows, r => new ProductWork<T>(y.Transposed(), y, r, Epilogue(x.Rows)), columns);
        CheckWork<T>(rows, columns, r => new PointwiseWork<T>(Sum(x, y.Transposed(), r)), 2);
        CheckWork<T>(1, columns, r => new SumWork<T>(x, r, Axis.Rows), rows);
        CheckWork<T>(rows, 1, r => new SumWork<T>(x, r, Axis.Columns), columns);
        CheckWork<T>(1, 1, r => new SumWork<T>(x, r, Axis.All), rows * columns);
        CheckWork<T>(rows, columns, r => new LogitsWork<T>(x).WithSoftmax(r, logarithm: false), 1.0 / columns);
        CheckWork<T>(rows, 1, r => new LogitsWork<T>(x).WithLoss(labels, r), Math.Log(columns));
        CheckWork<T>(rows, 1, r => new OneHotWork<T>(labels, r), 1);
        CheckWork<T>(rows, 1, r => new LogitsWork<T>(x).WithIndex(r), 0);
        CheckWork<T>(rows, columns, r => new RandomUniformWork<T>(new RandomState(), 1, r), null);

        PointwiseProgram<T> Epilogue(int size)
        {
            Block<T> other = Embedded(size, size, T.NaN, T.One);
            var builder = new PointwiseProgramBuilder<T>(size, size);
            builder.Store(builder.Apply(PointwiseFunction.Add, builder.Accumulator(), builder.Load(other)), other);
            return builder.Build();
        }
    }

    private static PointwiseProgram<T> Sum<T>(Block<T> x, Block<T> y, Block<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var builder = new PointwiseProgramBuilder<T>(x.Rows, x.Columns);
        builder.Store(builder.Apply(PointwiseFunction.Add, builder.Load(x), builder.Load(y)), result);
        return builder.Build();
    }

    private static void CheckWork<T>(int rows, int columns, Func<Block<T>, Work> make, double? expected) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (bool compiled in new[] { false, true })
        {
            Block<T> result = Embedded(rows, columns, T.CreateChecked(Sentinel), T.CreateChecked(Sentinel));
            Work work = make(result);
            if (compiled)
                work.Compile();
            work.Execute();
            CheckResult(work, result, expected);
        }
    }

    private static void CheckResult<T>(Work work, Block<T> result, double? expected) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.All(Blocks.Values(result), value =>
        {
            if (expected is { } number)
                Assert.Equal(number, double.CreateChecked(value), 1e-5 * Math.Max(1, number));
            else
                Assert.InRange(double.CreateChecked(value), 0, 1);
        });
        for (int i = 0; i < result.Buffer.Length; i++)
        {
            long place = i - result.Offset;
            bool inside = place >= 0 && place / result.RowStride < result.Rows && place % result.RowStride < result.Columns;
            Assert.True(inside || result.Buffer.Span[i] == T.CreateChecked(Sentinel), $"{work.GetType().Name} [{result.Rows}, {result.Columns}] wrote element {place} of its neighbours.");
        }
    }

    /// <summary>A block of equal numbers in the middle of a buffer that holds others; it ends where the buffer ends.</summary>
    private static Block<T> Embedded<T>(int rows, int columns, T around, T inside) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = columns + 3;
        var buffer = new NativeBuffer<T>(20 + (rows - 1L) * stride + columns);
        buffer.Span.Fill(around);
        Block<T> block = Block<T>.Dense(buffer, 20, rows, columns, stride);
        for (int row = 0; row < rows; row++)
            buffer.Slice(20 + (long)row * stride, columns).Fill(inside);
        return block;
    }
}
