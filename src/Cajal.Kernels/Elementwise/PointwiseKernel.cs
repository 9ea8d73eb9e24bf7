using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A 2-D operand of a kernel. <see cref="Step"/> is 1 where the columns of a row are adjacent; with 0 every row is one
/// line of <see cref="Line"/> equal values, so that a broadcast value needs no other kernel. Rows of a padded operand end with space for
/// a whole bundle: reading and writing whole bundles is quicker than masking their ends, above all when they are read again at once.</summary>
internal unsafe struct Operand<T>(T* pointer, nint rowStride, nint step, bool isPadded) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of a broadcast value: as many as the widest vector has.</summary>
    public const int Line = 16;

    public T* Pointer = pointer;
    public nint RowStride = rowStride;
    public nint Step = step;
    public bool IsPadded = isPadded;

    /// <summary>The row stride that leaves room for whole bundles.</summary>
    public static int PaddedStride(int columns) => (columns + Line - 1) / Line * Line;
}

/// <summary>Applies a function to the rows and columns of its operands; the result may be one of them.</summary>
internal static unsafe class PointwiseKernel<TFunction, V, T>
    where TFunction : IPointwiseFunction
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint rows, nint columns, Operand<T>* a, Operand<T>* b, Operand<T>* c, Operand<T>* result)
    {
        nint stepA = a->Step * V.Count;
        nint stepB = TFunction.Arity > 1 ? b->Step * V.Count : 0;
        nint stepC = TFunction.Arity > 2 ? c->Step * V.Count : 0;
        if (IsLine(a, columns) && (TFunction.Arity < 2 || IsLine(b, columns)) && (TFunction.Arity < 3 || IsLine(c, columns)) && IsLine(result, columns))
            (rows, columns) = (1, rows * columns);
        bool isPadded = a->IsPadded && (TFunction.Arity < 2 || b->IsPadded) && (TFunction.Arity < 3 || c->IsPadded) && result->IsPadded;
        nint whole = (isPadded ? columns + V.Count - 1 : columns) / V.Count;
        nint rest = columns - whole * V.Count;
        for (nint row = 0; row < rows; row++)
        {
            T* x = a->Pointer + row * a->RowStride;
            T* y = TFunction.Arity > 1 ? b->Pointer + row * b->RowStride : null;
            T* z = TFunction.Arity > 2 ? c->Pointer + row * c->RowStride : null;
            T* to = result->Pointer + row * result->RowStride;
            for (nint left = whole; left > 0; left--)
            {
                V.Store(TFunction.Invoke<V, T>(V.Load(x), TFunction.Arity > 1 ? V.Load(y) : default, TFunction.Arity > 2 ? V.Load(z) : default), to);
                x += stepA;
                y += stepB;
                z += stepC;
                to += V.Count;
            }

            if (rest > 0)
            {
                V value = TFunction.Invoke<V, T>(
                    LoadEnd(a, x, rest), TFunction.Arity > 1 ? LoadEnd(b, y, rest) : default, TFunction.Arity > 2 ? LoadEnd(c, z, rest) : default);
                if (result->IsPadded)
                    V.Store(value, to);
                else
                    V.StorePartial(value, to, rest);
            }
        }
    }

    /// <summary>Whether the rows follow one another without gaps, so that they can be walked as one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLine(Operand<T>* operand, nint columns) => operand->RowStride == operand->Step * columns;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LoadEnd(Operand<T>* operand, T* source, nint count) => operand->IsPadded ? V.Load(source) : V.LoadPartial(source, count);
}
