namespace Cajal;

/// <summary>A table with its targets as numbers.</summary>
/// <param name="Data">Features, scaled, and targets.</param>
/// <param name="Rows">The table's row (from 0) of each example: all but those whose target is missing.</param>
/// <param name="Notes">What a person should know: ignored columns, rows left out, unseen categories. One sentence each.</param>
public sealed record EncodedTable(Dataset Data, IReadOnlyList<int> Rows, IReadOnlyList<string> Notes);

/// <summary>A table's features as numbers.</summary>
/// <param name="Features">The features, scaled, <c>[rows, features]</c> row-major; one row for each row of the table, in its order.</param>
/// <param name="Notes">What a person should know: ignored columns, unseen categories. One sentence each.</param>
public sealed record EncodedFeatures(float[] Features, IReadOnlyList<string> Notes);
