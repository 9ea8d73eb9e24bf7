namespace Cajal.Classic;

/// <summary>Writes formulas with as few brackets as it takes.</summary>
internal static class FormulaText
{
    /// <summary>The text of a node.</summary>
    public static string Of(LogicNode node, IReadOnlyList<string> variables) => node.Operator switch
    {
        LogicOperator.Constant => node.Value == 1 ? "1" : "0",
        LogicOperator.Variable => variables[node.Value],
        LogicOperator.Not => "!" + Bracketed(node, node.Operands[0], variables),
        LogicOperator kind => string.Join($" {Sign(kind)} ", node.Operands.Select(operand => Bracketed(node, operand, variables))),
    };

    /// <summary>An operand, in brackets unless it binds more strongly than what it stands in; equal operators keep theirs, since they group.</summary>
    private static string Bracketed(LogicNode outer, LogicNode operand, IReadOnlyList<string> variables) =>
        Strength(operand.Operator) > Strength(outer.Operator) || (operand.Operator, outer.Operator) is (LogicOperator.Not, LogicOperator.Not)
            ? Of(operand, variables)
            : $"({Of(operand, variables)})";

    private static int Strength(LogicOperator kind) => kind is LogicOperator.Constant or LogicOperator.Variable
        ? int.MaxValue
        : LogicOperator.Equivalent - kind;

    private static string Sign(LogicOperator kind) => kind switch
    {
        LogicOperator.And => "&",
        LogicOperator.Or => "|",
        LogicOperator.ExclusiveOr => "^",
        LogicOperator.Implies => "->",
        _ => "<->",
    };
}
