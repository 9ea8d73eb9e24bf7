using System.Numerics;

namespace Cajal;

/// <summary>The inputs of a <see cref="Dataset"/>, row-major, in the width in which they came: bytes of images stay bytes.</summary>
internal abstract class InputBlock
{
    /// <summary>How many numbers there are in all.</summary>
    public abstract int Length { get; }

    /// <summary>Writes the given rows as float32.</summary>
    public abstract void CopyTo(int width, ReadOnlySpan<int> rows, Span<float> batch);

    /// <summary>A block of the given rows alone.</summary>
    public abstract InputBlock Select(int width, ReadOnlySpan<int> rows);
}

/// <summary>Inputs held as float32.</summary>
internal sealed class FloatBlock(float[] numbers) : InputBlock
{
    public float[] Numbers => numbers;

    public override int Length => numbers.Length;

    public override void CopyTo(int width, ReadOnlySpan<int> rows, Span<float> batch) => RowNumbers.Gather(numbers, width, rows, batch);

    public override InputBlock Select(int width, ReadOnlySpan<int> rows)
    {
        float[] selected = new float[checked(rows.Length * width)];
        CopyTo(width, rows, selected);
        return new FloatBlock(selected);
    }
}

/// <summary>Inputs held as bytes 0 … 255: a quarter of the memory, converted row by row when a batch is gathered.</summary>
internal sealed class ByteBlock(byte[] numbers) : InputBlock
{
    public override int Length => numbers.Length;

    public override void CopyTo(int width, ReadOnlySpan<int> rows, Span<float> batch)
    {
        RowNumbers.CheckBlock(rows.Length, width, batch.Length, nameof(batch));
        int count = numbers.Length / width;
        for (int i = 0; i < rows.Length; i++)
        {
            RowNumbers.Check(rows[i], count);
            Widen(numbers.AsSpan(rows[i] * width, width), batch.Slice(i * width, width));
        }
    }

    public override InputBlock Select(int width, ReadOnlySpan<int> rows)
    {
        byte[] selected = new byte[checked(rows.Length * width)];
        RowNumbers.Gather(numbers, width, rows, selected);
        return new ByteBlock(selected);
    }

    private static void Widen(ReadOnlySpan<byte> source, Span<float> destination)
    {
        int step = Vector<float>.Count;
        int i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
            Vector.ConvertToSingle(Vector.AsVectorInt32(first)).CopyTo(destination[i..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(second)).CopyTo(destination[(i + step)..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(third)).CopyTo(destination[(i + (2 * step))..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)).CopyTo(destination[(i + (3 * step))..]);
        }
        for (; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }
}
