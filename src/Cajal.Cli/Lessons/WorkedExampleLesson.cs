using System.Globalization;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons;

/// <summary>The lecture's example by hand, its printed roundings beside the exact figures.</summary>
internal sealed class WorkedExampleLesson() : Lesson("worked-example", "two linear layers, one step of descent by hand: every figure, beside what the slides print")
{
    private static readonly string[] Increments = ["-.011", "-.017", "-.012", "-.018", "-.034", "-.019"];
    private static readonly string[] NewWeights = [".12", ".23", ".13", ".10", ".17", ".17"];

    /// <inheritdoc/>
    public override string Picture => GraphDrawing.ToSvg(new WorkedExample().Before);

    /// <inheritdoc/>
    public override void Write(TextWriter output)
    {
        var example = new WorkedExample();
        GraphTrace before = example.Before;
        output.WriteLine($"h = ({Text(before[example.Hidden].Value[0])}, {Text(before[example.Hidden].Value[1])}), slide: (.85, .48)");
        output.WriteLine($"prediction = {Text(before[example.Prediction].Value[0])}, slide: .191");
        output.WriteLine($"error = {Text(before[before.Result].Value[0])}, slide: .327");
        output.WriteLine($"Δ = {Text(before[example.Delta].Value[0])}, slide: -.809");
        output.WriteLine();
        var table = new TextTable("weight", ">old", ">increment", ">slide", ">new", ">slide");
        for (int weight = 0; weight < 6; weight++)
        {
            table.Add(
                $"w{weight + 1}", Text(example.Weights(before)[weight]), Text(example.Increments[weight]), Increments[weight],
                Text(example.Weights(example.After)[weight]), NewWeights[weight]);
        }

        table.WriteTo(output);
        output.WriteLine();
        output.WriteLine($"next prediction = {Text(example.After[example.Prediction].Value[0])}, error = {Text(example.After[example.After.Result].Value[0])}");
    }

    private static string Text(double value) => Math.Round(value, 10).ToString("0.##########", CultureInfo.InvariantCulture);
}
