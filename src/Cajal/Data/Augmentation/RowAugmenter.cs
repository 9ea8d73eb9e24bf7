using Cajal.Kernels;

namespace Cajal;

/// <summary>Makes the changed rows of an epoch, one at a time. What a row becomes depends on seed, epoch and row alone. Each thread has its own.</summary>
internal sealed class RowAugmenter
{
    private readonly PreparedRow read;
    private readonly PictureAugmentation[] pictures;
    private readonly Mixup? mixup;
    private readonly int mixupNumber;
    private readonly PictureDrawing? drawing;
    private readonly int rows;
    private readonly ulong seed;
    private readonly int[] draws;
    private readonly float[] source;
    private readonly float[] other;
    private readonly float[] random;

    /// <param name="augmentations">What happens to the rows, in order.</param>
    /// <param name="row">Shape of one row.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="seed">Seed of the training.</param>
    /// <param name="read">Reads a row as the model sees it.</param>
    public RowAugmenter(IReadOnlyList<Augmentation> augmentations, Shape row, int rows, ulong seed, PreparedRow read)
    {
        this.read = read;
        this.rows = rows;
        this.seed = seed;
        pictures = [.. augmentations.OfType<PictureAugmentation>()];
        mixup = augmentations.OfType<Mixup>().SingleOrDefault();
        mixupNumber = pictures.Length;
        drawing = pictures.Length > 0 ? new PictureDrawing(PictureOf("Augmentation", row)) : null;
        draws = [.. pictures.Select(picture => picture.Draws(drawing!.Shape))];
        source = new float[row.Count];
        other = mixup is null ? [] : new float[row.Count];
        random = new float[Math.Max(Mixup.Draws, draws.DefaultIfEmpty(0).Max())];
    }

    /// <summary>Reads one row as the model sees it.</summary>
    public delegate void PreparedRow(int row, Span<float> values);

    /// <summary>Refuses what cannot be done to such rows.</summary>
    /// <param name="augmentations">What is to happen to the rows.</param>
    /// <param name="inputs">Shapes of one row of each input; the first is changed.</param>
    /// <exception cref="ConfigurationException">The rows are no pictures, or they would be mixed or bent twice, or mixed in one of several inputs.</exception>
    public static void Check(IReadOnlyList<Augmentation> augmentations, IReadOnlyList<Shape> inputs)
    {
        if (augmentations.FirstOrDefault(augmentation => augmentation is PictureAugmentation) is { } first)
        {
            PictureOf($"Augmentation '{first.Kind}'", inputs[0]);
        }

        if (augmentations.Where(augmentation => augmentation is Mixup or ElasticDistortion).GroupBy(augmentation => augmentation.Kind).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ConfigurationException($"Augmentation: '{twice.Key}' comes twice. Name it once, with the larger amount.");
        }

        if (inputs.Count > 1 && augmentations.Any(augmentation => augmentation is Mixup))
        {
            throw new ConfigurationException($"Augmentation: 'mixup' is for models of one input, this one has {inputs.Count}. Leave it out.");
        }
    }

    /// <summary>Makes one row.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="row">The row.</param>
    /// <param name="result">Receives it.</param>
    /// <returns>The row that was mixed in, or the row itself, and the row's own share.</returns>
    public (int Other, float Share) Make(int epoch, int row, Span<float> result)
    {
        MakePicture(epoch, row, result);
        if (mixup is null)
        {
            return (row, 1);
        }

        Draw(mixupNumber, epoch, row, Mixup.Draws);
        (int partner, float share) = mixup.Draw(rows, random);
        MakePicture(epoch, partner, other);
        for (int index = 0; index < result.Length; index++)
        {
            result[index] = (share * result[index]) + ((1 - share) * other[index]);
        }

        return (partner, share);
    }

    private static ImageShape PictureOf(string owner, Shape row) =>
        ImageShape.Of(owner, row, "Leave it out, give the rows the shape of pictures, or use mixup, which takes any rows.");

    private void MakePicture(int epoch, int row, Span<float> result)
    {
        if (drawing is null)
        {
            read(row, result);
            return;
        }

        read(row, source);
        drawing.Begin();
        for (int number = 0; number < pictures.Length; number++)
        {
            Draw(number, epoch, row, draws[number]);
            pictures[number].Change(drawing, random);
        }

        drawing.Draw(source, result);
    }

    private void Draw(int number, int epoch, int row, int count) =>
        CounterRandom.Uniform(seed, RandomStreams.Augmentation(number), (ulong)epoch, (long)row * count, random.AsSpan(0, count));
}
