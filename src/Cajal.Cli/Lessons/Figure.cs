namespace Cajal.Cli.Lessons;

/// <summary>A number that a lesson computed when it was run, and what it has to meet.</summary>
/// <param name="Row">Id of the specification's row that asks for it, e.g. <c>U5</c>.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Bound">What it has to meet.</param>
internal sealed record Figure(string Row, string Name, double Value, Bound Bound)
{
    /// <summary>Row and name together, distinct within a lesson.</summary>
    public string Key => $"{Row} {Name}";

    /// <summary>Whether it meets its bound.</summary>
    public bool Ok => Bound.Holds(Value);
}
