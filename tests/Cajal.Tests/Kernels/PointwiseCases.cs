using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

/// <summary>The functions with simple scalar twins, and those twins.</summary>
internal static class PointwiseCases
{
    public static readonly (PointwiseFunction Function, Func<double, double, double, double> Twin)[] Cases =
    [
        (PointwiseFunction.Negate, (x, _, _) => -x),
        (PointwiseFunction.Abs, (x, _, _) => Math.Abs(x)),
        (PointwiseFunction.Sign, (x, _, _) => double.IsNaN(x) ? x : Math.Sign(x)),
        (PointwiseFunction.Sqrt, (x, _, _) => Math.Sqrt(x)),
        (PointwiseFunction.Reciprocal, (x, _, _) => 1 / x),
        (PointwiseFunction.Square, (x, _, _) => x * x),
        (PointwiseFunction.Relu, (x, _, _) => Math.Max(x, 0)),
        (PointwiseFunction.Step, (x, _, _) => x > 0 ? 1 : 0),
        (PointwiseFunction.Not, (x, _, _) => x == 0 ? 1 : 0),
        (PointwiseFunction.Add, (x, y, _) => x + y),
        (PointwiseFunction.Subtract, (x, y, _) => x - y),
        (PointwiseFunction.Multiply, (x, y, _) => x * y),
        (PointwiseFunction.Divide, (x, y, _) => x / y),
        (PointwiseFunction.Maximum, (x, y, _) => Math.Max(x, y)),
        (PointwiseFunction.Minimum, (x, y, _) => Math.Min(x, y)),
        (PointwiseFunction.Greater, (x, y, _) => x > y ? 1 : 0),
        (PointwiseFunction.GreaterOrEqual, (x, y, _) => x >= y ? 1 : 0),
        (PointwiseFunction.Equal, (x, y, _) => x == y ? 1 : 0),
        (PointwiseFunction.Select, (x, y, z) => x != 0 ? y : z),
        (PointwiseFunction.MultiplyAdd, Math.FusedMultiplyAdd),
    ];

    public static IEnumerable<PointwiseFunction> All => [.. Cases.Select(c => c.Function), PointwiseFunction.Elu, PointwiseFunction.Power];
}
