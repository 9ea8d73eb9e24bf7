using Cajal.Derivatives;

namespace Cajal.Tests.Derivatives;

/// <summary>G2: the chain rule summed over every path, Jacobians; second derivatives against finite differences.</summary>
public sealed class DerivativeTests
{
    private readonly Graph graph = new();

    /// <summary>∂L/∂x₁ = ∂L/∂z₁·∂z₁/∂x₁ + ∂L/∂z₂·∂z₂/∂x₁ with z = Vx: the Jacobian ∂z/∂x is V itself.</summary>
    [Fact]
    public void The_two_by_two_case_of_the_lecture_has_the_Jacobian_V_and_sums_over_both_paths()
    {
        double[,] v = { { 0.3, -1.2 }, { 0.7, 2.5 } };
        Node x = graph.Input("x", [2, 1]);
        Node matrix = graph.Parameter("V", [2, 2]);
        Node z = matrix.MatMul(x);
        Node loss = (0.5 * z.Square()).Sum();
        NodeValues values = new() { [x] = [2, -1], [matrix] = v };

        Assert.Equal(v, z.Jacobian(x, values));
        double[] upstream = loss.Gradients([z])[0].Evaluate(values);
        double[] gradient = loss.Gradients([x])[0].Evaluate(values);
        Near.Equal([(upstream[0] * v[0, 0]) + (upstream[1] * v[1, 0]), (upstream[0] * v[0, 1]) + (upstream[1] * v[1, 1])], gradient, 1e-15);
    }

