using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>The figures of a row of logits that one step can compute together, one of each.</summary>
internal enum LogitsFigure
{
    /// <summary>A number for each row that depends on its label.</summary>
    Loss,

    /// <summary>A number for each logit.</summary>
    Probabilities,

    /// <summary>The class with the largest logit.</summary>
    Class,
}

/// <summary>What is computed of each row of logits, the first input. The planner lets one step compute several of these of the same logits.</summary>
internal abstract record LogitsOperator : Operator
{
    /// <summary>Which of the figures it is.</summary>
    internal abstract LogitsFigure Figure { get; }

    /// <summary>Adds this to the work on the logits.</summary>
    internal abstract void AddTo<T>(LogitsWork<T> work, ReadOnlySpan<Block<T>> inputs, Block<T> output)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random)
    {
        var work = new LogitsWork<T>(inputs[0]);
        AddTo(work, inputs, output);
        return work;
    }
}
