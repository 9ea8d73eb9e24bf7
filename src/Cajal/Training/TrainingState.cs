namespace Cajal.Training;

/// <summary>
/// Where a training stands, apart from weights and optimiser's state: with these numbers (and the seed) it goes on exactly where it stopped,
/// also inside an epoch.
/// </summary>
internal sealed class TrainingState
{
    /// <summary>Finished epochs.</summary>
    public List<EpochResult> Epochs { get; } = [];

    /// <summary>Beginnings that diverged.</summary>
    public List<FailedAttempt> FailedAttempts { get; } = [];

    /// <summary>What the optimiser's rate is multiplied by beside the schedule's factor: a tenth for each failed attempt, and the schedule's cuts.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>What a schedule that watches training has seen.</summary>
    public PlateauWatch Watch { get; set; } = new();

    /// <summary>Steps done in the current epoch.</summary>
    public int StepInEpoch { get; set; }

    /// <summary>Steps done in all.</summary>
    public long Step { get; set; }

    /// <summary>Sum of the rows' losses in the current epoch.</summary>
    public double LossSum { get; set; }

    /// <summary>Right answers in the current epoch.</summary>
    public double CorrectSum { get; set; }

    /// <summary>Rows seen in the current epoch.</summary>
    public long RowsSeen { get; set; }

    /// <summary>Loss of the very first step, against which divergence is judged.</summary>
    public double? FirstLoss { get; set; }

    /// <summary>Best figure of the validation set so far, the smaller the better.</summary>
    public double BestScore { get; set; } = double.PositiveInfinity;

    /// <summary>Epoch of the weights kept; 0 while there are none.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Epochs in a row without a better figure.</summary>
    public int Waited { get; set; }

    /// <summary>Why training ended before all epochs were done; <c>null</c> while it goes on.</summary>
    public string? Stopped { get; set; }

    /// <summary>Seconds of training in earlier sittings and finished epochs.</summary>
    public double Seconds { get; set; }

    /// <summary>Books a divergence and goes back to the very beginning, with a tenth of the rate.</summary>
    public void BeginAgain(FailedAttempt failed)
    {
        FailedAttempts.Add(failed);
        RateFactor = Math.Pow(10, -FailedAttempts.Count);
        Watch = new PlateauWatch();
        Epochs.Clear();
        BeginEpoch();
        (Step, FirstLoss, BestScore, BestEpoch, Waited) = (0, null, double.PositiveInfinity, 0, 0);
    }

    /// <summary>Clears the sums for the next epoch.</summary>
    public void BeginEpoch()
    {
        StepInEpoch = 0;
        LossSum = 0;
        CorrectSum = 0;
        RowsSeen = 0;
    }
}
