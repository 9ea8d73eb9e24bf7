using Cajal.Kernels;
using Cajal.Ops;

namespace Cajal.Tests;

/// <summary>Rows of the operators' table for pooling and for values of several axes.</summary>
internal static class PictureOpCases
{
    public static IEnumerable<OpCase> All => [.. Pooling, .. Averages, .. Shaping, .. Rows, .. Normalizing];

    /// <summary>Pictures and windows: tiled, overlapping, apart, with lines left over, with padding, more and fewer channels than a vector has places.</summary>
    public static IEnumerable<(Shape Pictures, PoolSpan Lines, PoolSpan Columns)> Windows =>
    [
        (new(1, 1, 1, 1), new(1, 1), new(1, 1)),
        (new(2, 4, 4, 3), new(2, 2), new(2, 2)),
        (new(1, 5, 7, 17), new(2, 2), new(2, 2)),
        (new(2, 5, 5, 2), new(3, 2, 1, 1), new(3, 2, 1, 1)),
        (new(1, 4, 6, 1), new(3, 1, 1, 1), new(2, 1)),
        (new(1, 6, 5, 4), new(2, 3), new(1, 2)),
        (new(1, 3, 4, 33), new(3, 3), new(2, 2, 1, 0)),
        (new(2, 1, 6, 5), new(1, 1), new(2, 2)),
        (new(1, 2, 4, 19), new(2, 2), new(2, 2)),
        (new(1, 3, 2, 70), new(2, 1), new(2, 1)),
        (new(0, 4, 4, 2), new(2, 2), new(2, 2)),
    ];

    private static IEnumerable<OpCase> Pooling =>
        from row in Windows
        let pictures = row.Pictures
        let twin = new PoolReference(pictures, row.Lines, row.Columns)
        let name = $"{pictures} {row.Lines} {row.Columns}"
        from @case in new[]
        {
            new OpCase(typeof(Ops.MaxPool2D), $"MaxPool2D {name}", [new(pictures)],
                x => x[0].Graph.Create(new Ops.MaxPool2D(row.Lines, row.Columns), x[0]), v => twin.Maximum(v[0])),
            new OpCase(typeof(MaxPoolScatter), $"MaxPoolScatter {name}", [new(pictures), new(twin.Windows)],
                x => x[0].Graph.Create(new MaxPoolScatter(row.Lines, row.Columns), x[0], x[1]), v => twin.Scatter(v[0], v[1])),
            new OpCase(typeof(MaxPoolPick), $"MaxPoolPick {name}", [new(pictures), new(pictures)],
                x => x[0].Graph.Create(new MaxPoolPick(row.Lines, row.Columns), x[0], x[1]), v => twin.Pick(v[0], v[1])),
        }
        select @case;

    private static IEnumerable<OpCase> Averages =>
        from row in Windows
        from counts in new[] { true, false }
        let pictures = row.Pictures
        let twin = new PoolReference(pictures, row.Lines, row.Columns)
        let name = $"{pictures} {row.Lines} {row.Columns} {counts}"
        from @case in new[]
        {
            new OpCase(typeof(Ops.AveragePool2D), $"AveragePool2D {name}", [new(pictures)],
                x => x[0].Graph.Create(new Ops.AveragePool2D(row.Lines, row.Columns, counts), x[0]), v => twin.Average(v[0], counts)),
            new OpCase(typeof(AveragePoolSpread), $"AveragePoolSpread {name}", [new(twin.Windows)],
                x => x[0].Graph.Create(new AveragePoolSpread(row.Lines, row.Columns, counts, pictures), x[0]), v => twin.Spread(v[0], counts)),
        }
        select @case;

