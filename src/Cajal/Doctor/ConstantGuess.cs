namespace Cajal.Doctor;

/// <summary>What one would guess without looking at a row: shares of the classes or labels, means of values.</summary>
/// <param name="Kind">Meaning of the targets.</param>
/// <param name="Values">One for each output.</param>
/// <param name="Variances">Their variances.</param>
/// <param name="ClassWeights">Weights of the classes, if any.</param>
internal sealed record ConstantGuess(TargetKind Kind, double[] Values, double[] Variances, IReadOnlyList<double>? ClassWeights)
{
    private const double LeastProbability = 1e-7;

    /// <summary>Takes shares or means of the training set, rows weighing as in training.</summary>
    /// <param name="training">The training set.</param>
    /// <param name="classWeights">Weights of the classes, if any.</param>
    public static ConstantGuess Of(Dataset training, IReadOnlyList<double>? classWeights)
    {
        Targets targets = training.Targets;
        bool classes = targets.Kind == TargetKind.Classes;
        double[] means = new double[classes ? targets.ClassNames.Length : targets.Width];
        double[] squares = new double[means.Length];
        var guess = new ConstantGuess(targets.Kind, means, squares, classWeights);
        double total = Enumerable.Range(0, training.Count).Sum(row => guess.WeightOf(training, row));
        for (int row = 0; row < training.Count; row++)
        {
            ReadOnlySpan<float> target = targets.Row(row);
            double share = guess.WeightOf(training, row) / total;
            for (int index = 0; index < means.Length; index++)
            {
                double value = classes ? ((int)target[0] == index ? 1 : 0) : target[index];
                means[index] += share * value;
                squares[index] += share * value * value;
            }
        }

        for (int index = 0; index < means.Length; index++)
        {
            squares[index] -= means[index] * means[index];
        }

        return guess;
    }

    /// <summary>What a row weighs in training.</summary>
    public double WeightOf(Dataset rows, int row) =>
        (rows.Weights.IsEmpty ? 1 : rows.Weights[row]) * (ClassWeights is null ? 1 : ClassWeights[rows.Targets.ClassOf(row)]);

    /// <summary>A model's output as probabilities (of logits those of softmax or sigmoid) or values.</summary>
    public void Likelihoods(Model model, ReadOnlySpan<float> output, Span<double> likelihoods)
    {
        double highest = double.NegativeInfinity;
        foreach (float value in output)
        {
            highest = Math.Max(highest, value);
        }

        bool logits = Kind != TargetKind.Values && model.Built.Network.OutputLayer.Layer is not (Softmax or Sigmoid);
        double sum = 0;
        for (int index = 0; index < output.Length; index++)
        {
            likelihoods[index] = !logits ? output[index] : Kind == TargetKind.Classes ? Math.Exp(output[index] - highest) : 1 / (1 + Math.Exp(-output[index]));
            sum += likelihoods[index];
        }

        for (int index = 0; index < output.Length && Kind == TargetKind.Classes; index++)
        {
            likelihoods[index] /= sum;
        }
    }

    /// <summary>Error and surprise of saying these probabilities or values for a target.</summary>
    public (double Error, double Surprise) Judge(ReadOnlySpan<double> said, ReadOnlySpan<float> target)
    {
        if (Kind == TargetKind.Classes)
        {
            int best = 0;
            for (int index = 1; index < said.Length; index++)
            {
                best = said[index] > said[best] ? index : best;
            }

            return (best == (int)target[0] ? 0 : 1, -Math.Log(Math.Max(said[(int)target[0]], LeastProbability)));
        }

        (double error, double surprise) = (0, 0);
        for (int index = 0; index < said.Length; index++)
        {
            double difference = said[index] - target[index];
            double square = Kind == TargetKind.Values ? difference * difference / Math.Max(Variances[index], double.Epsilon) : 0;
            error += Kind == TargetKind.Values ? square : (said[index] >= 0.5) == (target[index] == 1) ? 0 : 1;
            surprise += Kind == TargetKind.Values ? square : -Math.Log(Math.Max(1 - Math.Abs(difference), LeastProbability));
        }

        return (error / said.Length, surprise / said.Length);
    }
}
