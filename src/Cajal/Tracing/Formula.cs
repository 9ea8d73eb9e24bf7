using System.Globalization;
using Cajal.Ops;

namespace Cajal.Tracing;

/// <summary>Operators as people write them: <c>x + y</c>, <c>tanh(u)</c>.</summary>
internal static class Formula
{
    /// <summary>A node's operator applied to the texts of its inputs.</summary>
    public static string Of(Node node, IReadOnlyList<string> inputs) => node.Operator switch
    {
        Ops.Add => $"{inputs[0]} + {inputs[1]}",
        Subtract => $"{inputs[0]} - {inputs[1]}",
        Ops.Multiply => $"{inputs[0]}·{inputs[1]}",
        Divide => $"{inputs[0]}/{inputs[1]}",
        Negate => $"-{inputs[0]}",
        Square => $"{inputs[0]}²",
        Sqrt => $"√{inputs[0]}",
        MatMul => $"{inputs[0]} @ {inputs[1]}",
        Transpose => $"{inputs[0]}ᵀ",
        Greater => $"{inputs[0]} > {inputs[1]}",
        GreaterOrEqual => $"{inputs[0]} ≥ {inputs[1]}",
        Equal => $"{inputs[0]} = {inputs[1]}",
        Broadcast or Ops.Reshape => $"{inputs[0]} as {node.Shape}",
        SourceOperator => "",
        _ => $"{char.ToLowerInvariant(node.Operator.Name[0])}{node.Operator.Name[1..]}({string.Join(", ", inputs)})",
    };

    /// <summary>A number in at most six digits.</summary>
    public static string Number(double value) => (value == 0 ? 0 : value).ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A number as an operand: in brackets where it is negative.</summary>
    public static string Operand(double value) => value < 0 ? $"({Number(value)})" : Number(value);

    /// <summary>A single number as it is; several in brackets, long lists cut, equal ones named once.</summary>
    public static string Numbers(ReadOnlySpan<double> values, Shape shape)
    {
        const int Shown = 5;
        if (shape.Rank == 0)
        {
            return Number(values[0]);
        }

        if (values.Length > 2 && !values.ContainsAnyExcept(values[0]))
        {
            return $"[{Number(values[0])}, … all {values.Length} equal]";
        }

        string[] texts = [.. values[..Math.Min(values.Length, Shown)].ToArray().Select(value => value.ToString("G4", CultureInfo.InvariantCulture))];
        return $"[{string.Join(", ", texts)}{(values.Length > Shown ? $", … {values.Length} in all" : "")}]";
    }
}
