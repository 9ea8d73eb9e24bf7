using System.Text.Json;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.RunFolders;

/// <summary>Appends a line of JSON to <c>metrics.ndjson</c> after each epoch; begins the file anew when training begins again.</summary>
/// <param name="file">The file.</param>
/// <param name="watch">Is told when training begins again.</param>
internal sealed class EpochLog(string file, TrainingWatch? watch) : Callback
{
    /// <inheritdoc/>
    public override string? OnEpochEnd(EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        File.AppendAllText(file, JsonOutput.Line(writer => Write(writer, result)) + "\n");
        return null;
    }

    /// <inheritdoc/>
    public override void OnRetry(FailedAttempt failed, double nextRate)
    {
        File.WriteAllText(file, "");
        watch?.Retry(failed, nextRate);
    }

    private static void Write(Utf8JsonWriter writer, EpochResult result)
    {
        writer.WriteNumber("epoch", result.Epoch);
        writer.Number("loss", result.Loss);
        writer.Number("accuracy", result.Accuracy);
        writer.Number("validationLoss", result.ValidationLoss);
        writer.WriteStartObject("validation");
        foreach ((string name, double? value) in result.Validation)
        {
            writer.Number(name, value);
        }

        writer.WriteEndObject();
        writer.Number("learningRate", result.LearningRate);
        writer.Number("seconds", result.Seconds);
    }
}
