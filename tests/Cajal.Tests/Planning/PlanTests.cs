using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests.Planning;

public sealed class PlanTests
{
    /// <summary>A training step of a dense net with dropout-like noise, momentum and, if wanted, clipping by the gradient's norm.</summary>
    internal static (GraphFunction Function, Dictionary<Node, double[]> Inputs, Dictionary<string, double[]> Parameters) TrainingStep(
        int batch, int[] widths, bool clip = false, bool noise = false)
    {
        var graph = new Graph();
        var random = new Random(3);
        var parameters = new Dictionary<string, double[]>();
        Node x = graph.Input("x", [batch, widths[0]]);
        Node labels = graph.Input("labels", [batch, 1], Kind.Integer);
        Node rate = graph.Input("rate", []);
        var weights = new List<Node>();
        Node Declare(string name, Shape shape, double scale)
        {
            parameters[name] = GradientCheck.Numbers(random, shape.Count, -scale, scale);
            return graph.Parameter(name, shape);
        }

        Node value = x;
        for (int layer = 1; layer < widths.Length; layer++)
        {
            Node w = Declare($"w{layer}", [widths[layer - 1], widths[layer]], 1 / Math.Sqrt(widths[layer - 1]));
            Node b = Declare($"b{layer}", [widths[layer]], 0.1);
            weights.AddRange([w, b]);
            value = value.MatMul(w) + b;
            if (layer < widths.Length - 1)
            {
                value = layer % 2 == 0 ? value.Relu() : value.Tanh();
                value = noise ? value * graph.RandomUniform(value.Shape, (ulong)layer).Greater(graph.Constant(0.2)) * 1.25 : value;
            }
        }

        Node loss = value.CrossEntropy(labels).Mean();
        IReadOnlyList<Node> gradients = loss.Gradients(weights);
        Node norm = gradients.Select(gradient => gradient.Square().Sum()).Aggregate((a, b) => a + b).Sqrt();
        Node factor = clip ? (1.0 / norm).Minimum(graph.Constant(1)) : graph.Constant(1);
        var updates = new List<Update>();
        for (int index = 0; index < weights.Count; index++)
        {
            Node velocity = Declare("v" + index, weights[index].Shape, 0);
            Node next = (0.9 * velocity) + (factor * gradients[index]);
            updates.Add(new Update(velocity, next));
            updates.Add(new Update(weights[index], weights[index] - (rate * next)));
        }

        var inputs = new Dictionary<Node, double[]>
        {
            [x] = GradientCheck.Numbers(random, x.Shape.Count, -1, 1),
            [labels] = [.. Enumerable.Range(0, batch).Select(_ => (double)random.Next(widths[^1]))],
            [rate] = [0.1],
        };
        return (new GraphFunction([loss, value], updates), inputs, parameters);
    }

    [Theory]
    [InlineData(4, new[] { 2, 2, 1 }, false, false)]
    [InlineData(5, new[] { 4, 16, 3 }, true, false)]
    [InlineData(32, new[] { 33, 70, 65, 10 }, false, true)]
    [InlineData(1, new[] { 7, 5, 3 }, true, true)]
    [InlineData(130, new[] { 100, 64, 48, 5 }, false, false)]
    public void A_planned_training_step_gives_the_bits_of_the_naive_one_at_any_thread_count(int batch, int[] widths, bool clip, bool noise)
    {
        foreach (int threads in new[] { 1, 2, 3, 4, 8 })
        {
            var step = TrainingStep(batch, widths, clip, noise);
            PlanCheck.SameBits<float>(step.Function, step.Inputs, step.Parameters, threads, runs: 3);
        }

        var exact = TrainingStep(batch, widths, clip, noise);
        PlanCheck.SameBits<double>(exact.Function, exact.Inputs, exact.Parameters, 2, runs: 3);
    }

