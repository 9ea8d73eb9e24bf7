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
    public static GraphTrace Trace(this Sequential model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(model, data, "Trace");
        var expression = new ModelExpression(model, data);
        return expression.Graph.Trace(expression.Loss, expression.Values);
    }

    /// <summary>All parameters as one vector.</summary>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    public static ParameterVector Unroll(this Sequential model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ParameterVector(model.Built);
    }
}
