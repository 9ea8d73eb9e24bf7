using System.Globalization;

namespace Cajal.Tests.Tables;

/// <summary>Files mean the same and messages read the same in every culture.</summary>
public class CultureTests
{
    private const string Text = "size,when,kind\n-1.5,2024-01-31,I\n2.25e-3,31.12.2023,i\n1000,1 Mar 2024,ı\n-4,,I\n-5,2024-01-01T10:30:00+02:00,i\n";

    private static string Everything()
    {
        Table table = Table.ReadCsv(new StringReader(Text), "a.csv").Target("kind");
        TableEncoder encoder = TableEncoder.Fit(table);
        EncodedTable encoded = encoder.Encode(table);
        var row = new float[encoder.FeatureCount];
        encoder.EncodeRow(new Dictionary<string, object?> { ["size"] = -1.5, ["when"] = new DateTime(2024, 1, 31) }, row);
        string types = string.Join(';', table.Columns.Select(column => $"{column.Type} {column.Reason}"));
        string message = Assert.Throws<ConfigurationException>(() => table.Target(-9)).Message;
        string bits = Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(encoded.Data.Inputs));
        return string.Join('\n', types, message, bits, string.Join(' ', row.Select(BitConverter.SingleToInt32Bits)), encoder.ToJson().ToJsonString());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("hi-IN")]
    [InlineData("sv-SE")]
    [InlineData("th-TH")]
    public void Results_are_the_same_in_every_culture(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            string expected = Everything();
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
