using System.Globalization;
using Cajal.Cli.Lessons.Graphs.Errata;

namespace Cajal.Cli.Lessons.Graphs;

/// <summary>The slips of the lectures, proved.</summary>
internal sealed class ErrataLesson()
    : Lesson("errata", "slips in the slides of five lectures: printed form, right form and finite difference side by side", "G12")
{
    private const int Steps = 8;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        foreach ((int index, Erratum erratum) in LectureErrata.All().Index())
        {
            page.Show(erratum);
            page.Check("G12", $"{index + 1}, {erratum.Deck}: right form against the difference", Distance(erratum.Right, erratum.Difference),
                Bound.AtMost(1e-8));
            page.Check("G12", $"{index + 1}, {erratum.Deck}: printed form against the difference", Distance(erratum.Printed, erratum.Difference),
                Bound.AtLeast(1e-3));
        }

        IReadOnlyList<double> printed = LectureErrata.Descent(printed: true, Steps);
        IReadOnlyList<double> right = LectureErrata.Descent(printed: false, Steps);
        page.Say("J while w ← w - α∇J with Kandemir's printed gradient, and with the right one:");
        page.Show($"printed  {Course(printed)}\nright    {Course(right)}");
        page.DrawCurves("J by the printed and by the right gradient", "step 0", $"{Steps}", [new("printed", printed), new("right", right)]);
        page.Check("G12", "steps of the printed rule that raise J", printed.Zip(printed.Skip(1)).Count(pair => pair.Second > pair.First), Bound.Equal(Steps));
        page.Check("G12", "steps of the right rule that lower J", right.Zip(right.Skip(1)).Count(pair => pair.Second < pair.First), Bound.Equal(Steps));
    }

    private static double Distance(double[] one, double[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Max();

    private static string Course(IEnumerable<double> losses) => string.Join(" ", losses.Select(loss => loss.ToString("G4", CultureInfo.InvariantCulture).PadLeft(9)));
}
