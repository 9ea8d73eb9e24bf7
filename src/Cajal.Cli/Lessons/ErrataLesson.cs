using System.Globalization;
using Cajal.Cli.Lessons.Errata;

namespace Cajal.Cli.Lessons;

/// <summary>The slips of the lectures, proved.</summary>
internal sealed class ErrataLesson() : Lesson("errata", "slips in the slides of five lectures: printed form, right form and finite difference side by side")
{
    private const int Steps = 8;

    /// <inheritdoc/>
    public override void Write(TextWriter output)
    {
        foreach (Erratum erratum in LectureErrata.All())
        {
            output.WriteLine(erratum);
            output.WriteLine();
        }

        output.WriteLine("J while w ← w - α∇J with Kandemir's printed gradient, and with the right one:");
        output.WriteLine($"  printed  {Course(printed: true)}");
        output.WriteLine($"  right    {Course(printed: false)}");
    }

    private static string Course(bool printed) =>
        string.Join(" ", LectureErrata.Descent(printed, Steps).Select(loss => loss.ToString("G4", CultureInfo.InvariantCulture).PadLeft(9)));
}
