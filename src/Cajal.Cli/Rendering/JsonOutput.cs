using System.Text;
using System.Text.Json;

namespace Cajal.Cli.Rendering;

/// <summary>
/// Writes the one JSON object of <c>--json</c>. Characters beyond ASCII are escaped, so that nothing in it can move a terminal's cursor.
/// </summary>
internal static class JsonOutput
{
    /// <summary>Writes an object and a line feed.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="properties">Writes the object's properties.</param>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> properties) => WriteObject(output, writer => WriteBraced(writer, properties));

    /// <summary>Writes what writes an object by itself, and a line feed.</summary>
    public static void WriteObject(TextWriter output, Action<Utf8JsonWriter> write) => output.WriteLine(Text(write, indented: true));

    /// <summary>An object in one line.</summary>
    public static string Line(Action<Utf8JsonWriter> properties) => Text(writer => WriteBraced(writer, properties), indented: false);

    private static void WriteBraced(Utf8JsonWriter writer, Action<Utf8JsonWriter> properties)
    {
        writer.WriteStartObject();
        properties(writer);
        writer.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> write, bool indented)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = indented, NewLine = "\n" }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes a number, or null where it is missing or not finite (JSON has no NaN).</summary>
    public static void Number(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes an array of texts.</summary>
    public static void Texts(this Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes an array of numbers, null for those that are missing or not finite.</summary>
    public static void Numbers(this Utf8JsonWriter writer, string name, IEnumerable<double?> values)
    {
        writer.WriteStartArray(name);
        foreach (double? value in values)
        {
            if (value is { } number && double.IsFinite(number))
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a shape as an array of its sizes.</summary>
    public static void Shape(this Utf8JsonWriter writer, string name, Shape shape)
    {
        writer.WriteStartArray(name);
        foreach (int size in shape.Sizes)
        {
            writer.WriteNumberValue(size);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes an array of objects.</summary>
    public static void Objects<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> values, Action<T> properties)
    {
        writer.WriteStartArray(name);
        foreach (T value in values)
        {
            writer.WriteStartObject();
            properties(value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
