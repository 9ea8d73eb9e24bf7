using System.Collections.Immutable;

namespace Cajal;

/// <summary>A connection into a unit.</summary>
/// <param name="Source">The input or unit that it comes from.</param>
/// <param name="Weight">Its weight: positive excites, negative inhibits (but does not veto).</param>
public readonly record struct UnitConnection(string Source, int Weight);

/// <summary>
/// The unit of McCulloch and Pitts: its inputs and its output are 0 or 1, all or none. It fires when no input that vetoes it fires and
/// <c>Σ wᵢ xᵢ ≥ θ</c>, a unit of time after its inputs. Source: W. S. McCulloch, W. Pitts, "A logical calculus of the ideas immanent in
/// nervous activity", Bulletin of Mathematical Biophysics 5 (1943), section 2, where all weights are 1 (an input may be given several
/// times) and inhibition is absolute; negative weights are the later, relative inhibition.
/// </summary>
public sealed class McCullochPittsUnit
{
    /// <summary>A unit as in 1943: excitatory inputs of weight 1, inhibitory ones that veto.</summary>
    /// <param name="name">Name of the unit in its net.</param>
    /// <param name="threshold">θ; a unit with θ ≤ 0 fires by itself unless it is vetoed.</param>
    /// <param name="excitatory">Inputs or units that excite it; one that stands there twice counts twice.</param>
    /// <param name="inhibitory">Inputs or units any of which keeps it from firing.</param>
    public McCullochPittsUnit(string name, int threshold, IReadOnlyList<string>? excitatory = null, IReadOnlyList<string>? inhibitory = null)
        : this(name, threshold, (excitatory ?? []).Select(source => new UnitConnection(source, 1)), inhibitory ?? [])
    {
    }

    private McCullochPittsUnit(string name, int threshold, IEnumerable<UnitConnection> connections, IEnumerable<string> vetoes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Threshold = threshold;
        Connections =
        [
            .. connections.GroupBy(connection => connection.Source)
                .Select(group => new UnitConnection(group.Key, checked(group.Sum(connection => connection.Weight))))
                .Where(connection => connection.Weight != 0),
        ];
        Vetoes = [.. vetoes.Distinct()];
        _ = checked(Connections.Sum(connection => Math.Abs(connection.Weight)) + Math.Abs(threshold));
    }

    /// <summary>Its name in its net.</summary>
    public string Name { get; }

    /// <summary>θ.</summary>
    public int Threshold { get; }

    /// <summary>Its weighted inputs, each source once.</summary>
    public ImmutableArray<UnitConnection> Connections { get; }

    /// <summary>What keeps it from firing whatever else there is.</summary>
    public ImmutableArray<string> Vetoes { get; }

    /// <summary>A unit with weights and no vetoes: it fires where <c>Σ wᵢ xᵢ ≥ θ</c>.</summary>
    /// <param name="name">Name of the unit in its net.</param>
    /// <param name="threshold">θ.</param>
    /// <param name="connections">Sources with their weights.</param>
    public static McCullochPittsUnit Weighted(string name, int threshold, params IEnumerable<UnitConnection> connections) =>
        new(name, threshold, connections, []);

    /// <summary>Fires when all sources fire: θ is their number.</summary>
    public static McCullochPittsUnit And(string name, params IReadOnlyList<string> sources) => new(name, sources.Count, sources);

    /// <summary>Fires when any source fires: θ = 1.</summary>
    public static McCullochPittsUnit Or(string name, params IReadOnlyList<string> sources) => new(name, 1, sources);

    /// <summary>Fires unless the source does: θ = 0 and a veto.</summary>
    public static McCullochPittsUnit Not(string name, string source) => new(name, 0, [], [source]);

    /// <summary>Fires when no source fires: θ = 0, all veto.</summary>
    public static McCullochPittsUnit Nor(string name, params IReadOnlyList<string> sources) => new(name, 0, [], sources);

    /// <summary>
    /// Fires unless all sources fire: weights −1, θ = 1 − n. A single unit with absolute vetoes cannot do it, since one source alone must
    /// neither veto nor be needed.
    /// </summary>
    public static McCullochPittsUnit Nand(string name, params IReadOnlyList<string> sources) =>
        Weighted(name, 1 - sources.Count, sources.Select(source => new UnitConnection(source, -1)));

    /// <summary>Whether it fires a unit of time after its sources were in this state.</summary>
    /// <param name="isFiring">State of each source by its name.</param>
    public bool Fires(Func<string, bool> isFiring)
    {
        ArgumentNullException.ThrowIfNull(isFiring);
        return !Vetoes.Any(isFiring) && Connections.Sum(connection => isFiring(connection.Source) ? connection.Weight : 0) >= Threshold;
    }

    /// <summary>
    /// The same unit without vetoes: each becomes the weight <c>−(P − θ + 1)</c>, P the sum of the positive weights, which no excitation
    /// outweighs. It fires at the same times.
    /// </summary>
    public McCullochPittsUnit WithoutVetoes()
    {
        int weight = Connections.Sum(connection => Math.Max(0, connection.Weight)) - Threshold + 1;
        // A unit that cannot reach its threshold never fires anyway.
        return weight <= 0
            ? new(Name, Threshold, Connections, [])
            : new(Name, Threshold, Connections.Concat(Vetoes.Select(source => new UnitConnection(source, -weight))), []);
    }

    /// <summary>The condition: <c>N3: N1 ≥ 1, unless N2</c>.</summary>
    public override string ToString()
    {
        string[] terms = [.. Connections.Select(connection => connection.Weight switch
        {
            1 => $"+ {connection.Source}",
            -1 => $"- {connection.Source}",
            < 0 => $"- {-(long)connection.Weight}·{connection.Source}",
            _ => $"+ {connection.Weight}·{connection.Source}",
        })];
        string sum = terms.Length == 0 ? "0" : string.Join(' ', terms).TrimStart('+', ' ');
        return FormattableString.Invariant($"{Name}: {sum} ≥ {Threshold}{(Vetoes.IsEmpty ? "" : $", unless {string.Join(" or ", Vetoes)}")}");
    }
}
