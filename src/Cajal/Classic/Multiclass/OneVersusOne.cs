using System.Collections.Immutable;

namespace Cajal;

/// <summary>
/// K classes by K (K − 1) / 2 classifiers, one for each pair, learned from the rows of that pair alone; each votes for one of its two classes
/// (a score of 0 for the first). The class with most votes is predicted; of classes with equal votes the one whose scores in its pairs sum
/// highest, then the first. A class's score is its votes plus <c>s / (3 (1 + |s|))</c> with s that sum, which orders equal votes and never
/// outweighs one, as in scikit-learn. Source: J. Friedman, "Another approach to polychotomous classification", 1996.
/// </summary>
/// <example><code>int[] classes = OneVersusOne.Fit(training, BinaryLearner.Perceptron()).Predict(test);</code></example>
public sealed class OneVersusOne : MulticlassClassifier
{
    private readonly ImmutableArray<(int First, int Second)> _pairs;

    private OneVersusOne(Dataset data, ImmutableArray<IBinaryClassifier> classifiers, ImmutableArray<(int First, int Second)> pairs)
        : base(data, classifiers) => _pairs = pairs;

    /// <summary>The classes of each of the classifiers, by their indices.</summary>
    public IReadOnlyList<(int First, int Second)> Pairs => _pairs;

    /// <summary>Learns a classifier for each pair of classes.</summary>
    /// <inheritdoc cref="OneVersusAll.Fit"/>
    public static OneVersusOne Fit(Dataset data, IBinaryLearner learner, CancellationToken cancellation = default)
    {
        Check(data, learner, nameof(OneVersusOne));
        ImmutableArray<string> names = data.Targets.ClassNames;
        ImmutableArray<(int First, int Second)> pairs =
        [
            .. from first in Enumerable.Range(0, names.Length)
               from second in Enumerable.Range(first + 1, names.Length - first - 1)
               select (first, second),
        ];
        return new OneVersusOne(data, [.. pairs.Select(pair => learner.Learn(Duel(data, pair), cancellation))], pairs);
    }

    private protected override void Join(ReadOnlySpan<double> scores, Span<float> classes)
    {
        double[] sums = new double[classes.Length];
        classes.Clear();
        for (int i = 0; i < _pairs.Length; i++)
        {
            (int first, int second) = _pairs[i];
            classes[scores[i] > 0 ? second : first]++;
            sums[first] -= scores[i];
            sums[second] += scores[i];
        }
        for (int k = 0; k < sums.Length; k++)
        {
            classes[k] += (float)(sums[k] / (3 * (1 + Math.Abs(sums[k]))));
        }
    }

    private static Dataset Duel(Dataset data, (int First, int Second) pair)
    {
        int[] rows = [.. Enumerable.Range(0, data.Count).Where(row => data.Targets.ClassOf(row) == pair.First || data.Targets.ClassOf(row) == pair.Second)];
        ImmutableArray<string> names = data.Targets.ClassNames;
        return AsTwoClasses(data.Select(rows), names[pair.First], names[pair.Second], actual => actual == pair.Second);
    }
}
