namespace Cajal;

/// <summary>Four classes: cat, dog, fox and bird by weight, length and length of the tail.</summary>
internal static class Animals
{
    private static readonly Species[] Kinds = [Species.Cat, Species.Dog, Species.Fox, Species.Bird];

    public static SyntheticKind Kind { get; } =
        new("animals", "cat, dog, fox and bird by weight (kg), length and tail (cm)", ["weight", "length", "tail"], ["cat", "dog", "fox", "bird"], Draw)
        {
            TargetName = "animal",
        };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        int kind = row % Kinds.Length;
        inputs[0] = Kinds[kind].Weight.Draw(random, noise);
        inputs[1] = Kinds[kind].Length.Draw(random, noise);
        inputs[2] = Kinds[kind].Tail.Draw(random, noise);
        targets[0] = kind;
    }
}