    [Fact]
    public void Bias_activation_and_optimiser_are_fused_into_the_products()
    {
        var step = TrainingStep(32, [20, 30, 10]);
        Plan<float> plan = PlanCheck.SameBits<float>(step.Function, step.Inputs, step.Parameters);
        Assert.Contains(plan.Steps, line => line.Description.StartsWith("MatMul + Add + Tanh", StringComparison.Ordinal));
        Assert.Equal(2, plan.Steps.Count(line => line.Description.Contains("MatMul", StringComparison.Ordinal)
            && line.Description.EndsWith("Subtract", StringComparison.Ordinal) && line.Shape.Rows is 20 or 30));
        Assert.DoesNotContain(plan.Steps, line => line.Description.StartsWith("Copy", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Steps, line => line.Description == "Transpose");
        // Forward 2 products, backward: 2 for the weights, 1 for the hidden layer, none for the input.
        Assert.Equal(5, plan.Steps.Count(line => line.Description.Contains("MatMul", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_derivative_that_only_the_way_back_reads_is_computed_there_and_never_stored()
    {
        (GraphFunction function, Dictionary<Node, double[]> inputs, Dictionary<string, double[]> parameters) = TrainingStep(7, [5, 6, 4, 3]);
        Plan<float> plan = PlanCheck.SameBits<float>(function, inputs, parameters);
        string[] steps = [.. plan.Steps.Select(step => step.Description)];
        Assert.Contains("MatMul + Add + Tanh", steps);
        Assert.Contains("MatMul + Add + Relu", steps);
        Assert.Contains(steps, step => step.StartsWith("Square + Subtract + MatMul", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.StartsWith("Step + MatMul", StringComparison.Ordinal));
    }

    [Fact]
    public void A_simple_value_of_one_that_is_stored_is_computed_again_where_it_is_read_later()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [9, 4]), w = graph.Parameter("w", [4, 6]);
        Node product = x.MatMul(w), mean = product.SumRows() * (1.0 / 9);
        Node centered = product - mean.Broadcast(product.Shape);
        // The sum of squares waits for the centered value, what is divided by it reads it again.
        Node scaled = centered * (centered.Square().SumRows() + 1.0).Sqrt().Broadcast(product.Shape);
        string[] steps = StepsOf(new GraphFunction([scaled]), x, w);
        Assert.Contains(steps, step => step.StartsWith("Subtract + Square [9, 6], 108 operations, 216 bytes", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.StartsWith("Subtract + Multiply [9, 6], 108 operations, 216 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void Costly_values_those_of_two_others_and_those_of_a_parameter_are_stored()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [9, 4]), w = graph.Parameter("w", [4, 6]), product = x.MatMul(w);
        foreach (Node value in new[] { product.Tanh(), product + product.Softmax(), w * 2.0 })
        {
            Node scaled = value * (value.Square().SumRows() + 1.0).Sqrt().Broadcast(value.Shape);
            string[] steps = StepsOf(new GraphFunction([scaled, product]), x, w);
            Assert.Contains(steps, step => step.StartsWith($"Multiply {value.Shape}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_follows_from_a_value_that_is_computed_again_is_stored()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [9, 4]), w = graph.Parameter("w", [4, 6]), product = x.MatMul(w);
        Node centered = product - (product.SumRows() * (1.0 / 9)).Broadcast(product.Shape);
        Node doubled = centered * 2.0;
        string[] steps = StepsOf(new GraphFunction([Scaled(centered), Scaled(doubled)]), x, w);
        Assert.Contains(steps, step => step.StartsWith("Subtract + Multiply [9, 6], 108 operations, 216 bytes", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.StartsWith("Multiply [9, 6], 54 operations, 216 bytes", StringComparison.Ordinal));

        static Node Scaled(Node value) => value * (value.Square().SumRows() + 1.0).Sqrt().Broadcast(value.Shape);
    }

    [Fact]
    public void What_a_value_that_is_computed_again_follows_from_is_stored()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [9, 4]), w = graph.Parameter("w", [4, 6]);
        Node early = x.SumColumns().Broadcast([9, 6]).Tanh();
        Node product = x.MatMul(w), tripled = product * 3.0;
        Node scaled = tripled * tripled.Square().SumRows().Broadcast(product.Shape);
        // Runs with 'early', and so before the pass comes to what 'scaled' follows from.
        Node last = scaled * (scaled + early).Square().SumRows().Broadcast(product.Shape);
        string[] steps = StepsOf(new GraphFunction([last, product]), x, w);
        Assert.Contains(steps, step => step.StartsWith("Tanh + Multiply + Add + Square [9, 6], 216 operations, 216 bytes", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.StartsWith("Multiply + Multiply [9, 6], 108 operations, 216 bytes", StringComparison.Ordinal));
    }

    private static string[] StepsOf(GraphFunction function, Node x, Node w)
    {
        var random = new Random(5);
        var inputs = new Dictionary<Node, double[]> { [x] = GradientCheck.Numbers(random, x.Shape.Count, -1, 1) };
        var parameters = new Dictionary<string, double[]> { ["w"] = GradientCheck.Numbers(random, w.Shape.Count, -1, 1) };
        return [.. PlanCheck.SameBits<float>(function, inputs, parameters).Steps.Select(step => step.ToString())];
    }

    [Fact]
    public void Loss_probabilities_and_class_of_the_same_logits_are_one_step()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [5, 4]);
        Node labels = graph.Input("labels", [5, 1], Kind.Integer);
        Node w = graph.Parameter("w", [4, 3]);
        Node logits = x.MatMul(w);
        Node loss = logits.CrossEntropy(labels).Mean();
        Node right = logits.ArgMaximum().EqualTo(labels).Sum();
        var function = new GraphFunction([loss, right], [new Update(w, w - loss.Gradients([w])[0])]);
        var random = new Random(5);
        var inputs = new Dictionary<Node, double[]> { [x] = GradientCheck.Numbers(random, 20, -1, 1), [labels] = [0, 2, 1, 1, 2] };
        Plan<float> plan = PlanCheck.SameBits<float>(function, inputs, new() { ["w"] = GradientCheck.Numbers(random, 12, -1, 1) }, runs: 3);
        PlanStep step = Assert.Single(plan.Steps, step => step.Description.Contains("CrossEntropy", StringComparison.Ordinal));
        Assert.Equal(["ArgMaximum", "CrossEntropyOfLogits", "SoftmaxError"], step.Description.Split(" + ").Order());
    }

    [Fact]
    public void A_loss_whose_labels_follow_from_the_same_logits_and_a_second_loss_are_steps_of_their_own()
    {
        var graph = new Graph();
        Node logits = graph.Input("logits", [4, 3]);
        Node labels = graph.Input("labels", [4, 1], Kind.Integer);
        Node own = logits.CrossEntropy(logits.ArgMaximum()), others = logits.CrossEntropy(labels), reversed = logits.CrossEntropy(graph.Input("reversed", [4, 1], Kind.Integer));
        var function = new GraphFunction([own.Sum(), others.Sum(), reversed.Sum(), logits.Softmax().Square().Sum()]);
        var inputs = new Dictionary<Node, double[]> { [logits] = GradientCheck.Numbers(new Random(5), 12, -1, 1), [labels] = [0, 2, 1, 1], [reversed.Inputs[1]] = [1, 1, 2, 0] };
        Plan<float> plan = PlanCheck.SameBits<float>(function, inputs, runs: 2);
        Assert.Equal(2, plan.Steps.Count(step => step.Description == "CrossEntropyOfLogits"));
        Assert.Single(plan.Steps, step => step.Description.Split(" + ").Order().SequenceEqual(["ArgMaximum", "CrossEntropyOfLogits", "Softmax"]));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(16, true)]
    public void A_product_over_one_index_is_pointwise_but_in_narrow_rows_and_gives_the_zeros_of_a_product(int columns, bool isPointwise)
    {
        var graph = new Graph();
        Node x = graph.Input("x", [1, 3]), d = graph.Input("d", [1, columns]), w = graph.Parameter("w", [3, columns]);
        var function = new GraphFunction([x.Transpose().MatMul(d) * 1.0], [new Update(w, w - (0.5 * x.Transpose().MatMul(d)))]);
        var inputs = new Dictionary<Node, double[]> { [x] = [-0.0, 2, double.PositiveInfinity], [d] = [.. Enumerable.Range(0, columns).Select(column => 3.0 * (1 - column))] };
        var parameters = new Dictionary<string, double[]> { ["w"] = [.. Enumerable.Range(1, 3 * columns).Select(number => (double)number)] };
        Plan<float> plan = PlanCheck.SameBits<float>(function, inputs, parameters, compiled: true);
        Assert.Equal(!isPointwise, plan.Steps.Any(step => step.Description.Contains("MatMul", StringComparison.Ordinal)));
    }

    [Fact]
    public void Sums_of_one_number_are_pointwise_and_give_the_zeros_of_a_sum()
    {
        var graph = new Graph();
        Node row = graph.Input("row", [1, 3]), column = graph.Input("column", [3, 1]), one = graph.Input("one", [1, 1]);
        var function = new GraphFunction([1.0 / row.SumRows(), 1.0 / column.SumColumns(), 1.0 / one.Sum()]);
        var inputs = new Dictionary<Node, double[]> { [row] = [-0.0, 2, double.NaN], [column] = [-0.0, 0, -3], [one] = [-0.0] };
        Plan<double> plan = PlanCheck.SameBits<double>(function, inputs);
        Assert.DoesNotContain(plan.Steps, step => step.Description.Contains("Sum", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        var step = TrainingStep(32, [20, 30, 10], clip: true, noise: true);
        Plan<float> plan = PlanCheck.SameBits<float>(step.Function, step.Inputs, step.Parameters);
        plan.CompileLoops();
        foreach (int threads in new[] { 1, 2 })
        {
            using var team = new Team(threads);
            plan.Run(team, 1, 1);
            plan.Run(team, 1, 2);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (ulong run = 0; run < 100; run++)
            {
                plan.Run(team, 1, run);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1 << 30, 1 << 30)]
    public void More_numbers_than_an_arena_holds_are_refused(int first, int second)
    {
        var graph = new Graph();
        Node x = graph.Input("x", [first]), y = graph.Input("y", [second]);
        var error = Assert.Throws<ConfigurationException>(() => PlanCompiler<float>.BytesOf(new GraphFunction([x.Sum(), y.Sum()])));
        Assert.Equal("The values of this computation hold more than 2147483647 numbers at once, expected no more. Take fewer rows at a time.", error.Message);
    }

    [Fact]
    public void An_update_whose_old_value_is_read_later_is_copied_at_the_end()
    {
        var graph = new Graph();
        Node w = graph.Parameter("w", [3, 3]);
        Node v = graph.Parameter("v", [3, 3]);
        // Each next value reads the other's old value through a product: neither can be written in place before the other has run.
        var function = new GraphFunction([], [new Update(w, v.MatMul(v) * 0.5), new Update(v, w.MatMul(w) + 1.0)]);
        var parameters = new Dictionary<string, double[]> { ["w"] = [1, 2, 3, 4, 5, 6, 7, 8, 9], ["v"] = [9, 8, 7, 6, 5, 4, 3, 2, 1] };
        Plan<double> plan = PlanCheck.SameBits<double>(function, new Dictionary<Node, double[]>(), parameters, runs: 4);
        Assert.Contains(plan.Steps, step => step.Description.StartsWith("Copy to Parameter", StringComparison.Ordinal));
    }

    [Fact]
    public void An_update_whose_product_reads_its_parameter_is_copied_at_the_end()
    {
        const int Size = 150;
        var graph = new Graph();
        Node w = graph.Parameter("w", [Size, Size]);
        // Written in place, the first tiles would change what the later ones read.
        var function = new GraphFunction([], [new Update(w, w.MatMul(w) * 0.01)]);
        var parameters = new Dictionary<string, double[]> { ["w"] = GradientCheck.Numbers(new Random(5), Size * Size, -1, 1) };
        Plan<double> plan = PlanCheck.SameBits<double>(function, new Dictionary<Node, double[]>(), parameters, runs: 2);
        Assert.Equal("Copy to Parameter 'w'", plan.Steps[^1].Description);
    }

    [Fact]
    public void Groups_never_wait_for_each_other_also_where_an_early_group_takes_a_late_member()
    {
        var graph = new Graph();
        Node early = graph.Input("a", [2, 3]).Tanh();
        Node sum = early.Softmax().SumColumns();
        Node late = graph.Input("b", [2, 1]).Tanh();
        Node joined = early * late;                     // runs with 'early', which from now on waits for 'late'
        Node last = late + sum;                         // must not run with 'late': its sum waits for 'early'
        var function = new GraphFunction([joined.Sum(), last]);
        PlanCheck.SameBits<double>(function, new Dictionary<Node, double[]> { [function.Nodes[0]] = [1, 2, 3, 4, 5, 6], [late.Inputs[0]] = [1, 2] });
    }

    [Fact]
    public void Outputs_hold_the_old_value_of_a_parameter_and_the_new_one_that_replaces_it()
    {
        var graph = new Graph();
        Node w = graph.Parameter("w", [2, 2]);
        Node v = graph.Parameter("v", [2, 2]);
        Node next = w - (0.5 * v);
        // v takes the old value of w: a product with one, which the planner reduces to w itself.
        var function = new GraphFunction([w, next, next.Transpose()], [new Update(w, next), new Update(v, w * 1.0)]);
        var parameters = new Dictionary<string, double[]> { ["w"] = [1, 2, 3, 4], ["v"] = [5, 6, 7, 8] };
        PlanCheck.SameBits<double>(function, new Dictionary<Node, double[]>(), parameters, runs: 3);
    }

    [Fact]
    public void A_product_never_writes_over_an_operand_that_its_other_tiles_still_read()
    {
        var graph = new Graph();
        Node a = graph.Input("a", [70, 70]);
        Node b = graph.Input("b", [70, 70]);
        var random = new Random(123);
        var inputs = new Dictionary<Node, double[]> { [a] = GradientCheck.Numbers(random, 4900, -1, 1), [b] = GradientCheck.Numbers(random, 4900, -1, 1) };
        // Both operands are read for the last time here and are as large as the result.
        var function = new GraphFunction([(a.Softmax().MatMul(b.Softmax()) + 1.0).Tanh()]);
        PlanCheck.SameBits<float>(function, inputs, threads: 2, runs: 2);
        PlanCheck.SameBits<double>(function, inputs, threads: 1, runs: 2);
    }

    [Fact]
    public void A_chain_of_20000_nodes_is_planned_in_linear_time()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [2, 3]);
        Node share = x.Softmax();
        Node value = x;
        for (int step = 0; step < 10_000; step++)
        {
            value = (value + share).Tanh();
        }

        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Plan<double> plan = PlanCompiler<double>.Compile(new GraphFunction([value]), new ParameterStore<double>([]));
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
        Assert.Equal(2, plan.Steps.Count);
    }

    [Fact]
    public void A_plan_prints_its_steps_shapes_operations_and_bytes()
    {
        var graph = new Graph();
        Node x = graph.Input("x", [2, 3]);
        Node y = x.MatMul(graph.Parameter("w", [3, 4])).Tanh();
        var store = new ParameterStore<float>([("w", new Shape(3, 4))]);
        string text = PlanCompiler<float>.Compile(new GraphFunction([y]), store).ToString();
        Assert.Equal("  1  MatMul + Tanh [2, 4], 56 operations, 32 bytes stored\n1 steps, 56 operations, 256 bytes", text);
    }

    [Fact]
    public void Storage_is_reused_when_values_are_no_longer_needed()
    {
        var graph = new Graph();
        Node value = graph.Input("x", [64, 64]);
        for (int layer = 0; layer < 10; layer++)
        {
            value = value.MatMul(graph.Parameter($"w{layer}", [64, 64])).Tanh();
        }

        var store = new ParameterStore<float>(Enumerable.Range(0, 10).Select(layer => ($"w{layer}", new Shape(64, 64))));
        Plan<float> plan = PlanCompiler<float>.Compile(new GraphFunction([value]), store);
        Assert.Equal(3 * 64 * 64 * sizeof(float), plan.Bytes);
    }
}
