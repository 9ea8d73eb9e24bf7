using System.Numerics;
using Cajal.Kernels;
using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>Compiles a function to a <see cref="Plan{T}"/>: lays it out, allocates its memory, emits kernel calls.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class PlanCompiler<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterStore<T> parameters;
    private readonly RandomState random = new();
    private readonly GraphFunction function;
    private readonly FindStorage storage;
    private readonly Fuse fuse;
    private readonly Order order;
    private readonly MemoryPlan memory;
    private readonly NativeBuffer<T> arena;

    private PlanCompiler(PlanLayout layout, ParameterStore<T> parameters)
    {
        this.parameters = parameters;
        (function, storage, fuse, order, memory) = layout;
        arena = new NativeBuffer<T>(layout.Length);
    }

    /// <summary>Compiles a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="parameters">Storage of its parameters, which plans share.</param>
    public static Plan<T> Compile(GraphFunction function, ParameterStore<T> parameters)
    {
        var compiler = new PlanCompiler<T>(PlanLayout.Of(function), parameters);
        List<PlanStep> steps = [.. compiler.order.Groups.Select(compiler.Emit), .. compiler.EmitUpdateCopies()];
        compiler.FillConstants();
        return new Plan<T>(steps, compiler.arena, compiler.Places(function), compiler.random);
    }

    /// <summary>Bytes that the plan of a function would take, nothing of which is allocated.</summary>
    /// <param name="function">The function.</param>
    public static long BytesOf(GraphFunction function) => PlanLayout.Of(function).Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    private Dictionary<Node, (int Offset, int Count)> Places(GraphFunction original)
    {
        var places = new Dictionary<Node, (int Offset, int Count)>();
        foreach (Node input in function.Nodes.Where(node => node.Operator is Ops.Input))
        {
            places[input] = (memory.Offset(input), input.Shape.Count);
        }

        for (int index = 0; index < original.Outputs.Length; index++)
        {
            Node owner = storage[function.Outputs[index]].Owner;
            if (memory.IsStored(owner))
            {
                places[original.Outputs[index]] = (memory.Offset(owner), owner.Shape.Count);
            }
        }

        return places;
    }

    private void FillConstants()
    {
        foreach (Node node in function.Nodes)
        {
            if (node.Operator is Constant constant)
            {
                arena.Slice(memory.Offset(node), 1).Fill(T.CreateChecked(constant.Value));
            }
        }
    }

    /// <summary>Where a node's value is stored, dense.</summary>
    private Block<T> Home(Node owner)
    {
        if (owner.Operator is Parameter parameter)
        {
            return parameters.Block(parameter.ParameterName);
        }

        return order.InPlace.TryGetValue(owner, out Node? updated)
            ? Home(updated).With(Layout.Dense(owner.Shape))
            : Block<T>.Dense(arena, memory.Offset(owner), owner.Shape.Rows, owner.Shape.Columns);
    }

    private Block<T> ReadBlock(Node input) => Home(storage[input].Owner).With(storage[input].Layout);

    private PlanStep Emit(Group group)
    {
        Node last = group.Members.Values[^1];
        long operations = group.Members.Values.Sum(Operations);
        long bytes = group.Members.Values.Where(IsWritten).Sum(member => (long)member.Shape.Count)
            * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        string description = string.Join(" + ", group.Members.Values.Select(member => member.Operator.Name));
        Work work = group.IsOpen ? EmitFused(group) : group.Members.Count > 1 ? EmitLogits(group) : EmitSingle(last);
        return new PlanStep(work, description, last.Shape, operations, bytes);
    }

    private bool IsWritten(Node member) => memory.IsStored(member) || order.InPlace.ContainsKey(member);

    private Work EmitSingle(Node node)
    {
        if (node.Operator is ViewOperator view)
        {
            Node input = node.Inputs[0];
            Layout layout = view.View(node, storage[input].Layout) ?? throw new InvalidOperationException($"Planner: {node} cannot be copied.");
            return view.Lower(node, [Home(storage[input].Owner).With(layout)], Home(node), random);
        }

        return node.Operator.Lower(node, [.. node.Inputs.Select(ReadBlock)], Home(node), random);
    }

    private LogitsWork<T> EmitLogits(Group group)
    {
        var work = new LogitsWork<T>(ReadBlock(group.Members.Values[0].Inputs[0]));
        foreach (Node member in group.Members.Values)
        {
            ((LogitsOperator)member.Operator).AddTo(work, [.. member.Inputs.Select(ReadBlock)], Home(member));
        }

        return work;
    }

    private Work EmitFused(Group group)
    {
        if (group.Members.Count == 1 && group.Product is { } only)
        {
            return EmitSingle(only);
        }

        var builder = new PointwiseProgramBuilder<T>(group.Rows, group.Columns);
        var registers = new Dictionary<Reading, int>();
        foreach (Node member in group.Members.Values)
        {
            int register = member == group.Product ? builder.Accumulator() : Apply(builder, member, registers);
            registers[new Reading(member, Layout.Dense(group.Rows, group.Columns))] = register;
        }

        foreach (Node member in group.Members.Values.Where(IsWritten))
        {
            Block<T> home = Home(member).With(Layout.Dense(group.Rows, group.Columns));
            builder.Store(registers[new Reading(member, Layout.Dense(group.Rows, group.Columns))], home);
        }

        PointwiseProgram<T> program = builder.Build();
        return group.Product is { } product
            ? ((ProductOperator)product.Operator).LowerFused(product, [.. product.Inputs.Select(ReadBlock)], null, program)
            : new PointwiseWork<T>(program);
    }

    private int Apply(PointwiseProgramBuilder<T> builder, Node member, Dictionary<Reading, int> registers)
    {
        Span<int> operands = [-1, -1, -1];
        for (int index = 0; index < member.Inputs.Length; index++)
        {
            Reading reading = storage[member.Inputs[index]];
            if (!registers.TryGetValue(reading, out int register))
            {
                register = reading.Owner.Operator is Constant constant
                    ? builder.Constant(T.CreateChecked(constant.Value))
                    : builder.Load(Home(reading.Owner).With(reading.Layout));
                registers[reading] = register;
            }

            operands[index] = register;
        }

        return builder.Apply(((PointwiseOperator)member.Operator).Function, operands[0], operands[1], operands[2]);
    }

    /// <summary>Updates that could not be written in place: copied when everything else has read the old values.</summary>
    private IEnumerable<PlanStep> EmitUpdateCopies()
    {
        foreach (Update update in function.Updates)
        {
            if (order.InPlace.GetValueOrDefault(update.Value) != update.Parameter)
            {
                Block<T> target = Home(update.Parameter);
                var work = new CopyWork<T>(ReadBlock(update.Value), target);
                long bytes = (long)update.Value.Shape.Count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
                yield return new PlanStep(work, $"Copy to {update.Parameter.Operator.Name}", update.Value.Shape, 0, bytes);
            }
        }
    }

    private static long Operations(Node node) => node.Operator switch
    {
        ProductOperator product => product.Operations(node),
        SourceOperator or ViewOperator => 0,
        _ => Math.Max(node.Shape.Count, node.Inputs[0].Shape.Count),
    };
}
