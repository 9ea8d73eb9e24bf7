using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Matrix products over spans: the same numbers, bit for bit, as <see cref="ProductWork{T}"/>.</summary>
internal static unsafe class Products
{
    /// <summary>c[m, n] = sum_k a[m, k] b[k, n] with c dense; element (m, k) of a is <c>a[m * aRowStride + k * aColumnStride]</c>, b likewise.</summary>
    public static void Multiply<T>(
        ReadOnlySpan<T> a, int aRowStride, int aColumnStride, ReadOnlySpan<T> b, int bRowStride, int bColumnStride, Span<T> c, int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(a.Length, m, k, aRowStride, aColumnStride, "a");
        Require(b.Length, k, n, bRowStride, bColumnStride, "b");
        Require(c.Length, m, n, n, 1, "c");
        fixed (T* pa = a, pb = b, pc = c)
        {
            var plan = new ProductPlan<T>(m, n, k, aRowStride, aColumnStride, bRowStride, bColumnStride, mayReadBeyond: false);
            T* scratch = Scratch<T>.Get(plan.ScratchLength + plan.PackedLength), packed = scratch + plan.ScratchLength;
            for (int part = 0; part < plan.PackedParts; part++)
                plan.Pack(part, pa, pb, packed);
            int packedPanel = -1;
            for (int index = 0; index < plan.Units; index++)
            {
                ref readonly ProductUnit unit = ref plan[index];
                plan.Compute(index, pa, pb, packed, pc + (long)unit.Row * n + unit.Column, n, false, scratch, ref packedPanel);
            }
        }
    }

    private static void Require(int length, int rows, int columns, int rowStride, int columnStride, string name)
    {
        long last = rows == 0 || columns == 0 ? -1 : (rows - 1L) * rowStride + (columns - 1L) * columnStride;
        if (rows < 0 || columns < 0 || rowStride < 0 || columnStride < 0 || last >= length)
        {
            throw new ArgumentException(
                $"Matrix {name} [{rows}, {columns}] with strides ({rowStride}, {columnStride}) needs {last + 1} elements, but {length} came.", name);
        }
    }
}
