using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Reads the fields of a JSON object that came from a model file, which may be damaged: each field is checked for presence, kind and range,
/// and what is wrong is named.
/// </summary>
/// <param name="what">What the object describes, the beginning of every message: <c>Scaler 'standard'</c>.</param>
/// <param name="json">The object.</param>
internal sealed class ModelFields(string what, JsonObject json)
{
    public const string Remedy = "The model file is damaged or was written by another version; train or export it again.";

    /// <summary>The object itself.</summary>
    public JsonObject Json => json;

    /// <summary>A text.</summary>
    public string Text(string field) =>
        Field(field) is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw Wrong(field, "a text");

    /// <summary>True or false.</summary>
    public bool Flag(string field) => Field(field) is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
        ? value.GetValueKind() == JsonValueKind.True
        : throw Wrong(field, "true or false");

    /// <summary>An object.</summary>
    public JsonObject Object(string field) => Field(field) as JsonObject ?? throw Wrong(field, "an object");

    /// <summary>A list of objects, perhaps empty.</summary>
    public JsonObject[] Objects(string field) => Field(field) is JsonArray list
        ? [.. list.Select((node, i) => node as JsonObject ?? throw Wrong(FormattableString.Invariant($"{field}[{i}]"), "an object", node))]
        : throw Wrong(field, "a list of objects");

    /// <summary>A list of texts, perhaps empty; different ones unless they may repeat.</summary>
    public string[] Texts(string field, bool mayRepeat = false) => ReadTexts(Field(field), field, mayRepeat);

    /// <summary>A list of lists of different texts, perhaps empty.</summary>
    public string[][] TextLists(string field) => Field(field) is JsonArray lists
        ? [.. lists.Select((list, i) => ReadTexts(list, FormattableString.Invariant($"{field}[{i}]")))]
        : throw Wrong(field, "a list of lists of texts");

    /// <summary>A finite number in the given range.</summary>
    public double Number(string field, double least = double.MinValue) =>
        NumberOf(Field(field)) is { } number && number >= least
            ? number
            : throw Wrong(field, least == double.MinValue ? "a finite number" : FormattableString.Invariant($"a finite number not below {least}"));

    /// <summary>A whole number from 1 on.</summary>
    public int Count(string field) =>
        NumberOf(Field(field)) is { } number && number is >= 1 and <= int.MaxValue && double.IsInteger(number)
            ? (int)number
            : throw Wrong(field, "a whole number from 1 on");

    /// <summary>True when the field is there and not null.</summary>
    public bool Has(string field) => json[field] is not null;

    /// <summary>Names of the fields.</summary>
    public IEnumerable<string> Names => json.Select(pair => pair.Key);

    /// <summary>A whole number from 0 to a limit.</summary>
    public long Whole(string field, long most) =>
        NumberOf(Field(field)) is { } number && number >= 0 && number <= most && double.IsInteger(number)
            ? (long)number
            : throw Wrong(field, FormattableString.Invariant($"a whole number from 0 to {most}"));

    /// <summary>Whole numbers from 0 on.</summary>
    public int[] WholeNumbers(string field) => Array.ConvertAll(Numbers(field, 0), number => number <= int.MaxValue && double.IsInteger(number)
        ? (int)number
        : throw Wrong(field, "a list of whole numbers from 0 on"));

    /// <summary>A seed: a whole number of 64 bits without sign.</summary>
    public ulong Seed(string field) => Field(field) is JsonValue value && value.TryGetValue(out ulong seed) ? seed : throw Wrong(field, "a whole number");

    /// <summary>The fields of an object within this one.</summary>
    public ModelFields Part(string field) => new($"{what}, \"{field}\"", Object(field));

    /// <summary>True or false.</summary>
    public bool Truth(string field) =>
        Field(field) is JsonValue value && value.TryGetValue(out bool truth)
            ? truth
            : throw Wrong(field, "true or false");

    /// <summary>A list of finite numbers, at least one of them and each at least <paramref name="least"/>.</summary>
    public double[] Numbers(string field, double least = double.MinValue) =>
        Field(field) is JsonArray list && list.Count > 0
            ? ReadNumbers(list, field, least)
            : throw Wrong(field, "a list of numbers");

    /// <summary>A list of lists of finite numbers; no list is empty.</summary>
    public double[][] NumberLists(string field)
    {
        if (Field(field) is not JsonArray lists || lists.Count == 0)
        {
            throw Wrong(field, "a list of lists of numbers");
        }
        double[][] numbers = new double[lists.Count][];
        for (int i = 0; i < numbers.Length; i++)
        {
            string place = FormattableString.Invariant($"{field}[{i}]");
            numbers[i] = lists[i] is JsonArray list && list.Count > 0
                ? ReadNumbers(list, place, double.MinValue)
                : throw Wrong(place, "a list of numbers", lists[i]);
        }
        return numbers;
    }

    public ModelFileException Error(string problem) => new($"{what}: {problem} {Remedy}");

    private double[] ReadNumbers(JsonArray list, string field, double least)
    {
        double[] numbers = new double[list.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = NumberOf(list[i]) is { } number && number >= least
                ? number
                : throw Wrong(FormattableString.Invariant($"{field}[{i}]"),
                    least == double.MinValue ? "a finite number" : FormattableString.Invariant($"a finite number not below {least}"), list[i]);
        }
        return numbers;
    }

    private string[] ReadTexts(JsonNode? node, string field, bool mayRepeat = false)
    {
        JsonArray list = node as JsonArray ?? throw Wrong(field, "a list of texts", node);
        string[] texts = new string[list.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = list[i] is JsonValue value && value.GetValueKind() == JsonValueKind.String
                ? value.GetValue<string>()
                : throw Wrong(FormattableString.Invariant($"{field}[{i}]"), "a text", list[i]);
            if (!seen.Add(texts[i]) && !mayRepeat)
            {
                throw Error(FormattableString.Invariant($"\"{field}[{i}]\" is a text that the list has already."));
            }
        }
        return texts;
    }

    private static double? NumberOf(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue(out double number) => double.IsFinite(number) ? number : null,
        JsonValue value when value.TryGetValue(out int whole) => whole,     // made in memory, not read from text
        _ => null,
    };

    private JsonNode? Field(string field)
    {
        try
        {
            return json.TryGetPropertyValue(field, out JsonNode? node) ? node : throw Error($"\"{field}\" is missing.");
        }
        catch (ArgumentException inner) when (inner is not ArgumentNullException)
        {
            // JsonObject finds a field that stands there twice only when it is first asked for one.
            throw new ModelFileException($"{what}: a field stands there twice. {Remedy}", inner);
        }
    }

    private ModelFileException Wrong(string field, string expected) => Wrong(field, expected, Field(field));

    private ModelFileException Wrong(string field, string expected, JsonNode? node) =>
        Error($"\"{field}\" is {Describe(node)}, expected {expected}.");

    private static string Describe(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray list => FormattableString.Invariant($"a list of {list.Count}"),
        JsonObject => "an object",
        _ when node.GetValueKind() == JsonValueKind.Number => node.ToJsonString(),
        _ => node.GetValueKind() == JsonValueKind.String ? "a text" : node.ToJsonString(),
    };
}
