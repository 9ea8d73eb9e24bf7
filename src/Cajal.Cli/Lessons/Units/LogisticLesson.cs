using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Units;

/// <summary>One sigmoid unit, or K softmax units, taken to the minimum.</summary>
internal sealed class LogisticLesson()
    : Lesson("logistic", "one sigmoid unit is logistic regression, K softmax units are softmax regression: solved to the minimum", "U9")
{
    private const double Lambda = 0.01;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        Dataset animals = BuiltInData.Load("cats-dogs");
        animals = Scaler.Fit("standard", animals).Apply(animals);
        LogisticRegression fit = LogisticRegression.Fit(animals, new LinearModelOptions { Penalty = Lambda });
        double[] independent = NewtonByHand(animals);
        double[] weights = [.. fit.Weights, .. fit.Intercepts];
        page.Draw(RegionPicture.Draw("Cats and dogs by weight and length, standardised", [new("logistic regression", fit.ToSequential(), animals)], 1, new(-3, -3), new(3, 3)));
        page.Say($"Cats and dogs by weight and length, λ = {Lambda.ToString(CultureInfo.InvariantCulture)}: minimum of the mean of -ln p(y) and λ/2 ‖w‖², the bias not penalised.");
        page.Show($"library  {Text(weights)}   {fit.Result.Method}, {fit.Result.Iterations} iterations, gradient norm {fit.Result.GradientNorm.ToString("0.0e+00", CultureInfo.InvariantCulture)}\nby hand  {Text(independent)}   Newton's method on three numbers");
        page.Check("U9", "logistic: gradient norm", fit.Result.GradientNorm, Bound.AtMost(1e-9));
        page.Check("U9", "logistic: weights against Newton's method by hand, largest difference",
            weights.Zip(independent, (a, b) => Math.Abs(a - b)).Max(), Bound.AtMost(1e-6));

        Dataset iris = BuiltInData.Iris();
        iris = Scaler.Fit("standard", iris).Apply(iris);
        SoftmaxRegression softmax = SoftmaxRegression.Fit(iris, new LinearModelOptions { Penalty = Lambda });
        page.Check("U9", "softmax on iris: gradient norm", softmax.Result.GradientNorm, Bound.AtMost(1e-9));
        // At the minimum ∂/∂b is the mean of p − e(y), so each class is predicted as often as it occurs.
        double[] shares = [.. softmax.Predict(iris).Chunk(3).Aggregate(new double[3], (sum, row) => [.. sum.Zip(row, (a, b) => a + (b / iris.Count))])];
        page.Check("U9", "softmax on iris: mean probability less share of a class, largest", shares.Max(share => Math.Abs(share - (1.0 / 3))),
            Bound.AtMost(1e-6));
        // A softmax of two classes is a sigmoid of twice the weights, with half the penalty.
        SoftmaxRegression pair = SoftmaxRegression.Fit(animals, new LinearModelOptions { Penalty = 2 * Lambda });
        double difference = pair.Predict(animals).Chunk(2).Zip(fit.Predict(animals), (two, one) => Math.Abs(two[1] - one)).Max();
        page.Check("U9", "softmax of two classes against the sigmoid, largest difference", difference, Bound.AtMost(1e-6));

        LinearModelFit apart = LogisticRegression.Fit<double>([-2, -1, 1, 2], 1, [0, 0, 1, 1], new LinearModelOptions { Penalty = 0 }).Result;
        page.Say("Without a penalty, where a line separates the classes, there is no minimum, and the fit says so:");
        page.Show(apart.Remark!);
        page.Holds("U9", "separable data are recognised", apart is { Separable: true, Converged: false });
        page.Check("U9", "separable data: iterations until it is said", apart.Iterations, Bound.AtMost(60));
    }

    /// <summary>Newton's method for two weights and a bias, until a step is below 1e-12.</summary>
    private static double[] NewtonByHand(Dataset data)
    {
        double[] w = new double[3];
        double step;
        do
        {
            double[] gradient = [Lambda * w[0], Lambda * w[1], 0];
            var hessian = new double[,] { { Lambda, 0, 0 }, { 0, Lambda, 0 }, { 0, 0, 0 } };
            for (int row = 0; row < data.Count; row++)
            {
                double[] x = [data.Row(row)[0], data.Row(row)[1], 1];
                double p = 1 / (1 + Math.Exp(-x.Zip(w, (a, b) => a * b).Sum()));
                for (int i = 0; i < 3; i++)
                {
                    gradient[i] += (p - data.Targets.ClassOf(row)) * x[i] / data.Count;
                    for (int j = 0; j < 3; j++)
                    {
                        hessian[i, j] += p * (1 - p) * x[i] * x[j] / data.Count;
                    }
                }
            }

            double[] change = Solve(hessian, gradient);
            w = [.. w.Zip(change, (a, b) => a - b)];
            step = change.Max(Math.Abs);
        }
        while (step > 1e-12);
        return w;
    }

    /// <summary>Cramer's rule for three unknowns.</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        double determinant = Determinant(a);
        return [.. Enumerable.Range(0, 3).Select(column =>
        {
            double[,] replaced = (double[,])a.Clone();
            for (int row = 0; row < 3; row++)
            {
                replaced[row, column] = b[row];
            }

            return Determinant(replaced) / determinant;
        })];
    }

    private static double Determinant(double[,] a) =>
        (a[0, 0] * ((a[1, 1] * a[2, 2]) - (a[1, 2] * a[2, 1]))) - (a[0, 1] * ((a[1, 0] * a[2, 2]) - (a[1, 2] * a[2, 0]))) + (a[0, 2] * ((a[1, 0] * a[2, 1]) - (a[1, 1] * a[2, 0])));

    private static string Text(double[] numbers) => string.Join(" ", numbers.Select(number => number.ToString("F9", CultureInfo.InvariantCulture).PadLeft(13)));
}
