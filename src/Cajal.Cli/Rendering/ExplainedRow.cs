using Cajal.Cli.Sources;

namespace Cajal.Cli.Rendering;

/// <summary>A row that is explained, and where it comes from.</summary>
/// <param name="Model">The model.</param>
/// <param name="Table">The table that it stands in; null for images without names.</param>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Inputs">What the net takes.</param>
internal sealed record ExplainedRow(LoadedModel Model, Table? Table, int Number, float[] Inputs)
{
    /// <summary>The cell of a column as it stands in the file; empty for images and where the table has names of its own.</summary>
    public string Cell(string column) => !Model.TakesImages && Table?.Find(column) is { } found ? found[Number] : "";
}
