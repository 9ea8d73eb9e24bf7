using System.Runtime.InteropServices;

namespace Cajal.Kernels;

/// <summary>A number as a type, so that a kernel written for the largest tile compiles to exactly the size it is used with. The number is
/// the size in bytes: unlike a property, sizeof is known before the just-in-time compiler reads a method, so that it skips what is not needed.</summary>
internal interface ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct One : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Two : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Three : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Four : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Five : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Six : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 7)]
internal readonly struct Seven : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct Eight : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 9)]
internal readonly struct Nine : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 10)]
internal readonly struct Ten : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 11)]
internal readonly struct Eleven : ISize
{
}

[StructLayout(LayoutKind.Sequential, Size = 12)]
internal readonly struct Twelve : ISize
{
}
