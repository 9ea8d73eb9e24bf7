using Cajal.Kernels;

namespace Cajal.Training;

/// <summary>Judges a model on a set.</summary>
internal static class ModelEvaluation
{
    /// <summary>Computes loss, outputs and the task's metrics.</summary>
    public static Evaluation Run(Model model, Dataset data, int threads)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(model, data, "Evaluate");
        using var team = Team.Of(threads);
        var set = new PreparedSet(data, model.Preprocessing);
        var evaluator = new Evaluator(model.Built.Network, model.Built.Store, model.TargetScaler, model.Compiled.Loss, set);
        double loss = evaluator.Run(team);
        var report = EvaluationReport.OfTask(data.Targets.Kind, evaluator.Rows, data.Targets.ClassNames);
        return new Evaluation(data.Count, loss, report, evaluator.Outputs);
    }
}
