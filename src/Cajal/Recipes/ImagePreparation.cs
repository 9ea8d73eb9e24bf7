namespace Cajal;

/// <summary>Makes images ready for a net.</summary>
public static class ImagePreparation
{
    /// <summary>
    /// Takes the folder's test images for the test, holds back a stratified part of its training images for validation, fits the scaling of
    /// pixels on the rest.
    /// </summary>
    /// <param name="folder">The folder's content.</param>
    /// <param name="configuration">Shares, scale and seed.</param>
    /// <exception cref="ConfigurationException">The scale is none for images.</exception>
    public static PreparedData Prepare(IdxFolder folder, TrainingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Prepare(ToDataset(folder.Train, folder.Classes), ToDataset(folder.Test, folder.Classes), configuration);
    }

    /// <summary>
    /// Holds back stratified parts of the images for validation and, where there are no test images, for the test, and fits the scaling of pixels on the rest.
    /// </summary>
    /// <param name="images">Images with their classes.</param>
    /// <param name="test">Images to test with; <c>null</c> sets a share of the others aside.</param>
    /// <param name="configuration">Shares, scale and seed.</param>
    /// <exception cref="ConfigurationException">The scale is none for images.</exception>
    public static PreparedData Prepare(Dataset images, Dataset? test, TrainingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(configuration);
        int[][] parts = Divide(images, test, configuration);
        Dataset training = parts[1].Length + parts[2].Length == 0 ? images : images.Select(parts[0]);
        Dataset? validation = parts[1].Length == 0 ? null : images.Select(parts[1]);
        test ??= parts[2].Length == 0 ? null : images.Select(parts[2]);
        return new PreparedData
        {
            Training = training,
            Validation = validation,
            Test = test,
            Preprocessing = configuration.Scale switch
            {
                "pixels" => PixelScaler.Fit(training),
                SettingKind.None => null,
                string other => Scaler.Fit(other, training),
            },
            Notes = [.. PreparedData.DuplicateNotes(training, test)],
        };
    }

    /// <summary>Divides the images that <see cref="Prepare(Dataset, Dataset?, TrainingConfiguration)"/> would not set aside for the test into folds.</summary>
    /// <param name="images">Images with their classes.</param>
    /// <param name="test">Images to test with; <c>null</c> sets a share of the others aside.</param>
    /// <param name="configuration">Shares and seed.</param>
    /// <param name="folds">How many folds.</param>
    /// <exception cref="ConfigurationException">There cannot be so many folds.</exception>
    public static FoldedData Fold(Dataset images, Dataset? test, TrainingConfiguration configuration, int folds)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(configuration);
        int[][] parts = Divide(images, test, configuration);
        return FoldedData.Of(parts[2].Length == 0 ? images : images.Select([.. parts[0].Concat(parts[1]).Order()]), folds, configuration.Seed);
    }

    private static int[][] Divide(Dataset images, Dataset? test, TrainingConfiguration configuration)
    {
        double testShare = test is null ? configuration.Test : 0, validationShare = configuration.Validation * (1 - testShare);
        return Splits.Stratified(images.Targets, [1 - validationShare - testShare, validationShare, testShare], configuration.Seed);
    }

    /// <summary>Images as bytes with their classes.</summary>
    /// <param name="images">The images.</param>
    /// <param name="classes">Number of classes.</param>
    public static Dataset ToDataset(IdxImages images, int classes)
    {
        ArgumentNullException.ThrowIfNull(images);
        int[] labels = new int[images.Count];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = images.Labels[row];
        }

        IEnumerable<string> names = Enumerable.Range(0, classes).Select(index => index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Dataset.FromBytes(images.Pixels.ToArray(), [images.Height, images.Width], Targets.Classes(labels, names, "label"));
    }
}
