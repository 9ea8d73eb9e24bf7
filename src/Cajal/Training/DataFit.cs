namespace Cajal.Training;

/// <summary>Checks that data fit a model.</summary>
internal static class DataFit
{
    /// <summary>Checks rows, input shape, kind and width of the targets.</summary>
    /// <exception cref="ArgumentException">Something does not fit; says what came and what was expected.</exception>
    public static void Check(Model model, Dataset data, string action)
    {
        if (data.Count == 0)
        {
            throw new ArgumentException($"{action}: the data have no rows, expected at least one.");
        }

        Shape shape = new(data.InputShape);
        if (shape.Count != model.InputShape.Count)
        {
            throw new ArgumentException($"{action}: inputs have shape {shape}, expected {model.InputShape}. Prepare the data as for training.");
        }

        int outputs = model.OutputShape.Count;
        Targets targets = data.Targets;
        int expected = targets.Kind == TargetKind.Classes ? targets.ClassNames.Length : targets.Width;
        if (outputs != expected)
        {
            string what = targets.Kind == TargetKind.Classes ? "classes" : "target columns";
            throw new ArgumentException(
                $"{action}: the model has {outputs} outputs, the data have {expected} {what}. Give the last dense layer {expected} outputs.");
        }
    }
}