    [Fact]
    public void The_Jacobian_of_a_softmax_is_s_times_delta_minus_s()
    {
        Node x = graph.Input("x", [1, 4]);
        NodeValues values = new() { [x] = [0.2, -1, 3, 0.5] };
        double[] s = x.Softmax().Evaluate(values);

        double[,] jacobian = x.Softmax().Jacobian(x, values);

        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                Assert.Equal(s[i] * ((i == j ? 1 : 0) - s[j]), jacobian[i, j], 1e-15);
            }
        }
    }

    [Fact]
    public void Hessian_and_Hessian_vector_product_of_a_net_agree_with_finite_differences()
    {
        (Node loss, Node[] weights, NodeValues values) = Net();
        int count = graph.Nodes.Count;

        double[,] hessian = loss.Hessian(weights, values);

        Assert.Equal(count, graph.Nodes.Count);
        double[,] differences = DifferencesOfGradients(loss, weights, values);
        int size = weights.Sum(weight => weight.Shape.Count);
        Assert.Equal((size, size), (hessian.GetLength(0), hessian.GetLength(1)));
        double largest = hessian.Cast<double>().Max(Math.Abs);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                Assert.Equal(hessian[j, i], hessian[i, j], 1e-14);
                Assert.InRange(Math.Abs(hessian[i, j] - differences[i, j]), 0, 1e-8 * Math.Max(1, largest));
            }
        }

        CheckVectorProduct(loss, weights, values, hessian);
    }

    [Fact]
    public void The_Hessian_of_a_quadratic_form_is_its_matrix()
    {
        double[,] a = { { 2, -1, 0.5 }, { -1, 3, 0 }, { 0.5, 0, 1 } };
        Node x = graph.Input("x", [3, 1]);
        Node matrix = graph.Input("A", [3, 3]);
        Node loss = 0.5 * (x.Transpose().MatMul(matrix).MatMul(x)).Sum();

        Assert.Equal(a, loss.Hessian(x, new() { [x] = [1, 2, 3], [matrix] = a }));
    }

    [Fact]
    public void What_a_function_does_not_depend_on_has_the_derivative_zero()
    {
        Node x = graph.Input("x", [2]);
        Node y = graph.Input("y", [3]);

        Assert.All(x.Square().Jacobian(y, new() { [x] = [1, 2] }).Cast<double>(), value => Assert.Equal(0, value));
    }

    /// <summary>Every operator in forward mode against its Jacobian in reverse mode.</summary>
    [Fact]
    public void Forward_mode_equals_reverse_mode_for_every_operator()
    {
        var random = new Random(3);
        foreach (OpCase row in OpCases.All.Where(row => row.Inputs.Length > 0 && row.Inputs.All(input => input.Shape.Count is > 0 and < 60)))
        {
            var own = new Graph();
            Node[] inputs = [.. row.Inputs.Select((input, index) => own.Input($"x{index}", input.Shape, input.Kind))];
            var values = new NodeValues();
            var directions = new Dictionary<Node, Node>();
            Node output = row.Build(inputs);
            for (int index = 0; index < inputs.Length; index++)
            {
                values[inputs[index]] = row.Inputs[index].Values(random);
            }

            double[] expected = new double[output.Shape.Count];
            foreach (Node input in inputs.Where(input => input.Kind == Kind.Real))
            {
                double[] direction = GradientCheck.Numbers(random, input.Shape.Count, -1, 1);
                directions[input] = own.Input("direction", input.Shape);
                values[directions[input]] = direction;
                double[,] jacobian = output.Jacobian(input, values);
                for (int i = 0; i < expected.Length; i++)
                {
                    expected[i] += Enumerable.Range(0, direction.Length).Sum(j => jacobian[i, j] * direction[j]);
                }
            }

            Near.Equal(expected, ForwardMode.Derivative(output, directions).Evaluate(values), 1e-12, row.Name);
        }
    }

    private (Node Loss, Node[] Weights, NodeValues Values) Net()
    {
        var random = new Random(11);
        Node x = graph.Input("x", [4, 3]);
        Node y = graph.Input("y", [4, 1], Kind.Integer);
        Node[] weights = [graph.Parameter("W1", [3, 4]), graph.Parameter("b1", [4]), graph.Parameter("W2", [4, 3]), graph.Parameter("b2", [3])];
        Node hidden = (x.MatMul(weights[0]) + weights[1]).Tanh();
        Node loss = (hidden.MatMul(weights[2]) + weights[3]).CrossEntropy(y).Mean();
        NodeValues values = new() { [x] = GradientCheck.Numbers(random, 12, -1, 1), [y] = [0, 2, 1, 2] };
        foreach (Node weight in weights)
        {
            values[weight] = GradientCheck.Numbers(random, weight.Shape.Count, -1, 1);
        }

        return (loss, weights, values);
    }

    private static void CheckVectorProduct(Node loss, Node[] weights, NodeValues values, double[,] hessian)
    {
        var random = new Random(2);
        var direction = new NodeValues();
        foreach (Node weight in weights)
        {
            direction[weight] = GradientCheck.Numbers(random, weight.Shape.Count, -1, 1);
        }

        double[] flat = [.. weights.SelectMany(weight => direction[weight].Numbers.ToArray())];
        NodeValues product = loss.HessianVectorProduct(direction, values);
        double[] expected = [.. Enumerable.Range(0, flat.Length).Select(i => Enumerable.Range(0, flat.Length).Sum(j => hessian[i, j] * flat[j]))];
        Near.Equal(expected, [.. weights.SelectMany(weight => product[weight].Numbers.ToArray())], 1e-13);
    }

    /// <summary>Four-point central differences of the gradient.</summary>
    private static double[,] DifferencesOfGradients(Node loss, Node[] weights, NodeValues values)
    {
        const double Step = 1e-3;
        IReadOnlyList<Node> gradients = loss.Gradients(weights);
        int size = weights.Sum(weight => weight.Shape.Count);
        var result = new double[size, size];
        NodeValues moved = values.Copy();
        int column = 0;
        foreach (Node weight in weights)
        {
            for (int element = 0; element < weight.Shape.Count; element++, column++)
            {
                double[] At(double change)
                {
                    double[] numbers = values[weight].Numbers.ToArray();
                    numbers[element] += change;
                    moved[weight] = numbers;
                    return [.. gradients.SelectMany(gradient => gradient.Evaluate(moved))];
                }

                (double[] b, double[] a, double[] c, double[] d) = (At(-Step), At(Step), At(-2 * Step), At(2 * Step));
                for (int row = 0; row < size; row++)
                {
                    result[row, column] = ((8 * (a[row] - b[row])) - (d[row] - c[row])) / (12 * Step);
                }

                moved[weight] = values[weight];
            }
        }

        return result;
    }
}
