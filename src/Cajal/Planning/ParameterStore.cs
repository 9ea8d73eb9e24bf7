using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Planning;

/// <summary>
/// The values that are kept between evaluations, under their names: one block of memory, in the order in which they were declared.
/// All plans of a model share it.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class ParameterStore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // 64 bytes of float32, 128 of float64: no two parameters share a cache line.
    private const int Alignment = 16;

    private readonly Dictionary<string, (int Offset, Shape Shape)> places = [];
    private readonly NativeBuffer<T> buffer;
    private readonly ParameterStore<T>? shared;

    /// <summary>Reserves zeroed storage.</summary>
    /// <param name="entries">Names and shapes, in the canonical order.</param>
    /// <param name="shared">A store whose values are seen through this one under their names, e.g. a model's weights beside an optimiser's state.</param>
    /// <exception cref="ArgumentException">Two entries have one name.</exception>
    public ParameterStore(IEnumerable<(string Name, Shape Shape)> entries, ParameterStore<T>? shared = null)
    {
        this.shared = shared;
        Entries = [.. entries];
        int length = 0;
        foreach ((string name, Shape shape) in Entries)
        {
            if (shared?.Contains(name) == true || !places.TryAdd(name, (length, shape)))
            {
                throw new ArgumentException($"Parameters: two are named '{name}'. Give each its own name.");
            }

            length = checked(length + ((shape.Count + Alignment - 1) / Alignment * Alignment));
        }

        buffer = new NativeBuffer<T>(Math.Max(length, Alignment));
    }

    /// <summary>Names and shapes in the canonical order.</summary>
    public IReadOnlyList<(string Name, Shape Shape)> Entries { get; }

    /// <summary>The values under a name, row by row.</summary>
    public Span<T> this[string name] => Find(name) is { } place
        ? buffer.Slice(place.Offset, place.Shape.Count)
        : SharedFor(name)[name];

    /// <summary>True when there is such a name.</summary>
    public bool Contains(string name) => places.ContainsKey(name) || shared?.Contains(name) == true;

    /// <summary>The storage under a name as a dense matrix.</summary>
    public Block<T> Block(string name) => Find(name) is { } place
        ? Block<T>.Dense(buffer, place.Offset, place.Shape.Rows, place.Shape.Columns)
        : SharedFor(name).Block(name);

    /// <summary>Makes all values 0, shared ones left out.</summary>
    public void Clear()
    {
        foreach ((string name, _) in Entries)
        {
            this[name].Clear();
        }
    }

    /// <summary>Name of the first entry (shared ones left out) that holds a number which is not finite; <c>null</c> when there is none.</summary>
    public string? FirstNotFinite()
    {
        foreach ((string name, _) in Entries)
        {
            foreach (T value in this[name])
            {
                if (!T.IsFinite(value))
                {
                    return name;
                }
            }
        }

        return null;
    }

    private (int Offset, Shape Shape)? Find(string name) => places.TryGetValue(name, out (int Offset, Shape Shape) place) ? place : null;

    private ParameterStore<T> SharedFor(string name) =>
        shared ?? throw new ArgumentException($"Parameters: there is none named '{name}'. Declare it when the store is made.");
}
