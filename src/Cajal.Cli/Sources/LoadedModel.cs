using System.Text.Json.Nodes;
using Cajal.Cli.RunFolders;
using Cajal.Models;

namespace Cajal.Cli.Sources;

/// <summary>A model from a file, with what it takes to give it data: the encoder of its table, or nothing more for images.</summary>
internal sealed class LoadedModel
{
    private const string FileColumn = "file";
    private const int TilesInARow = 7;

    private readonly TableEncoder? encoder;

    private LoadedModel(string file, Model network, TableEncoder? encoder)
    {
        File = file;
        Network = network;
        this.encoder = encoder;
        Target = encoder?.Target ?? OwnTarget(network);
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The net.</summary>
    public Model Network { get; }

    /// <summary>What it predicts.</summary>
    public TableTarget Target { get; }

    /// <summary>The columns that a row must have; empty for images.</summary>
    public IReadOnlyList<string> InputColumns => encoder?.InputColumns ?? [];

    /// <summary>What numbers are scaled with before the first layer, by the table's encoder or by the net; null for nothing.</summary>
    public string? ScalerName => (encoder?.Scaler ?? Network.Preprocessing)?.Name;

    /// <summary>Reads the model of a run's folder or a file.</summary>
    /// <exception cref="ModelFileException">It is missing or damaged.</exception>
    public static LoadedModel Read(string path)
    {
        string file = RunFolder.ModelOf(path);
        ModelFileContent content = ModelFile.Read(file);
        return new LoadedModel(file, content.Model, TabularModel.FromFile(content)?.Encoder);
    }

    /// <summary>Rows with their targets, to judge the model by.</summary>
    /// <param name="data">What stands on the command line; of a folder of images the test images are taken where there are any.</param>
    /// <param name="settings">How a table is read.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <param name="notes">Receives what a person should know.</param>
    /// <exception cref="DataException">The data cannot be read or do not fit the model.</exception>
    public Dataset Labelled(string data, DataSettings settings, Func<Stream> openInput, List<string> notes)
    {
        if (encoder is null)
        {
            return Images(data, settings);
        }

        EncodedTable encoded = encoder.Encode(Table(data, settings, openInput));
        notes.AddRange(encoded.Notes);
        return encoded.Data;
    }

    /// <summary>Predicts all rows; of pictures, which need no classes here, every one in the folder, or one file.</summary>
    /// <returns>Outputs <c>[rows, outputs]</c>; the table that they belong to, for pictures one of their files, null for IDX files; the column of it that names the rows.</returns>
    /// <inheritdoc cref="Labelled"/>
    public (float[] Outputs, Table? Table, string? RowNames) Predict(string data, DataSettings settings, Func<Stream> openInput, List<string> notes)
    {
        (float[] inputs, Table? table, string? rowNames) = Inputs(data, settings, openInput, notes);
        return (Network.Predict(inputs), table, rowNames);
    }

    /// <summary>The inputs of all rows, as the net takes them; targets are not needed, except of images in a folder for each class.</summary>
    /// <returns>Inputs <c>[rows, features]</c>, and what <see cref="Predict"/> returns beside its outputs.</returns>
    /// <inheritdoc cref="Labelled"/>
    public (float[] Inputs, Table? Table, string? RowNames) Inputs(string data, DataSettings settings, Func<Stream> openInput, List<string> notes)
    {
        if (encoder is null)
        {
            return IsPictures(data) ? Pictures(data, settings) : (PixelsOf(Images(data, settings)), null, null);
        }

        Table table = Table(data, settings, openInput);
        EncodedFeatures encoded = encoder.EncodeFeatures(table);
        notes.AddRange(encoded.Notes);
        return (encoded.Features, table, null);
    }

    /// <summary>Inputs that are explained together: a table's columns, or tiles of images, about seven in a row.</summary>
    /// <exception cref="ModelFileException">It takes neither.</exception>
    public IReadOnlyList<FeatureGroup> Groups => encoder is not null ? encoder.ColumnFeatures : Tiles(ImageShape);

    /// <summary>Whether it takes images, not the rows of a table.</summary>
    public bool TakesImages => encoder is null;

    private Shape ImageShape
    {
        get
        {
            Network net = Network.Built.Network;
            if (net.InputShapes.Count > 1 || net.OutputShapes.Count > 1)
            {
                throw new ModelFileException($"{PrintableText.Escape(File)}: the numbers of this model's inputs and outputs are {net.InputShapes.Count} and "
                    + $"{net.OutputShapes.Count}; the command line works on models of one of each. Predict with it in code.");
            }

            return net.InputShape.Rank is 2 or 3
                ? net.InputShape
                : throw new ModelFileException($"{PrintableText.Escape(File)}: this model was made in code and knows no columns of a table. "
                    + "Predict with it in code, or train one with 'cajal train'.");
        }
    }

    private static float[] PixelsOf(Dataset images)
    {
        float[] pixels = new float[images.Count * images.Features];
        images.CopyInputs([.. Enumerable.Range(0, images.Count)], pixels);
        return pixels;
    }

    private (float[] Inputs, Table? Table, string? RowNames) Pictures(string data, DataSettings settings)
    {
        CheckImages(data, settings);
        string[] files = System.IO.File.Exists(data) ? [data] : ImageFolder.FilesIn(data);
        return (ImageFolder.ReadPixels(files, PictureOptions), Cajal.Table.OfColumn(DataSource.NameOf(data), FileColumn, files), FileColumn);
    }

    /// <summary>Pictures in folders or a single one; not IDX files.</summary>
    private static bool IsPictures(string data) => System.IO.File.Exists(data)
        ? Path.GetExtension(data).Equals(".png", StringComparison.OrdinalIgnoreCase)
        : !IdxFolder.IsOne(data) && ImageFolder.IsOne(data);

    /// <summary>The form of pictures that the net was trained on.</summary>
    private ImageFolderOptions PictureOptions => new()
    {
        Size = (Network.InputShape[0], Network.InputShape[1]),
        Gray = Network.InputShape.Rank == 2 || Network.InputShape[2] == 1,
    };

    private Table Table(string data, DataSettings settings, Func<Stream> openInput) => ImageSource.IsOne(data)
        ? throw new DataException($"{PrintableText.Escape(data)}: this is a folder of images, but {PrintableText.Escape(File)} was trained on a table. Give a table with the same columns.")
        : settings.Read(data, openInput, encoder!.ReadingOptions);

    private Dataset Images(string data, DataSettings settings)
    {
        CheckImages(data, settings);
        if (!ImageSource.IsOne(data))
        {
            throw new DataException($"{PrintableText.Escape(data)}: {PrintableText.Escape(File)} was trained on images. Give a folder of IDX files or of PNG files.");
        }

        var images = ImageSource.Read(data, PictureOptions);
        Dataset rows = images.Test ?? images.Training;
        return Network.InputShape.Sizes.SequenceEqual(rows.InputShape)
            ? ImageSource.NumberedAs(rows, Target.ClassNames, data)
            : throw new DataException($"{PrintableText.Escape(data)}: images of {new Shape(rows.InputShape)}, but the model takes {Network.InputShape}. Give images like those it was trained on.");
    }

    private void CheckImages(string data, DataSettings settings)
    {
        _ = ImageShape;
        settings.RequireNoTable(data);
    }

    private static IReadOnlyList<FeatureGroup> Tiles(Shape image) => FeatureGroup.Tiles(
        image[0], image[1], Math.Max(1, Math.Max(image[0], image[1]) / TilesInARow), image.Rank == 3 ? image[2] : 1);

    /// <summary>The target of a net that knows no table: its outputs under their own names.</summary>
    private static TableTarget OwnTarget(Model network)
    {
        TargetKind kind = network.TargetKind ?? TargetKind.Values;
        int outputs = network.OutputShape.Count;
        string[] names = network.OutputNames.Count > 0
            ? [.. network.OutputNames]
            : [.. Enumerable.Range(0, Math.Max(outputs, kind == TargetKind.Classes ? 2 : 1)).Select(index => $"{index}")];
        return TableTarget.FromJson(new JsonObject
        {
            ["kind"] = kind switch { TargetKind.Classes => "classes", TargetKind.Labels => "labels", _ => "values" },
            ["reason"] = "the net's outputs",
            ["columns"] = kind == TargetKind.Classes ? new JsonArray("label") : Array(names),
            ["classes"] = kind switch
            {
                TargetKind.Classes => new JsonArray(Array(names)),
                TargetKind.Labels => new JsonArray([.. names.Select(_ => (JsonNode)Array(["0", "1"]))]),
                _ => new JsonArray(),
            },
        });
    }

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
