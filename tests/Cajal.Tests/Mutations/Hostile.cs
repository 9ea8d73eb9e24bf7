using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Cajal.Tests.Mutations;

/// <summary>What every parser promises for every input: accepted or refused as documented, in bounded time and memory.</summary>
internal static partial class Hostile
{
    private const long FreeBytes = 64L << 20;

    /// <summary>Runs a parser on one input; returns its refusal, or null where it accepted.</summary>
    /// <typeparam name="TRefusal">The one documented exception.</typeparam>
    /// <param name="read">The parser, and use of what it returns.</param>
    /// <param name="length">Bytes of the input.</param>
    /// <param name="file">The name under which the input was given.</param>
    /// <param name="replay">How to see the same input again.</param>
    public static TRefusal? Run<TRefusal>(Action read, long length, string file, string replay)
        where TRefusal : CajalException
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        TRefusal? refusal = null;
        try
        {
            read();
        }
        catch (TRefusal error)
        {
            refusal = error;
        }
        catch (Exception error)
        {
            Assert.Fail($"{replay}: {error}");
        }
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2), $"{replay}: took {Stopwatch.GetElapsedTime(start)}");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= FreeBytes + (4 * length), $"{replay}: allocated {allocated} bytes for {length}");
        if (refusal is not null)
        {
            Assert.True(Message().IsMatch(refusal.Message) && refusal.Message.StartsWith(file, StringComparison.Ordinal), $"{replay}: {refusal.Message}");
        }
        return refusal;
    }

    // File, colon, reason, full stop, remedy, full stop; one line without control characters.
    [GeneratedRegex(@"^[^\p{C}\p{Zl}\p{Zp}]+?: [^\p{C}\p{Zl}\p{Zp}]+\. [^\p{C}\p{Zl}\p{Zp}]+\.$")]
    private static partial Regex Message();
}
