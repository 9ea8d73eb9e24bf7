using Cajal.Kernels;
using Cajal.Ops;

namespace Cajal;

/// <summary>
/// Arithmetic on nodes: each operator and method adds nodes to the graph of its operands. A smaller operand is repeated to the shape of
/// the larger one where that is one number, one row for each row, or one column for each column.
/// </summary>
/// <example><code>var loss = ((x.MatMul(w) + b).Tanh() - target).Square().Mean();</code></example>
public static class NodeMath
{
    extension(Node)
    {
        /// <summary>a + b, element by element.</summary>
        public static Node operator +(Node a, Node b) => Binary(new Ops.Add(), a, b);

        /// <summary>a − b, element by element.</summary>
        public static Node operator -(Node a, Node b) => Binary(new Subtract(), a, b);

        /// <summary>a·b, element by element (for the product of matrices see <see cref="MatMul"/>).</summary>
        public static Node operator *(Node a, Node b) => Binary(new Ops.Multiply(), a, b);

        /// <summary>a/b, element by element.</summary>
        public static Node operator /(Node a, Node b) => Binary(new Divide(), a, b);

        /// <summary>x + number.</summary>
        public static Node operator +(Node x, double number) => x + x.Graph.Constant(number);

        /// <summary>number + x.</summary>
        public static Node operator +(double number, Node x) => x.Graph.Constant(number) + x;

        /// <summary>x − number.</summary>
        public static Node operator -(Node x, double number) => x - x.Graph.Constant(number);

        /// <summary>number − x.</summary>
        public static Node operator -(double number, Node x) => x.Graph.Constant(number) - x;

        /// <summary>x·number.</summary>
        public static Node operator *(Node x, double number) => x * x.Graph.Constant(number);

        /// <summary>number·x.</summary>
        public static Node operator *(double number, Node x) => x.Graph.Constant(number) * x;

        /// <summary>x/number.</summary>
        public static Node operator /(Node x, double number) => x / x.Graph.Constant(number);

        /// <summary>number/x.</summary>
        public static Node operator /(double number, Node x) => x.Graph.Constant(number) / x;

        /// <summary>−x.</summary>
        public static Node operator -(Node x) => x.Graph.Create(new Negate(), x);
    }

    /// <summary>Product of matrices: <c>[m, k]</c> by <c>[k, n]</c> gives <c>[m, n]</c>.</summary>
    public static Node MatMul(this Node a, Node b) => a.Graph.Create(new MatMul(), a, b);

