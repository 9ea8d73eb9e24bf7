using System.Text.Json;
using System.Xml.Linq;

namespace Cajal.Tests.Cli;

/// <summary>O11 from the command line: what a model relies on, why a row gets its prediction, what hidden units respond to.</summary>
public sealed class ExplainVerbTests : IClassFixture<ExplainVerbTests.Runs>
{
    private readonly Runs runs;

    public ExplainVerbTests(Runs runs) => this.runs = runs;

    [Fact]
    public void Columns_stand_in_the_order_of_their_importance()
    {
        JsonElement json = CliRun.Of("explain", runs.Plants, runs.PlantData, "--json").Json;

        Assert.Equal(("permutation", "accuracy", 60, 10, 0), (
            json.GetProperty("method").GetString(), json.GetProperty("metric").GetString(), json.GetProperty("rows").GetInt32(),
            json.GetProperty("repeats").GetInt32(), json.GetProperty("seed").GetInt32()));
        Assert.Equal(1, json.GetProperty("baseline").GetDouble());
        JsonElement[] columns = [.. json.GetProperty("columns").EnumerateArray()];
        Assert.Equal("height", columns[0].GetProperty("name").GetString());
        Assert.InRange(columns[0].GetProperty("importance").GetDouble(), 0.3, 0.7);
        Assert.InRange(columns[0].GetProperty("low").GetDouble(), 0.2, columns[0].GetProperty("importance").GetDouble());
        Assert.All(columns[1..], column => Assert.InRange(column.GetProperty("importance").GetDouble(), -0.05, 0.05));
    }

