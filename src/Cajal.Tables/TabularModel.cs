using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Cajal.Models;

namespace Cajal;

/// <summary>
/// A trained net with the encoding of its table: it takes raw rows, as they stand in a file or in a dictionary, and gives class names or
/// labels with probabilities, or values in their own units.
/// </summary>
/// <example>
/// <code>
/// TabularModel model = TabularModel.Load("runs/iris/model.safetensors");
/// RowPrediction flower = model.PredictRecord(new { sepal_length = 5.1, sepal_width = 3.5, petal_length = 1.4, petal_width = 0.2 });
/// Console.WriteLine(flower.Label);   // setosa
/// </code>
/// </example>
public sealed class TabularModel
{
    /// <summary>Joins a net and an encoding.</summary>
    /// <param name="network">The net, built.</param>
    /// <param name="encoder">The encoding that it was trained with.</param>
    /// <exception cref="ArgumentException">
    /// The net takes another number of features than the encoding makes, or gives another number of outputs than the target needs.
    /// </exception>
    public TabularModel(Model network, TableEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(encoder);
        if (network.InputShape.Count != encoder.FeatureCount)
        {
            throw new ArgumentException(
                $"Tabular model: the net takes {network.InputShape.Count} features, the table gives {encoder.FeatureCount}. Use the encoder of its training.");
        }

        bool classes = encoder.Target.Kind == TargetKind.Classes;
        int outputs = classes ? encoder.Target.ClassNames.Count : encoder.Target.Columns.Count;
        if (network.OutputShape.Count != outputs)
        {
            throw new ArgumentException(
                $"Tabular model: the net gives {network.OutputShape.Count} outputs, the target has {outputs} {(classes ? "classes" : "columns")}. Use the encoder of its training.");
        }

        Network = network;
        Encoder = encoder;
    }

    /// <summary>The net.</summary>
    public Model Network { get; }

    /// <summary>The encoding of rows.</summary>
    public TableEncoder Encoder { get; }

