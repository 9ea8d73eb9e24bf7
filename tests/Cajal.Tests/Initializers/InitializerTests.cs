using System.Text.Json.Nodes;

namespace Cajal.Tests.Initializers;

public sealed class InitializerTests
{
    private static readonly Dictionary<string, InitializerCase> Cases = InitializerCases.All.ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Moments_lie_within_five_standard_errors(string name)
    {
        InitializerCase row = Cases[name];
        double[] values = Fill(row.Initializer, 123, 4);
        double variance = row.Deviation * row.Deviation;
        double mean = values.Average();
        Assert.InRange(Math.Abs(mean), 0, 5 * row.Deviation / Math.Sqrt(values.Length));
        Assert.InRange(Math.Abs(values.Average(value => value * value) - variance), 0, 5 * variance * Math.Sqrt((row.Kurtosis - 1) / values.Length));
        double fourth = row.Kurtosis * variance * variance;
        Assert.InRange(Math.Abs(values.Average(value => Math.Pow(value, 4)) - fourth), 0, 0.1 * fourth);
        Assert.InRange(values.Max(Math.Abs), 0.99 * Math.Min(row.Limit, row.Deviation), row.Limit);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_depend_on_seed_and_stream_alone_and_float_is_double_rounded(string name)
    {
        Initializer initializer = Cases[name].Initializer;
        double[] values = Fill(initializer, 123, 4);
        Assert.Equal(values, Fill(initializer, 123, 4));
        float[] rounded = new float[values.Length];
        initializer.Fill(rounded, InitializerCases.Weight(initializer), 123, 4);
        Assert.Equal(values.Select(value => (float)value), rounded);
        if (initializer is not ZerosInitializer)
        {
            Assert.NotEqual(values, Fill(initializer, 124, 4));
            Assert.NotEqual(values, Fill(initializer, 123, 5));
        }
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(50, 20)]
    [InlineData(20, 50)]
    [InlineData(1, 7)]
    [InlineData(300, 200)]
    public void Orthogonal_columns_or_rows_are_orthonormal(int rows, int columns)
    {
        var initializer = new OrthogonalInitializer(gain: 2);
        double[] q = new double[rows * columns];
        initializer.Fill(q, InitializerCases.Weight(initializer, rows, columns), 123, 0);
        bool wide = rows < columns;
        for (int i = 0; i < Math.Min(rows, columns); i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double dot = Enumerable.Range(0, Math.Max(rows, columns)).Sum(k => wide ? q[(i * columns) + k] * q[(j * columns) + k] : q[(k * columns) + i] * q[(k * columns) + j]);
                Assert.InRange(Math.Abs((dot / 4) - (i == j ? 1 : 0)), 0, 1e-13);
            }
        }
    }

    [Fact]
    public void A_constant_is_everywhere()
    {
        double[] values = Fill(new ConstantInitializer(0.3), 1, 1);
        Assert.All(values, value => Assert.Equal(0.3, value));
    }

    [Fact]
    public void Every_initialiser_has_a_row_and_is_read_back_the_same()
    {
        Initializer[] rows = [.. Cases.Values.Select(row => row.Initializer), new ConstantInitializer(1.5)];
        Type[] types = [.. typeof(Initializer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Initializer)) && !type.IsAbstract)];
        Assert.Equal(types.Select(type => type.Name).Order(), rows.Select(row => row.GetType().Name).Distinct().Order());
        Assert.Equal(types.Length, Initializer.Names.Count);
        Assert.All(rows, row => Assert.Equal(row, Initializer.FromJson(JsonNode.Parse(row.ToJson().ToJsonString())!.AsObject())));
    }

    [Fact]
    public void Messages_name_initialiser_number_and_range()
    {
        Assert.Equal("NormalInitializer: deviation is -1, expected a finite number from 0 on. (Parameter 'deviation')", Range(() => new NormalInitializer(-1)));
        Assert.Equal("NormalInitializer: variance is -1, expected a finite number from 0 on. (Parameter 'variance')", Range(() => NormalInitializer.FromVariance(-1)));
        Assert.Equal("UniformInitializer: limit is NaN, expected a finite number from 0 on. (Parameter 'limit')", Range(() => new UniformInitializer(double.NaN)));
        Assert.Equal("ConstantInitializer: value is NaN, expected a finite number. (Parameter 'value')", Range(() => new ConstantInitializer(double.NaN)));
        Assert.Equal("OrthogonalInitializer: gain is 0, expected a finite number above 0. (Parameter 'gain')", Range(() => new OrthogonalInitializer(0)));
        Assert.Equal("Initializer 'golrot' is not known. Did you mean 'glorot'? Known: glorot, he, lecun, orthogonal, normal, uniform, constant, zeros.",
            Assert.Throws<ConfigurationException>(() => Initializer.ByName("golrot")).Message);
    }

    private static double[] Fill(Initializer initializer, ulong seed, ulong stream)
    {
        double[] values = new double[InitializerCases.In * InitializerCases.Out];
        initializer.Fill(values, InitializerCases.Weight(initializer), seed, stream);
        return values;
    }

    private static string Range(Func<object> action) => Assert.Throws<ArgumentOutOfRangeException>(action).Message;
}
