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
        IReadOnlyList<OutputTask> tasks = OutputTask.Of(model, data);
        var evaluator = new Evaluator(model.Built.Network, model.Built.Store, tasks, PreparedSet.ForOnce(model, data));
        double loss = evaluator.Run(team);
        Evaluation[] outputs = [.. tasks.Select((task, index) => new Evaluation(
            data.Count, evaluator.Loss(index), EvaluationReport.OfTask(task.Own.Kind, evaluator.Rows(index), task.Own.ClassNames), evaluator.Outputs[index]))];
        return outputs[0] with { Loss = loss, Further = tasks.Zip(outputs).Skip(1).ToDictionary(pair => pair.First.Name, pair => pair.Second) };
    }
}
