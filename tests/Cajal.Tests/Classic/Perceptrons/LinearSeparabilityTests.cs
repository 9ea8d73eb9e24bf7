using System.Numerics;

namespace Cajal.Tests.Classic;

/// <summary>U10: one unit's limit: an exact verdict with a certificate, and how many Boolean functions a unit can be.</summary>
public sealed class LinearSeparabilityTests
{
    [Theory]
    [InlineData(2, 14)]
    [InlineData(3, 104)]
    [InlineData(4, 1882)]
    public void Some_Boolean_functions_are_linearly_separable(int variables, int separable)
    {
        int rows = 1 << variables;
        double[] inputs = [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, variables).Select(column => (double)(row >> column & 1)))];
        bool[] isKnown = new bool[1 << rows];
        int count = 0;
        List<int> others = [];
        for (int function = 0; function < isKnown.Length; function++)
        {
            if (isKnown[function])
            {
                continue;
            }
            double[] targets = [.. Enumerable.Range(0, rows).Select(row => (double)(function >> row & 1))];
            var verdict = LinearSeparability.Decide<double>(inputs, variables, targets);
            AssertCertificate(verdict, inputs, variables, targets);
            List<int> alike = Alike(function, variables);
            alike.ForEach(other => isKnown[other] = true);
            count += verdict.IsSeparable ? alike.Count : 0;
            others.AddRange(verdict.IsSeparable ? [] : alike);
        }

        Assert.Equal((separable, isKnown.Length - separable), (count, others.Count));
        // Of two inputs XOR (rows 1 and 2) and XNOR (rows 0 and 3) are the two that are missing.
        Assert.Equal(variables == 2 ? [0b0110, 0b1001] : others, others);
    }

    [Fact]
    public void The_verdict_says_weights_or_the_common_point()
    {
        Assert.Matches(@"^separable: (\d+·)?a \+ (\d+·)?b - \d+ > 0$", LinearSeparability.Decide(BuiltInData.Load("and")).ToString());
        Assert.Equal("not separable: 1/2 row 0 + 1/2 row 3 of class 0 = 1/2 row 1 + 1/2 row 2 of class 1",
            LinearSeparability.Decide(BuiltInData.Load("xor", rows: 4)).ToString());
    }

    [Fact]
    public void Random_sets_have_certificates_that_hold()
    {
        var random = new Random(3);
        int[] counts = new int[2];
        for (int round = 0; round < 200; round++)
        {
            int features = random.Next(1, 5);
            int rows = random.Next(2, 40);
            double[] weights = [.. Enumerable.Range(0, features).Select(_ => random.NextDouble() - 0.5)];
            double[] inputs = [.. Enumerable.Range(0, rows * features).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4)))];
            double[] targets = [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, features).Sum(j => weights[j] * inputs[(row * features) + j]) > 0.01 ? 1.0 : 0)];
            var verdict = LinearSeparability.Decide<double>(inputs, features, targets);
            Assert.True(verdict.IsSeparable);
            AssertCertificate(verdict, inputs, features, targets);

            // The same rows with classes drawn at random are sometimes separable; either way the certificate holds.
            double[] drawn = [.. targets.Select(_ => (double)random.Next(2))];
            var other = LinearSeparability.Decide<double>(inputs, features, drawn);
            AssertCertificate(other, inputs, features, drawn);
            counts[other.IsSeparable ? 1 : 0]++;
        }

        Assert.InRange(counts[0], 50, 190);
    }

    [Fact]
    public void Equal_rows_of_both_classes_and_touching_ones_are_not_separable_and_a_hair_apart_they_are()
    {
        Assert.False(LinearSeparability.Decide<double>([1, 1], 1, [0, 1]).IsSeparable);
        Assert.Equal([new CombinedRow(0, 0, 1), new CombinedRow(1, 1, 1)], LinearSeparability.Decide<double>([1, 1], 1, [0, 1]).Combination.ToArray());
        Assert.True(LinearSeparability.Decide<double>([1, Math.BitIncrement(1)], 1, [0, 1]).IsSeparable);
        Assert.False(LinearSeparability.Decide<double>([0, 1, 2, 1], 1, [0, 0, 1, 1]).IsSeparable);
        Assert.True(LinearSeparability.Decide<double>([1e-300, 1e300, -1e300], 1, [0, 1, 0]).IsSeparable);
        Assert.True(LinearSeparability.Decide<double>([1, 2, 3], 1, [1, 1, 1]).IsSeparable);
    }

    [Fact]
    public void Irises_setosa_is_apart_and_the_two_others_are_not()
    {
        Dataset iris = BuiltInData.Iris();
        Dataset Against(int k, int[] rows) => iris.Select(rows).WithTargets(Targets.Classes([.. rows.Select(row => iris.Targets.ClassOf(row) == k ? 1 : 0)], ["others", "one"]));
        int[] all = [.. Enumerable.Range(0, 150)];
        var setosa = LinearSeparability.Decide(Against(0, all));
        var virginica = LinearSeparability.Decide(Against(2, [.. all.Where(row => iris.Targets.ClassOf(row) > 0)]));

        Assert.Equal((true, false), (setosa.IsSeparable, virginica.IsSeparable));
        Assert.Equal(PerceptronVerdict.Separated, Perceptron.Fit(Against(0, all)).Result.Verdict);
        Assert.StartsWith("LinearSeparability: the targets are 3 classes", Assert.Throws<DataException>(() => LinearSeparability.Decide(iris)).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// All functions that one becomes by exchanging inputs, negating inputs and negating the output: all are separable or none, since each
    /// turns weights that separate into others that do.
    /// </summary>
    private static List<int> Alike(int function, int variables)
    {
        int rows = 1 << variables;
        List<int> found = [function];
        for (int next = 0; next < found.Count; next++)
        {
            int current = found[next];
            List<int> turned = [((1 << rows) - 1) ^ current];
            for (int variable = 0; variable < variables; variable++)
            {
                int v = variable;
                turned.Add(Moved(row => row ^ (1 << v)));
                turned.Add(Moved(row => (row & ~(1 << v) & ~1) | ((row & 1) << v) | (row >> v & 1)));
            }
            found.AddRange(turned.Distinct().Where(other => !found.Contains(other)).ToList());

            int Moved(Func<int, int> place) => Enumerable.Range(0, rows).Sum(row => (current >> place(row) & 1) << row);
        }
        return found;
    }

    /// <summary>Checks the certificate in whole numbers, from the inputs as they are.</summary>
    private static void AssertCertificate(LinearSeparability verdict, double[] inputs, int features, double[] targets)
    {
        BigInteger[] whole = [.. inputs.Select(Whole)];
        if (verdict.IsSeparable)
        {
            for (int row = 0; row < targets.Length; row++)
            {
                BigInteger sum = verdict.Bias << Digits;
                for (int j = 0; j < features; j++)
                {
                    sum += verdict.Weights[j] * whole[(row * features) + j];
                }
                Assert.Equal(targets[row] == 1 ? 1 : -1, sum.Sign);
            }
            return;
        }
        Assert.All(verdict.Combination, term => Assert.Equal((1, targets[term.Row]), (term.Coefficient.Sign, term.Class)));
        foreach (int label in new[] { 0, 1 })
        {
            Assert.Equal(verdict.Denominator, Sum(verdict.Combination.Where(term => term.Class == label).Select(term => term.Coefficient)));
        }
        for (int j = 0; j < features; j++)
        {
            Assert.Equal(
                Sum(verdict.Combination.Where(term => term.Class == 0).Select(term => term.Coefficient * whole[(term.Row * features) + j])),
                Sum(verdict.Combination.Where(term => term.Class == 1).Select(term => term.Coefficient * whole[(term.Row * features) + j])));
        }
    }

    private const int Digits = 200;

    /// <summary>A number times 2²⁰⁰, which makes every number of these tests whole.</summary>
    private static BigInteger Whole(double number) => (BigInteger)Math.ScaleB(number, 100) << (Digits - 100) is { } whole && Math.ScaleB(number, 100) % 1 == 0
        ? whole
        : throw new InvalidOperationException("not whole");

    private static BigInteger Sum(IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, (sum, number) => sum + number);
}
