using Cajal;

namespace Cajal.Tests.Data;

public sealed class SplitsTests
{
    private static readonly double[] ThreeShares = [0.64, 0.16, 0.2];

    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 0, 0, 0, 0 }, { 1, 1, 0, 0 }, { 25, 16, 4, 5 }, { 100, 64, 16, 20 }, { 1797, 1150, 288, 359 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_random_split_has_the_shares_and_every_row_once(int count, int train, int validation, int test)
    {
        int[][] parts = Splits.Random(count, ThreeShares, seed: 1);
        Assert.Equal([train, validation, test], parts.Select(part => part.Length));
        AssertPartition(parts, count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_parts_and_another_seed_others()
    {
        Assert.Equal(Splits.Random(100, [0.8, 0.2], 7), Splits.Random(100, [0.8, 0.2], 7));
        Assert.NotEqual(Splits.Random(100, [0.8, 0.2], 7), Splits.Random(100, [0.8, 0.2], 8));
    }

    [Fact]
    public void Each_row_is_as_likely_to_be_tested_as_any_other()
    {
        int[] tested = new int[50];
        for (ulong seed = 0; seed < 1000; seed++)
        {
            foreach (int row in Splits.Random(50, [0.8, 0.2], seed)[1])
            {
                tested[row]++;
            }
        }
        // 200 expected, deviation √(1000 · 0.2 · 0.8) = 12.6; five deviations for 50 rows.
        Assert.All(tested, times => Assert.InRange(times, 137, 263));
    }

    [Fact]
    public void A_stratified_split_has_each_class_in_each_part()
    {
        int[] classes = [.. Enumerable.Range(0, 150).Select(row => row < 50 ? 0 : row < 140 ? 1 : 2)];     // 50, 90, 10
        int[][] parts = Splits.Stratified(Targets.Classes(classes, ["a", "b", "c"]), [0.8, 0.2], seed: 3);
        AssertPartition(parts, 150);
        Assert.Equal([40, 72, 8], CountsOf(parts[0]));
        Assert.Equal([10, 18, 2], CountsOf(parts[1]));

        int[] CountsOf(int[] rows) => [.. Enumerable.Range(0, 3).Select(c => rows.Count(row => classes[row] == c))];
    }

    [Fact]
    public void Of_every_class_a_row_goes_to_training_and_a_single_row_always()
    {
        int[] classes = [.. Enumerable.Range(0, 40).Concat(Enumerable.Range(40, 20)).Concat(Enumerable.Range(40, 20)),
            .. Enumerable.Repeat(60, 100)];                                                     // 40 singles, 20 pairs, 100 of one class
        string[] names = [.. Enumerable.Range(0, 61).Select(i => $"c{i}")];
        for (ulong seed = 0; seed < 20; seed++)
        {
            int[][] parts = Splits.Stratified(Targets.Classes(classes, names), ThreeShares, seed);
            AssertPartition(parts, classes.Length);
            Assert.Equal(61, parts[0].Select(row => classes[row]).Distinct().Count());
            int testedOfTheLarge = parts[2].Count(row => classes[row] == 60);
            Assert.InRange(testedOfTheLarge, 18, 22);
        }
    }

    [Fact]
    public void No_class_is_unknown_to_a_small_training_part()
    {
        int[] classes = [.. Enumerable.Range(0, 60).Select(row => row / 3)];      // 20 classes of 3 rows, a fifth for training
        int[][] parts = Splits.Stratified(classes, [0.2, 0.4, 0.4], seed: 1);
        Assert.Equal(Enumerable.Range(0, 20), parts[0].Select(row => classes[row]).Order());
        AssertPartition(parts, 60);
    }

    [Fact]
    public void Values_are_divided_low_and_high_alike()
    {
        float[] values = [.. Enumerable.Range(0, 200).Select(row => (float)(row * 37 % 200))];
        int[][] parts = Splits.Stratified(Targets.Values(values), [0.5, 0.5], seed: 5);
        AssertPartition(parts, 200);
        for (int bin = 0; bin < 10; bin++)
        {
            Assert.Equal(10, parts[1].Count(row => (int)values[row] / 20 == bin));
        }
    }

    [Fact]
    public void Several_labels_a_row_are_divided_at_random() =>
        Assert.Equal(Splits.Random(9, [0.5, 0.5], 2), Splits.Stratified(Targets.Labels(new float[18], ["a", "b"]), [0.5, 0.5], 2));

    [Fact]
    public void A_group_is_never_divided()
    {
        var random = new Random(123);
        string[] groups = [.. Enumerable.Range(0, 500).Select(_ => $"patient {random.Next(60)}")];
        int[][] parts = Splits.ByGroup<string>(groups, ThreeShares, seed: 1);
        AssertPartition(parts, 500);
        Assert.Equal(groups.Distinct().Count(), parts.Sum(rows => rows.Select(row => groups[row]).Distinct().Count()));
        Assert.InRange(parts[0].Length, 305, 335);
        Assert.InRange(parts[1].Length, 65, 95);
        Assert.InRange(parts[2].Length, 85, 115);
        Assert.NotEqual(parts, Splits.ByGroup<string>(groups, ThreeShares, seed: 2));
    }

    [Fact]
    public void Later_rows_are_tested_and_a_moment_is_never_divided()
    {
        int[][] parts = Splits.ByTime([5, 1, 4, 2, 3], [0.6, 0.4]);
        Assert.Equal([1, 3, 4], parts[0]);
        Assert.Equal([0, 2], parts[1]);
        // Half of the rows is 3, but the third and the fourth are of one moment.
        parts = Splits.ByTime([10, 20, 30, 30, 40, 50], [0.5, 0.25, 0.25]);
        Assert.Equal([[0, 1, 2, 3], [], [4, 5]], parts);
        Assert.Equal([[0, 1, 2], []], Splits.ByTime([1, 1, 1], [0.5, 0.5]));
    }

    public static TheoryData<string> FoldKinds => ["random", "stratified", "group"];

    [Theory]
    [MemberData(nameof(FoldKinds))]
    public void Every_row_is_tested_in_exactly_one_fold(string kind)
    {
        int[] classes = [.. Enumerable.Range(0, 103).Select(row => row % 10 == 0 ? 1 : 0)];
        int[] groups = [.. Enumerable.Range(0, 103).Select(row => row / 4)];
        Fold[] folds = kind switch
        {
            "random" => Splits.KFold(103, 5, 1),
            "stratified" => Splits.StratifiedKFold(Targets.Classes(classes, ["many", "few"]), 5, 1),
            _ => Splits.GroupKFold<int>(groups, 5, 1),
        };
        Assert.Equal(5, folds.Length);
        AssertPartition([.. folds.Select(fold => fold.Test)], 103);
        foreach (Fold fold in folds)
        {
            AssertPartition([fold.Train, fold.Test], 103);
            Assert.InRange(fold.Test.Length, kind == "group" ? 17 : 20, kind == "group" ? 24 : 21);
            if (kind == "stratified")
            {
                Assert.InRange(fold.Test.Count(row => classes[row] == 1), 2, 3);
            }
            if (kind == "group")
            {
                Assert.Empty(fold.Train.Select(row => groups[row]).Intersect(fold.Test.Select(row => groups[row])));
            }
        }
    }

    public static TheoryData<Action, string> WrongUse => new()
    {
        { () => Splits.Random(10, [0.8, 0.3], 1),
            "Shares [0.8, 0.3] add up to 1.1, expected numbers not below 0 that add up to 1, such as [0.8, 0.2]. (Parameter 'shares')" },
        { () => Splits.Random(10, [1.5, -0.5], 1),
            "Shares [1.5, -0.5] add up to 1, expected numbers not below 0 that add up to 1, such as [0.8, 0.2]. (Parameter 'shares')" },
        { () => Splits.ByTime([1], []),
            "Shares [] add up to 0, expected numbers not below 0 that add up to 1, such as [0.8, 0.2]. (Parameter 'shares')" },
        { () => Splits.ByTime([1, double.NaN], [1]), "Row 1 (from 0) has no time (NaN), expected one in every row to split by time." },
        { () => Splits.KFold(10, 1, 1),
            "Expected at least 2 folds and at most as many as there are rows (10). (Parameter 'folds')\nActual value was 1." },
        { () => Splits.KFold(3, 4, 1),
            "Expected at least 2 folds and at most as many as there are rows (3). (Parameter 'folds')\nActual value was 4." },
        { () => Splits.GroupKFold<int>([1, 1, 2], 3, 1),
            "Expected at least 2 folds and at most as many as there are groups (2). (Parameter 'folds')\nActual value was 3." },
    };

    [Theory]
    [MemberData(nameof(WrongUse))]
    public void Wrong_use_is_refused(Action action, string message) => InCulture.Run("de-DE", () =>
        Assert.Equal(message, Assert.ThrowsAny<Exception>(action).Message.ReplaceLineEndings("\n")));

    private static void AssertPartition(int[][] parts, int count)
    {
        Assert.Equal(Enumerable.Range(0, count), parts.SelectMany(rows => rows).Order());
        Assert.All(parts, rows => Assert.Equal(rows.Order(), rows));
    }
}
