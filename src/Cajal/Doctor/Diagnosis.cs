using System.Globalization;
using System.Text;

namespace Cajal;

/// <summary>What the doctor found: faults with evidence and remedy, and the figures of the layers.</summary>
/// <param name="Findings">The faults, severe ones first, causes before effects; empty for a healthy training.</param>
/// <param name="Layers">The dense layers and convolutions, first to last.</param>
/// <param name="FirstLoss">Loss of the very first step, dropout acting, penalty left out.</param>
/// <param name="ExpectedFirstLoss">
/// Loss of a net that says 0 before its last activation: ln K for K classes, 1 for values by squares. Small first weights give nearly this.
/// </param>
/// <param name="TrainingRows">Training rows that were looked at.</param>
/// <param name="ValidationRows">Validation rows that were looked at.</param>
public sealed record Diagnosis(
    IReadOnlyList<Finding> Findings, IReadOnlyList<LayerHealth> Layers, double FirstLoss, double ExpectedFirstLoss, int TrainingRows, int ValidationRows)
{
    /// <summary>Whether nothing was found.</summary>
    public bool IsHealthy => Findings.Count == 0;

    /// <summary>The layers as a table, then the findings.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"first loss {FirstLoss:G4}, of a net that says 0: {ExpectedFirstLoss:G4}");
        text.AppendLine("layer            units  dead  saturated  gradient    weights     update/weight");
        foreach (LayerHealth layer in Layers)
        {
            string ratio = layer.UpdateRatio is { } value ? value.ToString("0.0e-0", CultureInfo.InvariantCulture) + (layer.IsRatioFlagged ? " !" : "") : "";
            string saturated = layer.SaturatedShare is { } share ? share.ToString("P0", CultureInfo.InvariantCulture) : "";
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{layer.Name,-16} {layer.Units,5} {layer.DeadUnits.Count,5}  {saturated,9}  {layer.GradientNorm,-10:G3}  {layer.WeightNorm,-10:G3}  {ratio}").TrimEnd());
        }

        text.AppendLine(IsHealthy ? "no fault found" : $"{Findings.Count} found:");
        foreach (Finding finding in Findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {finding}");
        }

        return text.ToString();
    }
}
