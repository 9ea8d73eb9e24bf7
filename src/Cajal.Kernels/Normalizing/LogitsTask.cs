using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Rows of logits z and what is wanted of each; with m = max z and s = sum_j exp(z[j] - m).</summary>
/// <remarks>Subtracting m keeps logits of ±1e4 from overflowing and from losing digits. The sum has the order of <see cref="Reductions"/>.</remarks>
internal struct LogitsTask<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Grid<T> Logits;

    /// <summary>Class indices stored as numbers; needed for the loss.</summary>
    public Grid<T> Labels;

    /// <summary>log s + (m - z[label]).</summary>
    public Grid<T> Loss;

    /// <summary>exp(z - m) / s, or its logarithm (z - m) - log s.</summary>
    public Grid<T> Softmax;

    public bool IsLogarithm;

    /// <summary>The first place of m; of the first NaN if there is one.</summary>
    public Grid<T> Index;
}
