namespace Cajal.Cli.Lessons;

/// <summary>Normal random numbers.</summary>
internal static class Normal
{
    /// <summary>A number of mean 0 and deviation 1 (Box and Muller 1958).</summary>
    public static double Draw(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
