namespace Cajal.Cli.Lessons;

/// <summary>What lessons do with models.</summary>
internal static class LessonModels
{
    /// <summary>Sets all parameters of a built model, in their documented order.</summary>
    public static Sequential With(this Sequential model, ReadOnlySpan<float> parameters)
    {
        model.Unroll().Assign(parameters);
        return model;
    }

    /// <summary>Share of rows whose class a model has right.</summary>
    public static double AccuracyOn(this Model model, Dataset data) => model.Evaluate(data).Report["accuracy"].Value!.Value;

    /// <summary>A split of rows at random, the classes in their shares.</summary>
    public static (Dataset Training, Dataset Test) Split(this Dataset data, double trainingShare, ulong seed)
    {
        int[][] parts = data.Targets.Kind == TargetKind.Classes
            ? Splits.Stratified(data.Targets, [trainingShare, 1 - trainingShare], seed)
            : Splits.Random(data.Count, [trainingShare, 1 - trainingShare], seed);
        return (data.Select(parts[0]), data.Select(parts[1]));
    }

    /// <summary>Handwritten digits, grey from 0 to 1.</summary>
    public static Dataset Digits()
    {
        Dataset digits = BuiltInData.Digits();
        return digits.WithInputs([.. digits.Inputs.ToArray().Select(grey => grey / 16)], [digits.Features]);
    }
}
