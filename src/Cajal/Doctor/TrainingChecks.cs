using Cajal.Doctor;
using Cajal.Models;
using Cajal.Planning;
using Cajal.Training;

namespace Cajal;

/// <summary>The first loss of a net beside the one that small weights give.</summary>
/// <param name="Loss">Mean loss with the present weights, dropout off.</param>
/// <param name="Expected">Mean loss of a net that says 0 before its last activation: ln K for K classes.</param>
public sealed record FirstLoss(double Loss, double Expected)
{
    /// <summary>Their quotient; near 1 for a net that begins without prejudice.</summary>
    public double Ratio => Loss / Expected;
}

/// <summary>What came of learning a few rows by heart.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Steps">Steps that it took.</param>
/// <param name="Loss">Training loss in the end.</param>
/// <param name="IsReached">Whether that is below the wanted one.</param>
public sealed record FewRowsFit(int Rows, int Steps, double Loss, bool IsReached);

/// <summary>How far a training's steps move the weights of a layer.</summary>
/// <param name="Parameter">Name of the weight matrix.</param>
/// <param name="Ratio">‖ΔW‖/‖W‖, the median over the steps, taken to the schedule's highest rate; <c>null</c> where W begins at 0.</param>
/// <param name="IsFlagged">Whether it lies outside 1e-4 … 1e-2.</param>
public sealed record LayerUpdate(string Parameter, double? Ratio, bool IsFlagged);

/// <summary>
/// What to look at before a long training (CS231n, "Before learning: sanity checks" and "Ratio of weights:updates"): does the loss begin where
/// it must, can the net learn a few rows by heart, do the steps have the right size? The model stays as it is.
/// </summary>
public static class TrainingChecks
{
    /// <summary>The loss before training, beside that of a net that says 0.</summary>
    /// <param name="model">A compiled model with weights.</param>
    /// <param name="data">Rows.</param>
    /// <example><code>Console.WriteLine(model.CheckFirstLoss(training));    // Loss = 2.31, Expected = 2.303 for ten classes</code></example>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public static FirstLoss CheckFirstLoss(this Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(model, data, "CheckFirstLoss");
        Targets targets = Examination.Standardised(model, data.Targets);
        var plan = new ForwardPlan(model.Built.Network, model.Built.Store, data.Count, new OutputTarget(model.Compiled.Loss, targets.Kind, targets.Width));
        int[] all = [.. Enumerable.Range(0, data.Count)];
        data.CopyInputs(all, plan.Inputs(data.Count), model.Preprocessing);
        targets.CopyTo(all, plan.Targets(data.Count));
        plan.Run();
        double sum = 0;
        foreach (float loss in plan.Losses(data.Count))
        {
            sum += loss;
        }

        return new FirstLoss(sum / data.Count, ModelDiagnosis.ExpectedFirstLoss(model, data.Targets));
    }

    /// <summary>
    /// Trains a copy from its first weights on a few rows alone, without dropout, penalties and label smoothing. A net or a training with a fault
    /// in it cannot do even this; one that can may still be too small for all rows.
    /// </summary>
    /// <param name="model">A compiled model with weights.</param>
    /// <param name="training">The training set; rows are taken from all over it.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="loss">The training loss to come below.</param>
    /// <param name="steps">Steps at most, each on all these rows.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="DivergedException">Training diverged.</exception>
    /// <example><code>Console.WriteLine(model.CheckFewRows(training).IsReached);</code></example>
    public static FewRowsFit CheckFewRows(this Model model, Dataset training, int rows = 20, double loss = 0.01, int steps = 2000)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        DataFit.Check(model, training, "CheckFewRows");
        Dataset few = Examination.Some(training, rows);
        Network network = model.Built.Network;
        var copy = new Model(network.Architecture, network.InputShapes);
        copy.Bind(network, model.Seed, model.Built.Scalers);
        copy.Freeze([.. model.Frozen, .. network.Layers.Where(layer => layer.Layer is Dropout or SpatialDropout2D).Select(layer => layer.Owner)]);
        copy.Compile(model.Compiled.Optimizer, [.. model.Compiled.For(network).Select(output => output with { Loss = Plain(output.Loss) })]);
        History history = copy.Fit(few, new FitOptions { Epochs = steps, BatchSize = few.Count, TargetLoss = loss, Seed = model.Seed });
        return new FewRowsFit(few.Count, history.Epochs.Count, history.Epochs[^1].Loss, history.Epochs[^1].Loss <= loss);
    }

    private static Loss Plain(Loss loss) => loss is CrossEntropy ? new CrossEntropy() : loss;

    /// <summary>Does the first steps of a training on a copy of the present weights, and compares what they change with what they change it in.</summary>
    /// <param name="model">A compiled model with weights.</param>
    /// <param name="training">The training set.</param>
    /// <param name="options">How it is trained; the defaults if <c>null</c>.</param>
    /// <param name="steps">How many steps.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <example>
    /// <code>
    /// foreach (LayerUpdate update in model.CheckUpdates(training, options))
    /// {
    ///     Console.WriteLine($"{update.Parameter} {update.Ratio:G2} {(update.IsFlagged ? "!" : "")}");
    /// }
    /// </code>
    /// </example>
    public static IReadOnlyList<LayerUpdate> CheckUpdates(this Model model, Dataset training, FitOptions? options = null, int steps = 50)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        DataFit.Check(model, training, "CheckUpdates");
        ParameterStore<float> start = Examination.Start(model.Built, isTrained: false);
        Dataset rows = training.WithTargets(Examination.Standardised(model, training.Targets));
        var rehearsal = Rehearsal.Of(model, start, rows, options ?? new FitOptions(), model.Compiled.Optimizer.LearningRate, steps);
        return [.. rehearsal.Ratios.Select(one => new LayerUpdate(one.Key, one.Value.Median, LayerHealth.IsUnusual(one.Value.Median)))];
    }
}
