using System.Runtime.InteropServices;

namespace Cajal.Kernels;

/// <summary>A number that several threads write, alone on its cache lines: neighbouring lines are fetched in pairs, hence 128 bytes on both sides.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Padded
{
    [FieldOffset(128)]
    public long Value;
}