    [Fact]
    public void A_person_sees_bars()
    {
        CliRun run = CliRun.Of("explain", runs.Plants, runs.PlantData, "--top", "1");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("accuracy 1.0000 over 60 rows; it falls where the values of a column are exchanged between rows:", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  height +0\.\d{4} +0\.\d{4} to 0\.\d{4}  █{28}\n", run.Output);
        Assert.EndsWith("more; --top shows them\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  ####", CliRun.Ascii("explain", runs.Plants, runs.PlantData).Output, StringComparison.Ordinal);
        Assert.Contains("logLoss", CliRun.Of("explain", runs.Plants, runs.PlantData, "--metric", "logLoss", "--repeats", "1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_a_row_sum_to_what_sets_it_apart()
    {
        JsonElement json = CliRun.Of("explain", runs.Plants, runs.PlantData, "--row", "4", "--json").Json;

        Assert.Equal(("integrated-gradients", "tree", "mean", true), (
            json.GetProperty("method").GetString(), json.GetProperty("output").GetString(), json.GetProperty("baseline").GetString(), json.GetProperty("complete").GetBoolean()));
        JsonElement[] columns = [.. json.GetProperty("columns").EnumerateArray()];
        double sum = columns.Sum(column => column.GetProperty("adds").GetDouble());
        double difference = json.GetProperty("value").GetDouble() - json.GetProperty("baselineValue").GetDouble();
        Assert.Equal(json.GetProperty("sum").GetDouble(), sum, 1e-12);
        Assert.InRange(json.GetProperty("completenessError").GetDouble(), 0, 1e-3 * difference);
        Assert.Equal(difference, sum, 1e-3 * difference);
        Assert.Equal(Table.ReadCsv(runs.PlantData)["height"][4], columns.Single(column => column.GetProperty("name").GetString() == "height").GetProperty("cell").GetString());

        CliRun run = CliRun.Of("explain", runs.Plants, runs.PlantData, "--row", "4", "--class", "bush", "--baseline", "zero");
        Assert.StartsWith("row 4: bush is ", run.Output, StringComparison.Ordinal);
        Assert.Contains("for a row of zeros (scaled)", run.Output, StringComparison.Ordinal);
        Assert.Contains("the parts sum to -", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_needs_no_target_and_a_single_one_no_number()
    {
        const string Row = "height,colour,owner,day\n2.2,red,o1,3\n";

        Assert.Contains("for a row of zeros", CliRun.With(Row, "explain", runs.Plants, "-", "--method", "integrated-gradients", "--baseline", "zero").Output, StringComparison.Ordinal);
        Assert.StartsWith("row 0: how strongly the score of tree reacts", CliRun.With(Row, "explain", runs.Plants, "-", "--method", "saliency").Output, StringComparison.Ordinal);
        CliRun.With(Row, "explain", runs.Plants, "-", "--row", "0").Refuses(
            2, "The data hold a single row, which is its own average: nothing would be left to explain. Give more rows, or compare with --baseline zero.");
    }

    [Fact]
    public void Units_are_told_layer_by_layer()
    {
        JsonElement json = CliRun.Of("explain", runs.Plants, runs.PlantData, "--method", "units", "--json").Json;
        JsonElement layer = Assert.Single(json.GetProperty("layers").EnumerateArray());

        Assert.Equal(("dense1", 8), (layer.GetProperty("name").GetString(), layer.GetProperty("units").GetArrayLength()));
        Assert.Contains(layer.GetProperty("units").EnumerateArray(), unit => unit.GetProperty("inputs").EnumerateObject().First().Name == "height");
        CliRun run = CliRun.Of("explain", runs.Plants, runs.PlantData, "--method", "units", "--top", "2");
        Assert.StartsWith("dense1: 8 units over 60 rows", run.Output, StringComparison.Ordinal);
        Assert.Equal(4, run.Output.Split('\n').Length - 1);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("--row 3", 2)]
    [InlineData("--row 3 --method saliency", 2)]
    [InlineData("--method units", 6)]
    public void Images_are_explained_by_pixels_and_drawn(string options, int pictures)
    {
        string svg = runs.File($"{options.Replace(' ', '_')}.svg");
        CliRun run = CliRun.Of(["explain", runs.Images, runs.ImageData, "--svg", svg, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.EndsWith(".svg written.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(pictures, XDocument.Load(svg).Descendants().Count(element => element.Name.LocalName == "image"));
        if (options.StartsWith("--row", StringComparison.Ordinal))
        {
            Assert.Contains("## and ++ above zero", run.Output, StringComparison.Ordinal);
            JsonElement json = CliRun.Of(["explain", runs.Images, runs.ImageData, "--json", .. options.Split(' ')]).Json;
            Assert.Equal(Runs.Side * Runs.Side, json.GetProperty("inputs").GetArrayLength());
        }
    }

    [Theory]
    [InlineData("--method shap", 2, "--method: 'shap' is no method. Known: permutation, integrated-gradients, saliency, units.")]
    [InlineData("--method saliancy --row 1", 2, "--method: 'saliancy' is no method. Did you mean 'saliency'? Known: permutation, integrated-gradients, saliency, units.")]
    [InlineData("--row 60", 2, "--row is 60, expected a number from 0 to 59.")]
    [InlineData("--row -1", 2, "--row is -1, expected a number from 0 to 59.")]
    [InlineData("--method saliency", 2, "Which row is to be explained? Say it with --row, a number from 0 to 59.")]
    [InlineData("--row 1 --metric accuracy", 2, "--metric is not for --method integrated-gradients. Leave it out, or choose another method.")]
    [InlineData("--row 1 --method permutation", 2, "--row is not for --method permutation. Leave it out, or choose another method.")]
    [InlineData("--method units --seed 1", 2, "--seed is not for --method units. Leave it out, or choose another method.")]
    [InlineData("--row 1 --method saliency --baseline zero", 2, "--baseline is not for --method saliency, which compares with nothing. Leave it out.")]
    [InlineData("--row 1 --baseline median", 2, "--baseline: 'median' is no baseline. Did you mean 'mean'? Known: mean, zero.")]
    [InlineData("--row 1 --class shrub", 2, "--class: the model predicts no 'shrub'. Known: bush, tree.")]
    [InlineData("--repeats 0", 2, "--repeats is 0, expected a number from 1 to 65536.")]
    [InlineData("--top 0", 2, "--top is 0, expected a number from 1.")]
    [InlineData("--svg picture.png", 2, "--svg is 'picture.png', expected a file whose name ends in .svg.")]
    [InlineData("--method units --svg units.svg", 2, "--svg with --method units draws the weights of the first layer, which are pictures for images only. Leave it out.")]
    [InlineData("--threads -1", 2, "-1 threads asked for, expected 1 to 1024, or 0 for all processors.")]
    public void What_cannot_be_explained_is_refused(string options, int code, string message) =>
        CliRun.Of(["explain", runs.Plants, runs.PlantData, .. options.Split(' ')]).Refuses(code, message);

    [Fact]
    public void A_metric_must_exist_and_fit()
    {
        Assert.StartsWith("cajal: There is no metric 'acuracy'. Did you mean 'accuracy'?", CliRun.Of("explain", runs.Plants, runs.PlantData, "--metric", "acuracy").Error, StringComparison.Ordinal);
        CliRun wrong = CliRun.Of("explain", runs.Plants, runs.PlantData, "--metric", "rmse");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("'rmse' compares values", wrong.Error, StringComparison.Ordinal);
        CliRun.Of("explain", runs.File("none"), "iris").Refuses(
            4, $"{runs.File("none")}: there is no such model. Expected the folder of a run, such as runs/iris-1, or a .safetensors file.");
    }

    /// <summary>Two small models: of a table, and of images whose class is the brighter half.</summary>
    public sealed class Runs : IDisposable
    {
        public const int Side = 6;
        private readonly TemporaryFolder folder = new();

        public Runs()
        {
            Table table = Configurations.SmallData.Classes();
            System.IO.File.WriteAllLines(PlantData, [
                string.Join(',', table.Columns.Select(column => column.Name)),
                .. Enumerable.Range(0, table.RowCount).Select(row => string.Join(',', table.Columns.Select(column => column[row])))]);
            CliRun trained = CliRun.Of("train", PlantData, "--target", "kind", "--hidden", "8", "--epochs", "60", "--drop", "owner,day", "--quiet", "-o", Plants);
            Assert.True(trained.ExitCode == 0, trained.Error);
            WriteImages();
            trained = CliRun.Of("train", ImageData, "--hidden", "6", "--epochs", "5", "--quiet", "-o", Images);
            Assert.True(trained.ExitCode == 0, trained.Error);
        }

        public string PlantData => File("plants.csv");

        public string Plants => File("plants");

        public string ImageData => File("halves");

        public string Images => File("images");

        public string File(string name) => folder.File(name);

        public void Dispose() => folder.Dispose();

        private void WriteImages()
        {
            Directory.CreateDirectory(ImageData);
            foreach ((string part, int count) in new[] { ("train", 60), ("t10k", 20) })
            {
                byte[] labels = [.. Enumerable.Range(0, count).Select(image => (byte)(image % 2))];
                IEnumerable<byte> pixels = Enumerable.Range(0, count * Side * Side)
                    .Select(at => (byte)((at / (Side * Side) % 2 == 0) == (at % Side < Side / 2) ? 200 + (at % 50) : at * 7 % 50));
                System.IO.File.WriteAllBytes(Path.Combine(ImageData, $"{part}-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, Side, 0, 0, 0, Side, .. pixels]);
                System.IO.File.WriteAllBytes(Path.Combine(ImageData, $"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, (byte)count, .. labels]);
            }
        }
    }
}
