using System.Text.Json.Nodes;
using Cajal.Models;

namespace Cajal.Training;

/// <summary>A checkpoint that has been read.</summary>
/// <param name="Content">The model and the file.</param>
/// <param name="Options">The settings of the training.</param>
/// <param name="State">Where it stands.</param>
/// <param name="HasBest">Whether the file holds best weights.</param>
/// <param name="Rows">Rows of the training set.</param>
/// <param name="ValidationRows">Rows of the validation set, 0 where there was none.</param>
internal sealed record LoadedCheckpoint(
    ModelFileContent Content, FitOptions Options, TrainingState State, bool HasBest, int Rows, int ValidationRows);

/// <summary>The part of a checkpoint that is no array: settings, place, sums and history as JSON. Times are left out: equal trainings give equal bytes.</summary>
internal static class CheckpointJson
{
    private static readonly string[] KeepNames = ["last-best", "first-best", "final"];

    /// <summary>Writes it.</summary>
    public static JsonObject Write(TrainingSession session)
    {
        Compilation compiled = session.Model.Compiled;
        IReadOnlyList<OutputLoss> outputs = compiled.For(session.Model.Built.Network);
        var json = new JsonObject
        {
            ["rows"] = session.Rows,
            ["validationRows"] = session.Options.Validation?.Count ?? 0,
            ["optimizer"] = compiled.Optimizer.ToJson(),
            ["metrics"] = NamesOf(outputs[0]),
            ["options"] = WriteOptions(session.Options),
            ["state"] = WriteState(session.State),
            ["hasBest"] = session.Best.HasWeights,
            ["failedAttempts"] = new JsonArray([.. session.State.FailedAttempts.Select(attempt => (JsonNode)WriteAttempt(attempt))]),
            ["epochs"] = new JsonArray([.. session.State.Epochs.Select(epoch => (JsonNode)WriteEpoch(epoch))]),
        };
        if (outputs.Count > 1)
        {
            json["furtherMetrics"] = new JsonArray([.. outputs.Skip(1).Select(NamesOf)]);
        }

        return json;
    }

    /// <summary>Reads it and compiles the model as it says.</summary>
    /// <exception cref="ModelFileException">Something is missing or of another kind.</exception>
    public static LoadedCheckpoint Read(ModelFileContent content, JsonObject json)
    {
        var fields = new ModelFields("Checkpoint", json);
        if (!content.Model.HasLoss)
        {
            throw fields.Error("the model has no loss.");
        }

        string[][] metrics = [fields.Texts("metrics"), .. fields.Has("furtherMetrics") ? fields.TextLists("furtherMetrics") : []];
        IReadOnlyList<OutputLoss> losses = content.Model.Compiled.Outputs;
        if (metrics.Length != losses.Count)
        {
            throw fields.Error($"metrics of {metrics.Length} outputs, the model has {losses.Count}.");
        }

        content.Model.Compile(
            Optimizer.FromJson(fields.Object("optimizer")),
            [.. losses.Zip(metrics, (output, names) => output with { Metrics = [.. names.Select(name => MetricNamed(fields, name))] })]);
        TrainingState state = ReadState(fields.Part("state"));
        state.FailedAttempts.AddRange(fields.Objects("failedAttempts").Select(attempt => ReadAttempt(new ModelFields("Checkpoint attempt", attempt))));
        state.Epochs.AddRange(fields.Objects("epochs").Select(epoch => ReadEpoch(new ModelFields("Checkpoint epoch", epoch))));
        return new LoadedCheckpoint(
            content, ReadOptions(fields.Part("options")), state, fields.Truth("hasBest"), fields.Count("rows"), (int)fields.Whole("validationRows", int.MaxValue));
    }

    private static JsonNode NamesOf(OutputLoss output) => new JsonArray([.. output.Metrics.Select(metric => (JsonNode)metric.Name)]);

    private static Metric MetricNamed(ModelFields fields, string name)
    {
        try
        {
            return Metric.Named(name);
        }
        catch (ConfigurationException error)
        {
            throw fields.Error(error.Message);
        }
    }

    private static JsonObject WriteOptions(FitOptions options)
    {
        var json = new JsonObject
        {
            ["epochs"] = options.Epochs,
            ["batchSize"] = options.BatchSize,
            ["schedule"] = options.Schedule.ToJson(),
            ["l2"] = options.L2,
            ["l1"] = options.L1,
            ["retries"] = options.Retries,
            ["keep"] = KeepNames[(int)options.Keep],
            ["seed"] = options.Seed,
        };
        Add(json, "maxNorm", options.MaxNorm);
        Add(json, "clipNorm", options.ClipNorm);
        Add(json, "maxSteps", options.MaxSteps);
        Add(json, "targetLoss", options.TargetLoss);
        Add(json, "gradientNorm", options.GradientNorm);
        Add(json, "patience", options.Patience);
        if (options.Monitor is { } metric)
        {
            json["monitor"] = metric.Name;
        }

        if (options.RateFactors is { } factors)
        {
            json["rateFactors"] = new JsonObject(factors.Select(factor => KeyValuePair.Create(factor.Key, (JsonNode?)factor.Value)));
        }

        if (options.Augmentation.Count > 0)
        {
            json["augmentation"] = new JsonArray([.. options.Augmentation.Select(augmentation => (JsonNode)augmentation.ToJson())]);
        }

        if (options.ClassWeights is { } weights)
        {
            json["classWeights"] = new JsonArray([.. weights.Select(weight => (JsonNode)weight)]);
        }

        return json;
    }

