namespace Cajal.Kernels;

/// <summary>A number known to the compiler, so that a kernel written for the largest tile compiles to exactly the size it is used with.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct One : ISize
{
    public static int Value => 1;
}

internal readonly struct Two : ISize
{
    public static int Value => 2;
}

internal readonly struct Three : ISize
{
    public static int Value => 3;
}

internal readonly struct Four : ISize
{
    public static int Value => 4;
}

internal readonly struct Five : ISize
{
    public static int Value => 5;
}

internal readonly struct Six : ISize
{
    public static int Value => 6;
}
