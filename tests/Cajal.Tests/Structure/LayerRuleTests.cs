using System.Reflection;

namespace Cajal.Tests.Structure;

/// <summary>The rule "One direction" of docs/DESIGN.md: a folder of src/Cajal uses only folders that stand before it.</summary>
public sealed class LayerRuleTests
{
    /// <summary>
    /// Folders from the bottom up; folders of one line may use each other. "" are the files in src/Cajal itself. A graph makes its own sources
    /// (inputs, parameters, constants, random numbers), so these stand with it.
    /// </summary>
    private static readonly string[][] Storeys =
    [
        ["", "Naming", "AtomicFiles", "Numerics"],
        ["Arrays"],
        ["Graphs", "Ops/Sources"],
        ["Ops"],
        ["Autodiff"],
        ["Planning"],
        ["Tracing"],
        ["Derivatives"],
        ["Images"],
        ["Drawing"],
        ["Layers", "Losses", "Optimizers", "Schedules", "Initializers", "Metrics"],
        ["Data"],
        ["SafetensorFiles"],
        ["Models", "Training"],
        ["Backpropagation", "Moments", "Explanation"],
        ["Classic"],
        ["Doctor"],
        ["Nets"],
        ["Recipes"],
        ["Tuning"],
    ];

    [Fact]
    public void A_folder_of_Cajal_uses_only_those_before_it()
    {
        Dictionary<string, string> folderOf = Folders();
        string[] wrong = [.. typeof(Sequential).Assembly.GetTypes()
            .Where(type => type.DeclaringType is null && folderOf.ContainsKey(Name(type)))
            .SelectMany(type => TypeReferences.Of(type).Where(used => folderOf.ContainsKey(Name(used))), (type, used) => (type, used))
            .Where(pair => Storey(folderOf[Name(pair.used)]) > Storey(folderOf[Name(pair.type)]))
            .Select(pair => $"{folderOf[Name(pair.type)]}/{pair.type.Name} uses {folderOf[Name(pair.used)]}/{pair.used.Name}")
            .Order(StringComparer.Ordinal)];

        Assert.True(wrong.Length == 0, "Against \"One direction\" of docs/DESIGN.md:\n" + string.Join("\n", wrong));
    }

    [Fact]
    public void Every_type_of_Cajal_has_a_folder_and_every_folder_a_storey()
    {
        Dictionary<string, string> folderOf = Folders();
        string[] homeless = [.. typeof(Sequential).Assembly.GetTypes()
            .Where(type => type.DeclaringType is null && type.Namespace?.StartsWith("Cajal", StringComparison.Ordinal) == true)
            .Select(Name)
            .Where(name => !name.Contains('<') && !folderOf.ContainsKey(name))];

        Assert.Empty(homeless);
        Assert.Equal(Storeys.SelectMany(folders => folders).Order(), folderOf.Values.Distinct().Order());
    }

    [Fact]
    public void A_use_inside_a_method_is_seen()
    {
        Assert.Contains(typeof(History), TypeReferences.Of(typeof(Model)));
        Assert.Contains(typeof(LinearBaseline), TypeReferences.Of(typeof(TrainingRun)));
        Assert.DoesNotContain(typeof(TrainingRun), TypeReferences.Of(typeof(LinearBaseline)));
    }

    private static Dictionary<string, string> Folders()
    {
        var folderOf = new Dictionary<string, string>();
        foreach (string file in SourceTree.Files("src/Cajal"))
        {
            string folder = Path.GetDirectoryName(SourceTree.Relative(file))!.Replace('\\', '/')["src/Cajal".Length..].TrimStart('/');
            foreach (string type in SourceTree.Types(file))
            {
                folderOf[type] = Storeys.SelectMany(folders => folders).Contains(folder) ? folder : folder.Split('/')[0];
            }
        }

        return folderOf;
    }

    private static string Name(MemberInfo type) => $"{((Type)type).Namespace}.{type.Name.Split('`')[0]}";

    private static int Storey(string folder) => Array.FindIndex(Storeys, folders => folders.Contains(folder));
}
