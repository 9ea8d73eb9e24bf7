using Cajal.Doctor;
using Cajal.Doctor.Checks;
using Cajal.Training;

namespace Cajal;

/// <summary>The training doctor: names what went wrong in a training, or would, with evidence and remedy.</summary>
public static class ModelDiagnosis
{
    /// <summary>
    /// Looks at the data, at the course of the training, at the layers on a sample of rows with the first and the present weights, and at the
    /// first steps, which are done once more on a copy. The model stays as it is; the training itself records nothing for it.
    /// </summary>
    /// <param name="model">A compiled model with weights.</param>
    /// <param name="training">Its training set.</param>
    /// <param name="history">What <see cref="Model.Fit"/> gave; <c>null</c> for a model that is still to be trained from its present weights.</param>
    /// <param name="options">What <see cref="Model.Fit"/> was given, with the validation set; its defaults if <c>null</c>.</param>
    /// <param name="columns">Features that belong together, such as the numbers that a column of a table has become; each by itself if <c>null</c>.</param>
    /// <returns>The findings, and figures of each layer.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built or has no loss.</exception>
    /// <example>
    /// <code>
    /// var options = new FitOptions { Epochs = 50, Validation = validation };
    /// History history = model.Fit(training, options);
    /// Console.WriteLine(model.Diagnose(training, history, options));
    /// </code>
    /// </example>
    public static Diagnosis Diagnose(
        this Model model, Dataset training, History? history = null, FitOptions? options = null, IReadOnlyList<FeatureGroup>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        options ??= new FitOptions();
        DataFit.Check(model, training, "Diagnose");
        if (options.Validation is { Count: > 0 } validation)
        {
            DataFit.Check(model, validation, "Diagnose, validation");
        }

        if (columns is not null)
        {
            FeatureGroup.Check(columns, training.Features);
        }

        var examination = new Examination(model, training, history, options, columns ?? FeatureGroup.Each(training));
        Finding[] findings = [.. CheckTable.All.SelectMany(check => check.Examine(examination))
            .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Kind)];
        return new Diagnosis(
            findings, [.. examination.Now.Select(layer => Health(layer, examination))], examination.FirstLoss, ExpectedFirstLoss(model, training.Targets),
            examination.TrainingFit.Errors.Count, examination.ValidationFit?.Errors.Count ?? 0);
    }

    /// <summary>The mean loss of a net that says 0 before its last activation.</summary>
    internal static double ExpectedFirstLoss(Model model, Targets targets)
    {
        Targets standardised = Examination.Standardised(model, targets);
        var graph = new Graph();
        Node silence = graph.Input("silence", [targets.Count, model.OutputShape.Count]);
        Node target = graph.Input("targets", [targets.Count, standardised.Width], targets.Kind == TargetKind.Classes ? Kind.Integer : Kind.Real);
        Node output = model.Built.Network.OutputLayer.Layer is Activation last ? last.Apply(silence) : silence;
        var values = new NodeValues
        {
            [silence] = new double[silence.Shape.Count],
            [target] = Array.ConvertAll(standardised.Numbers.ToArray(), number => (double)number),
        };
        return Loss.Reduce(model.Compiled.Loss.PerRow(output, target)).Evaluate(values)[0];
    }

    private static LayerHealth Health(ObservedLayer layer, Examination examination)
    {
        string weight = $"{layer.Owner}.weight";
        double squares = 0;
        foreach (float value in examination.Model.Built.Store[weight])
        {
            squares += (double)value * value;
        }

        return new LayerHealth(
            layer.Name, layer.Units, layer.Activation?.Kind, layer.DeadUnits, layer.SaturatedShare, layer.GradientNorm, Math.Sqrt(squares),
            examination.Rehearsal.Ratios[weight].Median);
    }
}
