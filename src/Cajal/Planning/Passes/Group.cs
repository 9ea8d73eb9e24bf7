namespace Cajal.Planning;

/// <summary>Nodes that run as one step of a plan: one operator, or a chain of pointwise operators, with or without the product before it.</summary>
/// <param name="first">The node that founds the group.</param>
internal sealed class Group(Node first)
{
    /// <summary>The nodes, inputs before users; among them those of other groups that this one computes again.</summary>
    public SortedList<int, Node> Members { get; } = new() { [first.Id] = first };

    /// <summary>Nodes that read a member and were outside the group when they were placed.</summary>
    public List<Node> Readers { get; } = [];

    /// <summary>The product whose tiles the pointwise chain is applied to, if there is one.</summary>
    public Node? Product { get; set; } = first.Operator is Ops.ProductOperator ? first : null;

    /// <summary>True when the group can take more pointwise members.</summary>
    public bool IsOpen { get; } = first.Operator is Ops.ProductOperator or Ops.PointwiseOperator;

    /// <summary>Rows of the space that the group's elements fill.</summary>
    public int Rows { get; } = first.Shape.Rows;

    /// <summary>Columns of the space that the group's elements fill.</summary>
    public int Columns { get; } = first.Shape.Columns;

    /// <summary>True when a value has the group's rows and columns.</summary>
    public bool Fits(Shape shape) => shape.Rows == Rows && shape.Columns == Columns;
}