    private static IEnumerable<OpCase> Shaping =>
    [
        Padding(new(3), 0, 1, 2, 0.5),
        Padding(new(2, 3), 0, 2, 0, 0),
        Padding(new(2, 3), 1, -1, 2, 0),
        Padding(new(2, 3, 4), 1, 1, -2, -3),
        Padding(new(2, 5, 1, 3), 1, -2, -1, 0),
        Padding(new(2, 5), 1, -2, -3, 0),
        Padding(new(4, 2), 0, -3, 5, 1),
        Concatenation(0, new(1), new(2)),
        Concatenation(0, new(2, 3), new(1, 3), new(4, 3)),
        Concatenation(1, new(2, 3), new(2, 1)),
        Concatenation(1, new(2, 3, 2), new(2, 1, 2), new(2, 0, 2)),
        Concatenation(2, new(2, 3, 5), new(2, 3, 17)),
        .. from order in new int[][] { [0], [1, 0], [0, 1], [0, 2, 1], [1, 0, 2], [2, 0, 1], [2, 1, 0], [0, 3, 1, 2], [0, 2, 3, 1], [3, 1, 0, 2], [1, 0, 3, 2], [4, 2, 0, 3, 1] }
           from sizes in new int[][] { [2, 3, 5, 4, 2], [1, 9, 17, 1, 3] }
           select Permutation(new(sizes.AsSpan(0, order.Length)), order),
    ];

    private static IEnumerable<OpCase> Rows =>
    [
        .. from size in new (int Groups, int Size, int Columns)[] { (1, 1, 1), (2, 3, 5), (3, 4, 17), (1, 5, 40), (4, 1, 2) }
           from missing in size.Size > 1 ? new[] { 0, 1 } : [0]
           let rows = (size.Groups * size.Size) - missing
           from row in new[]
           {
               new OpCase(typeof(SumGroups), $"SumGroups {size} {missing}", [new(new(rows, size.Columns))], x => x[0].SumGroups(size.Size),
                   v => [.. v[0].Chunk(size.Size * size.Columns).SelectMany(stack => Enumerable.Range(0, size.Columns)
                       .Select(column => stack.Where((_, index) => index % size.Columns == column).Sum()))]),
               new OpCase(typeof(RepeatRows), $"RepeatRows {size} {missing}", [new(new(size.Groups, size.Columns))], x => x[0].RepeatRows(size.Size, rows),
                   v => [.. Enumerable.Range(0, rows).SelectMany(r => v[0].Skip(r / size.Size * size.Columns).Take(size.Columns))]),
           }
           select row,
        .. from size in new (int Rows, int Columns, Shape Numbers)[] { (1, 1, new(1)), (4, 3, new(2, 3)), (40, 17, new(5)), (3, 2, new(0, 2)), (7, 1, new([])) }
           from row in new[]
           {
               new OpCase(typeof(Lookup), $"Lookup {size}", [new(new(size.Rows, size.Columns)), new(size.Numbers, 0, size.Rows, Kind.Integer)],
                   x => x[0].Lookup(x[1]), v => [.. v[1].SelectMany(number => v[0].Skip((int)number * size.Columns).Take(size.Columns))]),
               new OpCase(typeof(ScatterRows), $"ScatterRows {size}",
                   [new(size.Numbers, 0, size.Rows, Kind.Integer), new(new(size.Numbers.Count, size.Columns))],
                   x => x[0].Graph.Create(new ScatterRows(size.Rows), x[0], x[1]), v => Scattered(v[0], v[1], size.Rows, size.Columns)),
           }
           select row,
    ];

