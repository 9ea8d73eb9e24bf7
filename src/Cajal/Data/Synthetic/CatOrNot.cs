namespace Cajal;

/// <summary>
/// Cats against all else: half of the rows are cats, a quarter ferrets, a quarter dogs. The three clusters lie on one line with the cats in the
/// middle, so a straight border is right in hardly more than three quarters of the rows; two borders, a net of two layers, suffice.
/// </summary>
internal static class CatOrNot
{
    private static readonly Species[] Turns = [Species.Ferret, Species.Cat, Species.Dog, Species.Cat];

    public static SyntheticKind Kind { get; } =
        new("cat-or-not", "cats against ferrets and dogs by weight (kg) and length (cm); no straight border will do",
            ["weight", "length"], ["not", "cat"], Draw)
        { TargetName = "animal" };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        Species kind = Turns[row % Turns.Length];
        inputs[0] = kind.Weight.Draw(random, noise);
        inputs[1] = kind.Length.Draw(random, noise);
        targets[0] = row % 2;
    }
}
