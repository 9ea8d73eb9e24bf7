using System.Security.Cryptography;
using Cajal;

namespace Cajal.Tests.Data.BuiltIn;

public sealed class BuiltInDataTests
{
    [Fact]
    public void Every_set_is_listed_once_with_a_description()
    {
        Assert.Equal(
            ["iris", "digits", "moons", "circles", "spirals", "blobs", "xor", "and", "or", "nand", "cats-dogs", "cat-or-not", "animals", "polygons", "discs"],
            BuiltInData.Names);
        Assert.All(BuiltInData.All, set => Assert.InRange(set.Description.Length, 10, 90));
        Assert.True(BuiltInData.Has("iris"));
        Assert.False(BuiltInData.Has("Iris"));
    }

    [Fact]
    public void Iris_is_Fishers()
    {
        Dataset iris = BuiltInData.Iris();
        Assert.Equal(150, iris.Count);
        Assert.Equal([4], iris.InputShape.ToArray());
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], iris.FeatureNames.ToArray());
        Assert.Equal(["setosa", "versicolor", "virginica"], iris.Targets.ClassNames.ToArray());
        Assert.Equal("species", iris.Targets.Names[0]);
        Assert.Equal([50, 50, 50], iris.Targets.ClassCounts());
        Assert.Equal([5.1f, 3.5f, 1.4f, 0.2f], iris.Row(0).ToArray());
        // Means of the published table: 5.843, 3.057, 3.758, 1.199 (UCI gives them rounded for the corrected version).
        StandardScaler scaler = StandardScaler.Fit(iris.Inputs, 4);
        Assert.Equal([5.843, 3.057, 3.758, 1.199], Array.ConvertAll(scaler.Centers.ToArray(), mean => Math.Round(mean, 3)));
        // Fisher's 35th and 38th flower as corrected.
        Assert.Equal([4.9f, 3.1f, 1.5f, 0.2f], iris.Row(34).ToArray());
        Assert.Equal([4.9f, 3.6f, 1.4f, 0.1f], iris.Row(37).ToArray());
    }

    [Fact]
    public void Digits_are_Alpaydins()
    {
        Dataset digits = BuiltInData.Digits();
        Assert.Equal(1797, digits.Count);
        Assert.Equal([8, 8], digits.InputShape.ToArray());
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], digits.Targets.ClassNames.ToArray());
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], digits.Targets.ClassCounts());    // as scikit-learn's load_digits
        Assert.Equal([0, 0, 5, 13, 9, 1, 0, 0], digits.Row(0)[..8].ToArray());
        Assert.Equal(("p00", "p77", "digit"), (digits.FeatureNames[0], digits.FeatureNames[63], digits.Targets.Names[0]));
    }

    [Theory]
    [InlineData("iris", "9cc1c345c71bcc9b486b74cbf6063fa66f4bb5e0f603a4b3c3471ec2e5e8e355")]
    [InlineData("digits", "1a8c0ce573804cf39bc6fdc9a6cc8f23d15cbf27a72575c1ca5fac15163717d0")]
    public void The_embedded_files_are_unchanged(string name, string sha256)
    {
        using Stream stream = BuiltInData.Open(name);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    [Fact]
    public void Generated_sets_have_the_asked_for_rows_seed_and_noise()
    {
        Assert.Equal(17, BuiltInData.Load("moons", 17).Count);
        Assert.Equal(BuiltInData.Load("moons").Inputs.ToArray(), BuiltInData.Load("moons", 400, 0, 0.15).Inputs.ToArray());
        Assert.NotEqual(BuiltInData.Load("moons").Inputs.ToArray(), BuiltInData.Load("moons", noise: 0.2).Inputs.ToArray());
    }

    [Fact]
    public void The_text_says_what_the_set_says()
    {
        Dataset data = BuiltInData.Load("animals", 5, 3);
        using var reader = new StreamReader(BuiltInData.Open("animals", 5, 3));
        Assert.Equal("weight,length,tail,animal", reader.ReadLine());
        for (int row = 0; row < 5; row++)
        {
            string[] cells = reader.ReadLine()!.Split(',');
            Assert.Equal(data.Row(row).ToArray(), cells[..3].Select(cell => float.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal(data.Targets.ClassNames[data.Targets.ClassOf(row)], cells[3]);
        }
        Assert.Null(reader.ReadLine());
    }

    public static TheoryData<Action, string> WrongUse => new()
    {
        { () => BuiltInData.Load("irsi"), "There is no built-in data 'irsi'. Did you mean 'iris'? Known: iris, digits, moons, circles, spirals, "
            + "blobs, xor, and, or, nand, cats-dogs, cat-or-not, animals, polygons, discs." },
        { () => BuiltInData.Open("cat-dog"), "There is no built-in data 'cat-dog'. Did you mean 'cats-dogs'? Known: iris, digits, moons, circles, spirals, "
            + "blobs, xor, and, or, nand, cats-dogs, cat-or-not, animals, polygons, discs." },
        { () => BuiltInData.Load("moons", 0), "0 rows of 'moons' asked for, expected 1 to 10000000." },
        { () => BuiltInData.Open("moons", 10_000_001), "10000001 rows of 'moons' asked for, expected 1 to 10000000." },
        { () => BuiltInData.Load("moons", noise: -0.5), "Noise -0.5 of 'moons' asked for, expected a finite number not below 0." },
        { () => BuiltInData.Load("moons", noise: double.NaN), "Noise NaN of 'moons' asked for, expected a finite number not below 0." },
        { () => BuiltInData.Load("iris", seed: 1),
            "'iris' always has the same 150 rows; rows, seed and noise belong to generated data such as 'moons'." },
        { () => BuiltInData.Open("digits", 10),
            "'digits' always has the same 1797 rows; rows, seed and noise belong to generated data such as 'moons'." },
    };

    [Theory]
    [MemberData(nameof(WrongUse))]
    public void Wrong_use_is_refused(Action action, string message) =>
        InCulture.Run("de-DE", () => Assert.Equal(message, Assert.Throws<ConfigurationException>(action).Message));
}
