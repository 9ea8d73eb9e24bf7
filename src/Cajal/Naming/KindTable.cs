using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>One kind of a family: an example with its defaults, and how it is read back from a file.</summary>
internal sealed record KindRow<T>(Func<T> Default, Func<ModelFields, T> Read)
{
    /// <summary>A kind without settings.</summary>
    public KindRow(Func<T> make) : this(make, _ => make())
    {
    }
}

/// <summary>
/// The closed table of one family (activations, losses, …): finds a kind by its name and reads it from a model file. Nothing outside the
/// table can be made, so a file cannot name a type of its own choice.
/// </summary>
internal sealed class KindTable<T>
    where T : class
{
    private readonly string family;
    private readonly Func<T, JsonObject> write;
    private readonly Dictionary<string, KindRow<T>> rows;

    /// <summary>Makes the table.</summary>
    /// <param name="family">Beginning of every message, e.g. <c>Activation</c>.</param>
    /// <param name="kindOf">Name of a kind in files and on the command line.</param>
    /// <param name="write">What <see cref="Read"/> reads.</param>
    /// <param name="rows">The kinds; a new one is a file and a row.</param>
    public KindTable(string family, Func<T, string> kindOf, Func<T, JsonObject> write, params KindRow<T>[] rows)
    {
        this.family = family;
        this.write = write;
        Rows = rows;
        this.rows = rows.ToDictionary(row => kindOf(row.Default()));
        Names = [.. rows.Select(row => kindOf(row.Default()))];
    }

    /// <summary>The kinds.</summary>
    public IReadOnlyList<KindRow<T>> Rows { get; }

    /// <summary>All names, in the order of the table.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The kind of a name, with its defaults.</summary>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public T ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return rows.TryGetValue(name, out KindRow<T>? row)
            ? row.Default()
            : throw new ConfigurationException($"{family} '{name}' is not known.{NearestName.Advice(name, Names)}");
    }

    /// <summary>Reads what was written: the field <c>kind</c> names the row, the others are its settings.</summary>
    /// <exception cref="ModelFileException">A field is missing, unknown, of another kind or out of range; the message names it.</exception>
    public T Read(JsonObject json)
    {
        string kind = new ModelFields(family, json).Text("kind");
        if (!rows.TryGetValue(kind, out KindRow<T>? row))
        {
            throw new ModelFileException($"{family} '{kind}' is not known.{NearestName.Advice(kind, Names)} {ModelFields.Remedy}");
        }

        var fields = new ModelFields($"{family} '{kind}'", json);
        T value = ReadRow(row, fields);
        JsonObject written = write(value);
        foreach ((string field, _) in json)
        {
            if (!written.ContainsKey(field))
            {
                throw fields.Error($"\"{field}\" is not known.");
            }
        }

        return value;
    }

    private static T ReadRow(KindRow<T> row, ModelFields fields)
    {
        try
        {
            return row.Read(fields);
        }
        catch (ArgumentException inner)
        {
            throw fields.Error(inner.Message);
        }
    }
}
