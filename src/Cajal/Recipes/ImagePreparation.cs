namespace Cajal;

/// <summary>Makes images in IDX files (MNIST's four files) ready for a net.</summary>
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
        ArgumentNullException.ThrowIfNull(configuration);
        Dataset all = ToDataset(folder.Train, folder.Classes);
        Dataset training = all;
        Dataset? validation = null;
        if (configuration.Validation > 0)
        {
            int[][] parts = Splits.Stratified(all.Targets, [1 - configuration.Validation, configuration.Validation], configuration.Seed);
            training = all.Select(parts[0]);
            validation = all.Select(parts[1]);
        }

        Dataset test = ToDataset(folder.Test, folder.Classes);
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
