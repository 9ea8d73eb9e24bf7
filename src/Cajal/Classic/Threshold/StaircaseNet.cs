using Cajal.Classic;

namespace Cajal;

/// <summary>
/// A net that approximates a known function on [0, 1] without learning: n stairs, the jump from one to the next a threshold unit. Stair k
/// covers <c>[k/n, (k + 1)/n)</c> at the height of its middle, so <c>f̂(x) = f(m₀) + Σₖ (f(mₖ) − f(mₖ₋₁)) [x ≥ k/n]</c>; where
/// <c>|f(x) − f(y)| ≤ L |x − y|</c> the error is at most L/2n everywhere (and rounding). The construction behind "can approximate any
/// function, but only if the function is known": G. Cybenko, Mathematics of Control, Signals and Systems 2 (1989), for sums of steps.
/// </summary>
/// <example>
/// <code>
/// Sequential net = StaircaseNet.Build(x => Math.Sin(2 * Math.PI * x), steps: 100);
/// Console.WriteLine(net.Predict([0.25f])[0]);    // 0.9995, within 2π/200 of 1
/// </code>
/// </example>
public static class StaircaseNet
{
    /// <summary>The net: one input, a hidden layer of n − 1 threshold units, a linear output.</summary>
    /// <param name="function">f on [0, 1].</param>
    /// <param name="steps">n, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two stairs.</exception>
    /// <exception cref="ArgumentException">f is not finite somewhere; the message says where.</exception>
    public static Sequential Build(Func<double, double> function, int steps)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        double[] heights = new double[steps];
        for (int k = 0; k < steps; k++)
        {
            double middle = (k + 0.5) / steps;
            heights[k] = function(middle);
            if (!double.IsFinite(heights[k]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Staircase: f({middle}) is {heights[k]}, expected a finite number on all of [0, 1]. Choose another function."), nameof(function));
            }
        }
        double[,] edges = new double[steps - 1, 1];
        double[,] jumps = new double[1, steps - 1];
        double[] bias = new double[steps - 1];
        for (int k = 1; k < steps; k++)
        {
            edges[k - 1, 0] = 1;
            bias[k - 1] = -(double)k / steps;
            jumps[0, k - 1] = heights[k] - heights[k - 1];
        }
        return HandSetNet.Build(1, [new HandSetLayer(edges, bias, new Threshold(firesAtZero: true)), new HandSetLayer(jumps, [heights[0]], null)]);
    }
}
