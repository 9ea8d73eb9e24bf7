using System.Diagnostics;
using System.Text.RegularExpressions;
using Cajal.Kernels;
using Xunit.Abstractions;

namespace Cajal.Tests.Kernels;

/// <summary>Register tiles are fast only while their accumulators stay in registers, which is up to the just-in-time compiler. This test
/// reads the machine code that it makes here, in a process of its own, since a measured time would depend on what else the machine does.</summary>
public sealed partial class RegisterTileCodeTests(ITestOutputHelper output)
{
    private static readonly string[] Sizes =
        ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];

    [Fact]
    public void The_loops_of_all_register_tiles_multiply_add_in_registers()
    {
        if (Hardware.Path is not (HardwarePath.Avx512 or HardwarePath.Avx2))
        {
            output.WriteLine($"Skipped: the test reads code of AVX-512 and AVX2, this process uses {Hardware.Path}.");
            return;
        }

        string[] listings = [.. Compile().Split("; Assembly listing for method ").Where(text => Tile().IsMatch(text))];
        if (listings.Length == 0)
        {
            output.WriteLine("Skipped: this runtime does not print the code it makes (DOTNET_JitDisasm).");
            return;
        }

        Assert.Equal(Tiles<float>() + Tiles<double>() + DotTiles<float>.Count + DotTiles<double>.Count, listings.Length);
        Assert.All(listings, CheckLoop);
    }

    private static int Tiles<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        Enumerable.Range(1, RegisterTiles<T>.MaxBundles).Sum(bundles => Math.Max(0, RegisterTiles<T>.RowsFor(bundles)));

    /// <summary>One fused multiply-add for each accumulator, and no vector register on the stack.</summary>
    private static void CheckLoop(string listing)
    {
        Match tile = Tile().Match(listing);
        int rows = Array.IndexOf(Sizes, tile.Groups["rows"].Value) + 1, bundles = Array.IndexOf(Sizes, tile.Groups["bundles"].Value) + 1;
        if (tile.Groups["wide"].Success)
            bundles += 4;
        string loop = Loop(listing);
        string name = $"{rows} x {bundles} of {tile.Groups["type"].Value}";
        int multiplyAdds = MultiplyAdd().Count(loop);
        Assert.True(multiplyAdds == rows * bundles, $"The loop of tile {name} has {multiplyAdds} fused multiply-adds, expected {rows * bundles}:\n{loop}");
        Assert.False(VectorOnStack().IsMatch(loop), $"The loop of tile {name} keeps a vector on the stack:\n{loop}");
    }

    /// <summary>The only loop of a method that multiplies: of the ways from a label to a jump back to it the shortest with the most multiply-adds,
    /// since what is done rarely may lie behind the loop and jump back too.</summary>
    private static string Loop(string listing)
    {
        var ways = new List<string>();
        foreach (Match jump in Jump().Matches(listing))
        {
            int label = listing.IndexOf($"\n{jump.Groups["label"].Value}:", StringComparison.Ordinal);
            if (label >= 0 && label < jump.Index)
                ways.Add(listing[label..jump.Index]);
        }

        return ways.Count > 0
            ? ways.OrderByDescending(way => MultiplyAdd().Count(way)).ThenBy(way => way.Length).First()
            : throw new InvalidDataException($"No jump back in this code:\n{listing}");
    }

    private static string Compile()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("code.txt");
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(RegisterTileProgram).Assembly.Location]);
        start.Environment["DOTNET_JitDisasm"] = "Run";
        start.Environment["DOTNET_JitStdOutFile"] = file;
        using Process program = Process.Start(start)!;
        Assert.True(program.WaitForExit(TimeSpan.FromSeconds(120)), "the program does not end");
        Assert.Equal(0, program.ExitCode);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    [GeneratedRegex(@"^Cajal\.Kernels\.((?<wide>Wide)?Register|Dot)Tile`4\[Cajal\.Kernels\.\w+`1\[\w+\],(?<type>\w+),Cajal\.Kernels\.(?<rows>\w+),Cajal\.Kernels\.(?<bundles>\w+)\]:Run")]
    private static partial Regex Tile();

    [GeneratedRegex(@"\n\s+j\w+\s+(SHORT )?(?<label>G_\w+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"\bvfn?m(add|sub)\d+p[sd]\b")]
    private static partial Regex MultiplyAdd();

    [GeneratedRegex(@"\[r[bs]p.*mm\d|mm\d.*\[r[bs]p")]
    private static partial Regex VectorOnStack();
}
