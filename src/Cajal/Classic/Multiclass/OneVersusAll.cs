using System.Collections.Immutable;

namespace Cajal;

/// <summary>
/// K classes by K classifiers, each of one class against all others; the class with the highest real score is predicted, of equal scores the
/// first. Source: R. Rifkin, A. Klautau, "In defense of one-vs-all classification", Journal of Machine Learning Research 5 (2004).
/// </summary>
/// <example>
/// <code>
/// OneVersusAll digits = OneVersusAll.Fit(training, BinaryLearner.Logistic());
/// Console.WriteLine(digits.Classifiers.Length);            // 10
/// Console.WriteLine(digits.Evaluate(test)["accuracy"].Value);
/// </code>
/// </example>
public sealed class OneVersusAll : MulticlassClassifier
{
    private OneVersusAll(Dataset data, ImmutableArray<IBinaryClassifier> classifiers) : base(data, classifiers)
    {
    }

    /// <summary>Learns a classifier for each class.</summary>
    /// <param name="data">Rows with classes, at least one row of each.</param>
    /// <param name="learner">Learns two classes, e.g. <see cref="BinaryLearner.Logistic"/>.</param>
    /// <param name="cancellation">Stops the learning.</param>
    /// <exception cref="DataException">The targets are no classes, or a class has no rows; or the learner refuses the data.</exception>
    /// <exception cref="OperationCanceledException">The learning was cancelled.</exception>
    public static OneVersusAll Fit(Dataset data, IBinaryLearner learner, CancellationToken cancellation = default)
    {
        Check(data, learner, nameof(OneVersusAll));
        ImmutableArray<string> names = data.Targets.ClassNames;
        return new OneVersusAll(data,
            [.. Enumerable.Range(0, names.Length).Select(k => learner.Learn(AsTwoClasses(data, $"not {names[k]}", names[k], actual => actual == k), cancellation))]);
    }

    private protected override void Join(ReadOnlySpan<double> scores, Span<float> classes)
    {
        for (int k = 0; k < classes.Length; k++)
        {
            classes[k] = (float)scores[k];
        }
    }
}
