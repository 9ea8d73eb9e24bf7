using Cajal.Cli.Lessons.Graphs.Errata;

namespace Cajal.Tests.Lessons;

/// <summary>G12: slips of the lectures' slides, with printed form, right form and finite difference side by side.</summary>
public sealed class ErrataTests
{
    public static TheoryData<int> Errata => [.. Enumerable.Range(0, LectureErrata.All().Count)];

    [Theory]
    [MemberData(nameof(Errata))]
    public void The_right_form_is_the_finite_difference_and_the_printed_one_is_not(int index)
    {
        Erratum erratum = LectureErrata.All()[index];

        Near.Equal(erratum.Difference, erratum.Right, 1e-8, erratum.Quantity);
        Assert.Contains(erratum.Printed.Zip(erratum.Difference), pair => Math.Abs(pair.First - pair.Second) > 1e-3);
        Assert.Equal(4, erratum.ToString().Split('\n').Length);
    }

    [Fact]
    public void All_six_slips_are_there() =>
        Assert.Equal(["Kandemir", "Ballan", "Ballan", "Zuluaga", "Zuluaga", "Núñez"], LectureErrata.All().Select(erratum => erratum.Deck));

    [Fact]
    public void The_signs_of_Kandemir_and_Ballan_are_exactly_the_wrong_ones()
    {
        foreach (Erratum erratum in LectureErrata.All().Take(2))
        {
            Near.Equal([.. erratum.Right.Select(value => -value)], erratum.Printed, 1e-15);
        }
    }

    /// <summary>½Δ²·h₂ with Δ = −0.809, h₂ = 0.48, against Δ·h₂.</summary>
    [Fact]
    public void The_missing_partial_of_the_worked_example_gives_half_the_square()
    {
        Erratum erratum = LectureErrata.All()[^1];

        Assert.Equal(0.5 * 0.809 * 0.809 * 0.48, erratum.Printed[0], 1e-12);
        Assert.Equal(-0.809 * 0.48, erratum.Right[0], 1e-12);
    }

    [Fact]
    public void The_literal_rule_raises_J_at_every_step_and_the_right_one_lowers_it()
    {
        IReadOnlyList<double> printed = LectureErrata.Descent(printed: true, steps: 12);
        IReadOnlyList<double> right = LectureErrata.Descent(printed: false, steps: 12);

        Assert.All(printed.Zip(printed.Skip(1)), pair => Assert.True(pair.Second > pair.First, $"{pair}"));
        Assert.All(right.Zip(right.Skip(1)), pair => Assert.True(pair.Second < pair.First, $"{pair}"));
    }
}
