using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Transforms of many tiles, between images and scratch memory.</summary>
internal sealed unsafe class WinogradTiles<T>(WinogradGeometry geometry, WinogradScratch layout) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What tiles read of some channels of the source, [product, tile, channel].</summary>
    public void OfSource(int first, int tiles, int channels, T* source, T* scratch)
    {
        T** places = stackalloc T*[WinogradGeometry.Products];
        T* to = scratch + layout.Source;
        for (int i = 0; i < tiles; i++, to += channels)
        {
            geometry.SourcePlaces(first + i, source, scratch + layout.Zeros, places);
            WinogradKernels<T>.Inputs(channels, places, to, layout.SourceDistance);
        }
    }

    /// <summary>Some channels of the target's gradient, [product, tile, channel].</summary>
    public void OfTarget(int first, int tiles, int columns, T* target, T* scratch)
    {
        T** places = stackalloc T*[WinogradGeometry.TilePlaces];
        T* to = scratch + layout.Target;
        for (int i = 0; i < tiles; i++, to += columns)
        {
            geometry.TargetPlaces(first + i, target, geometry.TargetChannels, scratch + layout.Zeros, places);
            WinogradKernels<T>.OutputGradients(columns, places, to, layout.TargetDistance);
        }
    }

    /// <summary>Products to some channels of the target, whose first image begins at <paramref name="target"/>.</summary>
    public void ToTarget(int first, int tiles, int columns, T* target, nint pitch, T* scratch)
    {
        T** places = stackalloc T*[WinogradGeometry.TilePlaces];
        T* from = scratch + layout.Target;
        for (int i = 0; i < tiles; i++, from += columns)
        {
            geometry.TargetPlaces(first + i, target, pitch, scratch + layout.Beyond, places);
            WinogradKernels<T>.Outputs(columns, from, layout.TargetDistance, places);
        }
    }
}
