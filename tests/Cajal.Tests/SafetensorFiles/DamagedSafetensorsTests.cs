using System.Buffers.Binary;
using System.Text;
using Cajal.Tests.Mutations;

namespace Cajal.Tests.SafetensorFiles;

/// <summary>Damage to files of ours is always detected; damage to any file is met as documented.</summary>
public class DamagedSafetensorsTests
{
    private const int Mutations = 20_000;

    private static readonly string[] Tokens =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "0", "1", "2", "4", "8", "16", "-", ".", "e", "null", "F32", "F64", "I64", "U8", "BOOL", "dtype", "shape", "data_offsets", "__metadata__", "cajal.sha256"];

    private static readonly byte[] Small = Make(new Random(123), 6).ToBytes();
    private static readonly byte[] Larger = Make(new Random(124), 3000).ToBytes();

    public static TheoryData<ChecksumRule> Rules => [ChecksumRule.Required, ChecksumRule.WherePresent];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_single_flipped_bit_is_detected(ChecksumRule rule)
    {
        for (int bit = 0; bit < Small.Length * 8; bit++)
        {
            byte[] bytes = Small.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertDetected(bytes, rule, $"bit {bit}");
        }
        var mutator = new Mutator(123);
        for (int round = 0; round < 5_000; round++)
        {
            AssertDetected(mutator.FlipBit(Larger), rule, $"flip {round}");
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_truncation_is_detected(ChecksumRule rule)
    {
        for (int length = 0; length < Small.Length; length++)
        {
            AssertDetected(Small[..length], rule, $"length {length}");
        }
        var mutator = new Mutator(123);
        for (int round = 0; round < 1_000; round++)
        {
            AssertDetected(mutator.Truncate(Larger), rule, $"truncation {round}");
        }
        AssertDetected([.. Small, 0], rule, "one byte more");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Swapped_blocks_are_detected(ChecksumRule rule)
    {
        var mutator = new Mutator(123);
        foreach (int length in new[] { 1, 8, 64, 512, 4096 })
        {
            for (int round = 0; round < 1_000; round++)
            {
                byte[] bytes = mutator.SwapBlocks(Larger, length);
                if (!bytes.AsSpan().SequenceEqual(Larger))
                {
                    AssertDetected(bytes, rule, $"swap {round} of {length} bytes");
                }
            }
        }
    }

    [Fact]
    public void Mutated_files_are_read_or_refused_as_documented()
    {
        var mutator = new Mutator(123);
        byte[][] originals = [Small, Unsigned(Small)];
        int accepted = 0;
        for (int round = 0; round < Mutations; round++)
        {
            byte[] original = originals[round % 2];
            byte[] bytes = round % 4 < 2 ? mutator.Mutate(original) : MutateHeader(mutator, original);
            var refusal = Hostile.Run<ModelFileException>(() => UseAll(bytes), bytes.Length, "mutated: ", $"mutation {round}");
            accepted += refusal is null ? 1 : 0;
        }
        Assert.InRange(accepted, Mutations / 100, Mutations / 2); // flips in the unsigned payload, harmless renames
    }

    private static void AssertDetected(byte[] bytes, ChecksumRule rule, string replay)
    {
        var refusal = Hostile.Run<ModelFileException>(() => SafetensorsFile.Read(bytes, "damaged", rule), bytes.Length, "damaged: ", replay);
        Assert.True(refusal is not null, $"{replay} ({rule}): the damage was not detected");
    }

    private static void UseAll(byte[] bytes)
    {
        var file = SafetensorsFile.Read(bytes, "mutated", ChecksumRule.WherePresent);
        foreach (var entry in file.Entries)
        {
            int length = entry.ElementType switch
            {
                SafetensorsElementType.Float64 => file.Float64(entry.Name).Length,
                SafetensorsElementType.Float32 => file.Float32(entry.Name).Length,
                SafetensorsElementType.Int64 => file.Int64(entry.Name).Length,
                SafetensorsElementType.Int32 => file.Int32(entry.Name).Length,
                SafetensorsElementType.UInt8 => file.UInt8(entry.Name).Length,
                _ => entry.Shape.Aggregate(1, (product, dimension) => product * dimension),
            };
            Assert.Equal(entry.Shape.Aggregate(1L, (product, dimension) => product * dimension), length);
        }
    }

    // Changes words of the header and puts its length right, so that the change is looked at.
    private static byte[] MutateHeader(Mutator mutator, byte[] original)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(original);
        string text = mutator.SwapToken(Encoding.UTF8.GetString(original, 8, length), Tokens);
        return Assemble(text, original[(8 + length)..]);
    }

    private static byte[] Unsigned(byte[] original)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(original);
        string text = Encoding.UTF8.GetString(original, 8, length).Replace("cajal.", "other.", StringComparison.Ordinal);
        return Assemble(text, original[(8 + length)..]);
    }

    private static byte[] Assemble(string header, byte[] payload)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. payload];
    }

    private static SafetensorsFile Make(Random random, int rows)
    {
        float[] weights = new float[rows * 3];
        foreach (ref float weight in weights.AsSpan())
        {
            weight = random.NextSingle();
        }
        return new SafetensorsFile(
            [new("model", """{"layers":["Dense(3)","Tanh"]}"""), new("seed", "123")],
            [
                SafetensorsEntry.FromFloat32("dense.weight", weights, rows, 3),
                SafetensorsEntry.FromFloat64("moment", [random.NextDouble(), -0.0], 2),
                SafetensorsEntry.FromInt64("step", [random.NextInt64()]),
                SafetensorsEntry.FromUInt8("order", [1, 2, 3], 3),
            ]);
    }
}
