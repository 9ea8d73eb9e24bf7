namespace Cajal;

/// <summary>The closed table of generated sets. A new one is a file and a row here.</summary>
internal static class SyntheticTable
{
    public static IReadOnlyList<SyntheticKind> Kinds { get; } =
    [
        Moons.Kind,
        Circles.Kind,
        Spirals.Kind,
        Blobs.Kind,
        TruthTable.Xor,
        TruthTable.And,
        TruthTable.Or,
        TruthTable.Nand,
        CatsDogs.Kind,
        CatOrNot.Kind,
        Animals.Kind,
        Polygons.Kind,
        Discs.Kind,
    ];
}
