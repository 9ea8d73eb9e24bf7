namespace Cajal.Cli.Lessons.Networks;

/// <summary>An activation as a formula, written with the system's functions and none of ours.</summary>
/// <param name="Name">Its name in the library.</param>
/// <param name="Value">f(x).</param>
/// <param name="Derivative">f′(x), for x ≠ 0.</param>
internal sealed record ActivationReference(string Name, Func<double, double> Value, Func<double, double> Derivative)
{
    // Klambauer et al. 2017.
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    // Hendrycks and Gimpel 2016.
    private const double GeluCubic = 0.044715;

    private static readonly double GeluRate = Math.Sqrt(2 / Math.PI);

    /// <summary>All activations that work number by number.</summary>
    public static IReadOnlyList<ActivationReference> All { get; } =
    [
        new("threshold", x => x > 0 ? 1 : 0, _ => 0),
        new("identity", x => x, _ => 1),
        new("sigmoid", Sigmoid, x => Sigmoid(x) * Sigmoid(-x)),
        new("tanh", Math.Tanh, x => 1 / (Math.Cosh(x) * Math.Cosh(x))),
        new("relu", x => Math.Max(x, 0), x => x > 0 ? 1 : 0),
        new("leaky-relu", x => x > 0 ? x : 0.01 * x, x => x > 0 ? 1 : 0.01),
        new("elu", x => x > 0 ? x : Math.Exp(x) - 1, x => x > 0 ? 1 : Math.Exp(x)),
        new("selu", x => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1)), x => SeluScale * (x > 0 ? 1 : SeluAlpha * Math.Exp(x))),
        new("gelu", x => x * NormalShare(x), x => NormalShare(x) + (x * Density(x))),
        new("gelu-tanh", x => 0.5 * x * (1 + Math.Tanh(GeluSum(x))), x =>
            (0.5 * (1 + Math.Tanh(GeluSum(x)))) + (0.5 * x * GeluRate * (1 + (3 * GeluCubic * x * x)) / Math.Pow(Math.Cosh(GeluSum(x)), 2))),
        new("silu", x => x * Sigmoid(x), x => Sigmoid(x) + (x * Sigmoid(x) * Sigmoid(-x))),
        new("mish", x => x * Math.Tanh(Softplus(x)), x => Math.Tanh(Softplus(x)) + (x * Sigmoid(x) / Math.Pow(Math.Cosh(Softplus(x)), 2))),
        new("softplus", Softplus, Sigmoid),
    ];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double GeluSum(double x) => GeluRate * (x + (GeluCubic * x * x * x));

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/15 + …); beyond ±9 it is 0 or 1 to the last bit that counts here.</summary>
    private static double NormalShare(double x)
    {
        if (Math.Abs(x) > 9)
        {
            return x > 0 ? 1 : 0;
        }

        double sum = 0;
        double term = x;
        for (int odd = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); odd += 2)
        {
            sum += term;
            term *= x * x / odd;
        }

        return 0.5 + (Density(x) * sum);
    }
}
