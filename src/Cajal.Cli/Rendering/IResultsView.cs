using System.Text.Json;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>Results for people and for programs.</summary>
internal interface IResultsView
{
    /// <summary>Writes them for people.</summary>
    void WriteText(Terminal terminal);

    /// <summary>Writes the properties of the JSON object.</summary>
    void WriteProperties(Utf8JsonWriter writer);
}
