namespace Cajal;

/// <summary>A text is no propositional formula. The message shows the place and says what was expected there. Exit code 2.</summary>
public sealed class LogicFormulaException : CajalException
{
    internal LogicFormulaException(string text, int position, string came, string expected)
        : base($"Formula {PrintableText.Quote(Excerpt(text, position))}, character {position + 1}: {came}, expected {expected}. Mend it there.")
    {
        Position = position;
        Expected = expected;
    }

    /// <summary>Where in the text, from 0; its length where the text ends too early.</summary>
    public int Position { get; }

    /// <summary>What was expected there.</summary>
    public string Expected { get; }

    /// <inheritdoc/>
    public override int ExitCode => 2;

    /// <summary>The text around the place, where the whole would be too long to read.</summary>
    private static string Excerpt(string text, int position)
    {
        const int Around = 30;
        int start = Math.Max(0, position - Around);
        int end = Math.Min(text.Length, position + Around);
        return $"{(start > 0 ? "…" : "")}{text[start..end]}{(end < text.Length ? "…" : "")}";
    }
}
