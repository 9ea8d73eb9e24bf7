namespace Cajal;

/// <summary>Which numbers of a model are explained.</summary>
public enum ExplainedStage
{
    /// <summary>What the model gives: probabilities, or values in their own units.</summary>
    Output,

    /// <summary>What goes into the softmax or sigmoid at the end: it still grows where a probability is already near 1. The output itself where there is none.</summary>
    Score,
}
