namespace Cajal;

/// <summary>
/// Base of every error that Cajal reports on purpose. The message says what happened, where, what was expected and what to do next.
/// Wrong arguments in code throw <see cref="ArgumentException"/> or one of its kinds instead.
/// </summary>
/// <param name="message">The full message, ready to be shown to a person.</param>
/// <param name="inner">The error underneath, if there was one.</param>
public abstract class CajalException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Exit code that the command <c>cajal</c> ends with when this error reaches it.</summary>
    public abstract int ExitCode { get; }
}

/// <summary>Wrong use or configuration: an unknown option, an impossible combination, a shape that does not fit. Exit code 2.</summary>
/// <inheritdoc cref="CajalException(string, Exception?)"/>
public sealed class ConfigurationException(string message, Exception? inner = null) : CajalException(message, inner)
{
    /// <inheritdoc/>
    public override int ExitCode => 2;
}

/// <summary>Bad data: the message names file, line and column where they are known. Exit code 3.</summary>
/// <inheritdoc cref="CajalException(string, Exception?)"/>
public sealed class DataException(string message, Exception? inner = null) : CajalException(message, inner)
{
    /// <inheritdoc/>
    public override int ExitCode => 3;
}

/// <summary>A model or checkpoint file is missing, damaged, or of a kind or version that cannot be read. Exit code 4.</summary>
/// <inheritdoc cref="CajalException(string, Exception?)"/>
/// <remarks>What the message quotes from the file is printed escaped: nothing in a file can command a terminal.</remarks>
public sealed class ModelFileException(string message, Exception? inner = null) : CajalException(PrintableText.Escape(message), inner)
{
    /// <inheritdoc/>
    public override int ExitCode => 4;
}

/// <summary>Training diverged: loss, gradient or weight is no longer finite. The message names step and first layer concerned. Exit code 6.</summary>
/// <inheritdoc cref="CajalException(string, Exception?)"/>
public sealed class DivergedException(string message, Exception? inner = null) : CajalException(message, inner)
{
    /// <inheritdoc/>
    public override int ExitCode => 6;

    /// <summary>The epoch in which it was seen.</summary>
    internal int Epoch { get; init; }

    /// <summary>What was seen, without place and advice.</summary>
    internal string Reason { get; init; } = "";
}
