using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Pictures <c>[batch, height, width, channels]</c> and the windows on them.</summary>
/// <param name="batch">Pictures.</param>
/// <param name="lines">The vertical axis.</param>
/// <param name="columns">The horizontal axis.</param>
/// <param name="channels">Numbers of a pixel.</param>
internal sealed class PoolGrid(int batch, PoolAxis lines, PoolAxis columns, int channels)
{
    /// <summary>Pictures.</summary>
    public int Batch => batch;

    /// <summary>The vertical axis.</summary>
    public PoolAxis Lines => lines;

    /// <summary>The horizontal axis.</summary>
    public PoolAxis Columns => columns;

    /// <summary>Numbers of a pixel.</summary>
    public int Channels => channels;

    /// <summary>Numbers of a line of a picture.</summary>
    public nint LineLength { get; } = (nint)columns.Size * channels;

    /// <summary>Numbers of a line of windows.</summary>
    public nint OutputLineLength { get; } = (nint)columns.Outputs * channels;

    /// <summary>1/(pixels of a whole window).</summary>
    public T WholeShare<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / T.CreateTruncating(lines.Window * columns.Window);

    /// <summary>Numbers of all pictures.</summary>
    public long InputCount => (long)batch * lines.Size * LineLength;

    /// <summary>Numbers of all windows.</summary>
    public long OutputCount => (long)batch * lines.Outputs * OutputLineLength;
}
