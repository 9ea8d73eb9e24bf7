using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Kernels that are written for bundles of any width; see <see cref="Hardware.Fill{TTable, T}"/>.</summary>
internal interface IKernelTable<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Takes the kernels for one width.</summary>
    void Fill<V>() where V : unmanaged, ILanes<V, T>;
}
