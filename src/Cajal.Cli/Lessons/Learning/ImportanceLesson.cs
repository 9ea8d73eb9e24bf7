using System.Globalization;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>What a model relies on.</summary>
internal sealed class ImportanceLesson()
    : Lesson("importance", "what a net relies on: columns permuted, integrated gradients, what its hidden units respond to", "O11")
{
    private const int Seeds = 10;
    private const int Columns = 20;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Twenty columns: the class depends on the first three; nine are decoys, correlated with these by 0.8; eight are noise. Each is permuted in turn:");
        int found = 0;
        double worst = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Sequential model = Learn(Planted(1500, seed), (ulong)seed);
            Dataset test = Planted(800, seed + 100);
            var importance = PermutationImportance.Of(model, test, new PermutationImportanceOptions { Seed = (ulong)seed });
            found += importance.Groups.Take(3).Select(group => group.Name).Order().SequenceEqual(["planted0", "planted1", "planted2"]) ? 1 : 0;
            var gradients = IntegratedGradients.Of(model, test.Row(0));
            worst = Math.Max(worst, gradients.CompletenessError);
            if (seed == 1)
            {
                page.Show(string.Join("\n", importance.ToString().Split('\n').Take(8)));
                page.Say("One row, explained by integrated gradients: the parts sum to what the row's output is above that of the mean row.");
                page.Show(string.Join("\n", gradients.ToString().Split('\n').Take(8)));
                Saliencies(page, model, test);
                page.Draw(importance.ToSvg());
            }
        }

        page.Check("O11", "seeds of 10 that put the three planted columns on top", found, Bound.Equal(Seeds));
        page.Check("O11", "integrated gradients: sum of the parts less the difference of the outputs, largest", worst, Bound.AtMost(1e-3));
    }

    private static void Saliencies(LessonPage page, Model model, Dataset test)
    {
        double[] mean = new double[Columns];
        for (int row = 0; row < 200; row++)
        {
            foreach ((int column, double slope) in Saliency.Of(model, test.Row(row)).Gradients.Index())
            {
                mean[column] += Math.Abs(slope) / 200;
            }
        }

        page.Check("O11", "saliency: planted columns among the three steepest",
            mean.Index().OrderByDescending(one => one.Item).Take(3).Count(one => one.Index < 3), Bound.Equal(3));
        UnitResponse[] units = [.. UnitResponses.Of(model, test, top: 2).Layers[0].Units];
        page.Show(string.Join("\n", units.Take(4).Select(unit =>
            $"unit {unit.Unit}: goes with {string.Join(", ", unit.Inputs.Select(input => $"{input.Name} ({input.Correlation.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)})"))}")));
        page.Check("O11", "hidden units that respond most to a planted column or its decoy, share",
            units.Average(unit => unit.Inputs[0].Name.StartsWith("noise", StringComparison.Ordinal) ? 0 : 1.0), Bound.AtLeast(0.5));
    }

    private static Dataset Planted(int rows, int seed)
    {
        var random = new Random(seed);
        float[] x = [.. Enumerable.Range(0, rows * Columns).Select(_ => (float)Normal.Draw(random))];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> columns = x.AsSpan(row * Columns, Columns);
            for (int decoy = 3; decoy < 12; decoy++)
            {
                columns[decoy] = (0.8f * columns[decoy % 3]) + (0.6f * columns[decoy]);
            }

            classes[row] = columns[0] + columns[1] - columns[2] + (0.5f * columns[0] * columns[1]) > 0 ? 1 : 0;
        }

        string[] names = [.. Enumerable.Range(0, Columns).Select(column => column < 3 ? $"planted{column}" : column < 12 ? $"decoy{column} of {column % 3}" : $"noise{column}")];
        return new Dataset(x, [Columns], Targets.Classes(classes, ["no", "yes"]), names);
    }

    private static Sequential Learn(Dataset data, ulong seed)
    {
        Sequential model = new Sequential { new Dense(24), new Tanh(), new Dense(2), new Softmax() }.Compile(new AdamW(0.01, 0.05), new CrossEntropy());
        model.Fit(data, new FitOptions { Epochs = 40, BatchSize = 64, Seed = seed });
        return model;
    }
}
