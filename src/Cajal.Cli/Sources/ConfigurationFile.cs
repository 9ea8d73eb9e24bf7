using System.Globalization;
using System.Text.Json;

namespace Cajal.Cli.Sources;

/// <summary>
/// Settings in a JSON file: <c>{"data": "iris", "epochs": 100, "hidden": [64, 64], "optimizer": {"name": "adam", "learningRate": 0.003}}</c>. The
/// <c>config.json</c> of a run is one too: <c>{"epochs": {"value": "100", "source": "--epochs"}}</c>. Comments and trailing commas are welcome.
/// </summary>
internal static class ConfigurationFile
{
    private const int LargestFile = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepsSources">Whether the sources inside the file are kept; otherwise the file itself is the source.</param>
    /// <exception cref="ConfigurationException">The file is missing or no such JSON; the message names file and place.</exception>
    public static IReadOnlyList<Setting> Read(string path, bool keepsSources = false)
    {
        string shown = PrintableText.Escape(path);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
            {
                throw new ConfigurationException($"{shown}: the file is larger than 1 MiB, which no configuration is. Name another.");
            }

            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };
            using var document = JsonDocument.Parse(File.ReadAllText(path), options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. Settings(document.RootElement, "", shown, keepsSources)]
                : throw new ConfigurationException($"{shown}: expected a JSON object such as {{\"epochs\": 100}}.");
        }
        catch (JsonException error)
        {
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture,
                $"{shown}, line {(error.LineNumber ?? 0) + 1}, column {(error.BytePositionInLine ?? 0) + 1}: this is no valid JSON. Mend it there."), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{shown}: the configuration cannot be read: {error.Message}", error);
        }
    }

    private static IEnumerable<Setting> Settings(JsonElement parent, string prefix, string file, bool keepsSources)
    {
        foreach (JsonProperty property in parent.EnumerateObject())
        {
            string key = property.Name == "name" && prefix.Length > 0 ? prefix[..^1] : prefix + property.Name;
            JsonElement value = property.Value;
            if (value.ValueKind != JsonValueKind.Object)
            {
                yield return new Setting(key, Text(value, key, file), file);
            }
            else if (value.TryGetProperty("value", out JsonElement inner))
            {
                string source = keepsSources && value.TryGetProperty("source", out JsonElement said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : file;
                yield return new Setting(key, Text(inner, key, file), source);
            }
            else
            {
                foreach (Setting setting in Settings(value, key + ".", file, keepsSources))
                {
                    yield return setting;
                }
            }
        }
    }

    private static string Text(JsonElement value, string key, string file) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "none",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(one => Text(one, key, file))),
        _ => throw new ConfigurationException($"{file}: {PrintableText.Quote(key)} holds an object in an array, expected texts or numbers."),
    };
}
