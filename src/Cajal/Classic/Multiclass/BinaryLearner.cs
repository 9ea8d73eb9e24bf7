namespace Cajal;

/// <summary>The library's learners of two classes.</summary>
public static class BinaryLearner
{
    /// <summary><see cref="LogisticRegression"/>; the score is the logarithm of the odds, w·x + b.</summary>
    /// <param name="options">Penalty and limits.</param>
    public static IBinaryLearner Logistic(LinearModelOptions? options = null) =>
        new FittingLearner((data, cancellation) => LogisticRegression.Fit(data, options, cancellation));

    /// <summary>The <see cref="Cajal.Perceptron"/>; the score is w·x + b. Where it does not converge, its last weights are taken.</summary>
    /// <param name="options">Rate and limit of epochs.</param>
    public static IBinaryLearner Perceptron(PerceptronOptions? options = null) =>
        new FittingLearner((data, cancellation) => Cajal.Perceptron.Fit(data, options, cancellation));

    /// <summary>A net with two outputs, one a class; the score is by how much the second exceeds the first.</summary>
    /// <param name="create">Makes a new net, compiled with an optimiser and a loss for classes; called for each pair of classes.</param>
    /// <param name="options">Epochs, batch size and more.</param>
    public static IBinaryLearner Net(Func<Sequential> create, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new FittingLearner((data, cancellation) =>
        {
            Sequential model = create();
            model.Fit(data, options, cancellation);
            return new NetClassifier(model);
        });
    }

    private sealed class FittingLearner(Func<Dataset, CancellationToken, IBinaryClassifier> fit) : IBinaryLearner
    {
        public IBinaryClassifier Learn(Dataset data, CancellationToken cancellation) => fit(data, cancellation);
    }

    private sealed class NetClassifier(Model model) : IBinaryClassifier
    {
        public void Score(Dataset data, Span<double> scores)
        {
            float[] outputs = model.Predict(data.AsFloats().Inputs);
            for (int row = 0; row < scores.Length; row++)
            {
                scores[row] = (double)outputs[(2 * row) + 1] - outputs[2 * row];
            }
        }
    }
}
