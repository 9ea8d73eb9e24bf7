using System.Globalization;
using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Planning;

/// <summary>
/// A function compiled to a fixed list of kernel calls over one preallocated block of memory. Running it allocates nothing.
/// A plan belongs to one caller at a time.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class Plan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WorkList works;
    private readonly NativeBuffer<T> arena;
    private readonly Dictionary<Node, (int Offset, int Count)> places;
    private readonly RandomState random;

    internal Plan(IReadOnlyList<PlanStep> steps, NativeBuffer<T> arena, Dictionary<Node, (int Offset, int Count)> places, RandomState random)
    {
        Steps = steps;
        works = new WorkList([.. steps.Select(step => step.Work)]);
        this.arena = arena;
        this.places = places;
        this.random = random;
    }

    /// <summary>The kernel calls, in the order in which they run.</summary>
    public IReadOnlyList<PlanStep> Steps { get; }

    /// <summary>Bytes of the plan's own memory (parameters not counted).</summary>
    public long Bytes => arena.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    /// <summary>The values of an input (to be filled before a run) or an output (to be read after it), row by row.</summary>
    public Span<T> this[Node node] => Value(node).Span;

    /// <summary>Where the values of an input or an output are, for runs without look-ups.</summary>
    public PlanValue<T> Value(Node node) => places.TryGetValue(node, out (int Offset, int Count) place)
        ? new PlanValue<T>(arena, place.Offset, place.Count)
        : throw new ArgumentException($"Plan: {node} is neither an input nor an output. Name it among the function's outputs.");

    /// <summary>Runs all steps once.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    /// <param name="step">Number of the run; random numbers differ from run to run.</param>
    public void Run(Team team, ulong seed = 0, ulong step = 0)
    {
        random.Seed = seed;
        random.Step = step;
        team.Run(works);
    }

    /// <summary>Runs all steps of a function without random numbers once, on the calling thread.</summary>
    public void Run()
    {
        foreach (Work work in works.Works)
        {
            work.ExecuteUnits();
        }
    }

    /// <summary>Compiles now what otherwise is compiled once the plan has run for some time. Changes no bit of what runs compute.</summary>
    public void CompileLoops()
    {
        foreach (Work work in works.Works)
        {
            work.Compile();
        }
    }

    /// <summary>Prints the plan: one line a step, then memory and operations in all.</summary>
    public override string ToString()
    {
        IEnumerable<string> lines = Steps.Select((step, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1,3}  {step}"));
        string total = string.Create(CultureInfo.InvariantCulture,
            $"{Steps.Count} steps, {Steps.Sum(step => step.Operations):N0} operations, {Bytes:N0} bytes");
        return string.Join("\n", [.. lines, total]);
    }
}
