namespace Cajal.Cli.Rendering;

/// <summary>An explanation for people, for programs and as a picture.</summary>
internal interface IExplanationView : IResultsView
{
    /// <summary>Draws it.</summary>
    /// <exception cref="ConfigurationException">There is nothing to draw.</exception>
    string ToSvg();
}