    private static IEnumerable<OpCase> Normalizing =>
    [
        .. from shape in new Shape[] { new(1, 1), new(3, 5), new(4, 33), new(2, 3, 17), new(2, 2, 2, 3), new(5), new(0, 3) }
           from isPerColumn in new[] { true, false }
           let center = isPerColumn ? new Shape(shape.Columns) : new Shape([.. shape.Sizes[..^1], 1])
           let place = new Func<int, int>(i => isPerColumn ? i % shape.Columns : i / shape.Columns)
           from row in new[]
           {
               new OpCase(typeof(Standardize), $"Standardize {shape} {center}", [new(shape), new(center), new(center)], x => x[0].Standardize(x[1], x[2]),
                   v => [.. v[0].Select((x, i) => (x - v[1][place(i)]) * v[2][place(i)])]),
               new OpCase(typeof(CenteredProducts), $"CenteredProducts {shape} {center}", [new(shape), new(center), new(shape), new(center)],
                   x => x[0].CenteredProducts(x[1], x[2], x[3]), v => CenteredSums(v, center.Count, place)),
               new OpCase(typeof(CenteredProducts), $"CenteredProducts of itself {shape} {center}", [new(shape), new(center)],
                   x => x[0].CenteredProducts(x[1], x[0], x[1]), v => CenteredSums([v[0], v[1], v[0], v[1]], center.Count, place)),
           }
           select row,
        .. from shape in new Shape[] { new(3, 5), new(200, 17), new(2, 3, 4) }
           select new OpCase(typeof(CenteredProducts), $"CenteredProducts with one center for all {shape}", [new(shape), new(new(shape.Rows, 1)), new(shape), new(new())],
               x => x[0].CenteredProducts(x[1], x[2], x[3]),
               v => CenteredSums([v[0], v[1], v[2], [.. Enumerable.Repeat(v[3][0], shape.Rows)]], shape.Rows, i => i / shape.Columns)),
        .. from size in new (int Rows, int Columns, int Group)[] { (1, 1, 1), (7, 5, 3), (6, 17, 2), (5, 2, 9) }
           let shape = new Shape(size.Rows, size.Columns)
           select new OpCase(typeof(CenteredGroupProducts), $"CenteredGroupProducts {size}", [new(shape), new(new(size.Columns)), new(shape), new(new(size.Columns))],
               x => x[0].Graph.Create(new CenteredGroupProducts(size.Group), x),
               v => CenteredSums(v, (size.Rows + size.Group - 1) / size.Group * size.Columns, i => (i / size.Columns / size.Group * size.Columns) + (i % size.Columns), i => i % size.Columns)),
    ];

    /// <summary>Sums of (a − b)·(c − d) over the elements that belong to each place.</summary>
    private static double[] CenteredSums(double[][] v, int count, Func<int, int> place, Func<int, int>? center = null)
    {
        var sums = new double[count];
        for (int i = 0; i < v[0].Length; i++)
        {
            int middle = (center ?? place)(i);
            sums[place(i)] += (v[0][i] - v[1][middle]) * (v[2][i] - v[3][middle]);
        }

        return sums;
    }

    private static OpCase Padding(Shape shape, int axis, int before, int after, double value)
    {
        int inner = shape.Sizes[(axis + 1)..].ToArray().Aggregate(1, (a, b) => a * b);
        return new(typeof(Pad), $"Pad {shape} axis {axis} by {before} {after}", [new(shape)], x => x[0].Pad(axis, before, after, value),
            v => [.. v[0].Chunk(Math.Max(shape[axis] * inner, 1)).SelectMany(stretch => Enumerable.Range(-before, shape[axis] + before + after)
                .SelectMany(place => Enumerable.Range(0, inner).Select(i => place >= 0 && place < shape[axis] ? stretch[(place * inner) + i] : value)))]);
    }

    private static OpCase Concatenation(int axis, params Shape[] shapes)
    {
        int outer = shapes[0].Sizes[..axis].ToArray().Aggregate(1, (a, b) => a * b);
        return new(typeof(Ops.Concatenate), $"Concatenate {string.Join(" ", shapes)}", [.. shapes.Select(shape => new OperandSpec(shape))],
            x => x.Concatenate(axis),
            v => [.. Enumerable.Range(0, outer).SelectMany(row => v.SelectMany(x => x.Skip(row * (x.Length / outer)).Take(x.Length / outer)))]);
    }

    private static OpCase Permutation(Shape shape, int[] order) =>
        new(typeof(Ops.Permute), $"Permute {shape} to {string.Join(" ", order)}", [new(shape)], x => x[0].Permute(order), v => Permuted(v[0], shape, order));

    private static double[] Permuted(double[] x, Shape shape, int[] order)
    {
        var result = new double[x.Length];
        int[] sizes = [.. order.Select(axis => shape[axis])];
        for (int element = 0; element < x.Length; element++)
        {
            var place = new int[order.Length];
            for (int axis = order.Length - 1, rest = element; axis >= 0; rest /= sizes[axis], axis--)
            {
                place[order[axis]] = rest % sizes[axis];
            }

            result[element] = x[Enumerable.Range(0, order.Length).Aggregate(0, (index, axis) => (index * shape[axis]) + place[axis])];
        }

        return result;
    }

    private static double[] Scattered(double[] numbers, double[] rows, int count, int columns)
    {
        var result = new double[count * columns];
        for (int element = 0; element < rows.Length; element++)
        {
            result[((int)numbers[element / columns] * columns) + (element % columns)] += rows[element];
        }

        return result;
    }
}