    /// <summary>
    /// Cross-correlation of images <c>[batch, height, width, channels]</c> with weights <c>[kernel height, kernel width, channels / groups,
    /// outputs]</c>: each window of an image times each output's weights.
    /// </summary>
    /// <param name="images">The images.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="stride">Places from one window to the next, down and across.</param>
    /// <param name="padding">Zeros on each side of the image.</param>
    /// <param name="dilation">Places from one element of the window to the next.</param>
    /// <param name="groups">Groups into which channels and outputs are cut; outputs see only the channels of their own group.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit; the message says what came and what was expected.</exception>
    public static Node Convolve(this Node images, Node weights, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(padding, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        var axis = new WindowAxis(stride, padding, padding, dilation);
        return images.Graph.Create(new Convolution(new ConvolutionWindow(axis, axis, groups)), images, weights);
    }

    /// <summary>Transposed matrix: <c>[m, n]</c> becomes <c>[n, m]</c>.</summary>
    public static Node Transpose(this Node x) => x.Operator is Transpose ? x.Inputs[0] : x.Graph.Create(new Transpose(), x);

    /// <summary>The same numbers under another shape.</summary>
    public static Node Reshape(this Node x, Shape shape) => x.Shape == shape ? x : x.Graph.Create(new Ops.Reshape(shape), x);

    /// <summary>Repeats a number, a row or a column to a larger shape.</summary>
    public static Node Broadcast(this Node x, Shape shape) => x.Shape == shape ? x : x.Graph.Create(new Broadcast(shape), x);

    /// <summary>The same numbers with their axes in another order: <c>x.Permute(0, 2, 1)</c> exchanges the last two of three.</summary>
    /// <param name="x">The value.</param>
    /// <param name="order">For each axis of the result the axis of <paramref name="x"/>.</param>
    public static Node Permute(this Node x, params ReadOnlySpan<int> order) => x.Graph.Create(new Ops.Permute([.. order]), x);

    /// <summary>Makes an axis longer by a value at either end; below 0, the numbers say how many places are cut off.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis, from 0.</param>
    /// <param name="before">Places put before the first.</param>
    /// <param name="after">Places put behind the last.</param>
    /// <param name="value">What is put there.</param>
    public static Node Pad(this Node x, int axis, int before, int after, double value = 0) =>
        before == 0 && after == 0 ? x : x.Graph.Create(new Pad(axis, before, after, value), x);

    /// <summary>A stretch of an axis.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis, from 0.</param>
    /// <param name="start">First place.</param>
    /// <param name="length">Number of places.</param>
    public static Node Slice(this Node x, int axis, int start, int length) => x.Pad(axis, -start, start + length - x.Shape[axis]);

    /// <summary>Several values one behind the other along an axis; their other axes are equal.</summary>
    /// <param name="values">The values, at least one.</param>
    /// <param name="axis">The axis, from 0.</param>
    public static Node Concatenate(this IReadOnlyList<Node> values, int axis) =>
        values.Count == 1 ? values[0] : values[0].Graph.Create(new Ops.Concatenate(values.Count, axis), [.. values]);

    /// <summary>Each row of the matrix view so many times, one after the other, <c>[rows, columns]</c>; the last may come fewer times.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="times">How often each comes.</param>
    /// <param name="rows">Rows of the result.</param>
    public static Node RepeatRows(this Node x, int times, int rows) => x.Graph.Create(new RepeatRows(times, rows), x);

    /// <summary>Sums of groups of rows of the matrix view, <c>[groups, columns]</c>; the last group may have fewer.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="size">Rows of a group.</param>
    public static Node SumGroups(this Node x, int size) => x.Graph.Create(new SumGroups(size), x);

    /// <summary>Rows of a table <c>[rows, columns]</c> by their numbers: the numbers' shape with <c>columns</c> behind it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="numbers">Whole numbers from 0 on.</param>
    public static Node Lookup(this Node table, Node numbers) => table.Graph.Create(new Lookup(), table, numbers);

    /// <summary>|x|; derivative 0 at 0.</summary>
    public static Node Abs(this Node x) => x.Graph.Create(new Abs(), x);

    /// <summary>−1, 0 or 1; its derivative is 0.</summary>
    public static Node Sign(this Node x) => x.Graph.Create(new Sign(), x);

    /// <summary>eˣ.</summary>
    public static Node Exp(this Node x) => x.Graph.Create(new Exp(), x);

    /// <summary>ln x.</summary>
    public static Node Log(this Node x) => x.Graph.Create(new Log(), x);

    /// <summary>√x.</summary>
    public static Node Sqrt(this Node x) => x.Graph.Create(new Sqrt(), x);

    /// <summary>x².</summary>
    public static Node Square(this Node x) => x.Graph.Create(new Square(), x);

    /// <summary>tanh x.</summary>
    public static Node Tanh(this Node x) => x.Graph.Create(new Ops.Tanh(), x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static Node Sigmoid(this Node x) => x.Graph.Create(new Ops.Sigmoid(), x);

    /// <summary>ln(1 + eˣ).</summary>
    public static Node Softplus(this Node x) => x.Graph.Create(new Ops.Softplus(), x);

    /// <summary>Φ(x), the share of the standard normal distribution below x.</summary>
    public static Node NormalCdf(this Node x) => x.Graph.Create(new NormalCdf(), x);

    /// <summary>1 − erf(x).</summary>
    public static Node Erfc(this Node x) => x.Graph.Create(new Erfc(), x);

    /// <summary>max(x, 0); derivative 0 at 0.</summary>
    public static Node Relu(this Node x) => x.Graph.Create(new Ops.Relu(), x);

    /// <summary>1 where x &gt; 0, else 0; its derivative is 0.</summary>
    public static Node Step(this Node x) => x.Graph.Create(new Step(), x);

    /// <summary>x where x &gt; 0, else α(eˣ − 1).</summary>
    public static Node Elu(this Node x, double alpha = 1) => Binary(new Ops.Elu(), x, x.Graph.Constant(alpha));

    /// <summary>The larger of two values, element by element.</summary>
    public static Node Maximum(this Node a, Node b) => Binary(new Maximum(), a, b);

    /// <summary>The smaller of two values, element by element.</summary>
    public static Node Minimum(this Node a, Node b) => Binary(new Minimum(), a, b);

    /// <summary>1 where a &gt; b, else 0.</summary>
    public static Node Greater(this Node a, Node b) => Binary(new Greater(), a, b);

    /// <summary>1 where a ≥ b, else 0.</summary>
    public static Node GreaterOrEqual(this Node a, Node b) => Binary(new GreaterOrEqual(), a, b);

    /// <summary>1 where a = b, else 0.</summary>
    public static Node EqualTo(this Node a, Node b) => Binary(new Equal(), a, b);

    /// <summary>a where the mask is not 0, else b.</summary>
    public static Node Select(this Node mask, Node a, Node b)
    {
        Shape shape = CommonShape(CommonShape(mask.Shape, a.Shape), b.Shape);
        return mask.Graph.Create(new Select(), mask.Broadcast(shape), a.Broadcast(shape), b.Broadcast(shape));
    }

    /// <summary>Sum of all elements: <c>[]</c>.</summary>
    public static Node Sum(this Node x) => x.Shape.Rank == 0 ? x : x.Graph.Create(new Sum(Axis.All), x);

    /// <summary>Sum over the rows of the matrix view: <c>[columns]</c>.</summary>
    public static Node SumRows(this Node x) => x.Graph.Create(new Sum(Axis.Rows), x);

    /// <summary>Sum along each row of the matrix view: <c>[rows, 1]</c>.</summary>
    public static Node SumColumns(this Node x) => x.Graph.Create(new Sum(Axis.Columns), x);

    /// <summary>(x − center)·scale, with a center and a scale for each column (<c>[columns]</c>) or for each row (<c>[rows, 1]</c>) of the matrix view.</summary>
    public static Node Standardize(this Node x, Node center, Node scale) => x.Graph.Create(new Standardize(), x, center, scale);

    /// <summary>
    /// Sums of (a − aCenter)(b − bCenter) over the rows of the matrix view (centers and result <c>[columns]</c>) or along each row (<c>[rows, 1]</c>).
    /// </summary>
    public static Node CenteredProducts(this Node a, Node aCenter, Node b, Node bCenter) =>
        a.Graph.Create(new CenteredProducts(), a, aCenter, b, bCenter);

    /// <summary>Mean of all elements: <c>[]</c>.</summary>
    public static Node Mean(this Node x) => x.Sum() * (1.0 / x.Shape.Count);

    /// <summary>Softmax along each row.</summary>
    public static Node Softmax(this Node x) => x.Graph.Create(new Ops.Softmax(), x);

    /// <summary>Logarithm of softmax along each row, computed without forming softmax.</summary>
    public static Node LogSoftmax(this Node x) => x.Graph.Create(new LogSoftmax(), x);

    /// <summary>Negative log likelihood of each row's class under softmax of its logits: <c>[rows, 1]</c>.</summary>
    /// <param name="logits">Logits <c>[rows, classes]</c>.</param>
    /// <param name="labels">Class indices <c>[rows, 1]</c>, integer.</param>
    public static Node CrossEntropy(this Node logits, Node labels) => logits.Graph.Create(new CrossEntropyOfLogits(), logits, labels);

    /// <summary>Index of the largest number of each row: <c>[rows, 1]</c>.</summary>
    public static Node ArgMaximum(this Node x) => x.Graph.Create(new ArgMaximum(), x);

    /// <summary>Class indices as rows with a single 1: <c>[rows, classes]</c>.</summary>
    public static Node OneHot(this Node labels, int classes) => labels.Graph.Create(new OneHot(classes), labels);

    /// <summary>The largest number under each window on pictures <c>[batch, height, width, channels]</c>; padding is never the largest.</summary>
    /// <param name="x">The pictures.</param>
    /// <param name="window">Height and width of the window.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Pixels of padding on each side.</param>
    public static Node MaxPool2D(this Node x, int window, int stride, int padding = 0)
    {
        var span = new PoolSpan(window, stride, padding, padding);
        return x.Graph.Create(new Ops.MaxPool2D(span, span), x);
    }

    /// <summary>The mean under each window on pictures <c>[batch, height, width, channels]</c>.</summary>
    /// <param name="x">The pictures.</param>
    /// <param name="window">Height and width of the window.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Pixels of padding on each side.</param>
    /// <param name="countsPadding">True when padding counts as zeros, false when it is left out of the mean.</param>
    public static Node AveragePool2D(this Node x, int window, int stride, int padding = 0, bool countsPadding = true)
    {
        var span = new PoolSpan(window, stride, padding, padding);
        return x.Graph.Create(new Ops.AveragePool2D(span, span, countsPadding), x);
    }

    private static Node Binary(Operator @operator, Node a, Node b)
    {
        Shape shape = CommonShape(a.Shape, b.Shape);
        return a.Graph.Create(@operator, a.Broadcast(shape), b.Broadcast(shape));
    }

    /// <summary>The larger of two shapes: more axes, then more elements, then (both empty) more columns.</summary>
    private static Shape CommonShape(Shape a, Shape b) =>
        (a.Rank, a.Count, a.Columns).CompareTo((b.Rank, b.Count, b.Columns)) >= 0 ? a : b;
}
