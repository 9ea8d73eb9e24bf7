using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>The two-dimensional transforms, channels side by side: columns of a tile first, then its rows. Number 4 i + j of the 16 results lies
/// <c>(4 i + j) * distance</c> behind the first.</summary>
internal static unsafe class TileTransforms<V, T>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The 4 × 4 inputs of a tile, from the places where their channels lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inputs(nint channels, T** places, T* to, nint distance)
    {
        for (nint c = 0; c < channels; c += V.Count)
        {
            Quad<V, T> column0 = InputColumn(places, c), column1 = InputColumn(places + 1, c), column2 = InputColumn(places + 2, c), column3 = InputColumn(places + 3, c);
            Store(Quad<V, T>.OfInputs(column0.V0, column1.V0, column2.V0, column3.V0), to + c, distance);
            Store(Quad<V, T>.OfInputs(column0.V1, column1.V1, column2.V1, column3.V1), to + c + 4 * distance, distance);
            Store(Quad<V, T>.OfInputs(column0.V2, column1.V2, column2.V2, column3.V2), to + c + 8 * distance, distance);
            Store(Quad<V, T>.OfInputs(column0.V3, column1.V3, column2.V3, column3.V3), to + c + 12 * distance, distance);
        }
    }

    /// <summary>3 × 3 weights, each tap <paramref name="tap"/> elements behind the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights(nint channels, T* from, nint tap, T* to, nint distance)
    {
        for (nint c = 0; c < channels; c += V.Count)
        {
            Quad<V, T> column0 = WeightColumn(from + c, tap), column1 = WeightColumn(from + c + tap, tap), column2 = WeightColumn(from + c + 2 * tap, tap);
            Store(Quad<V, T>.OfWeights(column0.V0, column1.V0, column2.V0), to + c, distance);
            Store(Quad<V, T>.OfWeights(column0.V1, column1.V1, column2.V1), to + c + 4 * distance, distance);
            Store(Quad<V, T>.OfWeights(column0.V2, column1.V2, column2.V2), to + c + 8 * distance, distance);
            Store(Quad<V, T>.OfWeights(column0.V3, column1.V3, column2.V3), to + c + 12 * distance, distance);
        }
    }

    /// <summary>The 2 × 2 outputs of a tile, to the places where their channels lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outputs(nint channels, T* from, nint distance, T** places)
    {
        for (nint c = 0; c < channels; c += V.Count)
        {
            ProductColumn(from + c, distance).ToOutputs(out V y00, out V y10);
            ProductColumn(from + c + distance, distance).ToOutputs(out V y01, out V y11);
            ProductColumn(from + c + 2 * distance, distance).ToOutputs(out V y02, out V y12);
            ProductColumn(from + c + 3 * distance, distance).ToOutputs(out V y03, out V y13);
            new Quad<V, T>(y00, y01, y02, y03).ToOutputs(out V left, out V right);
            V.Store(left, places[0] + c);
            V.Store(right, places[1] + c);
            new Quad<V, T>(y10, y11, y12, y13).ToOutputs(out left, out right);
            V.Store(left, places[2] + c);
            V.Store(right, places[3] + c);
        }
    }

    /// <summary>The gradients of the 2 × 2 outputs of a tile, from the places where their channels lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OutputGradients(nint channels, T** places, T* to, nint distance)
    {
        for (nint c = 0; c < channels; c += V.Count)
        {
            Quad<V, T> left = Quad<V, T>.OfOutputs(V.Load(places[0] + c), V.Load(places[2] + c));
            Quad<V, T> right = Quad<V, T>.OfOutputs(V.Load(places[1] + c), V.Load(places[3] + c));
            Store(Quad<V, T>.OfOutputs(left.V0, right.V0), to + c, distance);
            Store(Quad<V, T>.OfOutputs(left.V1, right.V1), to + c + 4 * distance, distance);
            Store(Quad<V, T>.OfOutputs(left.V2, right.V2), to + c + 8 * distance, distance);
            Store(Quad<V, T>.OfOutputs(left.V3, right.V3), to + c + 12 * distance, distance);
        }
    }

    /// <summary>The gradients of 3 × 3 weights, each tap <paramref name="tap"/> elements behind the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradients(nint channels, T* from, nint distance, T* to, nint tap)
    {
        for (nint c = 0; c < channels; c += V.Count)
        {
            ProductColumn(from + c, distance).ToWeights(out V w00, out V w10, out V w20);
            ProductColumn(from + c + distance, distance).ToWeights(out V w01, out V w11, out V w21);
            ProductColumn(from + c + 2 * distance, distance).ToWeights(out V w02, out V w12, out V w22);
            ProductColumn(from + c + 3 * distance, distance).ToWeights(out V w03, out V w13, out V w23);
            StoreWeights(new(w00, w01, w02, w03), to + c, tap);
            StoreWeights(new(w10, w11, w12, w13), to + c + 3 * tap, tap);
            StoreWeights(new(w20, w21, w22, w23), to + c + 6 * tap, tap);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quad<V, T> InputColumn(T** places, nint c) =>
        Quad<V, T>.OfInputs(V.Load(places[0] + c), V.Load(places[4] + c), V.Load(places[8] + c), V.Load(places[12] + c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quad<V, T> WeightColumn(T* from, nint tap) =>
        Quad<V, T>.OfWeights(V.Load(from), V.Load(from + 3 * tap), V.Load(from + 6 * tap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quad<V, T> ProductColumn(T* from, nint distance) =>
        new(V.Load(from), V.Load(from + 4 * distance), V.Load(from + 8 * distance), V.Load(from + 12 * distance));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Quad<V, T> row, T* to, nint distance)
    {
        V.Store(row.V0, to);
        V.Store(row.V1, to + distance);
        V.Store(row.V2, to + 2 * distance);
        V.Store(row.V3, to + 3 * distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWeights(Quad<V, T> row, T* to, nint tap)
    {
        row.ToWeights(out V w0, out V w1, out V w2);
        V.Store(w0, to);
        V.Store(w1, to + tap);
        V.Store(w2, to + 2 * tap);
    }
}
