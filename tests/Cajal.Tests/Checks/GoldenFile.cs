using System.Text.Json.Nodes;

namespace Cajal.Tests;

/// <summary>Reads golden files; the script beside each made it and names the versions.</summary>
internal static class GoldenFile
{
    public static JsonObject Read(string topic, string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", topic, name)))!.AsObject();

    public static double[] Numbers(this JsonNode? node) => [.. node!.AsArray().Select(number => number!.GetValue<double>())];
}
