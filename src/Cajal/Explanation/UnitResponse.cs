namespace Cajal;

/// <summary>What a hidden unit responds to.</summary>
/// <param name="Unit">Its number in the layer, from 0.</param>
/// <param name="Mean">Mean activation over the rows.</param>
/// <param name="Deviation">Deviation of the activation; 0 for a unit that says the same about every row.</param>
/// <param name="ActiveShare">Share of rows for which it is above 0.</param>
/// <param name="Rows">The rows that excite it most, the most exciting first.</param>
/// <param name="Inputs">The inputs that it goes with most closely; empty where there are very many.</param>
/// <param name="Target">The class, label or value that it goes with most closely; null for a unit that is constant.</param>
public sealed record UnitResponse(
    int Unit,
    double Mean,
    double Deviation,
    double ActiveShare,
    IReadOnlyList<ExcitingRow> Rows,
    IReadOnlyList<UnitCorrelation> Inputs,
    UnitCorrelation? Target);

/// <summary>A row that excites a unit.</summary>
/// <param name="Row">Its number in the data, from 0.</param>
/// <param name="Activation">The unit's activation.</param>
public sealed record ExcitingRow(int Row, double Activation);

/// <summary>How a unit goes with an input or a target.</summary>
/// <param name="Name">The input, class, label or value.</param>
/// <param name="Correlation">Pearson's correlation over the rows; of a class with its indicator.</param>
public sealed record UnitCorrelation(string Name, double Correlation);

/// <summary>What the units of one layer respond to.</summary>
/// <param name="Name">The layer, e.g. <c>dense1</c>.</param>
/// <param name="Units">One response a unit.</param>
public sealed record LayerResponses(string Name, IReadOnlyList<UnitResponse> Units);
