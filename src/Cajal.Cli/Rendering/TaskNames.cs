namespace Cajal.Cli.Rendering;

/// <summary>What tasks are called on the command line and in JSON.</summary>
internal static class TaskNames
{
    /// <summary>classification, multilabel or regression.</summary>
    public static string Of(TargetKind kind) => kind switch
    {
        TargetKind.Classes => "classification",
        TargetKind.Labels => "multilabel",
        _ => "regression",
    };
}
