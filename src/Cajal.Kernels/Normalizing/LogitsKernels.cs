using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The kernels for rows of logits for this process's hardware path: one for rows of few columns, one for others, with the same bits.</summary>
internal static unsafe class LogitsKernels<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Most columns of a short row: from here on a row fills bundles well enough by itself.</summary>
    public const int ShortColumns = 32;

    private static readonly delegate*<LogitsTask<T>*, nint, nint, nint, T*, void>
        Short = Hardware.Path switch
        {
            HardwarePath.Avx512 => &ShortLogits<Lanes512<T>, T>.Run,
            HardwarePath.Avx2 => &ShortLogits<Lanes256<T>, T>.Run,
            HardwarePath.Vector128 => &ShortLogits<Lanes128<T>, T>.Run,
            _ => &ShortLogits<Lane<T>, T>.Run,
        },
        Long = Hardware.Path switch
        {
            HardwarePath.Avx512 => &LongLogits<Lanes512<T>, T>.Run,
            HardwarePath.Avx2 => &LongLogits<Lanes256<T>, T>.Run,
            HardwarePath.Vector128 => &LongLogits<Lanes128<T>, T>.Run,
            _ => &LongLogits<Lane<T>, T>.Run,
        };

    /// <summary>Computes what is wanted of <paramref name="rows"/> rows.</summary>
    public static void Run(LogitsTask<T>* task, nint firstRow, nint rows, int columns)
    {
        if (columns <= ShortColumns)
            Short(task, firstRow, rows, columns, Scratch<T>.Get(ShortLogits<Lanes512<T>, T>.ScratchLength(columns)));
        else
            Long(task, firstRow, rows, columns, Scratch<T>.Get(LongLogits<Lanes512<T>, T>.ScratchLength(columns)));
    }
}
