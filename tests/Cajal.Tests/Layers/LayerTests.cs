using System.Text.Json.Nodes;

namespace Cajal.Tests.Layers;

public sealed class LayerTests
{
    private static readonly Dictionary<string, LayerCase> Cases = LayerCases.All.ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_equal_the_reference(string name)
    {
        LayerCase row = Cases[name];
        BuiltLayer built = row.Build(training: false);
        double[][] parameters = [.. built.Parameters.Select(node => built.Values[node])];
        double[] expected = [.. built.Values[built.Input].Chunk(row.Input.Count).SelectMany(x => row.Reference(x, parameters))];
        Near.Equal(expected, built.Run(), 1e-14, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_follow_the_rule(string name)
    {
        LayerCase row = Cases[name];
        Assert.Equal(row.Output, row.Make().OutputShape(row.Input));
        foreach (int batch in new[] { 1, 3, 0 })
        {
            Assert.Equal([batch, .. row.Output.Sizes], row.Build(training: true, batch).Output.Shape);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_equal_central_differences(string name)
    {
        LayerCase row = Cases[name];
        foreach (bool training in new[] { false, true })
        {
            BuiltLayer built = row.Build(training);
            Assert.InRange(GradientCheck.WorstExcess(built.Output, built.Values), 0, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Planned_execution_gives_the_bits_of_naive_execution(string name)
    {
        LayerCase row = Cases[name];
        BuiltLayer built = row.Build(training: true);
        IReadOnlyList<Node> gradients = built.Output.Square().Sum().Gradients([.. built.Values.Keys]);
        var function = new GraphFunction([built.Output * 1.5, .. gradients]);
        PlanCheck.SameBits<double>(function, built.Values, runs: 2);
        PlanCheck.SameBits<float>(function, built.Values, runs: 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_read_back_from_its_file_form_is_the_same(string name)
    {
        JsonObject written = Cases[name].Make().ToJson();
        Layer read = LayerTable.Read(JsonNode.Parse(written.ToJsonString())!.AsObject());
        Assert.Equal(written.ToJsonString(), read.ToJson().ToJsonString());
        Assert.Equal(Cases[name].Make().GetType(), read.GetType());
        Assert.Equal(Cases[name].Make().Name, read.Name);
    }

    [Fact]
    public void Every_layer_has_a_row_and_stands_in_the_table_of_files()
    {
        Type[] layers = [.. typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)];
        Assert.Empty(layers.Except([.. Cases.Values.Select(row => row.Make().GetType()), .. MergingLayerTests.Types]));
        Assert.Empty(Cases.Values.Select(row => row.Make().Kind).Except(LayerTable.Kinds));
        Assert.Equal(layers.Length, LayerTable.Kinds.Count);
    }

    [Fact]
    public void Only_weight_matrices_are_weights_and_factors_reach_the_parameters()
    {
        IReadOnlyList<ParameterDeclaration> dense = new Dense(4) { BiasRateFactor = 0.1 }.Parameters([3]);
        Assert.Equal([("weight", true, 1.0, 3, 4), ("bias", false, 0.1, 3, 4)],
            dense.Select(parameter => (parameter.Name, parameter.IsWeight, parameter.RateFactor, parameter.FanIn, parameter.FanOut)));
        Assert.Equal([new Shape(3, 4), new Shape(4)], dense.Select(parameter => parameter.Shape));
        ParameterDeclaration scale = Assert.Single(new FeatureScale().Parameters([5]));
        Assert.Equal((false, 6.0, new ConstantInitializer(1)), (scale.IsWeight, scale.RateFactor, (ConstantInitializer)scale.Initializer));
    }

    [Fact]
    public void A_dense_layer_starts_as_documented()
    {
        Assert.Equal(new GlorotInitializer(WeightDistribution.Uniform), new Dense(2).WeightInitializer);
        Assert.Equal(new NormalInitializer(1), new Dense(2, scale: WeightScale.NeuralTangent).WeightInitializer);
        Assert.Equal(new ZerosInitializer(), new Dense(2).BiasInitializer);
    }

    [Fact]
    public void Streams_of_a_context_differ()
    {
        var context = new LayerContext(true, new Dictionary<string, Node>(), 40);
        Assert.Equal([40UL, 41UL, 42UL], [context.NextStream(), context.NextStream(), context.NextStream()]);
    }
}
