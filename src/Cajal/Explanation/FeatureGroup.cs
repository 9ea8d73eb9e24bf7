using System.Globalization;

namespace Cajal;

/// <summary>
/// Features that are explained together, since they say one thing: the numbers of one column of a table (a category becomes several), or a tile of
/// an image.
/// </summary>
/// <param name="Name">What it is called: the column, <c>rows 0–3, columns 4–7</c>.</param>
/// <param name="Features">Positions in a row of inputs, from 0.</param>
public sealed record FeatureGroup(string Name, IReadOnlyList<int> Features)
{
    /// <summary>Each feature by itself, under its name where the set has names.</summary>
    /// <param name="data">The set.</param>
    public static IReadOnlyList<FeatureGroup> Each(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. Enumerable.Range(0, data.Features).Select(feature => new FeatureGroup(
            data.FeatureNames.IsEmpty ? feature.ToString(CultureInfo.InvariantCulture) : data.FeatureNames[feature], [feature]))];
    }

    /// <summary>Tiles of an image, row by row; those at the right and lower border may be smaller.</summary>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Columns of pixels.</param>
    /// <param name="size">Rows and columns of a tile.</param>
    /// <param name="channels">Numbers of a pixel, which stand together.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number below 1.</exception>
    public static IReadOnlyList<FeatureGroup> Tiles(int height, int width, int size, int channels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        var tiles = new List<FeatureGroup>();
        for (int top = 0; top < height; top += size)
        {
            for (int left = 0; left < width; left += size)
            {
                int bottom = Math.Min(top + size, height);
                int right = Math.Min(left + size, width);
                IEnumerable<int> pixels = Enumerable.Range(top, bottom - top).SelectMany(row => Enumerable.Range((row * width) + left, right - left));
                tiles.Add(new FeatureGroup(
                    string.Create(CultureInfo.InvariantCulture, $"rows {top}–{bottom - 1}, columns {left}–{right - 1}"),
                    [.. pixels.SelectMany(pixel => Enumerable.Range(pixel * channels, channels))]));
            }
        }

        return tiles;
    }

    /// <summary>Refuses groups that do not fit a row of inputs.</summary>
    /// <exception cref="ArgumentException">There is none, one is empty, or one names a feature that there is not.</exception>
    internal static void Check(IReadOnlyList<FeatureGroup> groups, int features)
    {
        if (groups.Count == 0)
        {
            throw new ArgumentException("Feature groups: there is none, expected at least one.");
        }

        foreach (FeatureGroup group in groups)
        {
            if (group.Features.Count == 0 || group.Features.Any(feature => feature < 0 || feature >= features))
            {
                throw new ArgumentException($"Feature group {PrintableText.Quote(group.Name)}: features {string.Join(", ", group.Features.Take(10))}, "
                    + $"expected at least one, each from 0 to {features - 1}. Make the groups for inputs of this model.");
            }
        }
    }
}
