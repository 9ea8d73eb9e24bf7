namespace Cajal;

/// <summary>
/// Trains and judges a configuration as often as there are folds, each time on other rows (M. Stone, "Cross-validatory choice and assessment of
/// statistical predictions", Journal of the Royal Statistical Society B 36, 1974).
/// </summary>
public static class CrossValidation
{
    /// <summary>Trains once a fold.</summary>
    /// <param name="data">The folds.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="onFold">Told each fold's figures as they come.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="ConfigurationException">The configuration does not fit the data.</exception>
    /// <exception cref="DivergedException">A training diverged.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CrossValidationResult Run(
        FoldedData data, TrainingConfiguration configuration, Action<int, Evaluation>? onFold = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(configuration);
        var folds = new Evaluation[data.Count];
        for (int fold = 0; fold < folds.Length; fold++)
        {
            try
            {
                folds[fold] = Judge(data.Fold(fold, configuration), configuration, cancellation);
            }
            catch (DivergedException error)
            {
                throw new DivergedException($"Fold {fold + 1} of {folds.Length}: {error.Message}", error);
            }

            onFold?.Invoke(fold, folds[fold]);
        }

        return new CrossValidationResult(folds);
    }

    /// <summary>Trains on a fold's rows and judges on those it holds back.</summary>
    internal static Evaluation Judge(PreparedData fold, TrainingConfiguration configuration, CancellationToken cancellation) =>
        TrainingRun.Start(fold, configuration, new RunOptions { Baselines = false, Doctor = false }, cancellation).Test!;
}
