using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Multiplies the rate by a factor where training gets no further: when the figure by which epochs are compared (without validation rows the training
/// loss) has not become better by a share of itself for more than a number of epochs. The rule and the defaults are those of PyTorch's ReduceLROnPlateau.
/// </summary>
/// <remarks>A training that goes on from a checkpoint remembers what it has seen, to the same bits as without the stop.</remarks>
public sealed record PlateauSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="factor">What the rate is multiplied by, in (0, 1]; default 0.1.</param>
    /// <param name="patience">Epochs without a better figure that are borne; default 10.</param>
    /// <param name="threshold">Share by which a figure has to be better to count, in [0, 1); default 1e-4.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public PlateauSchedule(double factor = 0.1, int patience = 10, double threshold = 1e-4)
    {
        CutFactor = NumberChecks.Share(nameof(PlateauSchedule), nameof(factor), factor);
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        Patience = patience;
        Threshold = NumberChecks.BelowOne(nameof(PlateauSchedule), nameof(threshold), threshold);
    }

    /// <summary>What the rate is multiplied by.</summary>
    public double CutFactor { get; }

    /// <summary>Epochs without a better figure that are borne.</summary>
    public int Patience { get; }

    /// <summary>Share by which a figure has to be better to count.</summary>
    public double Threshold { get; }

    /// <inheritdoc/>
    public override string Kind => "plateau";

    internal override bool DependsOnLength => false;

    internal static PlateauSchedule Read(ModelFields fields) =>
        new(fields.Number("factor"), (int)fields.Whole("patience", int.MaxValue), fields.Number("threshold"));

    internal override double FactorAt(double time, double stepLength) => 1;

    internal override double Cut(double figure, PlateauWatch watch)
    {
        if (!double.IsFinite(watch.Best) || figure < watch.Best - (Threshold * Math.Abs(watch.Best)))
        {
            (watch.Best, watch.Waited) = (figure, 0);
            return 1;
        }

        if (++watch.Waited <= Patience)
        {
            return 1;
        }

        watch.Waited = 0;
        return CutFactor;
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["factor"] = CutFactor;
        json["patience"] = Patience;
        json["threshold"] = Threshold;
    }
}
