using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Cajal.Tests.Mutations;

/// <summary>What every parser promises for every input: accepted or refused as documented, in bounded time and memory.</summary>
internal static partial class Hostile
{
    private const long FreeBytes = 64L << 20;
    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(2);

    /// <summary>Runs a parser on one input; returns its refusal, or null where it accepted.</summary>
    /// <typeparam name="TRefusal">The one documented exception.</typeparam>
    /// <param name="read">The parser, and use of what it returns.</param>
    /// <param name="length">Bytes of the input.</param>
    /// <param name="file">The name under which the input was given.</param>
    /// <param name="replay">How to see the same input again.</param>
    public static TRefusal? Run<TRefusal>(Action read, long length, string file, string replay)
        where TRefusal : CajalException
    {
        TRefusal? refusal = null;
        var shortest = TimeSpan.MaxValue;
        // A busy machine can hold up any run: only an input that is slow every time is slow.
        for (int attempt = 0; attempt < 5 && shortest >= MaximumTime; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            refusal = Refusal<TRefusal>(read, replay);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            shortest = elapsed < shortest ? elapsed : shortest;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= FreeBytes + (4 * length), $"{replay}: allocated {allocated} bytes for {length}");
        }
        Assert.True(shortest < MaximumTime, $"{replay}: took {shortest}");
        if (refusal is not null)
        {
            Assert.True(Message().IsMatch(refusal.Message) && refusal.Message.StartsWith(file, StringComparison.Ordinal), $"{replay}: {refusal.Message}");
        }
        return refusal;
    }

    private static TRefusal? Refusal<TRefusal>(Action read, string replay)
        where TRefusal : CajalException
    {
        try
        {
            read();
        }
        catch (TRefusal refusal)
        {
            return refusal;
        }
        catch (Exception error)
        {
            Assert.Fail($"{replay}: {error}");
        }
        return null;
    }

    // File, colon, reason, full stop, remedy, full stop; one line, nothing that commands a terminal or is invisible.
    [GeneratedRegex(@"^[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+?: [^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+\. [^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+\.$")]
    private static partial Regex Message();
}
