using Cajal.Models;
using Cajal.Training;

namespace Cajal;

/// <summary>Models computed in the open: every value and gradient of a loss, and all parameters as one vector.</summary>
public static class ModelInTheOpen
{
    /// <summary>Computes a model's mean loss on some rows in float64, dropout off, and keeps every value, local derivative and gradient.</summary>
    /// <param name="model">A model with weights and a loss.</param>
    /// <param name="data">A few rows.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built or has no loss.</exception>
    /// <example><code>Console.WriteLine(model.Trace(data.Select([0])));</code></example>
    public static GraphTrace Trace(this Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(model, data, "Trace");
        var expression = new ModelExpression(model, data);
        return expression.Graph.Trace(expression.Loss, expression.Values);
    }

    /// <summary>Goes forward through a model's mean loss on some rows, dropout off, and keeps what the way back needs; printed, it is listed with its bytes.</summary>
    /// <param name="model">A model with weights and a loss.</param>
    /// <param name="data">The rows.</param>
    /// <param name="trained">Names of the parameters that are trained, the others being frozen; <c>null</c> for all.</param>
    /// <exception cref="ArgumentException">The data do not fit the model, or it has no parameter of such a name.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built or has no loss.</exception>
    /// <example><code>Console.WriteLine(model.RecordForward(batch, trained: ["dense3.weight", "dense3.bias"]));</code></example>
    public static BackwardTape RecordForward(this Model model, Dataset data, IReadOnlyList<string>? trained = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(model, data, "RecordForward");
        var expression = new ModelExpression(model, data);
        return BackwardTape.Record(expression.Loss, trained is null ? expression.Parameters : [.. trained.Select(expression.Parameter)], expression.Values);
    }

    /// <summary>All parameters as one vector.</summary>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    public static ParameterVector Unroll(this Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ParameterVector(model.Built);
    }
}
