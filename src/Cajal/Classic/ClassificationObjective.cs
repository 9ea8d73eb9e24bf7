using Cajal.Numerics;
namespace Cajal.Classic;

/// <summary>
/// f(W) = Σᵢ vᵢ · loss(W xᵢ, yᵢ) + λ/2 ‖W‖² of a linear classifier, weights v together 1, intercepts not penalised; with gradient and
/// Hessian. Parameters are <c>[outputs, columns]</c>, the last column the intercepts, for inputs as the <see cref="DesignMatrix"/> centres
/// them.
/// </summary>
internal sealed class ClassificationObjective(
    DesignProducts products, Link link, int outputs, int[] labels, double[] weights, Penalty penalty)
{
    private readonly int _columns = products.Design.Columns;
    private readonly double[] _rows = new double[products.Design.Rows * outputs];

    public int Parameters => outputs * _columns;

    /// <summary>Whether the weights are penalised at all, so that a minimum exists.</summary>
    public bool IsPenalised => penalty.Strength > 0;

    /// <summary>Rows of positive weight that the parameters last evaluated do not predict right with a margin.</summary>
    public int Misfits { get; private set; }

    /// <summary>f and its gradient.</summary>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        products.Multiply(parameters, outputs, _rows);
        double value = 0;
        int misfits = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            Span<double> output = _rows.AsSpan(row * outputs, outputs);
            misfits += weights[row] > 0 && !(link.Margin(output, labels[row]) > 0) ? 1 : 0;
            double loss = link.Loss(output, labels[row]);
            value += weights[row] > 0 ? weights[row] * loss : 0;
            Vectors.Scale(weights[row], output, output);
        }
        Misfits = misfits;
        products.MultiplyTransposed(_rows, outputs, gradient);
        value += penalty.Add(parameters, gradient);
        return value;
    }

    /// <summary>
    /// Second derivatives, lower triangle of <c>[parameters, parameters]</c>: the block of outputs k and l is Xᵀ diag(vᵢ pₖ (δₖₗ − pₗ)) X,
    /// and λ on the diagonal of the weights.
    /// </summary>
    public void Hessian(ReadOnlySpan<double> parameters, double[] hessian)
    {
        products.Multiply(parameters, outputs, _rows);
        for (int row = 0; row < labels.Length; row++)
        {
            link.Predict(_rows.AsSpan(row * outputs, outputs));
        }
        double[] factors = new double[labels.Length];
        double[] block = new double[_columns * _columns];
        for (int k = 0; k < outputs; k++)
        {
            for (int l = 0; l <= k; l++)
            {
                for (int row = 0; row < labels.Length; row++)
                {
                    double probability = _rows[(row * outputs) + k];
                    factors[row] = weights[row] * probability * ((k == l ? 1 : 0) - _rows[(row * outputs) + l]);
                }
                products.Gram(factors, block);
                for (int i = 0; i < _columns; i++)
                {
                    block.AsSpan(i * _columns, _columns).CopyTo(hessian.AsSpan((((k * _columns) + i) * Parameters) + (l * _columns)));
                }
            }
        }
        penalty.AddCurvature(hessian, outputs);
    }

    /// <summary>
    /// Whether going along the direction for ever never makes a row's margin worse and makes some better: then, without a penalty, f has no
    /// minimum (A. Albert, J. A. Anderson, Biometrika 71 (1984)).
    /// </summary>
    public bool Separates(ReadOnlySpan<double> direction)
    {
        const double Rounding = 1e-6;
        products.Multiply(direction, outputs, _rows);
        double least = 0;
        double most = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double margin = weights[row] > 0 ? link.Margin(_rows.AsSpan(row * outputs, outputs), labels[row]) : 0;
            least = Math.Min(least, margin);
            most = Math.Max(most, margin);
        }
        return most > 0 && least >= -Rounding * most;
    }

    /// <inheritdoc cref="Penalty.GradientNorm"/>
    public double GradientNorm(ReadOnlySpan<double> gradient) => penalty.GradientNorm(gradient);
}
