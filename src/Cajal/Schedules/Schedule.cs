using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>How the learning rate changes while training: a factor for each step, and cuts after epochs that bring nothing.</summary>
public abstract record Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>Name in files and on the command line, e.g. <c>cosine</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => Table.Names;

    private static KindTable<Schedule> Table { get; } = new(
        "Schedule", schedule => schedule.Kind, schedule => schedule.ToJson(),
        new(() => new ConstantSchedule()),
        new(() => new CosineSchedule(), fields => new CosineSchedule(fields.Number("warmUp"), fields.Number("floor"))),
        new(() => new CosineRestartsSchedule(), fields => new CosineRestartsSchedule(fields.Count("cycles"))),
        new(() => new FlatCosineSchedule()),
        new(() => new OneCycleSchedule(), fields => new OneCycleSchedule(fields.Number("rising"))),
        new(() => new CosLogSchedule(), fields => new CosLogSchedule(fields.Count("cycles"))),
        new(() => new StepSchedule(), fields => new StepSchedule(fields.Number("every"), fields.Number("factor"))),
        new(() => new ExponentialSchedule(), fields => new ExponentialSchedule(fields.Number("final"))),
        new(() => new PlateauSchedule(), PlateauSchedule.Read),
        new(() => new WarmUpSchedule(new CosineSchedule()), fields => new WarmUpSchedule(FromJson(fields.Object("then")), fields.Number("share"))));

    /// <summary>The schedule of a name, with its defaults.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public static Schedule ByName(string name) => Table.ByName(name);

    /// <summary>What the learning rate of a step is multiplied by.</summary>
    /// <param name="step">Number of the step, from 0.</param>
    /// <param name="totalSteps">Steps of the whole training, at least 1. From there on the factor is that of the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative, or there are no steps.</exception>
    public double Factor(long step, long totalSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        return FactorAt(Math.Min((double)step / totalSteps, 1), 1.0 / totalSteps);
    }

    /// <summary>Whether the course depends on how long the whole training is; then it cannot be prolonged.</summary>
    internal virtual bool DependsOnLength => true;

    /// <summary>What the rate is multiplied by from the next epoch on, beside <see cref="Factor"/>; 1 unless the schedule watches how training goes.</summary>
    /// <param name="figure">The epoch's figure, the smaller the better: that by which epochs are compared, without validation rows the training loss.</param>
    /// <param name="watch">What has been seen so far; brought up to date.</param>
    internal virtual double Cut(double figure, PlateauWatch watch) => 1;

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, unknown, of another kind or out of range; the message names it.</exception>
    internal static Schedule FromJson(JsonObject json) => Table.Read(json);

    /// <summary>Kind and settings as JSON.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind };
        WriteConfiguration(json);
        return json;
    }

    /// <summary>The factor at a time in [0, 1].</summary>
    /// <param name="time">Share of the training that is done.</param>
    /// <param name="stepLength">Share that one step is.</param>
    internal abstract double FactorAt(double time, double stepLength);

    private protected virtual void WriteConfiguration(JsonObject json)
    {
    }
}
