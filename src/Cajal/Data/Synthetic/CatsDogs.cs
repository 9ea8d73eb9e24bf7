namespace Cajal;

/// <summary>Cats and dogs by weight and length: two clusters that a straight line separates almost without error.</summary>
internal static class CatsDogs
{
    private static readonly Species[] Kinds = [Species.Cat, Species.Dog];

    public static SyntheticKind Kind { get; } =
        new("cats-dogs", "cats and dogs by weight (kg) and length (cm)", ["weight", "length"], ["cat", "dog"], Draw)
        {
            DefaultRows = 200,
            TargetName = "animal",
        };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        int kind = row % Kinds.Length;
        inputs[0] = Kinds[kind].Weight.Draw(random, noise);
        inputs[1] = Kinds[kind].Length.Draw(random, noise);
        targets[0] = kind;
    }
}
