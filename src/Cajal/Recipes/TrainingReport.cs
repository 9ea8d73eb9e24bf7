using System.Text.Json.Nodes;
using Cajal.Models;

namespace Cajal;

/// <summary>A trained model and everything to be said about it.</summary>
public sealed record TrainingReport
{
    /// <summary>The model, with the weights that were kept.</summary>
    public required Model Model { get; init; }

    /// <summary>The course of the training.</summary>
    public required History History { get; init; }

    /// <summary>The model on the training part.</summary>
    public required Evaluation Training { get; init; }

    /// <summary>The model on the validation part.</summary>
    public Evaluation? Validation { get; init; }

    /// <summary>The model on the test part.</summary>
    public Evaluation? Test { get; init; }

    /// <summary>The majority class or the mean, judged on the test part (without one: on the validation part).</summary>
    public EvaluationReport? ConstantBaseline { get; init; }

    /// <summary>The best linear model of the same inputs, judged on the same part.</summary>
    public EvaluationReport? LinearBaseline { get; init; }

    /// <summary>How the linear model's solver ended.</summary>
    public LinearModelFit? LinearFit { get; init; }

    /// <summary>What the training doctor found; <c>null</c> where it was not asked.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>What a person should know about the data.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Further JSON sections for the model file.</summary>
    internal IReadOnlyDictionary<string, JsonObject> Sections { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>Writes the model with its preprocessing, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is untouched.</exception>
    public void SaveModel(string path) => ModelFile.Write(path, Model, Sections);
}
