using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;

namespace Cajal.Kernels;

/// <summary>Writes the loop of a pointwise program as intermediate code, so that all values between loads and stores stay in registers.</summary>
/// <remarks>The loop calls the very functions that the interpreter's kernels are made of, and the just-in-time compiler inlines them; so
/// both give the same bits. All loads of a bundle come before its stores, so a store may overwrite, element for element, what was loaded.
/// <para>Where a row ends within a bundle, the bundle is stored masked, and a load that soon follows within its 64 bytes waits some twenty cycles. In a
/// program that writes over what it reads that is the load of the next row; there the row's last bundle overlaps the one before instead: it is computed
/// first, from what no store has changed, and stored last.</para></remarks>
[RequiresDynamicCode("Makes code at run time.")]
internal sealed unsafe class PointwiseLoopCompiler<V, T> where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TableArgument = 0, RowArgument = 1, RowsArgument = 2, ColumnArgument = 3, ColumnsArgument = 4, AccumulatorArgument = 5, AccumulatorRowArgument = 6, LinesArgument = 6;

    private static readonly MethodInfo LoadMethod = ((LoadCall)V.Load).Method;
    private static readonly MethodInfo StoreMethod = ((StoreCall)V.Store).Method;
    private static readonly MethodInfo StorePartialMethod = ((StorePartialCall)V.StorePartial).Method;
    private static readonly MethodInfo BroadcastMethod = ((Func<T, V>)V.Broadcast).Method;

    /// <summary>Cost of elementary functions (exp, tanh …) up to which they become part of the loop; more than two or three exceed what the
    /// just-in-time compiler is ready to inline into one method, and the rest is called.</summary>
    private const int LargestInlinedCost = 20;

    private readonly PointwiseInstruction<T>[] instructions;
    private readonly int[] stores;
    private readonly DynamicMethod method;
    private readonly ILGenerator code;
    private readonly LocalBuilder[] values;
    private readonly LocalBuilder[] stored;
    private readonly LocalBuilder?[] addresses;
    private readonly LocalBuilder?[] rowBytes;
    private readonly PointwiseWalk walk;
    private readonly LocalBuilder none;
    private readonly LocalBuilder offset;
    private readonly LocalBuilder rowOffset;

    /// <param name="instructions">The program.</param>
    /// <param name="stores">Registers that are stored.</param>
    /// <param name="walk">How the loop walks through rows.</param>
    public PointwiseLoopCompiler(PointwiseInstruction<T>[] instructions, int[] stores, PointwiseWalk walk)
    {
        this.instructions = instructions;
        this.stores = stores;
        this.walk = walk;
        method = new DynamicMethod(
            "pointwise", null, [typeof(nint[]), typeof(nint), typeof(nint), typeof(nint), typeof(nint), typeof(void*), typeof(nint)],
            typeof(PointwiseFunction).Module, skipVisibility: true)
        {
            InitLocals = false,
        };
        code = method.GetILGenerator();
        values = [.. instructions.Select(_ => code.DeclareLocal(typeof(V)))];
        stored = [.. stores.Select(register => values[register])];
        addresses = new LocalBuilder?[instructions.Length + stores.Length];
        rowBytes = new LocalBuilder?[addresses.Length];
        none = code.DeclareLocal(typeof(V));
        offset = code.DeclareLocal(typeof(nint));
        rowOffset = walk == PointwiseWalk.JoinedRows ? code.DeclareLocal(typeof(nint)) : offset;
    }

    private delegate V LoadCall(T* source);

    private delegate void StoreCall(V value, T* destination);

    private delegate void StorePartialCall(V value, T* destination, nint count);

    /// <summary>Writes the code.</summary>
    public DynamicMethod Compile()
    {
        FindOperands();
        LocalBuilder first = code.DeclareLocal(typeof(nint)), last = code.DeclareLocal(typeof(nint)), left = code.DeclareLocal(typeof(nint));
        if (walk == PointwiseWalk.RowsInPlace)
            FindEnds(first, last);
        if (walk == PointwiseWalk.JoinedRows)
            JoinRows(length: first, step: last);
        Loop(RowsLeft, () =>
        {
            LoadRepeated(Repetition.EveryRow);
            if (walk == PointwiseWalk.RowsInPlace)
                ComputeRowInPlace(first, last);
            else
                ComputeRow(left, () => AdvanceInRow(length: first, step: last));
            NextRow();
        });
        code.Emit(OpCodes.Ret);
        return method;
    }

    /// <summary>Addresses of the first elements; values that stay the same for the whole run.</summary>
    private void FindOperands()
    {
        LocalBuilder table = code.DeclareLocal(typeof(nint*));
        code.Emit(OpCodes.Ldarg, TableArgument);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Ldelema, typeof(nint));
        code.Emit(OpCodes.Conv_U);
        code.Emit(OpCodes.Stloc, table);
        for (int i = 0, lines = 0; i < addresses.Length; i++)
        {
            Repetition repetition = i < instructions.Length ? instructions[i].Repetition : Repetition.EveryBundle;
            if (repetition == Repetition.Computed) continue;
            LocalBuilder address = addresses[i] = code.DeclareLocal(typeof(nint));
            LocalBuilder bytes = rowBytes[i] = code.DeclareLocal(typeof(nint));
            if (repetition == Repetition.Accumulator)
                FindAccumulator(address, bytes);
            else if (IsReadFromLine(i))
                FindLine(lines++, address);
            else
                FindOperand(table, PointwiseOperand.Size * i, address, bytes);
        }

        LoadRepeated(Repetition.Once);
    }

    private void FindAccumulator(LocalBuilder address, LocalBuilder bytes)
    {
        code.Emit(OpCodes.Ldarg, AccumulatorArgument);
        code.Emit(OpCodes.Stloc, address);
        code.Emit(OpCodes.Ldarg, AccumulatorRowArgument);
        Constant(sizeof(T));
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Stloc, bytes);
    }

    /// <summary>address = lines + number * length of a line.</summary>
    private void FindLine(int number, LocalBuilder address)
    {
        code.Emit(OpCodes.Ldarg, LinesArgument);
        code.Emit(OpCodes.Ldarg, ColumnsArgument);
        Constant(RepeatedRows<T>.Excess);
        code.Emit(OpCodes.Add);
        Constant(number * sizeof(T));
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, address);
    }

    /// <summary>Makes all rows one, and finds for those that repeat how long they are and how far a bundle leads on in them, in bytes.</summary>
    private void JoinRows(LocalBuilder length, LocalBuilder step)
    {
        code.Emit(OpCodes.Ldarg, ColumnsArgument);
        Constant(sizeof(T));
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Stloc, length);
        Constant(sizeof(T) * V.Count);
        code.Emit(OpCodes.Ldloc, length);
        code.Emit(OpCodes.Rem);
        code.Emit(OpCodes.Stloc, step);
        Set(rowOffset, 0);
        code.Emit(OpCodes.Ldarg, ColumnsArgument);
        code.Emit(OpCodes.Ldarg, RowsArgument);
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Starg, ColumnsArgument);
        Constant(1);
        code.Emit(OpCodes.Starg, RowsArgument);
    }

    /// <summary>The place in rows that repeat at which the next bundle begins.</summary>
    private void AdvanceInRow(LocalBuilder length, LocalBuilder step)
    {
        Label done = code.DefineLabel();
        code.Emit(OpCodes.Ldloc, rowOffset);
        code.Emit(OpCodes.Ldloc, step);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, rowOffset);
        Branch(OpCodes.Blt, rowOffset, length, done);
        code.Emit(OpCodes.Ldloc, rowOffset);
        code.Emit(OpCodes.Ldloc, length);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Stloc, rowOffset);
        code.MarkLabel(done);
    }

    /// <summary>address = entry[0] + row * entry[1] + column * entry[2].</summary>
    private void FindOperand(LocalBuilder table, int entry, LocalBuilder address, LocalBuilder bytes)
    {
        Entry(table, entry + 1);
        code.Emit(OpCodes.Stloc, bytes);
        Entry(table, entry);
        code.Emit(OpCodes.Ldarg, RowArgument);
        code.Emit(OpCodes.Ldloc, bytes);
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Ldarg, ColumnArgument);
        Entry(table, entry + 2);
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, address);
    }

    private void Entry(LocalBuilder table, int index)
    {
        code.Emit(OpCodes.Ldloc, table);
        Constant(index * sizeof(nint));
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Ldind_I);
    }

    private void LoadRepeated(Repetition repetition)
    {
        for (int i = 0; i < instructions.Length; i++)
        {
            if (instructions[i].Repetition != repetition) continue;
            code.Emit(OpCodes.Ldloc, addresses[i]!);
            code.Emit(OpCodes.Ldobj, typeof(T));
            code.Emit(OpCodes.Call, BroadcastMethod);
            code.Emit(OpCodes.Stloc, values[i]);
        }
    }

    /// <summary>Loads and functions of one bundle.</summary>
    private void ComputeBundle()
    {
        int inlined = 0;
        for (int i = 0; i < instructions.Length; i++)
        {
            PointwiseInstruction<T> instruction = instructions[i];
            if (instruction.Repetition is Repetition.EveryBundle or Repetition.Accumulator)
            {
                // Buffers and tiles end with readable padding, so the last bundle of a row may be loaded whole.
                Place(addresses[i]!, IsReadFromLine(i) ? rowOffset : offset);
                code.Emit(OpCodes.Call, LoadMethod);
                code.Emit(OpCodes.Stloc, values[i]);
            }
            else if (instruction.Function is { } function)
            {
                code.Emit(OpCodes.Ldloc, values[instruction.A]);
                code.Emit(OpCodes.Ldloc, function.Arity > 1 ? values[instruction.B] : none);
                code.Emit(OpCodes.Ldloc, function.Arity > 2 ? values[instruction.C] : none);
                bool isInlined = !function.IsElementary || inlined + function.Cost <= LargestInlinedCost;
                inlined += isInlined && function.IsElementary ? function.Cost : 0;
                code.Emit(OpCodes.Call, isInlined ? function.InlinedMethod<V, T>() : function.CalledMethod<V, T>());
                code.Emit(OpCodes.Stloc, values[i]);
            }
        }
    }

    /// <summary>All bundles of a row, from the first to the last.</summary>
    private void ComputeRow(LocalBuilder left, Action advanceInRow)
    {
        Set(offset, 0);
        code.Emit(OpCodes.Ldarg, ColumnsArgument);
        code.Emit(OpCodes.Stloc, left);
        Loop(() => code.Emit(OpCodes.Ldloc, left), () =>
        {
            ComputeBundle();
            Label partial = code.DefineLabel(), done = code.DefineLabel();
            code.Emit(OpCodes.Ldloc, left);
            Constant(V.Count);
            code.Emit(OpCodes.Blt, partial);
            Stores(stored, StoreWhole);
            code.Emit(OpCodes.Br, done);
            code.MarkLabel(partial);
            Stores(stored, () => StorePartial(() => code.Emit(OpCodes.Ldloc, left)));
            code.MarkLabel(done);
            Advance(offset, sizeof(T) * V.Count);
            Advance(left, -V.Count);
            if (walk == PointwiseWalk.JoinedRows)
                advanceInRow();
        });
    }

    /// <summary>All bundles of a row; if it ends within a bundle, first the one that ends with it, whose values wait until the others are stored.</summary>
    private void ComputeRowInPlace(LocalBuilder first, LocalBuilder last)
    {
        LocalBuilder[] waiting = [.. stores.Select(_ => code.DeclareLocal(typeof(V)))];
        Label bundle = code.DefineLabel(), ragged = code.DefineLabel(), shortRow = code.DefineLabel(), done = code.DefineLabel();
        Copy(first, offset);
        code.MarkLabel(bundle);
        ComputeBundle();
        Branch(OpCodes.Bgt, offset, last, ragged);
        Stores(stored, StoreWhole);
        Advance(offset, sizeof(T) * V.Count);
        Branch(OpCodes.Ble, offset, last, bundle);
        Branch(OpCodes.Ble, first, last, done);
        Copy(first, offset);
        Stores(waiting, StoreWhole);
        code.Emit(OpCodes.Br, done);

        code.MarkLabel(ragged);
        code.Emit(OpCodes.Ldloc, last);
        Constant(0);
        code.Emit(OpCodes.Blt, shortRow);
        for (int i = 0; i < stores.Length; i++)
            Copy(stored[i], waiting[i]);
        Set(offset, 0);
        code.Emit(OpCodes.Br, bundle);

        code.MarkLabel(shortRow);
        Stores(stored, () => StorePartial(() => code.Emit(OpCodes.Ldarg, ColumnsArgument)));
        code.MarkLabel(done);
    }

    /// <summary>Offsets of the last whole bundle of a row, negative if there is none, and of the bundle that is computed first: the last of all, if the row ends
    /// within it and is longer than one, else that at 0.</summary>
    private void FindEnds(LocalBuilder first, LocalBuilder last)
    {
        Label done = code.DefineLabel();
        code.Emit(OpCodes.Ldarg, ColumnsArgument);
        Constant(-V.Count);
        code.Emit(OpCodes.And);
        SetToBundleBefore(last);
        Set(first, 0);
        code.Emit(OpCodes.Ldarg, ColumnsArgument);
        Constant(V.Count - 1);
        code.Emit(OpCodes.And);
        code.Emit(OpCodes.Brfalse, done);
        code.Emit(OpCodes.Ldarg, ColumnsArgument);
        Constant(V.Count);
        code.Emit(OpCodes.Blt, done);
        code.Emit(OpCodes.Ldarg, ColumnsArgument);
        SetToBundleBefore(first);
        code.MarkLabel(done);
    }

    /// <summary>Sets an offset to the begin of the bundle before the column on the stack.</summary>
    private void SetToBundleBefore(LocalBuilder number)
    {
        Constant(V.Count);
        code.Emit(OpCodes.Sub);
        Constant(sizeof(T));
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Stloc, number);
    }

    private void Stores(LocalBuilder[] bundles, Action call)
    {
        for (int i = 0; i < stores.Length; i++)
        {
            code.Emit(OpCodes.Ldloc, bundles[i]);
            Place(addresses[instructions.Length + i]!, offset);
            call();
        }
    }

    private void StoreWhole() => code.Emit(OpCodes.Call, StoreMethod);

    private void StorePartial(Action count)
    {
        count();
        code.Emit(OpCodes.Call, StorePartialMethod);
    }

    private void NextRow()
    {
        for (int i = 0; i < addresses.Length; i++)
        {
            if (addresses[i] is not { } address || (i < instructions.Length && instructions[i].Repetition == Repetition.Once)) continue;
            code.Emit(OpCodes.Ldloc, address);
            code.Emit(OpCodes.Ldloc, rowBytes[i]!);
            code.Emit(OpCodes.Add);
            code.Emit(OpCodes.Stloc, address);
        }

        code.Emit(OpCodes.Ldarg, RowsArgument);
        Constant(1);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Starg, RowsArgument);
    }

    /// <summary>Repeats the body while a number is positive.</summary>
    private void Loop(Action number, Action body)
    {
        Label top = code.DefineLabel(), test = code.DefineLabel();
        code.Emit(OpCodes.Br, test);
        code.MarkLabel(top);
        body();
        code.MarkLabel(test);
        number();
        Constant(0);
        code.Emit(OpCodes.Bgt, top);
    }

    private void RowsLeft() => code.Emit(OpCodes.Ldarg, RowsArgument);

    private void Branch(OpCode comparison, LocalBuilder number, LocalBuilder other, Label target)
    {
        code.Emit(OpCodes.Ldloc, number);
        code.Emit(OpCodes.Ldloc, other);
        code.Emit(comparison, target);
    }

    private void Copy(LocalBuilder from, LocalBuilder to)
    {
        code.Emit(OpCodes.Ldloc, from);
        code.Emit(OpCodes.Stloc, to);
    }

    private void Set(LocalBuilder number, int value)
    {
        Constant(value);
        code.Emit(OpCodes.Stloc, number);
    }

    private bool IsReadFromLine(int operand) => walk == PointwiseWalk.JoinedRows && operand < instructions.Length && instructions[operand].IsRepeatedRow;

    private void Place(LocalBuilder address, LocalBuilder distance)
    {
        code.Emit(OpCodes.Ldloc, address);
        code.Emit(OpCodes.Ldloc, distance);
        code.Emit(OpCodes.Add);
    }

    private void Advance(LocalBuilder number, int by)
    {
        code.Emit(OpCodes.Ldloc, number);
        Constant(by);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, number);
    }

    private void Constant(int value)
    {
        code.Emit(OpCodes.Ldc_I4, value);
        code.Emit(OpCodes.Conv_I);
    }
}
