namespace Cajal.Images.Png;

/// <summary>The checksum of PNG's chunks (ISO/IEC 15948, annex D): the framework has none that programs may call.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate(
        (uint)value, (remainder, _) => (remainder & 1) == 0 ? remainder >> 1 : Polynomial ^ (remainder >> 1)))];

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint remainder = uint.MaxValue;
        foreach (byte one in bytes)
        {
            remainder = Table[(remainder ^ one) & 0xFF] ^ (remainder >> 8);
        }

        return ~remainder;
    }
}
