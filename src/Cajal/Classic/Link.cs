namespace Cajal.Classic;

/// <summary>
/// How the outputs z of a linear classifier become probabilities, and the negative log likelihood that belongs to them. One row at a time,
/// in float64; finite and exact for outputs of any size.
/// </summary>
internal abstract class Link
{
    /// <summary>Replaces the outputs of one row by probabilities.</summary>
    public abstract void Predict(Span<double> outputs);

    /// <summary>−log p(label) of one row; its outputs are replaced by the gradient with respect to them, probabilities − e(label).</summary>
    public abstract double Loss(Span<double> outputs, int label);

    /// <summary>By how much the outputs prefer the true class to the best other one; above 0 the row is predicted right.</summary>
    public abstract double Margin(ReadOnlySpan<double> outputs, int label);
}

/// <summary>One output: the probability of class 1 is σ(z) = 1 / (1 + exp(−z)).</summary>
internal sealed class SigmoidLink : Link
{
    public override void Predict(Span<double> outputs) => PredictOne(ref outputs[0]);

    /// <summary>Replaces an output by its probability.</summary>
    public static void PredictOne(ref double output)
    {
        double small = Math.Exp(-Math.Abs(output));
        output = (output >= 0 ? 1 : small) / (1 + small);
    }

    public override double Loss(Span<double> outputs, int label)
    {
        double margin = Margin(outputs, label);
        double small = Math.Exp(-Math.Abs(margin));
        double wrong = (margin >= 0 ? small : 1) / (1 + small);
        outputs[0] = label == 1 ? -wrong : wrong;
        return Math.Log(1 + small) + Math.Max(0, -margin);
    }

    public override double Margin(ReadOnlySpan<double> outputs, int label) => label == 1 ? outputs[0] : -outputs[0];
}

/// <summary>One output per class: p = softmax(z).</summary>
internal sealed class SoftmaxLink : Link
{
    public override void Predict(Span<double> outputs) => _ = Exponentiate(outputs);

    public override double Loss(Span<double> outputs, int label)
    {
        double output = outputs[label];
        double loss = Exponentiate(outputs) - output;
        outputs[label] -= 1;
        return loss;
    }

    public override double Margin(ReadOnlySpan<double> outputs, int label)
    {
        double best = double.NegativeInfinity;
        for (int k = 0; k < outputs.Length; k++)
        {
            best = k == label ? best : Math.Max(best, outputs[k]);
        }
        return outputs[label] - best;
    }

    /// <summary>Replaces the outputs by probabilities and gives the logarithm of the sum of their exponentials.</summary>
    private static double Exponentiate(Span<double> outputs)
    {
        double most = double.NegativeInfinity;
        foreach (double output in outputs)
        {
            most = Math.Max(most, output);
        }
        double sum = 0;
        for (int k = 0; k < outputs.Length; k++)
        {
            outputs[k] = Math.Exp(outputs[k] - most);
            sum += outputs[k];
        }
        for (int k = 0; k < outputs.Length; k++)
        {
            outputs[k] /= sum;
        }
        return most + Math.Log(sum);
    }
}
