namespace Cajal.Doctor;

/// <summary>
/// How well a model does on some rows, whatever it was trained with: each row's error (wrong or right, share of wrong labels, squared error
/// by the targets' variance) and its surprise (negative log likelihood; for values the squared error).
/// </summary>
internal sealed class FitQuality
{
    private FitQuality(double[] errors, double[] surprises, double guessError, double skill, double?[] recalls)
    {
        Errors = new Sample(errors);
        Surprises = new Sample(surprises);
        GuessError = guessError;
        Skill = skill;
        Recalls = recalls;
    }

    /// <summary>Errors of the rows.</summary>
    public Sample Errors { get; }

    /// <summary>Surprises of the rows.</summary>
    public Sample Surprises { get; }

    /// <summary>Mean error of always guessing the same.</summary>
    public double GuessError { get; }

    /// <summary>
    /// Share of the guess's surprise that the model removes, rows weighing as in training: 0 for one that has learned nothing, 1 for a perfect
    /// one; R² for values.
    /// </summary>
    public double Skill { get; }

    /// <summary>For classes: share of each class's rows that are recognised; <c>null</c> for a class without rows.</summary>
    public double?[] Recalls { get; }

    /// <summary>Judges a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="guess">What always guessing the same would say: made from the training set.</param>
    public static FitQuality Of(Model model, Dataset rows, ConstantGuess guess)
    {
        float[] inputs = new float[rows.Count * rows.Features];
        rows.CopyInputs([.. Enumerable.Range(0, rows.Count)], inputs);
        float[] outputs = model.Predict(inputs);
        int width = outputs.Length / rows.Count;
        double[] errors = new double[rows.Count];
        double[] surprises = new double[rows.Count];
        (double guessError, double surprise, double guessSurprise) = (0, 0, 0);
        int[] hits = new int[width];
        int[] seen = new int[width];
        double[] likelihoods = new double[width];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> target = rows.Targets.Row(row);
            guess.Likelihoods(model, outputs.AsSpan(row * width, width), likelihoods);
            (errors[row], surprises[row]) = guess.Judge(likelihoods, target);
            (double error, double ofGuess) = guess.Judge(guess.Values, target);
            double weight = guess.WeightOf(rows, row);
            guessError += error / rows.Count;
            surprise += weight * surprises[row];
            guessSurprise += weight * ofGuess;
            if (guess.Kind == TargetKind.Classes)
            {
                seen[(int)target[0]]++;
                hits[(int)target[0]] += errors[row] == 0 ? 1 : 0;
            }
        }

        double?[] recalls = [.. hits.Select((hit, index) => seen[index] == 0 ? (double?)null : (double)hit / seen[index])];
        return new FitQuality(errors, surprises, guessError, 1 - (surprise / Math.Max(guessSurprise, double.Epsilon)), recalls);
    }
}
