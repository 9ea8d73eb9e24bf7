using System.Globalization;
using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>Notices training that has run away.</summary>
internal static class Divergence
{
    // A healthy training's loss never rises ten thousandfold above where it began (nor above that of a loss of 1, where it began lower).
    private const double Growth = 1e4;

    /// <summary>Checks the loss of a step.</summary>
    /// <exception cref="DivergedException">The loss is not finite or has grown out of bounds; names step and first layer concerned.</exception>
    public static void Check(double loss, double firstLoss, int epoch, long step, TrainingJob job)
    {
        if (!double.IsFinite(loss) || loss > Growth * Math.Max(firstLoss, 1))
        {
            throw Error($"the loss is {Format(loss)} (it began at {Format(firstLoss)})", epoch, step, job);
        }
    }

    /// <summary>Checks the loss over the validation set.</summary>
    /// <exception cref="DivergedException">It is not finite.</exception>
    public static void CheckValidation(double loss, int epoch, TrainingJob job)
    {
        if (!double.IsFinite(loss))
        {
            throw Error($"the validation loss is {Format(loss)}", epoch, null, job);
        }
    }

    /// <summary>
    /// Checks weights and optimiser's state before they are kept or written: the last step before that may have spoilt them although its loss,
    /// which is computed before the step, was finite.
    /// </summary>
    /// <exception cref="DivergedException">A number is not finite; names the parameter.</exception>
    public static void CheckNumbers(ParameterStore<float> optimizerState, int epoch, long step, TrainingJob job)
    {
        if (job.Parameters.FirstNotFinite() is not null)
        {
            throw Error("a step made weights that are not finite", epoch, step, job);
        }

        if (optimizerState.FirstNotFinite() is { } name)
        {
            throw Error($"the optimiser's '{name}' is not finite", epoch, step, job);
        }
    }

    private static DivergedException Error(string what, int epoch, long? step, TrainingJob job)
    {
        string place = step is { } number ? string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}, step {number}") : $"epoch {epoch}";
        string rate = job.Optimizer.LearningRate.ToString(CultureInfo.InvariantCulture);
        string tenth = (job.Optimizer.LearningRate / 10).ToString(CultureInfo.InvariantCulture);
        return new DivergedException(
            $"Training diverged in {place}: {what}; {Culprit(job)}. The learning rate is {rate}; try {tenth}, "
            + "or scale the inputs, or clip the gradients.");
    }

    /// <summary>The first layer whose weights are not finite, or else the one with the largest weight.</summary>
    private static string Culprit(TrainingJob job)
    {
        string largest = "";
        float size = -1;
        foreach (NetworkParameter parameter in job.Network.Parameters)
        {
            foreach (float value in job.Parameters[parameter.Name])
            {
                if (!float.IsFinite(value))
                {
                    return $"the first weights that are no longer finite are '{parameter.Name}'";
                }

                if (Math.Abs(value) > size)
                {
                    size = Math.Abs(value);
                    largest = parameter.Name;
                }
            }
        }

        return $"the largest weight is {Format(size)} in '{largest}'";
    }

    private static string Format(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
