using System.Text.Json.Nodes;

namespace Cajal.Models;

/// <summary>What an output means and how it is judged, as JSON in a model's file.</summary>
internal static class OutputJson
{
    private static readonly string[] KindNames = ["classes", "values", "labels"];

    /// <summary>Adds it to an object.</summary>
    public static void Write(JsonObject json, OutputMeaning meaning, OutputLoss? loss)
    {
        json["outputNames"] = new JsonArray([.. meaning.Names.Select(name => (JsonNode)name)]);
        Add("targetKind", meaning.Kind is { } kind ? KindNames[(int)kind] : null);
        Add("targetScaler", meaning.Scaler?.ToJson());
        Add("loss", loss?.Loss.ToJson());
        Add("lossWeight", loss is null or { Weight: 1 } ? null : loss.Weight);

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="ModelFileException">Something is missing or of another kind.</exception>
    public static (OutputMeaning Meaning, OutputLoss? Loss) Read(ModelFields fields, string output)
    {
        TargetScaler? scaler = fields.Has("targetScaler") ? TargetScaler.FromJson(fields.Object("targetScaler")) : null;
        OutputLoss? loss = fields.Has("loss") ? new OutputLoss(output, Loss.FromJson(fields.Object("loss")), Weight(fields)) : null;
        return (new OutputMeaning(fields.Has("targetKind") ? KindNamed(fields) : null, fields.Texts("outputNames"), scaler), loss);
    }

    private static double Weight(ModelFields fields)
    {
        double weight = fields.Has("lossWeight") ? fields.Number("lossWeight", 0) : 1;
        return weight > 0 ? weight : throw fields.Error("\"lossWeight\" is 0, expected a number above 0.");
    }

    private static TargetKind KindNamed(ModelFields fields)
    {
        string name = fields.Text("targetKind");
        int index = Array.IndexOf(KindNames, name);
        return index >= 0 ? (TargetKind)index : throw fields.Error($"\"targetKind\" is {PrintableText.Quote(name)}, expected classes, values or labels.");
    }
}
