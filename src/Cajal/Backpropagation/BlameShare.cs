namespace Cajal;

/// <summary>The part of the blame that a unit gets from one unit that it feeds: θᵢⱼ·δᵢ·f′.</summary>
/// <param name="From">Name of the unit that it feeds, e.g. <c>dense2[0]</c>.</param>
/// <param name="Weight">θᵢⱼ: how strongly the two are connected.</param>
/// <param name="Delta">δᵢ: the blame of the unit that it feeds.</param>
/// <param name="Slope">f′: how fast this unit's activation changes with its sum.</param>
public sealed record BlameShare(string From, double Weight, double Delta, double Slope)
{
    /// <summary>The product.</summary>
    public double Value => Weight * Delta * Slope;
}

/// <summary>A unit with its blame.</summary>
/// <param name="Name">Layer and number, e.g. <c>dense1[2]</c>.</param>
/// <param name="Layer">Number of the dense layer, from 0.</param>
/// <param name="Delta">δⱼ, the change of the loss with the unit's sum, as the graph derives it.</param>
/// <param name="Shares">Where it comes from; none for a unit of the last layer, whose blame comes from the loss.</param>
public sealed record BlamedUnit(string Name, int Layer, double Delta, IReadOnlyList<BlameShare> Shares);
