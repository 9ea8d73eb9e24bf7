namespace Cajal.Tests.Models;

/// <summary>G7: parameters unrolled into one vector and back, in a documented order, index to name and name to index.</summary>
public sealed class ParameterVectorTests
{
    private readonly Sequential model = new Sequential { new Dense(5), new Tanh(), new Dense(3, hasBias: false), new Softmax() }.Build([4], seed: 3);

    [Fact]
    public void Unrolling_and_back_is_exact_to_the_bit_and_in_the_canonical_order()
    {
        ParameterVector vector = model.Unroll();
        float[] values = vector.ToArray();

        Assert.Equal((4 * 5) + 5 + (5 * 3), vector.Length);
        Assert.Equal([.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())], values);
        Assert.Equal(["dense1.weight", "dense1.bias", "dense2.weight"], Enumerable.Range(0, vector.Length).Select(index => vector.NameOf(index).Name).Distinct());

        float[] other = [.. values.Select((_, index) => BitConverter.Int32BitsToSingle(0x3F800000 + (index * 77777)))];
        vector.Assign(other);
        Assert.Equal(other.Select(BitConverter.SingleToInt32Bits), model.Unroll().ToArray().Select(BitConverter.SingleToInt32Bits));
        vector.Assign(values);
        Assert.Equal(values, model.Unroll().ToArray());
    }

    [Fact]
    public void Index_and_name_lead_to_each_other()
    {
        ParameterVector vector = model.Unroll();

        Assert.Equal(20 + 3, vector.IndexOf("dense1.bias", 3));
        Assert.Equal(("dense1.bias", 3), vector.NameOf(23));
        for (int index = 0; index < vector.Length; index++)
        {
            (string name, int element) = vector.NameOf(index);
            Assert.Equal(index, vector.IndexOf(name, element));
            Assert.Equal(model.Parameters.Single(parameter => parameter.Name == name).Values[element], vector.ToArray()[index]);
        }
    }

    public static TheoryData<string> Optimizers => [.. Optimizer.Names.Where(name => Optimizer.ByName(name) is ElementwiseOptimizer)];

    /// <summary>Each optimiser that treats each number by itself gives the same bits on the one vector as on its parts.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimisers_work_on_the_vector(string name)
    {
        const int First = 7;
        const int Second = 6;
        var random = new Random(4);
        double[] start = GradientCheck.Numbers(random, First + Second, -1, 1);
        double[][] gradients = [.. Enumerable.Range(0, 5).Select(_ => GradientCheck.Numbers(random, First + Second, -1, 1))];

        var optimizer = (ElementwiseOptimizer)Optimizer.ByName(name);
        double[] whole = Run(optimizer, start, gradients);
        double[] parts = [.. Run(optimizer, start[..First], [.. gradients.Select(g => g[..First])]), .. Run(optimizer, start[First..], [.. gradients.Select(g => g[First..])])];

        Assert.Equal(parts, whole);
    }

    [Fact]
    public void Wrong_use_is_told()
    {
        ParameterVector vector = model.Unroll();
        Assert.StartsWith("Parameter vector: 3 numbers came, the model has 40 parameters.", Assert.Throws<ArgumentException>(() => vector.Assign([1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Sequential: there is no parameter 'dense9.weight'. Did you mean 'dense1.weight'? Known: dense1.weight, dense1.bias, dense2.weight.",
            Assert.Throws<ArgumentException>(() => vector.IndexOf("dense9.weight")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Parameter vector: dense1.bias has 5 elements, from 0; 5 is none of them.", Assert.Throws<ArgumentOutOfRangeException>(() => vector.IndexOf("dense1.bias", 5)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Parameter vector: it has 40 numbers, from 0; 40 is none of them.", Assert.Throws<ArgumentOutOfRangeException>(() => vector.NameOf(40)).Message, StringComparison.Ordinal);
    }

    private static double[] Run(ElementwiseOptimizer optimizer, double[] start, double[][] gradients)
    {
        var run = new OptimizerRun(optimizer, start.Length);
        var store = new Cajal.Planning.ParameterStore<double>(run.Function.Nodes.Select(node => node.Operator).OfType<Cajal.Ops.Parameter>().Select(parameter => (parameter.ParameterName, parameter.Shape)));
        start.CopyTo(store["p"]);
        for (int step = 0; step < gradients.Length; step++)
        {
            Cajal.Planning.NaiveExecutor.Run(run.Function, store, run.Inputs(step + 1, 0.01, gradients[step]), new Cajal.Kernels.RandomState());
        }

        return store["p"].ToArray();
    }
}
