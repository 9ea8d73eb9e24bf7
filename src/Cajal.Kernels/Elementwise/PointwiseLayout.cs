using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Where the value of a register is found while a tile is computed.</summary>
internal enum RegisterPlace
{
    /// <summary>In the loaded block itself.</summary>
    InPlace,

    /// <summary>In the tile that the product has just made.</summary>
    Accumulator,

    /// <summary>One line of equal values for the whole run (a scalar or a constant).</summary>
    ScalarLine,

    /// <summary>One line of equal values per row of the tile.</summary>
    RowLines,

    /// <summary>In a scratch tile, copied there because the block is strided or will be overwritten too early.</summary>
    Gathered,

    /// <summary>In a scratch tile, written by a function.</summary>
    Slot,

    /// <summary>In the block it is stored to, written by a function.</summary>
    Direct,
}

/// <summary>Decides where every register of a program lives: scratch tiles are shared between registers whose lives do not overlap.</summary>
internal sealed class PointwiseLayout<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Forever = int.MaxValue;

    private readonly PointwiseInstruction<T>[] instructions;
    private readonly (int Register, Block<T> Block)[] stores;
    private readonly int[] lastUse;

    public PointwiseLayout(PointwiseInstruction<T>[] instructions, (int Register, Block<T> Block)[] stores)
    {
        this.instructions = instructions;
        this.stores = stores;
        lastUse = new int[instructions.Length];
        Places = new RegisterPlace[instructions.Length];
        Destinations = new Block<T>?[instructions.Length];
        Slots = new int[instructions.Length];
        Copies = [];
        FindLastUses();
        PlaceStores();
        PlaceLoads();
        AssignSlots();
    }

    public RegisterPlace[] Places { get; }

    /// <summary>The block that a <see cref="RegisterPlace.Direct"/> register writes.</summary>
    public Block<T>?[] Destinations { get; }

    /// <summary>The scratch tile of a register that has one.</summary>
    public int[] Slots { get; }

    public int SlotCount { get; private set; }

    /// <summary>Stores that remain to be copied after the last function.</summary>
    public List<(int Register, Block<T> Block)> Copies { get; }

    private static bool Overlap(Block<T> x, Block<T> y) =>
        ReferenceEquals(x.Buffer, y.Buffer) && x.Offset <= LastElement(y) && y.Offset <= LastElement(x);

    private static long LastElement(Block<T> x) => x.Offset + (x.Rows - 1L) * x.RowStride + (x.Columns - 1L) * x.ColumnStride;

    private void FindLastUses()
    {
        for (int i = 0; i < instructions.Length; i++)
        {
            if (instructions[i] is not { Function: not null } step) continue;
            lastUse[step.A] = i;
            lastUse[step.B] = i;
            lastUse[step.C] = i;
        }
    }

    /// <summary>A function writes its block directly unless somebody still reads the old contents later, or two stores meet.</summary>
    private void PlaceStores()
    {
        foreach ((int register, Block<T> block) in stores)
        {
            bool direct = instructions[register].Function is not null && Destinations[register] is null && (block.ColumnStride == 1 || block.Columns == 1)
                && stores.Count(other => Overlap(other.Block, block)) == 1
                && !Enumerable.Range(0, instructions.Length).Any(i => instructions[i].Source is { } source && Overlap(source, block) && IsReadAfter(i, register));
            if (direct)
                Destinations[register] = block;
            else
                Copies.Add((register, block));
        }

        foreach ((int register, _) in Copies)
            lastUse[register] = Forever;
    }

    private bool IsReadAfter(int register, int time) => lastUse[register] > time || stores.Any(s => s.Register == register);

    private void PlaceLoads()
    {
        for (int i = 0; i < instructions.Length; i++)
        {
            Places[i] = instructions[i] switch
            {
                { Function: not null } => Destinations[i] is null ? RegisterPlace.Slot : RegisterPlace.Direct,
                { IsAccumulator: true } => RegisterPlace.Accumulator,
                { Source: { } source } => PlaceOf(source, lastUse[i]),
                _ => RegisterPlace.ScalarLine,
            };
        }
    }

    private RegisterPlace PlaceOf(Block<T> source, int last)
    {
        bool sameRow = source.RowStride == 0 || source.Rows == 1;
        bool sameColumn = source.ColumnStride == 0 && source.Columns > 1;
        if (sameColumn)
            return sameRow ? RegisterPlace.ScalarLine : RegisterPlace.RowLines;
        bool overwritten = last == Forever && stores.Any(s => Overlap(s.Block, source));
        return (source.ColumnStride == 1 || source.Columns == 1) && !overwritten ? RegisterPlace.InPlace : RegisterPlace.Gathered;
    }

    private void AssignSlots()
    {
        var free = new Stack<int>();
        for (int i = 0; i < instructions.Length; i++)
        {
            // Kernels read a vector before they write it, so the result may take the place of an argument that ends here.
            if (instructions[i].Function is not null)
            {
                foreach (int argument in new[] { instructions[i].A, instructions[i].B, instructions[i].C }.Distinct())
                {
                    if (lastUse[argument] == i && HasSlot(argument))
                        free.Push(Slots[argument]);
                }
            }

            if (!HasSlot(i)) continue;
            Slots[i] = free.Count > 0 ? free.Pop() : SlotCount++;
        }
    }

    private bool HasSlot(int register) => Places[register] is RegisterPlace.Slot or RegisterPlace.Gathered;
}
