using Cajal.Models;

namespace Cajal;

/// <summary>Models as SVG pictures of their graphs.</summary>
public static class ModelDrawing
{
    /// <summary>Draws the operations of a model's prediction, preprocessing left out.</summary>
    /// <param name="model">A model that has been built.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="options">Direction (from top to bottom by default), colours, title.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    /// <example><code>File.WriteAllText("iris.svg", model.ToSvg());</code></example>
    public static string ToSvg(this Model model, int rows = 1, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkGraph net = model.Built.Network.Expand(new Graph(), NumberChecks.Count("ToSvg", nameof(rows), rows));
        return GraphDrawing.ToSvg(net.Outputs, options ?? new DrawingOptions { Direction = DrawingDirection.Downward, Title = "Graph of the model" });
    }
}
