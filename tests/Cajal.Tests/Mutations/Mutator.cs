using System.Buffers.Binary;
using System.Globalization;

namespace Cajal.Tests.Mutations;

/// <summary>Damages the bytes of a file in the ways that transport, disks and attackers do. Seeded: the same seed gives the same damage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly long[] Edges =
        [0, 1, 2, 7, 8, 63, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, (1L << 53) + 1, long.MaxValue, long.MinValue, -1];

    private readonly Random random = new(seed);

    /// <summary>A copy with one to three kinds of damage.</summary>
    public byte[] Mutate(byte[] original)
    {
        byte[] bytes = original.ToArray();
        for (int round = random.Next(1, 4); round > 0; round--)
        {
            bytes = bytes.Length == 0 ? Insert(bytes) : random.Next(9) switch
            {
                0 => FlipBit(bytes),
                1 => SetByte(bytes),
                2 => Truncate(bytes),
                3 => Remove(bytes),
                4 => Insert(bytes),
                5 => SwapBlocks(bytes, random.Next(1, 65)),
                6 => Repeat(bytes),
                7 => SetNumber(bytes, 4),
                _ => SetNumber(bytes, 8),
            };
        }
        return bytes;
    }

    public byte[] FlipBit(byte[] bytes)
    {
        byte[] result = bytes.ToArray();
        result[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return result;
    }

    public byte[] Truncate(byte[] bytes) => bytes[..random.Next(bytes.Length)];

    /// <summary>Exchanges two blocks of a length that do not overlap, where the file has room for two.</summary>
    public byte[] SwapBlocks(byte[] bytes, int length)
    {
        length = Math.Min(length, bytes.Length / 2);
        byte[] result = bytes.ToArray();
        int first = random.Next(bytes.Length - (2 * length) + 1);
        int second = random.Next(first + length, bytes.Length - length + 1);
        bytes.AsSpan(first, length).CopyTo(result.AsSpan(second));
        bytes.AsSpan(second, length).CopyTo(result.AsSpan(first));
        return result;
    }

    /// <summary>Replaces one of the tokens in a text by another: numbers, punctuation and words of the format at each other's places.</summary>
    public string SwapToken(string text, string[] tokens)
    {
        string from = tokens[random.Next(tokens.Length)];
        int at = text.IndexOf(from, random.Next(text.Length), StringComparison.Ordinal);
        string to = random.Next(3) == 0 ? Edges[random.Next(Edges.Length)].ToString(CultureInfo.InvariantCulture) : tokens[random.Next(tokens.Length)];
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
    }

    private byte[] SetByte(byte[] bytes)
    {
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private byte[] Remove(byte[] bytes)
    {
        (int start, int length) = Range(bytes);
        return [.. bytes[..start], .. bytes[(start + length)..]];
    }

    private byte[] Insert(byte[] bytes)
    {
        int at = random.Next(bytes.Length + 1);
        byte[] added = new byte[random.Next(1, 33)];
        random.NextBytes(added);
        return [.. bytes[..at], .. added, .. bytes[at..]];
    }

    private byte[] Repeat(byte[] bytes)
    {
        (int start, int length) = Range(bytes);
        return [.. bytes[..(start + length)], .. bytes[start..]];
    }

    private byte[] SetNumber(byte[] bytes, int size)
    {
        Span<byte> number = stackalloc byte[8];
        long value = Edges[random.Next(Edges.Length)];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            number = number[..size];
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            number = number[^size..];
        }
        // Half of them at the front, where formats keep their sizes.
        int at = random.Next(2) == 0 ? random.Next(Math.Min(bytes.Length, 24)) : random.Next(bytes.Length);
        number[..Math.Min(size, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private (int Start, int Length) Range(byte[] bytes)
    {
        int start = random.Next(bytes.Length);
        return (start, random.Next(1, bytes.Length - start + 1));
    }
}
