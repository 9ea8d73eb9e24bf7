using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Cajal.Tables;

/// <summary>The public properties of a record as a row.</summary>
internal static class RecordText
{
    /// <summary>
    /// The values of a record: under the column's name where a property goes with one, else under the property's own. Only properties of the
    /// type named in the program are read, so trimming keeps them.
    /// </summary>
    public static Dictionary<string, object?> ByColumn<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T record, string[] columns)
    {
        var row = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (PropertyInfo property in typeof(T).GetProperties().Where(one => one.CanRead && one.GetIndexParameters().Length == 0))
        {
            string name = columns.FirstOrDefault(column => column == property.Name)
                ?? columns.FirstOrDefault(column => Letters(column) == Letters(property.Name)) ?? property.Name;
            row.TryAdd(name, property.GetValue(record));
        }

        return row;
    }

    private static string Letters(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
