using System.Numerics;
using System.Runtime.InteropServices;

namespace Cajal.Kernels;

/// <summary>One zeroed native block of <typeparamref name="T"/>: 64-byte aligned, 2 MiB aligned when that large, freed by the finaliser.</summary>
/// <remarks>Native memory does not move, so plans may keep pointers into it, and the garbage collector never scans or copies it.
/// Whoever keeps <see cref="Pointer"/> or a span must keep the buffer itself reachable.</remarks>
internal sealed unsafe class NativeBuffer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes of a cache line and of the widest vector.</summary>
    private const int LineBytes = 64;

    /// <summary>Readable bytes behind the last element, so that a full vector may be loaded from any element.</summary>
    private const int PaddingBytes = LineBytes;

    public NativeBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = checked((nuint)length * (nuint)sizeof(T) + PaddingBytes);
        bool isLarge = bytes >= HugePages.Bytes;
        Pointer = (T*)NativeMemory.AlignedAlloc(bytes, isLarge ? (nuint)HugePages.Bytes : LineBytes);
        if (isLarge)
            HugePages.Ask(Pointer, bytes);
        NativeMemory.Clear(Pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    ~NativeBuffer()
    {
        if (Pointer == null) return;
        NativeMemory.AlignedFree(Pointer);
        GC.RemoveMemoryPressure(Length * sizeof(T) + PaddingBytes);
    }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>First element.</summary>
    internal T* Pointer { get; }

    /// <summary>The whole buffer; throws <see cref="OverflowException"/> when it has more than <see cref="int.MaxValue"/> elements.</summary>
    public Span<T> Span => new(Pointer, checked((int)Length));

    /// <summary><paramref name="length"/> elements from <paramref name="offset"/>.</summary>
    public Span<T> Slice(long offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
            throw new ArgumentOutOfRangeException(nameof(offset), $"Slice of {length} elements from {offset} is outside a buffer of {Length} elements.");
        return new Span<T>(Pointer + offset, length);
    }
}
