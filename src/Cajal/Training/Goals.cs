using System.Globalization;

namespace Cajal.Training;

/// <summary>What training may stop for before all epochs are done; each as a reason for people.</summary>
/// <param name="options">The limits.</param>
internal sealed class Goals(FitOptions options)
{
    /// <summary>The reason to stop after a step; <c>null</c> to go on.</summary>
    /// <param name="figures">The step's figures.</param>
    /// <param name="steps">Steps done in all.</param>
    public string? After(in StepFigures figures, long steps)
    {
        if (figures.Stop is not null)
        {
            return figures.Stop;
        }

        if (figures.GradientNorm <= options.GradientNorm)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the gradient's norm is {figures.GradientNorm:G4}, at most {options.GradientNorm}, in step {steps}");
        }

        return steps >= options.MaxSteps ? $"{steps} steps done" : null;
    }

    /// <summary>The reason to stop after an epoch; <c>null</c> to go on.</summary>
    public string? After(EpochResult result) => result.Loss <= options.TargetLoss
        ? string.Create(CultureInfo.InvariantCulture, $"the training loss is {result.Loss:G4}, at most {options.TargetLoss}")
        : null;
}
