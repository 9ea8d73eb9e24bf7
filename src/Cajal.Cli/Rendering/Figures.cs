using System.Globalization;

namespace Cajal.Cli.Rendering;

/// <summary>Numbers and times as a person reads them, in the invariant culture.</summary>
internal static class Figures
{
    /// <summary>Four digits: 0.9667, 12.35, 56012, 1.2e-05, 3.1e+17.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1e-4 => value.ToString("0.0e-00", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        < 1000 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 1e12 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0e+00", CultureInfo.InvariantCulture),
    };

    /// <summary>A whole number with commas between thousands.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: 1 row, 2 rows.</summary>
    public static string Count(double value, string noun) => $"{Count(value)} {noun}{(value == 1 ? "" : "s")}";

    /// <summary>A size in memory: 512 bytes, 61.7 KiB, 4.0 MiB, 1.25 GiB.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => Count(bytes, "byte"),
        < 1 << 20 => $"{(bytes / (double)(1 << 10)).ToString("0.0", CultureInfo.InvariantCulture)} KiB",
        < 1 << 30 => $"{(bytes / (double)(1 << 20)).ToString("0.0", CultureInfo.InvariantCulture)} MiB",
        _ => $"{(bytes / (double)(1 << 30)).ToString("0.00", CultureInfo.InvariantCulture)} GiB",
    };

    /// <summary>A span of time: 0.4 ms, 42 ms, 1.5 s, 12 s, 3 min 20 s, 2 h 5 min.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 0.01 => $"{(seconds * 1000).ToString("0.0", CultureInfo.InvariantCulture)} ms",
        < 1 => $"{(seconds * 1000).ToString("0", CultureInfo.InvariantCulture)} ms",
        < 10 => $"{seconds.ToString("0.##", CultureInfo.InvariantCulture)} s",
        < 120 => $"{seconds.ToString("0", CultureInfo.InvariantCulture)} s",
        < 7200 => $"{(int)seconds / 60} min {(int)seconds % 60} s",
        _ => $"{(int)seconds / 3600} h {(int)seconds % 3600 / 60} min",
    };
}
