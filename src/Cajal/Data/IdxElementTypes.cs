namespace Cajal.Data;

/// <summary>Sizes of the element types of IDX files.</summary>
internal static class IdxElementTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this IdxElementType type) => type switch
    {
        IdxElementType.UInt8 or IdxElementType.Int8 => 1,
        IdxElementType.Int16 => 2,
        IdxElementType.Int32 or IdxElementType.Float32 => 4,
        _ => 8,
    };
}
