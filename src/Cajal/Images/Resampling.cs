namespace Cajal.Images;

/// <summary>Changes the size of pictures: first their rows, then their columns, each pixel a weighed mean of those that lie under it.</summary>
internal static class Resampling
{
    /// <summary>Resizes <c>[height, width, channels]</c> bytes to <c>[newHeight, newWidth, channels]</c>.</summary>
    public static byte[] Run(ReadOnlySpan<byte> pixels, int width, int height, int channels, int newWidth, int newHeight)
    {
        Tap[] columns = Taps(width, newWidth), rows = Taps(height, newHeight);
        float[] narrow = new float[(long)height * newWidth * channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    float sum = 0;
                    for (int i = 0; i < columns[x].Weights.Length; i++)
                    {
                        sum += columns[x].Weights[i] * pixels[(((y * width) + columns[x].First + i) * channels) + channel];
                    }

                    narrow[(((y * newWidth) + x) * channels) + channel] = sum;
                }
            }
        }

        int length = newWidth * channels;
        byte[] result = new byte[(long)newHeight * length];
        for (int y = 0; y < newHeight; y++)
        {
            for (int i = 0; i < length; i++)
            {
                float sum = 0;
                for (int row = 0; row < rows[y].Weights.Length; row++)
                {
                    sum += rows[y].Weights[row] * narrow[((rows[y].First + row) * length) + i];
                }

                result[(y * length) + i] = (byte)Math.Clamp(sum + 0.5f, 0, byte.MaxValue);
            }
        }

        return result;
    }

    /// <summary>For each place of the result the places that it is made of: a triangle around its middle, as wide as the places lie apart or more.</summary>
    private static Tap[] Taps(int from, int to)
    {
        double scale = (double)from / to, reach = Math.Max(scale, 1);
        var taps = new Tap[to];
        for (int place = 0; place < to; place++)
        {
            double middle = (place + 0.5) * scale;
            int first = Math.Max(0, (int)(middle - reach + 0.5)), end = Math.Min(from, (int)(middle + reach + 0.5));
            double[] weights = [.. Enumerable.Range(first, end - first).Select(other => Math.Max(0, 1 - (Math.Abs(other + 0.5 - middle) / reach)))];
            double sum = weights.Sum();
            taps[place] = new Tap(first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return taps;
    }

    /// <summary>Neighbouring places and their weights, whose sum is 1.</summary>
    private readonly record struct Tap(int First, float[] Weights);
}
