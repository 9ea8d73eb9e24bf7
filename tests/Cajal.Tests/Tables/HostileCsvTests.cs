using System.Text;
using System.Text.Json.Nodes;
using Cajal.Tests.Mutations;

namespace Cajal.Tests.Tables;

public class HostileCsvTests
{
    private static readonly string[] Originals =
    [
        "id,age,name,when,kind\r\n1,2.5,\"Ann \"\"A\"\" Lee\",2024-01-01,x\r\n2,,\"B, C\",2024-01-02,y\r\n3,4e2,D,2024-01-03,x\r\n4,?,E,2024-01-04,y\r\n",
        "39, State-gov, 0.5, <=50K\n50, Private, 1.5, >50K\n38, ?, -2, <=50K\n53, Private, 3, >50K\n",
        "\"a\";\"b\";\"y\"\n1,5;x;0\n2,5;z;1\n3,5;x;1\n4,5;z;0",
        "\uFEFFa\tb\ty\n1\tü\t1.5\n2\t日本\t2.5\n3\tü\t3.5\n",
    ];

    private static readonly string[] Tokens = [",", ";", "\t", "|", "\"", "\n", "\r\n", " ", "?", "1", ".", "-", "e", "NaN", "1e400", "2024-01-01", "x"];

    /// <summary>Reads, takes the last column for the target, fits, encodes, saves and loads: everything that bytes from outside can reach.</summary>
    private static void Use(byte[] bytes)
    {
        Table table = Table.ReadCsv(new MemoryStream(bytes), "a.csv").Target(-1);
        TableEncoder encoder = TableEncoder.Fit(table);
        EncodedTable encoded = encoder.Encode(table);
        TableEncoder again = TableEncoder.FromJson((JsonObject)JsonNode.Parse(encoder.ToJson().ToJsonString())!);
        Assert.Equal(encoded.Data.Inputs, again.Encode(table).Data.Inputs);
        Assert.DoesNotContain('\u001b', string.Concat(encoded.Notes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_bytes_end_in_a_table_or_a_documented_refusal(int original)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Originals[original]);
        int refused = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            byte[] damaged = new Mutator(seed).Mutate(bytes);
            refused += Hostile.Run<CajalException>(() => Use(damaged), damaged.Length, "a.csv", $"original {original}, seed {seed}") is null ? 0 : 1;
        }

        Assert.InRange(refused, 100, 999);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Exchanged_tokens_end_in_a_table_or_a_documented_refusal(int original)
    {
        int refused = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            var mutator = new Mutator(seed);
            string text = Enumerable.Range(0, 3).Aggregate(Originals[original], (now, _) => mutator.SwapToken(now, Tokens));
            byte[] damaged = Encoding.UTF8.GetBytes(text);
            refused += Hostile.Run<CajalException>(() => Use(damaged), damaged.Length, "a.csv", $"original {original}, seed {seed}") is null ? 0 : 1;
        }

        Assert.InRange(refused, 50, 999);
    }

    [Fact]
    public void Every_beginning_of_a_file_is_a_table_or_refused()
    {
        foreach (string original in Originals)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(original);
            for (int length = 0; length <= bytes.Length; length++)
            {
                byte[] head = bytes[..length];
                Hostile.Run<CajalException>(() => Use(head), length, "a.csv", $"{length} bytes of {original}");
            }
        }
    }

    [Theory]
    [InlineData('"')]
    [InlineData(',')]
    [InlineData('\n')]
    [InlineData('1')]
    [InlineData(' ')]
    public void A_file_of_one_character_costs_no_more_than_its_size(char character)
    {
        byte[] bytes = new byte[300_000];
        Array.Fill(bytes, (byte)character);
        Hostile.Run<CajalException>(() => Use(bytes), bytes.Length, "a.csv", $"{character}");
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_no_more_than_the_file()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a,b\n1,\"2\n" + string.Concat(Enumerable.Repeat("3,4\n", 300_000)));
        Assert.NotNull(Hostile.Run<DataException>(() => Use(bytes), bytes.Length, "a.csv", "open quote"));
    }
}
