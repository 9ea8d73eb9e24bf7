namespace Cajal.Tests.Data;

public sealed class DuplicatesTests
{
    private static readonly Dataset Rows = new(
        [1, 2, 3, 4, 1, 2, 0, 5, -0f, 5, 3, 4.5f], [2], Targets.Values([0, 1, 2, 3, 4, 5]));

    [Fact]
    public void Counts_test_rows_that_stand_in_training()
    {
        // Row 2 equals row 0; row 4 equals row 3, since −0 is 0; row 5 differs from row 1 in one number.
        Duplicates found = Duplicates.Across(Rows, [0, 1, 3], [2, 4, 5]);
        Assert.Equal(2, found.Count);
        Assert.Equal([(0, 2), (3, 4)], found.Examples.ToArray());
        Assert.Equal(0, Duplicates.Across(Rows, [0, 2], [1, 3, 4, 5]).Count);
        Assert.Equal(0, Duplicates.Across(Rows, [], [0, 1]).Count);
    }

    [Fact]
    public void Compares_two_sets_and_bytes_too()
    {
        Dataset train = Dataset.FromBytes([1, 2, 3, 4], [2], Targets.Values([0, 1]));
        Dataset test = Dataset.FromBytes([9, 9, 3, 4, 3, 4], [2], Targets.Values([0, 1, 2]));
        Duplicates found = Duplicates.Across(train, test);
        Assert.Equal(2, found.Count);
        Assert.Equal([(1, 1), (1, 2)], found.Examples.ToArray());
    }

    [Fact]
    public void At_most_five_examples_are_listed()
    {
        var same = new Dataset(new float[100], [1], Targets.Values(new float[100]));
        Duplicates found = Duplicates.Across(same, [0], [.. Enumerable.Range(1, 99)]);
        Assert.Equal((99, 5), (found.Count, found.Examples.Length));
    }

    [Fact]
    public void Wrong_use_is_refused()
    {
        Exception error = Assert.Throws<ArgumentOutOfRangeException>(() => Duplicates.Across(Rows, [0], [6]));
        Assert.Equal("There are 6 rows, numbered from 0. (Parameter 'row')\nActual value was 6.", error.Message.ReplaceLineEndings("\n"));
        error = Assert.Throws<ArgumentException>(() => Duplicates.Across(Rows, new Dataset([1], [1], Targets.Values([1]))));
        Assert.Equal(
            "The training set has 2 features, the test set 1: their rows cannot be compared. (Parameter 'test')", error.Message);
    }
}
