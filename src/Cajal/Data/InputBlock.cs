using Cajal.Kernels;

namespace Cajal;

/// <summary>The inputs of a <see cref="Dataset"/>, row-major, in the width in which they came: bytes of images stay bytes.</summary>
internal abstract class InputBlock
{
    /// <summary>How many numbers there are in all.</summary>
    public abstract int Length { get; }

    /// <summary>Writes the given rows as float32, scaled where a scaler is given.</summary>
    public abstract void CopyTo(int width, ReadOnlySpan<int> rows, Span<float> batch, Scaler? scaler = null);

    /// <summary>A block of the given rows alone.</summary>
    public abstract InputBlock Select(int width, ReadOnlySpan<int> rows);
}

/// <summary>Inputs held as float32.</summary>
internal sealed class FloatBlock(float[] numbers) : InputBlock
{
    public float[] Numbers => numbers;

    public override int Length => numbers.Length;

    public override void CopyTo(int width, ReadOnlySpan<int> rows, Span<float> batch, Scaler? scaler = null)
    {
        RowGather.Copy<float>(numbers, width, rows, batch);
        scaler?.Apply(batch, batch);
    }

    public override InputBlock Select(int width, ReadOnlySpan<int> rows)
    {
        float[] selected = new float[checked(rows.Length * width)];
        CopyTo(width, rows, selected);
        return new FloatBlock(selected);
    }
}

/// <summary>Inputs held as bytes 0 … 255: a quarter of the memory, widened, and pixels scaled, in the same pass that gathers a batch.</summary>
internal sealed class ByteBlock(byte[] numbers) : InputBlock
{
    public override int Length => numbers.Length;

    public override void CopyTo(int width, ReadOnlySpan<int> rows, Span<float> batch, Scaler? scaler = null)
    {
        (float factor, float offset) = scaler is PixelScaler pixels ? pixels.Line : (1, 0);
        RowGather.Widen(numbers, width, rows, batch, factor, offset);
        if (scaler is not null and not PixelScaler)
        {
            scaler.Apply(batch, batch);
        }
    }

    public override InputBlock Select(int width, ReadOnlySpan<int> rows)
    {
        byte[] selected = new byte[checked(rows.Length * width)];
        RowGather.Copy<byte>(numbers, width, rows, selected);
        return new ByteBlock(selected);
    }
}
