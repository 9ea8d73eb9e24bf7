using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class SoftmaxTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 10)]
    [InlineData(130, 17)]
    [InlineData(2, 1500)]
    public void Softmax_and_its_logarithm_are_those_of_the_formula(int rows, int columns)
    {
        Block<double> z = Blocks.Random<double>(new Random(123), rows, columns, columns + 1);
        double[] values = Blocks.Values(z);
        Block<double> p = Blocks.Zero<double>(rows, columns), log = Blocks.Zero<double>(columns, rows);
        new SoftmaxWork<double>(z, p, logarithm: false).Execute();
        new SoftmaxWork<double>(z, log.Transposed(), logarithm: true).Execute();
        for (int row = 0; row < rows; row++)
        {
            double sum = Enumerable.Range(0, columns).Sum(c => Math.Exp(z[row, c]));
            for (int c = 0; c < columns; c++)
            {
                Assert.Equal(Math.Exp(z[row, c]) / sum, p[row, c], 1e-15);
                Assert.Equal(z[row, c] - Math.Log(sum), log[c, row], 1e-14);
            }
        }

        var spans = new double[rows * columns];
        Softmaxes.Softmax<double>(values, rows, columns, spans);
        Assert.Equal(spans, Blocks.Values(p));
        Softmaxes.LogSoftmax<double>(values, rows, columns, spans);
        Assert.Equal(spans, Blocks.Values(log.Transposed()));
        new SoftmaxWork<double>(z, z, logarithm: false).Execute();
        Assert.Equal(Blocks.Values(p), Blocks.Values(z));
    }

    [Fact]
    public void Large_logits_are_exact()
    {
        Check<float>();
        Check<double>();
    }

    [Fact]
    public void Cross_entropy_equals_the_spans_and_the_logarithm_of_softmax()
    {
        Block<float> z = Blocks.Random<float>(new Random(123), 150, 10), losses = Blocks.Zero<float>(150, 1), labels = Blocks.Zero<float>(150, 1);
        for (int i = 0; i < 150; i++)
            labels.Buffer.Span[i] = i * 7 % 10;
        new CrossEntropyWork<float>(z.Transposed().Transposed(), labels, losses).Execute();
        float[] spans = new float[150], log = new float[1500];
        Softmaxes.CrossEntropy<float>(Blocks.Values(z), 150, 10, Blocks.Values(labels), spans);
        Assert.Equal(spans, Blocks.Values(losses));
        Softmaxes.LogSoftmax<float>(Blocks.Values(z), 150, 10, log);
        for (int i = 0; i < 150; i++)
            Assert.Equal(-log[i * 10 + i * 7 % 10], spans[i], 1e-6f);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void A_label_that_is_no_class_is_refused(double label)
    {
        var error = Assert.Throws<ArgumentException>(() => Softmaxes.CrossEntropy<double>([1, 2, 3], 1, 3, [label], new double[1]));
        Assert.Equal(FormattableString.Invariant($"Label {label} is not a class index: expected a whole number from 0 to 2."), error.Message);
    }

    [Fact]
    public void One_hot_and_first_maximum_are_inverse()
    {
        Block<double> labels = Blocks.Of(3, 1, 2.0, 0, 1), indicators = Blocks.Zero<double>(3, 4), back = Blocks.Zero<double>(3, 1);
        new OneHotWork<double>(labels, indicators).Execute();
        Assert.Equal([0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0], Blocks.Values(indicators));
        new ArgMaximumWork<double>(indicators, back).Execute();
        Assert.Equal([2, 0, 1], Blocks.Values(back));
        var spans = new double[12];
        Selections.OneHot<double>([2, 0, 1], 4, spans);
        Assert.Equal(spans, Blocks.Values(indicators));
        var indices = new double[2];
        Selections.ArgMaximum<double>([1, 3, 3, 2, double.NaN, 9], 2, 3, indices);
        Assert.Equal([1, 1], indices);
    }

    private static void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T big = T.CreateChecked(10000), zero = T.Zero;
        Block<T> z = Blocks.Of(2, 2, big, -big, -big, big), labels = Blocks.Of(2, 1, zero, zero), losses = Blocks.Zero<T>(2, 1), p = Blocks.Zero<T>(2, 2);
        new CrossEntropyWork<T>(z, labels, losses).Execute();
        Assert.Equal([zero, big + big], Blocks.Values(losses));
        new SoftmaxWork<T>(z, p, logarithm: false).Execute();
        Assert.Equal([T.One, zero, zero, T.One], Blocks.Values(p));
    }
}
