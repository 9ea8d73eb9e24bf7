namespace Cajal;

internal delegate Scaler FitRows(ReadOnlySpan<float> rows, int features);

/// <summary>A kind of scaler: how it is called, fitted and read back from a model file.</summary>
internal sealed record ScalerKind(string Name, FitRows Fit, Func<ModelFields, Scaler> Read);

/// <summary>The closed table of scalers. A new one is a file and a row here.</summary>
internal static class ScalerTable
{
    private static readonly ScalerKind[] Kinds =
    [
        new(RobustScaler.TableName, RobustScaler.Fit, RobustScaler.Read),
        new(StandardScaler.TableName, StandardScaler.Fit, StandardScaler.Read),
        new(QuantileScaler.TableName, (rows, features) => QuantileScaler.Fit(rows, features), QuantileScaler.Read),
        new(MinMaxScaler.TableName, MinMaxScaler.Fit, MinMaxScaler.Read),
        new(PixelScaler.TableName, PixelScaler.Fit, PixelScaler.Read),
        new(IdentityScaler.TableName, IdentityScaler.Fit, IdentityScaler.Read),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    public static ScalerKind? FindOrNull(string name) => Array.Find(Kinds, kind => kind.Name == name);

    public static ScalerKind Find(string name) =>
        FindOrNull(name) ?? throw new ConfigurationException($"Scaler '{name}' is not known.{NearestName.Advice(name, Names)}");
}
