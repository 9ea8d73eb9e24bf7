using System.Numerics;

namespace Cajal.Kernels;

/// <summary>result[m, n] = sum_k a[m, k] b[k, n] for few rows, then the epilogue over the finished tile. Made for operands that are contiguous along k; others are copied so.</summary>
/// <remarks>Elements are dot products: sum j of a cache line's numbers (16 floats, 8 doubles) is a chain of fused multiply-adds over the k with that
/// remainder, ascending from 0, as if zeros followed up to a whole line; then the second half of the sums is added to the first until one is left. So it is on every
/// hardware path and for any number of threads, but it is not the order of <see cref="ProductWork{T}"/>: only products that promise none may be computed so.</remarks>
internal sealed unsafe class DotProductWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Most bytes of a chunk of all rows of a: half of a first-level cache, so that it stays there while rows of b pass.</summary>
    private const int ChunkBytes = 24 << 10;

    /// <summary>Most columns of a unit, whose tile stays in the first-level cache.</summary>
    private const int MostUnitColumns = 256;

    /// <summary>Most rows of the product.</summary>
    private const int MostRows = 12;

    /// <summary>Floating-point operations of a unit that is worth a worker's while.</summary>
    private const double UnitCost = 400_000;

    private readonly Block<T> a;
    private readonly Block<T> b;
    private readonly Block<T>? result;
    private readonly PointwiseProgram<T>? epilogue;
    private readonly int chunk;
    private readonly int rowTiles;
    private readonly int tileColumns;
    private readonly int unitColumns;
    private readonly bool isDirect;
    private readonly long tileLength;

    public DotProductWork(Block<T> a, Block<T> b, Block<T>? result, PointwiseProgram<T>? epilogue)
    {
        if (a.Columns != b.Rows || a.Rows > MostRows)
            throw new ArgumentException($"Dot products of [{a.Rows}, {a.Columns}] and [{b.Rows}, {b.Columns}]: expected equal inner sizes and at most {MostRows} rows.");

        result?.Require(a.Rows, b.Columns, "Result");
        result?.RequireWritable("Result");
        ProductEpilogue.Require(epilogue, result is not null, a.Rows, b.Columns);

        if ((a.ColumnStride != 1 && a.Columns > 1) || (b.RowStride != 1 && b.Rows > 1))
        {
            Block<T> lines = Block<T>.Dense(new NativeBuffer<T>((a.Rows + (long)b.Columns) * a.Columns), 0, a.Rows + b.Columns, a.Columns);
            Preparation = new DotPackingWork<T>(a, b, lines);
            b = Block<T>.Dense(lines.Buffer, (long)a.Rows * a.Columns, b.Columns, a.Columns).Transposed();
            a = Block<T>.Dense(lines.Buffer, 0, a.Rows, a.Columns);
        }

        (this.a, this.b, this.result, this.epilogue) = (a, b, result, epilogue);
        chunk = ChunkBytes / (Math.Max(1, a.Rows) * sizeof(T)) / DotTiles<T>.Parts * DotTiles<T>.Parts;
        (rowTiles, tileColumns) = Tiling(a.Rows);
        int groupsOfUnit = (int)(UnitCost / (2.0 * Math.Max(1, a.Rows) * Math.Max(1, a.Columns) * DotTiles<T>.GroupColumns));
        unitColumns = Math.Clamp(groupsOfUnit, 1, MostUnitColumns / DotTiles<T>.GroupColumns) * DotTiles<T>.GroupColumns;
        Units = a.Rows == 0 ? 0 : (b.Columns + unitColumns - 1) / unitColumns;
        isDirect = result is { ColumnStride: 1 } && b.Columns % DotTiles<T>.GroupColumns == 0;
        tileLength = isDirect ? 0 : (long)a.Rows * unitColumns;
    }

    public override Work? Preparation { get; }

    public override int Units { get; }

    public override double Cost => (2.0 * a.Columns + PointwiseCost * (epilogue?.CostPerElement ?? 0)) * a.Rows * b.Columns;

    private long SumsLength => (long)a.Rows * DotTiles<T>.GroupColumns * DotTiles<T>.Parts;

    /// <summary>Whether the product can be computed so, and costs less than chains over k, as measured: a column of the result takes as long as so many
    /// fused multiply-adds. Shapes alone decide, so that the bits are those of any hardware, and of operands that lie in any way.</summary>
    public static bool Pays(Block<T> a)
    {
        if (a.Rows > MostRows) return false;
        int lines = (a.Columns + DotTiles<T>.Parts - 1) / DotTiles<T>.Parts;
        double sums = (a.Rows + 2.0) * (lines + 6), chains = a.Columns * (0.75 + (0.045 * a.Rows)) * (a.Rows > DotTiles<T>.Parts ? 2 : 1);
        return sums < chains;
    }

    public override void Compile() => epilogue?.Compile();

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* sums = Scratch<T>.Get(SumsLength + tileLength + (epilogue?.ScratchLength ?? 0)), scratchTile = sums + SumsLength;
        for (int unit = firstUnit; unit < firstUnit + unitCount; unit++)
        {
            int column = unit * unitColumns, columns = Math.Min(unitColumns, b.Columns - column);
            Block<T> block = result.GetValueOrDefault();
            T* place = result is null ? null : block.Pointer + (nint)column * block.ColumnStride;
            T* tile = isDirect ? place : scratchTile;
            nint row = isDirect ? block.RowStride : unitColumns;
            for (int group = 0; group < columns; group += DotTiles<T>.GroupColumns)
            {
                int width = Math.Min(DotTiles<T>.GroupColumns, columns - group);
                AddProducts(b.Pointer + (nint)(column + group) * b.ColumnStride, width, sums);
                DotTiles<T>.Sum(sums, a.Rows, width, tile + group, row);
            }

            if (result is not null && !isDirect)
                StridedCopy.Run(a.Rows, columns, tile, row, 1, place, block.RowStride, block.ColumnStride);
            epilogue?.RunPart(0, a.Rows, column, columns, tile, row, scratchTile + tileLength);
        }
    }

    /// <summary>Register tiles that share the rows, and their columns: another tile is worth a tenth fewer loads for a multiply-add.</summary>
    private static (int Tiles, int Columns) Tiling(int rows)
    {
        (int Tiles, int Columns) best = (1, 1);
        double least = double.PositiveInfinity;
        for (int tiles = 1; tiles <= rows; tiles++)
        {
            int height = (rows + tiles - 1) / tiles;
            if (height > DotTiles<T>.MaxRows) continue;
            int columns = TileColumns(height);
            double loads = tiles * (double)(height + columns) / (rows * columns);
            if (loads < 0.9 * least)
                (least, best) = (loads, (tiles, columns));
        }

        return best;
    }

    /// <summary>Columns of a tile: as many as its accumulators leave registers for.</summary>
    private static int TileColumns(int rows)
    {
        int columns = rows > DotTiles<T>.MaxOthers ? DotTiles<T>.MaxOthers : DotTiles<T>.MaxRows;
        while (columns > 1 && !DotTiles<T>.Has(TileRows(rows, columns), TileOthers(rows, columns)))
            columns = columns > DotTiles<T>.MaxOthers ? columns / 2 : columns - 1;
        return columns;
    }

    /// <summary>What a register tile has as rows: those of a or, where these are few, columns of b.</summary>
    private static int TileRows(int rows, int columns) => rows > DotTiles<T>.MaxOthers ? rows : columns;

    private static int TileOthers(int rows, int columns) => rows > DotTiles<T>.MaxOthers ? columns : rows;

    /// <summary>The partial sums of a group of columns, whose first one is at <paramref name="from"/>.</summary>
    private void AddProducts(T* from, int columns, T* sums)
    {
        nint sumRow = DotTiles<T>.GroupColumns * DotTiles<T>.Parts;
        for (int first = 0; first == 0 || first < a.Columns; first += chunk)
        {
            int length = Math.Min(chunk, a.Columns - first), width;
            for (int column = 0; column < columns; column += width)
            {
                width = columns - column < tileColumns ? 1 : tileColumns;
                for (int tile = 0; tile < rowTiles; tile++)
                {
                    int row = a.Rows * tile / rowTiles, rows = a.Rows * (tile + 1) / rowTiles - row;
                    T* left = a.Pointer + (nint)row * a.RowStride + first, right = from + (nint)column * b.ColumnStride + first;
                    AddTile(rows, width, length, left, right, sums + row * sumRow + column * DotTiles<T>.Parts, first > 0);
                }
            }
        }
    }

    private void AddTile(int rows, int columns, int length, T* left, T* right, T* sums, bool resume)
    {
        int lanes = RegisterTiles<T>.Lanes, parts = DotTiles<T>.Parts, lines = length / parts, rest = length % parts;
        nint sumRow = DotTiles<T>.GroupColumns * parts;
        var run = DotTiles<T>.Get(TileRows(rows, columns), TileOthers(rows, columns));
        for (int part = 0; part < parts; part += lanes)
        {
            bool isPartial = rest > 0 && rest - part < lanes;
            nint steps = rest > 0 && !isPartial ? lines + 1 : lines, last = isPartial ? Math.Max(0, rest - part) : lanes;
            if (rows > DotTiles<T>.MaxOthers)
                run(steps, last, left + part, a.RowStride, right + part, b.ColumnStride, sums + part, sumRow, parts, resume);
            else
                run(steps, last, right + part, b.ColumnStride, left + part, a.RowStride, sums + part, parts, sumRow, resume);
        }
    }
}
