using System.Globalization;
using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>Notices training that has run away.</summary>
/// <param name="job">What is trained.</param>
/// <param name="state">Where it stands.</param>
internal sealed class Divergence(TrainingJob job, TrainingState state)
{
    // A healthy training's loss never rises ten thousandfold above where it began (nor above that of a loss of 1, where it began lower).
    private const double Growth = 1e4;

    private int Epoch => state.Epochs.Count + 1;

    /// <summary>Checks the loss of a step.</summary>
    /// <exception cref="DivergedException">The loss is not finite or has grown out of bounds; names step and first layer concerned.</exception>
    public void CheckLoss(double loss)
    {
        double first = state.FirstLoss ?? loss;
        if (!double.IsFinite(loss) || loss > Growth * Math.Max(first, 1))
        {
            throw Error($"the loss is {Format(loss)} (it began at {Format(first)})", state.Step + 1);
        }
    }

    /// <summary>Checks the loss over the validation set.</summary>
    /// <exception cref="DivergedException">It is not finite.</exception>
    public void CheckValidation(double loss)
    {
        if (!double.IsFinite(loss))
        {
            throw Error($"the validation loss is {Format(loss)}", null);
        }
    }

    /// <summary>
    /// Checks weights and optimiser's state before they are kept or written: the last step before that may have spoilt them although its loss,
    /// which is computed before the step, was finite.
    /// </summary>
    /// <exception cref="DivergedException">A number is not finite; names the parameter.</exception>
    public void CheckNumbers(ParameterStore<float> optimizerState)
    {
        if (job.Parameters.FirstNotFinite() is not null)
        {
            throw Error("a step made weights that are not finite", state.Step);
        }

        if (optimizerState.FirstNotFinite() is { } name)
        {
            throw Error($"the optimiser's '{name}' is not finite", state.Step);
        }
    }

    private DivergedException Error(string what, long? step)
    {
        string place = step is { } number ? string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}, step {number}") : $"epoch {Epoch}";
        double rate = job.Optimizer.LearningRate * state.RateFactor;
        string tried = state.FailedAttempts.Count == 0 ? "" : $"; so did {string.Join(", ", state.FailedAttempts.Select(failed => FailedAttempt.RateText(failed.LearningRate)))}";
        return new DivergedException(
            $"Training diverged in {place}: {what}; {Culprit()}. The learning rate is {FailedAttempt.RateText(rate)}{tried}; try {FailedAttempt.RateText(rate / 10)}, "
            + "or scale the inputs, or clip the gradients.")
        {
            Epoch = Epoch,
            Reason = what,
        };
    }

    /// <summary>The first layer whose weights are not finite, or else the one with the largest weight.</summary>
    private string Culprit()
    {
        string largest = "";
        float size = -1;
        foreach (NetworkParameter parameter in job.Network.Learned)
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
