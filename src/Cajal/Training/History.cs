using System.Globalization;

namespace Cajal;

/// <summary>The figures of one epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Loss">Mean training loss over the epoch, dropout acting, penalty left out.</param>
/// <param name="Accuracy">Share of right answers over the epoch, for class targets.</param>
/// <param name="ValidationLoss">Mean loss over the validation set after the epoch, if there is one.</param>
/// <param name="Validation">The model's metrics over the validation set, by name; <c>null</c> values are undefined.</param>
/// <param name="LearningRate">Learning rate of the epoch's last step.</param>
/// <param name="Seconds">Time that the epoch took.</param>
public sealed record EpochResult(
    int Epoch,
    double Loss,
    double? Accuracy,
    double? ValidationLoss,
    IReadOnlyDictionary<string, double?> Validation,
    double LearningRate,
    double Seconds);

/// <summary>A beginning of a training that diverged.</summary>
/// <param name="LearningRate">The optimiser's rate in it, before the schedule's factor.</param>
/// <param name="Epoch">The epoch in which it diverged.</param>
/// <param name="Reason">What was seen.</param>
public sealed record FailedAttempt(double LearningRate, int Epoch, string Reason)
{
    /// <summary>A rate for people: divided by ten several times it may be off in the last of its 17 digits.</summary>
    internal static string RateText(double rate) =>
        double.Parse(rate.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}

/// <summary>The course of a training.</summary>
/// <param name="Epochs">The epochs' figures, in order.</param>
/// <param name="BestEpoch">Number of the epoch whose weights the model holds.</param>
/// <param name="Stopped">Why training ended, e.g. <c>all 200 epochs done</c>.</param>
/// <param name="Seconds">Time in all, that of earlier sittings included.</param>
public sealed record History(IReadOnlyList<EpochResult> Epochs, int BestEpoch, string Stopped, double Seconds)
{
    /// <summary>Beginnings that diverged, in order, each with a tenth of the rate of the one before (<see cref="FitOptions.Retries"/>); the epochs are those of the last one.</summary>
    public IReadOnlyList<FailedAttempt> FailedAttempts { get; init; } = [];
}
