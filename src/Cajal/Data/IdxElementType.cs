namespace Cajal;

/// <summary>Type of the elements of an IDX file, with the number that stands for it in the file's third byte.</summary>
public enum IdxElementType
{
    /// <summary>Unsigned 8-bit integers, the type of MNIST.</summary>
    UInt8 = 0x08,

    /// <summary>Signed 8-bit integers.</summary>
    Int8 = 0x09,

    /// <summary>Signed 16-bit integers.</summary>
    Int16 = 0x0B,

    /// <summary>Signed 32-bit integers.</summary>
    Int32 = 0x0C,

    /// <summary>IEEE binary32.</summary>
    Float32 = 0x0D,

    /// <summary>IEEE binary64.</summary>
    Float64 = 0x0E,
}
