using System.Text.Json.Nodes;

namespace Cajal.Tables;

/// <summary>Lists of texts as JSON.</summary>
internal static class JsonLists
{
    public static JsonArray Of(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);
}
