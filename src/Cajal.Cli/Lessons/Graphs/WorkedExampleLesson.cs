using System.Globalization;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Graphs;

/// <summary>The lecture's example by hand, its printed roundings beside the exact figures.</summary>
/// <param name="rate">The step's size; the lecture's is 0.05, and with another the figures are not the lecture's.</param>
internal sealed class WorkedExampleLesson(double rate = WorkedExample.LectureRate)
    : Lesson("worked-example", "two linear layers, one step of descent by hand: every figure, beside what the slides print", "G3")
{
    private const double Exact = 1e-12;
    private const double Printed = 5e-11;
    private static readonly string[] Increments = ["-.011", "-.017", "-.012", "-.018", "-.034", "-.019"];
    private static readonly string[] NewWeights = [".12", ".23", ".13", ".10", ".17", ".17"];
    private static readonly double[] ExactWeights = [.121326, .226989, .132135, .0982025, .1743825, .169416];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        var example = new WorkedExample(rate);
        GraphTrace before = example.Before;
        double next = example.After[example.Prediction].Value[0];
        double nextError = example.After[example.After.Result].Value[0];
        page.Say("Input (2, 3), target 1, two linear hidden units, one linear output, no bias; one step of size 0.05, all weights from their old values.");
        page.Show($"""
            h = ({Text(before[example.Hidden].Value[0])}, {Text(before[example.Hidden].Value[1])}), slide: (.85, .48)
            prediction = {Text(before[example.Prediction].Value[0])}, slide: .191
            error = {Text(before[before.Result].Value[0])}, slide: .327
            Δ = {Text(before[example.Delta].Value[0])}, slide: -.809
            """);
        var table = new TextTable("weight", ">old", ">increment", ">slide", ">new", ">slide");
        for (int weight = 0; weight < 6; weight++)
        {
            table.Add(
                $"w{weight + 1}", Text(example.Weights(before)[weight]), Text(example.Increments[weight]), Increments[weight],
                Text(example.Weights(example.After)[weight]), NewWeights[weight]);
        }

        page.Show(string.Join("\n", table.Lines()));
        page.Say($"next prediction = {Text(next)}, error = {Text(nextError)}");
        Check(page, example, next, nextError);
        page.Draw(GraphDrawing.ToSvg(before));
    }

    private static void Check(LessonPage page, WorkedExample example, double next, double nextError)
    {
        GraphTrace before = example.Before;
        page.Check("G3", "h1", before[example.Hidden].Value[0], Bound.Within(.85, Exact));
        page.Check("G3", "h2", before[example.Hidden].Value[1], Bound.Within(.48, Exact));
        page.Check("G3", "prediction", before[example.Prediction].Value[0], Bound.Within(.191, Exact));
        page.Check("G3", "error", before[before.Result].Value[0], Bound.Within(.3272405, Exact));
        page.Check("G3", "Δ", before[example.Delta].Value[0], Bound.Within(-.809, Exact));
        for (int weight = 0; weight < 6; weight++)
        {
            page.Check("G3", $"new w{weight + 1}", example.Weights(example.After)[weight], Bound.Within(ExactWeights[weight], Exact));
            page.Check("G3", $"increment of w{weight + 1}, rounded as on the slide", Math.Round(example.Increments[weight], 3),
                Bound.Within(double.Parse(Increments[weight], CultureInfo.InvariantCulture), Exact));
        }

        page.Check("G3", "next prediction", next, Bound.Within(.2557457808, Printed));
        page.Check("G3", "next error", nextError, Bound.Within(.2769571714, Printed));
    }

    private static string Text(double value) => Math.Round(value, 10).ToString("0.##########", CultureInfo.InvariantCulture);
}
