namespace Cajal;

/// <summary>Type of the elements of one entry of a safetensors file. Names in the file: <c>F32</c>, <c>I64</c>, ….</summary>
public enum SafetensorsElementType
{
    /// <summary><c>F64</c>, IEEE binary64.</summary>
    Float64,

    /// <summary><c>I64</c>, two's complement.</summary>
    Int64,

    /// <summary><c>U64</c>.</summary>
    UInt64,

    /// <summary><c>F32</c>, IEEE binary32.</summary>
    Float32,

    /// <summary><c>I32</c>, two's complement.</summary>
    Int32,

    /// <summary><c>U32</c>.</summary>
    UInt32,

    /// <summary><c>F16</c>, IEEE binary16.</summary>
    Float16,

    /// <summary><c>BF16</c>, the upper half of a binary32.</summary>
    BFloat16,

    /// <summary><c>I16</c>, two's complement.</summary>
    Int16,

    /// <summary><c>U16</c>.</summary>
    UInt16,

    /// <summary><c>I8</c>, two's complement.</summary>
    Int8,

    /// <summary><c>U8</c>.</summary>
    UInt8,

    /// <summary><c>BOOL</c>, one byte an element.</summary>
    Boolean,
}

/// <summary>Names and sizes of the element types.</summary>
internal static class SafetensorsElementTypes
{
    // In the order of the enum: widest first, which is also the order of entries in a file.
    private static readonly (string Code, int Size)[] Table =
    [
        ("F64", 8), ("I64", 8), ("U64", 8), ("F32", 4), ("I32", 4), ("U32", 4), ("F16", 2), ("BF16", 2), ("I16", 2), ("U16", 2), ("I8", 1), ("U8", 1), ("BOOL", 1),
    ];

    /// <summary>All names that a file may use.</summary>
    public static string Known => string.Join(", ", Table.Select(type => type.Code));

    /// <summary>The name in the file.</summary>
    public static string Code(this SafetensorsElementType type) => Table[(int)type].Code;

    /// <summary>Bytes of one element.</summary>
    public static int Size(this SafetensorsElementType type) => Table[(int)type].Size;

    /// <summary>The type of a name in a file.</summary>
    public static bool TryParse(string code, out SafetensorsElementType type)
    {
        int index = Array.FindIndex(Table, known => known.Code == code);
        type = (SafetensorsElementType)index;
        return index >= 0;
    }
}
