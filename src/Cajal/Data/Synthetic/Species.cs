namespace Cajal;

/// <summary>One measure of a kind of animal: mean and deviation.</summary>
internal readonly record struct Measure(double Mean, double Deviation)
{
    /// <summary>A value, never below a tenth of the mean: no animal weighs nothing.</summary>
    public double Draw(RandomSequence random, double noise) => Math.Max(Mean / 10, random.Normal(Mean, Deviation * noise));
}

/// <summary>A kind of animal by its measures, invented but likely: weight in kg, length without tail in cm, tail in cm.</summary>
internal readonly record struct Species(Measure Weight, Measure Length, Measure Tail)
{
    public static Species Cat { get; } = new(new(4.5, 0.7), new(50, 3), new(30, 3));

    public static Species Dog { get; } = new(new(11.5, 2.5), new(78, 6), new(33, 5));

    public static Species Ferret { get; } = new(new(1, 0.25), new(36, 2.5), new(13, 2));

    public static Species Fox { get; } = new(new(6.5, 1), new(68, 4), new(42, 4));

    public static Species Bird { get; } = new(new(0.4, 0.12), new(22, 4), new(14, 3));
}
