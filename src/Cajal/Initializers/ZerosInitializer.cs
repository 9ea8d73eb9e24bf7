namespace Cajal;

/// <summary>Every number 0: for biases, and for the weights of a last layer whose first output shall be 0.</summary>
public sealed record ZerosInitializer : Initializer
{
    /// <inheritdoc/>
    public override string Kind => "zeros";

    private protected override void FillFrom(long first, Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream) => values.Clear();
}
