using System.Text.Json.Nodes;
using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests.Optimizers;

public sealed class OptimizerTests
{
    private static readonly Dictionary<string, OptimizerCase> Cases = OptimizerCases.All.ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_step_equals_PyTorch(string name)
    {
        OptimizerCase row = Cases[name];
        ElementwiseOptimizer optimizer = row.Optimizer;
        var run = new OptimizerRun(optimizer, row.Initial.Length);
        ParameterStore<double> store = Store(run.Function);
        row.Initial.CopyTo(store["p"]);
        for (int step = 0; step < row.Gradients.Length; step++)
        {
            NaiveExecutor.Run(run.Function, store, run.Inputs(step + 1, optimizer.LearningRate, row.Gradients[step]), new RandomState());
            double[] actual = store["p"].ToArray();
            for (int index = 0; index < actual.Length; index++)
            {
                double expected = row.Expected[step][index];
                Assert.True(Math.Abs(actual[index] - expected) <= 1e-12 * Math.Abs(expected), $"step {step + 1}, element {index}: PyTorch {expected:R}, came {actual[index]:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Planned_execution_gives_the_bits_of_naive_execution(string name)
    {
        OptimizerCase row = Cases[name];
        var run = new OptimizerRun(row.Optimizer, row.Initial.Length);
        var initial = new Dictionary<string, double[]> { ["p"] = row.Initial };
        PlanCheck.SameBits<double>(run.Function, run.Inputs(3, 0.1, row.Gradients[0]), initial, runs: 4);
        PlanCheck.SameBits<float>(run.Function, run.Inputs(3, 0.1, row.Gradients[0]), initial, runs: 4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_optimiser_read_back_from_its_file_form_is_the_same(string name)
    {
        ElementwiseOptimizer optimizer = Cases[name].Optimizer;
        Assert.Equal(optimizer, Optimizer.FromJson(JsonNode.Parse(optimizer.ToJson().ToJsonString())!.AsObject()));
        Assert.Equal(optimizer.State.Count, optimizer.State.Distinct().Count());
    }

    [Fact]
    public void Every_optimiser_has_a_row_and_stands_in_the_table_of_files()
    {
        Type[] optimizers = [.. typeof(Optimizer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract)];
        Assert.Empty(optimizers.Where(type => type.IsSubclassOf(typeof(ElementwiseOptimizer))).Except(Cases.Values.Select(row => row.Optimizer.GetType())));
        Assert.Equal(optimizers.Select(type => type.Name).Order(), Optimizer.Names.Select(name => Optimizer.ByName(name).GetType().Name).Order());
    }

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        Assert.Equal(new Sgd(0.01, 0, false, 0), Optimizer.ByName("sgd"));
        Assert.Equal(new Adam(0.001, 0.9, 0.999, 1e-8), Optimizer.ByName("adam"));
        Assert.Equal(new AdamW(0.001, 0.01, 0.9, 0.999, 1e-8), Optimizer.ByName("adamw"));
        Assert.Equal(3e-4, (new Adam() with { LearningRate = 3e-4 }).LearningRate);
    }

    [Fact]
    public void Weight_decay_leaves_biases_alone()
    {
        double[] gradients = [0.3, -2, 0];
        Assert.Equal(OneStep(new Adam(0.1), gradients, isWeight: true), OneStep(new AdamW(0.1, 0.5), gradients, isWeight: false));
        Near.Equal([.. OneStep(new Adam(0.1), gradients, isWeight: true).Select(p => p - (0.1 * 0.5))], OneStep(new AdamW(0.1, 0.5), gradients, isWeight: true), 1e-15);
    }

    [Fact]
    public void A_rate_of_zero_moves_nothing() => Assert.All(Optimizer.Names.Select(Optimizer.ByName).OfType<ElementwiseOptimizer>(), optimizer =>
        Assert.Equal([1, 1, 1], OneStep(optimizer with { LearningRate = 0 }, [0.3, -2, 0], isWeight: true)));

    [Fact]
    public void Late_steps_stay_finite() => Assert.All(Optimizer.Names, name =>
    {
        double[] scalars = new double[Optimizer.ByName(name).Scalars.Count];
        Optimizer.ByName(name).ComputeScalars(100_000_000, 0.1, scalars);
        Assert.All(scalars, scalar => Assert.True(double.IsFinite(scalar)));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.9999)]
    public void Numbers_of_NAdam_are_those_of_the_whole_product_at_every_step(double beta1)
    {
        double product = 1;
        for (int step = 1; step <= 2000; step++)
        {
            product *= Momentum(step);
            double[] scalars = new double[3];
            new NAdam(0.1, beta1).ComputeScalars(step, 0.1, scalars);
            Assert.Equal(0.1 * (1 - Momentum(step)) / (1 - product), scalars[0]);
            Assert.Equal(0.1 * Momentum(step + 1) / (1 - (product * Momentum(step + 1))), scalars[1]);
        }

        double Momentum(int step) => beta1 * (1 - (0.5 * Math.Pow(0.96, step * 0.004)));
    }

    private static double[] OneStep(ElementwiseOptimizer optimizer, double[] gradients, bool isWeight)
    {
        var run = new OptimizerRun(optimizer, gradients.Length, isWeight);
        ParameterStore<double> store = Store(run.Function);
        store["p"].Fill(1);
        NaiveExecutor.Run(run.Function, store, run.Inputs(1, optimizer.LearningRate, gradients), new RandomState());
        return store["p"].ToArray();
    }

    private static ParameterStore<double> Store(GraphFunction function) =>
        new(function.Nodes.Select(node => node.Operator).OfType<Cajal.Ops.Parameter>().Select(op => (op.ParameterName, op.Shape)));
}
