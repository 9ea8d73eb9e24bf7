namespace Cajal;

/// <summary>What a column of a table is taken for. The first three are features of a net, the others are left out of it.</summary>
public enum ColumnType
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Text with few different values; also numbers when the user says so.</summary>
    Category,

    /// <summary>Dates, read as a number of days.</summary>
    Date,

    /// <summary>Names the row instead of describing it: left out.</summary>
    Identifier,

    /// <summary>The same in every row: left out.</summary>
    Constant,

    /// <summary>Text with too many different values to be categories: left out.</summary>
    Text,

    /// <summary>Says the same as the target in other words, so that it would not be there at prediction: left out.</summary>
    TargetCopy,

    /// <summary>Left out by the user.</summary>
    Ignored,
}
