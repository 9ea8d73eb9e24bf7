using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>No scaling: numbers go through as they are.</summary>
public sealed class IdentityScaler : Scaler
{
    internal const string TableName = "none";

    private IdentityScaler(int features) : base(features)
    {
    }

    /// <inheritdoc/>
    public override string Name => TableName;

    /// <summary>Takes note of the number of columns.</summary>
    /// <inheritdoc cref="Scaler.Fit(string, ReadOnlySpan{float}, int)"/>
    public static IdentityScaler Fit(ReadOnlySpan<float> rows, int features)
    {
        Columns.Check(rows, features);
        return new IdentityScaler(features);
    }

    internal static IdentityScaler Read(ModelFields fields) => new(fields.Count("features"));

    private protected override void Transform(ReadOnlySpan<float> rows, Span<float> result) => rows.CopyTo(result);

    private protected override void Write(JsonObject json) => json["features"] = Features;
}
