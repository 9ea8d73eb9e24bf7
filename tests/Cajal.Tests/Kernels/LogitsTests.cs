using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class LogitsTests
{
    /// <summary>Everything that rows of logits give.</summary>
    private sealed record Figures<T>(T[] Softmax, T[] Error, T[] LogSoftmax, T[] Loss, T[] Index);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 10)]
    [InlineData(130, 17)]
    [InlineData(5, 90)]
    [InlineData(2, 5000)]
    public void Figures_are_those_of_the_formula(int rows, int columns)
    {
        Block<double> z = Blocks.Random<double>(new Random(123), rows, columns, columns + 1);
        Block<double> labels = Labels<double>(rows, columns);
        Figures<double> figures = Together(z, labels);
        for (int row = 0; row < rows; row++)
        {
            double sum = Enumerable.Range(0, columns).Sum(c => Math.Exp(z[row, c]));
            Assert.Equal(Math.Log(sum) - z[row, (int)labels[row, 0]], figures.Loss[row], 1e-14);
            for (int c = 0; c < columns; c++)
            {
                Assert.Equal(Math.Exp(z[row, c]) / sum, figures.Softmax[row * columns + c], 1e-15);
                Assert.Equal(z[row, c] - Math.Log(sum), figures.LogSoftmax[row * columns + c], 1e-14);
                Assert.True(z[row, c] <= z[row, (int)figures.Index[row]]);
            }
        }
    }

    [Fact]
    public void Short_and_long_rows_equal_the_plain_twin_bit_for_bit()
    {
        int[] rows = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40];
        int[] columns = [.. Enumerable.Range(1, 40), 63, 64, 65, 300, 1030];
        foreach (int count in columns)
        {
            foreach (int height in count <= 40 ? rows : [1, 5, 18])
            {
                Check<float>(height, count);
                Check<double>(height, count);
            }
        }
    }

    [Fact]
    public void Units_in_any_order_give_the_same_numbers()
    {
        Block<float> z = Logits<float>(new Random(5), 100, 10, dense: true), labels = Labels<float>(100, 10), loss = Blocks.Zero<float>(100, 1);
        Work work = new LogitsWork<float>(z).WithLoss(labels, loss);
        for (int unit = work.Units - 1; unit >= 0; unit--)
            work.Execute(unit, 1, 0);
        Assert.Equal(Together(z, labels).Loss, Blocks.Values(loss));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public void Softmax_may_take_the_place_of_the_logits(int columns)
    {
        foreach (bool logarithm in new[] { false, true })
        {
            Block<float> z = Logits<float>(new Random(5), 20, columns, dense: false), labels = Labels<float>(20, columns);
            Figures<float> expected = Together(z, labels);
            new LogitsWork<float>(z).WithSoftmax(z, logarithm).Execute();
            Assert.Equal(logarithm ? expected.LogSoftmax : expected.Softmax, Blocks.Values(z));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public void Large_logits_are_exact(int columns)
    {
        CheckLarge<float>(columns);
        CheckLarge<double>(columns);
    }

    [Theory]
    [InlineData(3, -1)]
    [InlineData(3, 3)]
    [InlineData(3, 0.5)]
    [InlineData(3, double.NaN)]
    [InlineData(3, 1e10)]
    [InlineData(50, -1)]
    [InlineData(50, 50)]
    [InlineData(50, 0.5)]
    [InlineData(50, double.NaN)]
    public void A_label_that_is_no_class_is_refused_in_whichever_row_it_stands(int columns, double label)
    {
        for (int row = 0; row < 20; row++)
        {
            Block<double> labels = Labels<double>(20, columns), indicators = Blocks.Zero<double>(20, columns);
            labels.Buffer.Span[row] = label;
            Work[] works =
            [
                new LogitsWork<double>(indicators).WithLoss(labels, Blocks.Zero<double>(20, 1)),
                new LogitsWork<double>(indicators).WithSoftmaxError(labels, Blocks.Zero<double>(20, columns)),
                new OneHotWork<double>(labels, indicators),
            ];
            foreach (Work work in works)
            {
                var error = Assert.Throws<ArgumentException>(work.Execute);
                Assert.Equal(FormattableString.Invariant($"Label {label} is not a class index: expected a whole number from 0 to {columns - 1}."), error.Message);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 3)]
    [InlineData(33, 40)]
    public void One_hot_rows_have_a_single_one_and_the_first_maximum_finds_it(int rows, int classes)
    {
        Block<double> labels = Labels<double>(rows, classes), index = Blocks.Zero<double>(rows, 1);
        Block<double>[] places =
        [
            Blocks.Random<double>(new Random(1), rows, classes), Blocks.Random<double>(new Random(1), rows, classes, classes + 2),
            Blocks.Random<double>(new Random(1), classes, rows).Transposed(),
        ];
        foreach (Block<double> place in places)
        {
            new OneHotWork<double>(labels, place).Execute();
            Assert.Equal(Enumerable.Range(0, rows * classes).Select(i => i % classes == labels[i / classes, 0] ? 1.0 : 0), Blocks.Values(place));
            new LogitsWork<double>(place).WithIndex(index).Execute();
            Assert.Equal(Blocks.Values(labels), Blocks.Values(index));
        }
    }

    private static void Check<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(rows * 1000 + columns);
        Block<T> labels = Labels<T>(rows, columns), spread = Block<T>.Dense(new NativeBuffer<T>(rows * 3), 1, rows, 1, 3);
        new CopyWork<T>(labels, spread).Execute();
        Block<T>[] blocks = [Logits<T>(random, rows, columns, dense: true), Logits<T>(random, rows, columns, dense: false), Logits<T>(random, columns, rows, dense: false).Transposed()];
        foreach (Block<T> z in blocks)
        {
            Figures<T> expected = Twin(z, labels);
            AssertSameBits(expected, Together(z, labels));
            AssertSameBits(expected, Separately(z, spread));
        }
    }

    private static void CheckLarge<T>(int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T big = T.CreateChecked(10000);
        Block<T> z = Blocks.Zero<T>(2, columns), labels = Blocks.Zero<T>(2, 1);
        z.Buffer.Span.Fill(-big);
        (z.Buffer.Span[0], z.Buffer.Span[columns + 1]) = (big, big);
        Figures<T> figures = Together(z, labels);
        Assert.Equal([T.Zero, big + big], figures.Loss);
        Assert.Equal([T.Zero, T.One], figures.Index);
        Assert.Equal(Enumerable.Range(0, 2 * columns).Select(i => i == 0 || i == columns + 1 ? T.One : T.Zero), figures.Softmax);
        Assert.Equal(Enumerable.Range(0, 2 * columns).Select(i => i == 0 || i == columns + 1 ? T.Zero : -big - big), figures.LogSoftmax);
    }

    /// <summary>Numbers with many equal ones among them, and here and there one that is large, infinite or none.</summary>
    private static Block<T> Logits<T>(Random random, int rows, int columns, bool dense) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] special = [1e4, -1e4, 0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        Block<T> block = Blocks.Random<T>(random, rows, columns, dense ? null : columns + 3);
        foreach (ref T value in block.Buffer.Span)
        {
            int choice = random.Next(1000);
            value = choice < special.Length ? T.CreateChecked(special[choice]) : choice < 500 ? T.Round(value * T.CreateChecked(4)) : value * T.CreateChecked(8);
        }

        return block;
    }

    private static Block<T> Labels<T>(int rows, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Blocks.Of(rows, 1, [.. Enumerable.Range(0, rows).Select(i => T.CreateChecked(i * 7 % classes))]);

    private static Figures<T> Together<T>(Block<T> z, Block<T> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> softmax = Blocks.Zero<T>(z.Rows, z.Columns), log = Blocks.Zero<T>(z.Columns, z.Rows).Transposed();
        Block<T> loss = Blocks.Zero<T>(z.Rows, 1), index = Blocks.Zero<T>(z.Rows, 1), error = Blocks.Zero<T>(z.Rows, z.Columns);
        new LogitsWork<T>(z).WithSoftmax(softmax, logarithm: false).WithLoss(labels, loss).WithIndex(index).Execute();
        new LogitsWork<T>(z).WithSoftmax(log, logarithm: true).WithLoss(labels, loss).Execute();
        new LogitsWork<T>(z).WithSoftmaxError(labels, error).WithLoss(labels, loss).Execute();
        return new(Blocks.Values(softmax), Blocks.Values(error), Blocks.Values(log), Blocks.Values(loss), Blocks.Values(index));
    }

    private static Figures<T> Separately<T>(Block<T> z, Block<T> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> softmax = Blocks.Zero<T>(z.Columns, z.Rows).Transposed(), log = Blocks.Zero<T>(z.Rows, z.Columns, z.Columns + 2);
        Block<T> loss = Blocks.Zero<T>(z.Rows, 1, 2), index = Blocks.Zero<T>(z.Rows, 1, 2), error = Blocks.Zero<T>(z.Columns, z.Rows).Transposed();
        new LogitsWork<T>(z).WithSoftmax(softmax, logarithm: false).Execute();
        new LogitsWork<T>(z).WithSoftmax(log, logarithm: true).Execute();
        new LogitsWork<T>(z).WithLoss(labels, loss).Execute();
        new LogitsWork<T>(z).WithIndex(index).Execute();
        new LogitsWork<T>(z).WithSoftmaxError(labels, error).Execute();
        return new(Blocks.Values(softmax), Blocks.Values(error), Blocks.Values(log), Blocks.Values(loss), Blocks.Values(index));
    }

    /// <summary>One row after the other, one function after the other.</summary>
    private static Figures<T> Twin<T>(Block<T> z, Block<T> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Figures<T> figures = new(Blocks.Values(z), Blocks.Values(z), Blocks.Values(z), Blocks.Values(labels), Blocks.Values(labels));
        for (int row = 0; row < z.Rows; row++)
        {
            Span<T> p = figures.Softmax.AsSpan(row * z.Columns, z.Columns), log = figures.LogSoftmax.AsSpan(row * z.Columns, z.Columns);
            T maximum = T.NegativeInfinity;
            int index = 0;
            for (int c = 0; c < z.Columns; c++)
            {
                if (!T.IsNaN(p[index]) && (p[c] > p[index] || T.IsNaN(p[c]))) index = c;
                maximum = T.Max(maximum, p[c]);
            }

            T shift = maximum - p[int.CreateChecked(labels[row, 0])];
            for (int c = 0; c < z.Columns; c++)
                log[c] = p[c] = p[c] - maximum;
            PointwiseFunction.Exp.Apply<T>(p, p);
            T sum = ReductionTests.Tree(p.ToArray());
            T[] logarithm = [sum];
            PointwiseFunction.Log.Apply<T>(logarithm, logarithm);
            for (int c = 0; c < z.Columns; c++)
                (p[c], log[c]) = (p[c] / sum, log[c] - logarithm[0]);
            Span<T> error = figures.Error.AsSpan(row * z.Columns, z.Columns);
            p.CopyTo(error);
            error[int.CreateChecked(labels[row, 0])] -= T.One;
            (figures.Loss[row], figures.Index[row]) = (shift + logarithm[0], T.CreateChecked(index));
        }

        return figures;
    }

    private static void AssertSameBits<T>(Figures<T> expected, Figures<T> actual) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(Bits(expected.Softmax), Bits(actual.Softmax));
        Assert.Equal(Bits(expected.Error), Bits(actual.Error));
        Assert.Equal(Bits(expected.LogSoftmax), Bits(actual.LogSoftmax));
        Assert.Equal(Bits(expected.Loss), Bits(actual.Loss));
        Assert.Equal(Bits(expected.Index), Bits(actual.Index));
    }

    /// <summary>The bits of each number; all NaN are alike.</summary>
    private static long[] Bits<T>(T[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. values.Select(value => BitConverter.DoubleToInt64Bits(T.IsNaN(value) ? double.NaN : double.CreateChecked(value)))];
}
