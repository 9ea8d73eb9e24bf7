using System.Text.Json;

namespace Cajal.Tests.Cli;

/// <summary>F6 from the command line: several classes by classifiers of two, beside the other classical methods.</summary>
public sealed class CompareVerbTests
{
    [Fact]
    public void Four_classes_are_judged_by_four_and_six_classifiers()
    {
        JsonElement json = CliRun.Of("compare", "animals", "--seed", "2", "--json").Json;
        JsonElement[] methods = [.. json.GetProperty("methods").EnumerateArray()];

        Assert.Equal(("classification", "animal", 256, 80, 2), (
            json.GetProperty("task").GetString(), json.GetProperty("target").GetString(), json.GetProperty("trainRows").GetInt32(),
            json.GetProperty("testRows").GetInt32(), json.GetProperty("seed").GetInt32()));
        Assert.Equal(
            [("majority", 0), ("softmax regression", 1), ("one-vs-all, logistic", 4), ("one-vs-one, logistic", 6), ("one-vs-all, perceptron", 4), ("one-vs-one, perceptron", 6)],
            methods.Select(method => (method.GetProperty("name").GetString(), method.GetProperty("models").GetInt32())));
        Assert.Equal(0.25, methods[0].GetProperty("test").GetProperty("accuracy").GetDouble());
        Assert.All(methods[1..], method => Assert.InRange(method.GetProperty("test").GetProperty("accuracy").GetDouble(), 0.6, 1));
        Assert.All(methods[1..4], method => Assert.InRange(method.GetProperty("train").GetProperty("accuracy").GetDouble(), 0.9, 1));
        Assert.Matches(@"^\d of 6 perceptrons separate their classes; \d cannot, \d are undecided\.$", methods[5].GetProperty("remark").GetString());
    }

    [Fact]
    public void The_rows_are_those_that_training_is_tested_on()
    {
        using var folder = new TemporaryFolder();
        JsonElement trained = CliRun.Of("train", "animals", "--seed", "3", "--hidden", "4", "--epochs", "1", "--quiet", "--json", "-o", folder.File("run")).Json;
        JsonElement compared = CliRun.Of("compare", "animals", "--seed", "3", "--json").Json.GetProperty("methods")[1];

        Assert.Equal(
            trained.GetProperty("baseline").GetProperty("linear").GetProperty("accuracy").GetDouble(), compared.GetProperty("test").GetProperty("accuracy").GetDouble());
    }

    [Theory]
    [InlineData("cats-dogs", "logistic regression", "perceptron  ", "perceptron: Separable: no mistake in epoch ")]
    [InlineData("cat-or-not", "perceptron: Not separable: the convex hulls of both classes have a point in common (decided exactly).", "accuracy (95 % interval)")]
    [InlineData("discs", "logistic regression a label       3", "f1Micro (95 % interval)")]
    [InlineData("iris --task classification --test 0.5", "one-vs-one, perceptron       3", "rows       60 training, 75 test")]
    public void A_person_sees_a_line_for_each_method(string line, params string[] expected)
    {
        CliRun run = CliRun.Of(["compare", .. line.Split(' ')]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(expected, text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Values_are_judged_by_their_mean_and_linear_regression()
    {
        string table = "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i},{(3 * i) + (i % 3) + 0.5}\n")));
        CliRun run = CliRun.With(table, "compare", "-", "--target", "y");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(["stdin: regression of y\n", "\n  mean ", "\n  linear regression ", "rmse (95 % interval)"], text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_test_rows_there_is_nothing_to_judge_by() =>
        CliRun.Of("compare", "iris", "--test", "0").Refuses(2, "--test: no rows are left to judge by. Give a share above 0, or a file.");
}
