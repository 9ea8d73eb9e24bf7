namespace Cajal.Cli.Rendering.Reports;

/// <summary>Results that stand in the report of a training, too.</summary>
internal interface IReportedView : IResultsView
{
    /// <summary>Writes a section of the report.</summary>
    void WriteReport(HtmlPage page);
}
