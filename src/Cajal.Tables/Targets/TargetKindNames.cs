namespace Cajal.Tables;

/// <summary>The names of target kinds in files.</summary>
internal static class TargetKindNames
{
    private static readonly (TargetKind Kind, string Name)[] _names =
        [(TargetKind.Classes, "classes"), (TargetKind.Values, "values"), (TargetKind.Labels, "labels")];

    public static string Of(TargetKind kind) => Array.Find(_names, one => one.Kind == kind).Name;

    public static TargetKind? Find(string name)
    {
        int index = Array.FindIndex(_names, one => one.Name == name);
        return index < 0 ? null : _names[index].Kind;
    }
}
