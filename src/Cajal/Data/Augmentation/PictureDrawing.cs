using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// One picture on its way from the set to the batch. All changes of place are collected and drawn once, so that a picture that is shifted,
/// turned and bent is interpolated once.
/// </summary>
internal sealed class PictureDrawing
{
    private readonly float[] down;
    private readonly float[] right;
    private readonly List<(int Top, int Left, int Height, int Width)> holes = [];
    private PixelMap map;
    private SplineField? field;
    private float[] grid = [];
    private bool isBent;

    /// <param name="shape">Sizes of the pictures.</param>
    public PictureDrawing(ImageShape shape)
    {
        Shape = shape;
        down = new float[shape.Height * shape.Width];
        right = new float[shape.Height * shape.Width];
    }

    /// <summary>Sizes of the pictures.</summary>
    public ImageShape Shape { get; }

    /// <summary>Points of a field's grid of so many cells in each direction.</summary>
    public static int GridCount(int cells) => (cells + 3) * (cells + 3);

    /// <summary>Begins with the next picture.</summary>
    public void Begin()
    {
        map = PixelMap.Identity;
        isBent = false;
        holes.Clear();
    }

    /// <summary>Moves the picture after what was asked for before.</summary>
    public void Move(double downwards, double rightwards) => map = (PixelMap.Identity with { Y = -downwards, X = -rightwards }).Then(map);

    /// <summary>Turns, stretches or mirrors the picture around its center, after what was asked for before.</summary>
    /// <param name="yy">Share of the new y in the old y.</param>
    /// <param name="yx">Share of the new x in the old y.</param>
    /// <param name="xy">Share of the new y in the old x.</param>
    /// <param name="xx">Share of the new x in the old x.</param>
    public void Turn(double yy, double yx, double xy, double xx) =>
        map = new PixelMap(yy, yx, 0, xy, xx, 0).Around((Shape.Height - 1) / 2.0, (Shape.Width - 1) / 2.0).Then(map);

    /// <summary>Bends the picture by a smooth field, over what was asked for before and after.</summary>
    /// <param name="cells">Cells of the field's grid in each direction.</param>
    /// <param name="reach">Largest displacement of a point of the grid, in pixels.</param>
    /// <param name="random">Two uniform numbers for each point of the grid.</param>
    public void Bend(int cells, double reach, ReadOnlySpan<float> random)
    {
        int count = GridCount(cells);
        if (field is null || grid.Length != count)
        {
            field = new SplineField(Shape.Height, Shape.Width, cells);
            grid = new float[count];
        }

        Fill(random[..count], (float)reach, down);
        Fill(random.Slice(count, count), (float)reach, right);
        isBent = true;
    }

    /// <summary>Sets a rectangle to 0; what lies outside the picture is left out.</summary>
    public void CutOut(int top, int left, int height, int width) => holes.Add((top, left, height, width));

    /// <summary>Draws the picture.</summary>
    public void Draw(ReadOnlySpan<float> source, Span<float> result)
    {
        if (map == PixelMap.Identity && !isBent)
        {
            source.CopyTo(result);
        }
        else
        {
            PictureWarp.Run(source, Shape.Height, Shape.Width, Shape.Channels, map, isBent ? down : [], isBent ? right : [], result);
        }

        foreach ((int top, int left, int height, int width) in holes)
        {
            int start = Math.Max(left, 0), end = Math.Min(left + width, Shape.Width);
            for (int y = Math.Max(top, 0); y < Math.Min(top + height, Shape.Height); y++)
            {
                result.Slice(((y * Shape.Width) + start) * Shape.Channels, Math.Max(end - start, 0) * Shape.Channels).Clear();
            }
        }
    }

    private void Fill(ReadOnlySpan<float> random, float reach, float[] displacements)
    {
        for (int point = 0; point < grid.Length; point++)
        {
            grid[point] = reach * ((2 * random[point]) - 1);
        }

        field!.Fill(grid, displacements);
    }
}