    /// <summary>
    /// Trains by the recipe for tables: divides the rows into training, validation and test part, fits the encoding on the training part, trains,
    /// keeps the best epoch, judges it on the test part beside a linear model.
    /// </summary>
    /// <param name="table">The rows, their target named.</param>
    /// <param name="configuration">Settings; <see cref="Recipes.ForTable"/> for the target if none are given.</param>
    /// <param name="options">What to watch and keep.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <returns>The model, and everything to be said about its training.</returns>
    /// <exception cref="ConfigurationException">No target is named, or the settings do not fit the data.</exception>
    /// <exception cref="DataException">There are too few rows, or a cell cannot be read; the message names the place.</exception>
    /// <exception cref="DivergedException">Training diverged.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static (TabularModel Model, TrainingReport Report) Train(
        Table table, TrainingConfiguration? configuration = null, RunOptions? options = null, CancellationToken cancellation = default)
    {
        TableTarget target = TableTarget.Infer(table);
        configuration ??= Recipes.ForTable(target.Kind);
        PreparedData data = TablePreparation.Prepare(table, target, configuration);
        TrainingReport report = TrainingRun.Start(data, configuration, options, cancellation);
        return (new TabularModel(report.Model, TableEncoder.FromJson(data.Sections[TablePreparation.Section])), report);
    }

    /// <summary>Reads a model that was trained on a table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no model of a table.</exception>
    public static TabularModel Load(string path)
    {
        ModelFileContent content = ModelFile.Read(path);
        return FromFile(content) ?? throw new ModelFileException(
            $"{content.File.DisplayName}: this model was not trained on a table. Use Model.Load.");
    }

    /// <summary>Writes the model, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is untouched.</exception>
    public void Save(string path) =>
        ModelFile.Write(path, Network, new Dictionary<string, JsonObject> { [TablePreparation.Section] = Encoder.ToJson() });

    /// <summary>Predicts one row given by column names; entries that the model does not know are ignored.</summary>
    /// <param name="row">Texts as in a file, numbers, dates, truth values; <c>null</c> for a missing value.</param>
    /// <exception cref="DataException">A column is missing, or a value is no number; the message names it.</exception>
    public RowPrediction Predict(IReadOnlyDictionary<string, object?> row)
    {
        float[] features = new float[Encoder.FeatureCount];
        Encoder.EncodeRow(row, features);
        return ToPrediction(Network.Predict(features));
    }

    /// <summary>Predicts one row given as a record or an anonymous object, whose public properties are named like the columns.</summary>
    /// <param name="row">E.g. <c>new { sepal_length = 5.1, … }</c>; properties that the model does not know are ignored.</param>
    /// <exception cref="DataException">A column is missing, or a value is no number; the message names it.</exception>
    public RowPrediction PredictRecord<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull
    {
        float[] features = new float[Encoder.FeatureCount];
        Encoder.EncodeRecord(row, features);
        return ToPrediction(Network.Predict(features));
    }

    /// <summary>Predicts all rows of a table, in their order; columns are found by name.</summary>
    /// <param name="table">The rows; a target column is not needed.</param>
    /// <exception cref="DataException">A feature column is missing, or a cell cannot be read; the message names the place.</exception>
    public TablePrediction Predict(Table table)
    {
        EncodedFeatures encoded = Encoder.EncodeFeatures(table);
        float[] outputs = Network.Predict(encoded.Features);
        int width = Network.OutputShape.Count;
        return new TablePrediction([.. outputs.Chunk(width).Select(ToPrediction)], encoded.Notes);
    }

    /// <summary>Judges the model on rows with targets.</summary>
    /// <param name="table">The rows; columns are found by name.</param>
    /// <param name="threads">Threads; 0 for all.</param>
    /// <exception cref="DataException">A column is missing, no row has a target, or a cell cannot be read.</exception>
    public Evaluation Evaluate(Table table, int threads = 0) => Network.Evaluate(Encoder.Encode(table).Data, threads);

    /// <summary>Measures what the model relies on, column by column; all numbers that a column becomes are permuted together.</summary>
    /// <param name="table">Rows with targets that the model was not trained on; columns are found by name.</param>
    /// <param name="options">Metric, repetitions, seed; its groups, if any, are positions in an encoded row.</param>
    /// <param name="cancellation">Stops between two permutations.</param>
    /// <exception cref="DataException">A column is missing, no row has a target, or a cell cannot be read.</exception>
    public PermutationImportance ImportanceOfColumns(Table table, PermutationImportanceOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new PermutationImportanceOptions();
        return PermutationImportance.Of(Network, Encoder.Encode(table).Data, options with { Groups = options.Groups ?? Encoder.ColumnFeatures }, cancellation);
    }

    /// <summary>The model in a file that has been read, if it was trained on a table.</summary>
    internal static TabularModel? FromFile(ModelFileContent content) =>
        content.Sections.TryGetValue(TablePreparation.Section, out JsonObject? json)
            ? ModelFile.Named(content.File, () => new TabularModel(content.Model, TableEncoder.FromJson(json)))
            : null;

    private RowPrediction ToPrediction(float[] outputs)
    {
        TableTarget target = Encoder.Target;
        return target.Kind switch
        {
            TargetKind.Classes => new RowPrediction(target.ClassNames[Array.IndexOf(outputs, outputs.Max())], [], outputs),
            TargetKind.Labels => new RowPrediction(null, [], outputs) { Labels = target.AppliedLabels(outputs) },
            _ => new RowPrediction(null, outputs, []),
        };
    }
}

/// <summary>A prediction for one row.</summary>
/// <param name="Label">The most probable class; <c>null</c> for labels and regression.</param>
/// <param name="Values">Values in their own units, one a target column; empty for classes and labels.</param>
/// <param name="Probabilities">
/// Probability of each class in the order of the class names, or of each label in the order of the columns; empty for regression.
/// </param>
public sealed record RowPrediction(string? Label, IReadOnlyList<float> Values, IReadOnlyList<float> Probabilities)
{
    /// <summary>The labels whose probability is above ½, where there are several at once; else empty.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The value of a regression with one target.</summary>
    /// <exception cref="InvalidOperationException">The model predicts classes, or several values.</exception>
    public float Value => Values.Count == 1
        ? Values[0]
        : throw new InvalidOperationException("Prediction: it is not a single value. Read Label for classes, Values for several targets.");
}

/// <summary>Predictions for the rows of a table, in their order.</summary>
/// <param name="Rows">One for each row.</param>
/// <param name="Notes">What a person should know: ignored columns, unseen categories.</param>
public sealed record TablePrediction(IReadOnlyList<RowPrediction> Rows, IReadOnlyList<string> Notes);
