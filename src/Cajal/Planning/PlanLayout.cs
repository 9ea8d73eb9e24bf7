namespace Cajal.Planning;

/// <summary>What a plan does and where its values lie, before anything is allocated: simplify, find storage, fuse, sink, recompute, share logits, order, place in memory.</summary>
/// <param name="Function">The function, simplified.</param>
/// <param name="Storage">Whose memory each value is read from.</param>
/// <param name="Fuse">Which operators run as one step.</param>
/// <param name="Order">The steps in their order.</param>
/// <param name="Memory">Places of stored values.</param>
internal sealed record PlanLayout(GraphFunction Function, FindStorage Storage, Fuse Fuse, Order Order, MemoryPlan Memory)
{
    /// <summary>Elements of the plan's memory.</summary>
    public long Length => Math.Max(Memory.Length, 1);

    /// <summary>Lays a function out.</summary>
    public static PlanLayout Of(GraphFunction original)
    {
        GraphFunction function = Simplify.Run(original);
        var storage = new FindStorage(function);
        var fuse = new Fuse(function, storage);
        var readers = new Readers(function, storage, fuse);
        Sink.Run(storage, fuse, readers);
        Recompute.Run(storage, fuse, readers);
        ShareLogits.Run(storage, fuse);
        var order = new Order(function, storage, fuse);
        return new PlanLayout(function, storage, fuse, order, new MemoryPlan(function, storage, fuse, order));
    }
}
