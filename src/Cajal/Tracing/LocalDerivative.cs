using Cajal.Ops;
using Cajal.Tracing;

namespace Cajal;

/// <summary>The derivative of one operation by one of its inputs: a term found on the way forward.</summary>
public sealed class LocalDerivative
{
    private readonly LocalRule rule;
    private readonly Lazy<double[,]> jacobian;

    internal LocalDerivative(Node of, int input, LocalRule rule)
    {
        Of = of;
        InputIndex = input;
        this.rule = rule;
        jacobian = new Lazy<double[,]>(() => rule.Jacobian(input));
    }

    /// <summary>The node that is derived.</summary>
    public Node Of { get; }

    /// <summary>The input that it is derived by.</summary>
    public Node By => Of.Inputs[InputIndex];

    /// <summary>Which of the node's inputs that is, from 0; a node may have one input twice.</summary>
    public int InputIndex { get; }

    /// <summary>Whether each output element depends on the same element of the input alone, so that <see cref="Diagonal"/> says everything.</summary>
    public bool IsElementwise => Of.Operator is PointwiseOperator;

    /// <summary>The whole Jacobian: entry (i, j) is ∂output[i]/∂input[j], elements counted row by row. Computed when first asked for.</summary>
    public double[,] Jacobian => (double[,])jacobian.Value.Clone();

    /// <summary>For an operation element by element: ∂output[i]/∂input[i].</summary>
    /// <exception cref="InvalidOperationException">The operation mixes elements.</exception>
    public double[] Diagonal()
    {
        if (!IsElementwise)
        {
            throw new InvalidOperationException($"{Of} mixes elements, so its derivative is no list. Take the Jacobian.");
        }

        double[] ones = new double[Of.Shape.Count];
        Array.Fill(ones, 1);
        return rule.Shares(ones)[InputIndex] ?? new double[By.Shape.Count];
    }
}
