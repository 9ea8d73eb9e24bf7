using System.Text.Json.Nodes;

namespace Cajal.Tests.Mutations;

/// <summary>Changes a JSON object in one place: another value, a missing field, a list with one more or one less, a part from elsewhere.</summary>
internal static class JsonMutator
{
    private static readonly string[] Values =
        ["null", "true", "-1", "0", "0.5", "1", "3", "1e308", "-1e-320", "2147483647", "2147483648", "18446744073709551615", "1e400", "\"\"", "\"relu\"", "\"\\u001b[2J\"", "[]", "{}", "[[1]]"];

    public static string Mutate(string json, Random random)
    {
        JsonNode root = JsonNode.Parse(json)!;
        List<JsonNode> containers = [];
        Collect(root, containers);
        JsonNode target = containers[random.Next(containers.Count)];
        JsonNode? value = random.Next(4) == 0 ? containers[random.Next(containers.Count)].DeepClone() : JsonNode.Parse(Values[random.Next(Values.Length)]);
        if (target is JsonObject { Count: > 0 } fields)
        {
            string name = fields.ElementAt(random.Next(fields.Count)).Key;
            if (random.Next(5) == 0)
            {
                fields.Remove(name);
            }
            else
            {
                fields[name] = value;
            }
        }
        else if (target is JsonArray list)
        {
            Change(list, value, random);
        }

        return root.ToJsonString();
    }

    private static void Change(JsonArray list, JsonNode? value, Random random)
    {
        int action = list.Count == 0 ? 0 : random.Next(3);
        if (action == 0)
        {
            list.Insert(random.Next(list.Count + 1), value);
        }
        else if (action == 1)
        {
            list.RemoveAt(random.Next(list.Count));
        }
        else
        {
            list[random.Next(list.Count)] = value;
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode> containers)
    {
        if (node is JsonObject fields)
        {
            containers.Add(fields);
            foreach ((_, JsonNode? child) in fields)
            {
                Collect(child, containers);
            }
        }
        else if (node is JsonArray list)
        {
            containers.Add(list);
            foreach (JsonNode? child in list)
            {
                Collect(child, containers);
            }
        }
    }
}