    private static FitOptions ReadOptions(ModelFields fields) => new()
    {
        Epochs = fields.Count("epochs"),
        BatchSize = fields.Count("batchSize"),
        Schedule = Schedule.FromJson(fields.Object("schedule")),
        L2 = fields.Number("l2", 0),
        L1 = fields.Number("l1", 0),
        Retries = (int)fields.Whole("retries", int.MaxValue),
        MaxNorm = fields.Has("maxNorm") ? fields.Number("maxNorm", 0) : null,
        MaxSteps = fields.Has("maxSteps") ? fields.Whole("maxSteps", 1L << 53) : null,
        TargetLoss = fields.Has("targetLoss") ? fields.Number("targetLoss") : null,
        GradientNorm = fields.Has("gradientNorm") ? fields.Number("gradientNorm", 0) : null,
        Keep = Array.IndexOf(KeepNames, fields.Text("keep")) is >= 0 and int keep ? (KeepWeights)keep : throw fields.Error("\"keep\" is unknown."),
        Seed = fields.Seed("seed"),
        ClipNorm = fields.Has("clipNorm") ? fields.Number("clipNorm", 0) : null,
        Monitor = fields.Has("monitor") ? MetricNamed(fields, fields.Text("monitor")) : null,
        Patience = fields.Has("patience") ? fields.Count("patience") : null,
        RateFactors = fields.Has("rateFactors") ? ReadFactors(fields.Part("rateFactors")) : null,
        Augmentation = fields.Has("augmentation") ? [.. fields.Objects("augmentation").Select(Augmentation.FromJson)] : [],
        ClassWeights = fields.Has("classWeights") ? fields.Numbers("classWeights", 0) : null,
    };

    private static Dictionary<string, double> ReadFactors(ModelFields fields) => fields.Names.ToDictionary(name => name, name => fields.Number(name, 0));

    private static JsonObject WriteState(TrainingState state)
    {
        var json = new JsonObject
        {
            ["stepInEpoch"] = state.StepInEpoch,
            ["step"] = state.Step,
            ["lossSum"] = state.LossSum,
            ["correctSum"] = state.CorrectSum,
            ["rowsSeen"] = state.RowsSeen,
            ["bestEpoch"] = state.BestEpoch,
            ["waited"] = state.Waited,
            ["rateFactor"] = state.RateFactor,
            ["plateauWaited"] = state.Watch.Waited,
        };
        Add(json, "firstLoss", state.FirstLoss);
        if (state.Stopped is { } reason)
        {
            json["stopped"] = reason;
        }

        Add(json, "plateauBest", double.IsFinite(state.Watch.Best) ? state.Watch.Best : null);
        Add(json, "bestScore", double.IsFinite(state.BestScore) ? state.BestScore : null);
        return json;
    }

    private static TrainingState ReadState(ModelFields fields) => new()
    {
        StepInEpoch = (int)fields.Whole("stepInEpoch", int.MaxValue),
        Step = fields.Whole("step", 1L << 53),
        LossSum = fields.Number("lossSum"),
        CorrectSum = fields.Number("correctSum", 0),
        RowsSeen = fields.Whole("rowsSeen", 1L << 53),
        BestEpoch = (int)fields.Whole("bestEpoch", int.MaxValue),
        Waited = (int)fields.Whole("waited", int.MaxValue),
        RateFactor = fields.Number("rateFactor", 0),
        Watch = new PlateauWatch
        {
            Best = fields.Has("plateauBest") ? fields.Number("plateauBest") : double.PositiveInfinity,
            Waited = (int)fields.Whole("plateauWaited", int.MaxValue),
        },
        Stopped = fields.Has("stopped") ? fields.Text("stopped") : null,
        FirstLoss = fields.Has("firstLoss") ? fields.Number("firstLoss") : null,
        BestScore = fields.Has("bestScore") ? fields.Number("bestScore") : double.PositiveInfinity,
    };

    private static JsonObject WriteAttempt(FailedAttempt attempt) =>
        new() { ["learningRate"] = attempt.LearningRate, ["epoch"] = attempt.Epoch, ["reason"] = attempt.Reason };

    private static FailedAttempt ReadAttempt(ModelFields fields) => new(fields.Number("learningRate", 0), fields.Count("epoch"), fields.Text("reason"));

    private static JsonObject WriteEpoch(EpochResult epoch)
    {
        var json = new JsonObject { ["epoch"] = epoch.Epoch, ["loss"] = epoch.Loss, ["learningRate"] = epoch.LearningRate };
        Add(json, "accuracy", epoch.Accuracy);
        Add(json, "validationLoss", epoch.ValidationLoss);
        json["validation"] = new JsonObject(epoch.Validation.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value)));
        return json;
    }

    private static EpochResult ReadEpoch(ModelFields fields)
    {
        var validation = new SortedDictionary<string, double?>(StringComparer.Ordinal);
        ModelFields metrics = fields.Part("validation");
        foreach (string name in metrics.Names)
        {
            validation[name] = metrics.Has(name) ? metrics.Number(name) : null;
        }

        return new EpochResult(
            fields.Count("epoch"),
            fields.Number("loss"),
            fields.Has("accuracy") ? fields.Number("accuracy", 0) : null,
            fields.Has("validationLoss") ? fields.Number("validationLoss") : null,
            validation,
            fields.Number("learningRate"),
            Seconds: 0);
    }

    private static void Add(JsonObject json, string name, double? value)
    {
        if (value is { } number)
        {
            json[name] = number;
        }
    }
}
