using System.Diagnostics;

namespace Cajal;

/// <summary>
/// All classical methods that fit the targets, side by side: the constant prediction; for classes logistic or softmax regression, and logistic
/// units and perceptrons one against all and one against one; for labels a logistic regression each; for values linear regression.
/// </summary>
/// <example>
/// <code>
/// foreach (ComparedMethod method in ClassicComparison.Run(training, test))
/// {
///     Console.WriteLine($"{method.Name}: {method.Test["accuracy"].Value:0.000}");
/// }
/// </code>
/// </example>
public static class ClassicComparison
{
    /// <summary>
    /// Multiplications that the perceptrons of a method may cost, some seconds; the limit of epochs follows from it and from the data's size
    /// alone, so that figures do not depend on the machine.
    /// </summary>
    private const double Operations = 2e10;

    /// <summary>Rows times features squared up to which the exact verdict on separability takes less than some seconds.</summary>
    private const double MostExact = 2e4;

    /// <summary>Fits and judges them, the simplest first.</summary>
    /// <param name="training">Rows to learn from, encoded and scaled.</param>
    /// <param name="test">Rows to judge by.</param>
    /// <param name="cancellation">Stops the fits.</param>
    /// <exception cref="ArgumentException">The sets do not fit each other, or there is a single class.</exception>
    /// <exception cref="DataException">A class has no training rows, or rows have weights, which perceptrons cannot use.</exception>
    /// <exception cref="OperationCanceledException">The fits were cancelled.</exception>
    public static IEnumerable<ComparedMethod> Run(Dataset training, Dataset test, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(test);
        long began = Stopwatch.GetTimestamp();
        var baseline = LinearBaseline.Fit(training, cancellation: cancellation);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (string constant, string linear, int models) = (training.Targets.Kind, training.Targets.ClassNames.Length) switch
        {
            (TargetKind.Values, _) => ("mean", "linear regression", 1),
            (TargetKind.Labels, int labels) => ("majority", "logistic regression a label", labels),
            (_, 2) => ("majority", "logistic regression", 1),
            _ => ("majority", "softmax regression", 1),
        };
        yield return new ComparedMethod(constant, 0, baseline.EvaluateConstant(test), baseline.EvaluateConstant(training), 0, null);
        yield return new ComparedMethod(
            linear, models, baseline.EvaluateLinear(test), baseline.EvaluateLinear(training), seconds, baseline.Linear.Result.Remark);
        if (training.Targets.Kind != TargetKind.Classes)
        {
            yield break;
        }
        IBinaryLearner perceptrons = BinaryLearner.Perceptron(new PerceptronOptions { MaximumEpochs = Epochs(training) });
        if (training.Targets.ClassNames.Length == 2)
        {
            yield return Judge("perceptron", OneVersusOne.Fit, perceptrons);
            yield break;
        }
        foreach ((string name, IBinaryLearner learner) in new[] { ("logistic", BinaryLearner.Logistic()), ("perceptron", perceptrons) })
        {
            yield return Judge($"one-vs-all, {name}", OneVersusAll.Fit, learner);
            yield return Judge($"one-vs-one, {name}", OneVersusOne.Fit, learner);
        }

        ComparedMethod Judge(string name, Func<Dataset, IBinaryLearner, CancellationToken, MulticlassClassifier> fit, IBinaryLearner learner)
        {
            long start = Stopwatch.GetTimestamp();
            MulticlassClassifier classifier = fit(training, learner, cancellation);
            double time = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new ComparedMethod(name, classifier.Classifiers.Length, classifier.Evaluate(test), classifier.Evaluate(training), time, Remark(classifier, training, cancellation));
        }
    }

    private static int Epochs(Dataset training) => (int)Math.Clamp(
        Operations / ((double)training.Count * training.Features * training.Targets.ClassNames.Length), 5, 1000);

    /// <summary>What the perceptrons among the classifiers have shown.</summary>
    private static string? Remark(MulticlassClassifier classifier, Dataset training, CancellationToken cancellation)
    {
        PerceptronFit[] fits = [.. classifier.Classifiers.OfType<Perceptron>().Select(perceptron => perceptron.Result)];
        int separated = fits.Count(fit => fit.Verdict == PerceptronVerdict.Separated);
        return fits.Length switch
        {
            0 => null,
            1 when separated == 1 => FormattableString.Invariant($"Separable: no mistake in epoch {fits[0].Epochs}, after {fits[0].Mistakes} mistakes."),
            1 when fits[0].Verdict == PerceptronVerdict.Undecided && (double)training.Count * training.Features * training.Features <= MostExact
                => LinearSeparability.Decide(training, cancellation).IsSeparable
                    ? $"Separable by other weights (decided exactly), but not found in {fits[0].Epochs} epochs."
                    : "Not separable: the convex hulls of both classes have a point in common (decided exactly).",
            1 => fits[0].Remark,
            _ => $"{separated} of {fits.Length} perceptrons separate their classes; {fits.Count(fit => fit.Verdict == PerceptronVerdict.NotSeparable)} cannot, "
                + $"{fits.Count(fit => fit.Verdict == PerceptronVerdict.Undecided)} are undecided.",
        };
    }
}
