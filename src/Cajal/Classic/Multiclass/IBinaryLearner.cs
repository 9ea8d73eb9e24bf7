namespace Cajal;

/// <summary>Learns to tell two classes apart; what <see cref="OneVersusAll"/> and <see cref="OneVersusOne"/> are built on.</summary>
public interface IBinaryLearner
{
    /// <summary>Learns from rows of the classes 0 and 1.</summary>
    /// <param name="data">Inputs, and targets of two classes.</param>
    /// <param name="cancellation">Stops the learning.</param>
    IBinaryClassifier Learn(Dataset data, CancellationToken cancellation = default);
}

/// <summary>Tells two classes apart by a real score.</summary>
public interface IBinaryClassifier
{
    /// <summary>Scores rows: above 0 it is class 1, and the higher, the surer.</summary>
    /// <param name="data">The rows; their targets are not looked at.</param>
    /// <param name="scores">Receives a score for each row.</param>
    void Score(Dataset data, Span<double> scores);
}
