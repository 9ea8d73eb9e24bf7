namespace Cajal.Tests;

/// <summary>Comparison of arrays within a tolerance, relative above 1.</summary>
internal static class Near
{
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            double error = Math.Abs(expected[index] - actual[index]);
            Assert.True(error <= tolerance * Math.Max(1, Math.Abs(expected[index])), $"{what} element {index}: expected {expected[index]:R}, came {actual[index]:R}");
        }
    }
}
