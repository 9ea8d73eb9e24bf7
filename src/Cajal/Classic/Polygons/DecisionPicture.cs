using System.Text;

namespace Cajal;

/// <summary>The decisions of a model over a piece of the plane, as text: a character for each of its classes.</summary>
public static class DecisionPicture
{
    private const string Marks = ".#o+x*%@&=";

    /// <summary>
    /// Draws the piece line by line, the highest y first: the class of the largest output; of one output # where it is above ½. The points are
    /// the middles of the cells.
    /// </summary>
    /// <param name="model">A model of two inputs, x and y.</param>
    /// <param name="low">Lower left corner.</param>
    /// <param name="high">Upper right corner.</param>
    /// <param name="columns">Characters in a line.</param>
    /// <param name="rows">Lines; characters are about twice as high as wide.</param>
    /// <exception cref="ArgumentException">The model has another number of inputs, or more outputs than there are marks.</exception>
    public static string Draw(Model model, PlanePoint low, PlanePoint high, int columns = 48, int rows = 24)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        int outputs = model.OutputShape.Count;
        if (model.InputShape.Count != 2 || outputs > Marks.Length)
        {
            throw new ArgumentException(
                $"Picture: the model has {model.InputShape.Count} inputs and {outputs} outputs, expected 2 inputs and at most {Marks.Length} outputs.", nameof(model));
        }
        float[] inputs = new float[rows * columns * 2];
        for (int cell = 0; cell < rows * columns; cell++)
        {
            inputs[2 * cell] = (float)(low.X + ((high.X - low.X) * ((cell % columns) + 0.5) / columns));
            inputs[(2 * cell) + 1] = (float)(high.Y - ((high.Y - low.Y) * ((cell / columns) + 0.5) / rows));
        }
        float[] predicted = model.Predict(inputs);
        var text = new StringBuilder();
        for (int cell = 0; cell < rows * columns; cell++)
        {
            ReadOnlySpan<float> output = predicted.AsSpan(cell * outputs, outputs);
            text.Append(cell > 0 && cell % columns == 0 ? "\n" : "").Append(Marks[outputs == 1 ? (output[0] > 0.5f ? 1 : 0) : Largest(output)]);
        }
        return text.ToString();
    }

    private static int Largest(ReadOnlySpan<float> outputs)
    {
        int best = 0;
        for (int k = 1; k < outputs.Length; k++)
        {
            best = outputs[k] > outputs[best] ? k : best;
        }
        return best;
    }
}
