using System.Collections.Immutable;

namespace Cajal;

/// <summary>Several classes told apart by classifiers of two classes.</summary>
public abstract class MulticlassClassifier
{
    private protected MulticlassClassifier(Dataset data, ImmutableArray<IBinaryClassifier> classifiers)
    {
        Features = data.Features;
        ClassNames = data.Targets.ClassNames;
        Classifiers = classifiers;
    }

    /// <summary>Numbers in a row of inputs.</summary>
    public int Features { get; }

    /// <summary>Names of the classes.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>The classifiers of two classes.</summary>
    public ImmutableArray<IBinaryClassifier> Classifiers { get; }

    /// <summary>What each class has in its favour, <c>[rows, classes]</c>; the highest is predicted, the first of equals.</summary>
    /// <param name="data">The rows; their targets are not looked at.</param>
    /// <exception cref="ArgumentException">The set has another number of features.</exception>
    public float[] Scores(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Features != Features)
        {
            throw new ArgumentException($"The data set has {data.Features} features, the classifiers learned from {Features}.", nameof(data));
        }
        double[][] scores = [.. Classifiers.Select(_ => new double[data.Count])];
        for (int i = 0; i < scores.Length; i++)
        {
            Classifiers[i].Score(data, scores[i]);
        }
        float[] together = new float[data.Count * ClassNames.Length];
        double[] own = new double[scores.Length];
        for (int row = 0; row < data.Count; row++)
        {
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = scores[i][row];
            }
            Join(own, together.AsSpan(row * ClassNames.Length, ClassNames.Length));
        }
        return together;
    }

    /// <summary>The predicted class of each row.</summary>
    /// <inheritdoc cref="Scores"/>
    public int[] Predict(Dataset data)
    {
        float[] scores = Scores(data);
        int[] classes = new int[data.Count];
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<float> own = scores.AsSpan(row * ClassNames.Length, ClassNames.Length);
            for (int k = 1; k < own.Length; k++)
            {
                classes[row] = own[k] > own[classes[row]] ? k : classes[row];
            }
        }
        return classes;
    }

    /// <summary>Accuracy, F₁, area under the ROC curve and the confusion matrix on rows with known classes.</summary>
    /// <param name="data">The rows, with the same classes.</param>
    /// <exception cref="ArgumentException">The set has another number of features or classes.</exception>
    public EvaluationReport Evaluate(Dataset data) => EvaluationReport.Classification(
        new PredictedRows(Scores(data), ClassNames.Length, data.Targets.Numbers, data.Targets.Width, data.Weights), ClassNames);

    /// <summary>Makes scores of classes from the classifiers' scores of one row.</summary>
    private protected abstract void Join(ReadOnlySpan<double> scores, Span<float> classes);

    /// <summary>Refuses what has no classes, or a class without rows: nothing could be learned of it.</summary>
    private protected static void Check(Dataset data, IBinaryLearner learner, string method)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(learner);
        if (data.Targets.Kind != TargetKind.Classes || data.Targets.ClassNames.Length < 2)
        {
            throw new DataException($"{method}: the targets are {data.Targets.Kind.ToString().ToLowerInvariant()} with {data.Targets.ClassNames.Length} names, "
                + "expected at least two classes. Labels, several in a row, are learned by a net or by MultiLabelRegression.");
        }
        int empty = Array.IndexOf(data.Targets.ClassCounts(), 0);
        if (empty >= 0)
        {
            throw new DataException($"{method}: the class {PrintableText.Quote(data.Targets.ClassNames[empty])} has no rows, expected at least one of each. "
                + "Leave the class out or add rows.");
        }
    }

    /// <summary>Rows with their class as 0 or 1.</summary>
    private protected static Dataset AsTwoClasses(Dataset data, string zero, string one, Func<int, bool> isOne)
    {
        int[] classes = new int[data.Count];
        for (int row = 0; row < classes.Length; row++)
        {
            classes[row] = isOne(data.Targets.ClassOf(row)) ? 1 : 0;
        }
        return data.WithTargets(Targets.Classes(classes, [zero, one], data.Targets.Names[0]));
    }
}
