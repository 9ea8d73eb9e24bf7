using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;

namespace Cajal.Kernels;

/// <summary>Writes the loop of a pointwise program as intermediate code, so that all values between loads and stores stay in registers.</summary>
/// <remarks>The loop calls the very functions that the interpreter's kernels are made of, and the just-in-time compiler inlines them; so
/// both give the same bits. All loads of a bundle come before its stores, so a store may overwrite, element for element, what was loaded.</remarks>
[RequiresDynamicCode("Makes code at run time.")]
internal sealed unsafe class PointwiseLoopCompiler<V, T> where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TableArgument = 0, RowArgument = 1, RowsArgument = 2, ColumnArgument = 3, ColumnsArgument = 4, AccumulatorArgument = 5, AccumulatorRowArgument = 6;

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
    private readonly LocalBuilder?[] addresses;
    private readonly LocalBuilder?[] rowBytes;
    private readonly LocalBuilder none;
    private readonly LocalBuilder offset;

    public PointwiseLoopCompiler(PointwiseInstruction<T>[] instructions, int[] stores)
    {
        this.instructions = instructions;
        this.stores = stores;
        method = new DynamicMethod(
            "pointwise", null, [typeof(nint[]), typeof(nint), typeof(nint), typeof(nint), typeof(nint), typeof(void*), typeof(nint)],
            typeof(PointwiseFunction).Module, skipVisibility: true)
        {
            InitLocals = false,
        };
        code = method.GetILGenerator();
        values = [.. instructions.Select(_ => code.DeclareLocal(typeof(V)))];
        addresses = new LocalBuilder?[instructions.Length + stores.Length];
        rowBytes = new LocalBuilder?[addresses.Length];
        none = code.DeclareLocal(typeof(V));
        offset = code.DeclareLocal(typeof(nint));
    }

    private delegate V LoadCall(T* source);

    private delegate void StoreCall(V value, T* destination);

    private delegate void StorePartialCall(V value, T* destination, nint count);

    /// <summary>Writes the code.</summary>
    public DynamicMethod Compile()
    {
        FindOperands();
        LocalBuilder left = code.DeclareLocal(typeof(nint));
        Loop(RowsLeft, () =>
        {
            LoadRepeated(Repetition.EveryRow);
            Set(offset, 0);
            code.Emit(OpCodes.Ldarg, ColumnsArgument);
            code.Emit(OpCodes.Stloc, left);
            Loop(() => code.Emit(OpCodes.Ldloc, left), () =>
            {
                ComputeBundle();
                StoreBundle(left);
                Advance(offset, sizeof(T) * V.Count);
                Advance(left, -V.Count);
            });
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
        for (int i = 0; i < addresses.Length; i++)
        {
            Repetition repetition = i < instructions.Length ? instructions[i].Repetition : Repetition.EveryBundle;
            if (repetition == Repetition.Computed) continue;
            LocalBuilder address = addresses[i] = code.DeclareLocal(typeof(nint));
            LocalBuilder bytes = rowBytes[i] = code.DeclareLocal(typeof(nint));
            if (repetition == Repetition.Accumulator)
                FindAccumulator(address, bytes);
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
                Place(addresses[i]!);
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

    /// <summary>Stores of one bundle, of which <paramref name="left"/> columns at most belong to the row.</summary>
    private void StoreBundle(LocalBuilder left)
    {
        Label partial = code.DefineLabel(), done = code.DefineLabel();
        code.Emit(OpCodes.Ldloc, left);
        Constant(V.Count);
        code.Emit(OpCodes.Blt, partial);
        Stores(() => code.Emit(OpCodes.Call, StoreMethod));
        code.Emit(OpCodes.Br, done);
        code.MarkLabel(partial);
        Stores(() =>
        {
            code.Emit(OpCodes.Ldloc, left);
            code.Emit(OpCodes.Call, StorePartialMethod);
        });
        code.MarkLabel(done);
    }

    private void Stores(Action call)
    {
        for (int i = 0; i < stores.Length; i++)
        {
            code.Emit(OpCodes.Ldloc, values[stores[i]]);
            Place(addresses[instructions.Length + i]!);
            call();
        }
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

    private void Set(LocalBuilder number, int value)
    {
        Constant(value);
        code.Emit(OpCodes.Stloc, number);
    }

    private void Place(LocalBuilder address)
    {
        code.Emit(OpCodes.Ldloc, address);
        code.Emit(OpCodes.Ldloc, offset);
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
