using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Indices as they stand in arrays of numbers.</summary>
internal static class WholeNumber
{
    /// <summary>Whether a number is a whole one in [0, count).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIndex<T>(T number, int count, out int index) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Whatever comes of a number that is no integer: as a number again it differs.
        index = T.ConvertToIntegerNative<int>(number);
        return (uint)index < (uint)count && T.CreateTruncating(index) == number;
    }
}
