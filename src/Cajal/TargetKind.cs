namespace Cajal;

/// <summary>What the targets of a <see cref="Dataset"/> mean.</summary>
public enum TargetKind
{
    /// <summary>One of K classes: one column that holds the class index 0 … K − 1.</summary>
    Classes,

    /// <summary>Real numbers (regression), one or several columns.</summary>
    Values,

    /// <summary>Several labels at once (multi-label): one column per label, 1 where the label applies and 0 where it does not.</summary>
    Labels,
}
