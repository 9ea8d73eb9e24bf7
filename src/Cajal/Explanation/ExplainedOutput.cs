using System.Globalization;

namespace Cajal.Explanation;

/// <summary>Which output is explained, and what it is called.</summary>
internal static class ExplainedOutput
{
    /// <summary>The output that was asked for, or else the usual one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public static int Choose(Model model, OutputGradients gradients, int? asked, ReadOnlySpan<double> point)
    {
        int width = model.OutputShape.Count;
        return asked switch
        {
            null => gradients.UsualOutput(point),
            { } output when output >= 0 && output < width => output,
            { } output => throw new ArgumentOutOfRangeException(nameof(asked), $"Output {output}: the model has {width} outputs, counted from 0."),
        };
    }

    /// <summary>The name of an output, or its number.</summary>
    public static string NameOf(Model model, int output) =>
        output < model.OutputNames.Count ? model.OutputNames[output] : output.ToString(CultureInfo.InvariantCulture);
}
