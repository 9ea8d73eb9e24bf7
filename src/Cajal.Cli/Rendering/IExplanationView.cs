using System.Text.Json;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>An explanation for people, for programs and as a picture.</summary>
internal interface IExplanationView
{
    /// <summary>Writes it for people.</summary>
    void WriteText(Terminal terminal);

    /// <summary>Writes the properties of the JSON object.</summary>
    void WriteProperties(Utf8JsonWriter writer);

    /// <summary>Draws it.</summary>
    /// <exception cref="ConfigurationException">There is nothing to draw.</exception>
    string ToSvg();
}
