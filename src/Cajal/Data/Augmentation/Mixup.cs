using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Mixes each row with another one: λ of the row itself and 1 − λ of the other, for the inputs and for the loss, with λ from the beta distribution
/// B(α, α), at least ½ (H. Zhang et al., "mixup: beyond empirical risk minimization", 2018). Rows may be pictures or not.
/// </summary>
/// <remarks>A row keeps the weights of its own class and sample. The accuracy of an epoch compares with the row's own target.</remarks>
public sealed record Mixup : Augmentation
{
    private const int Attempts = 16;

    /// <summary>Makes the augmentation.</summary>
    /// <param name="alpha">α, in (0, 1]; default 0.2: most rows stay nearly as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not in (0, 1].</exception>
    public Mixup(double alpha = 0.2) => Alpha = NumberChecks.Share(nameof(Mixup), nameof(alpha), alpha);

    /// <summary>α.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override string Kind => "mixup";

    /// <summary>Random numbers that one row takes.</summary>
    internal static int Draws => 1 + (2 * Attempts);

    /// <summary>The number of the other row, and the share of the row itself.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="random">As many numbers as <see cref="Draws"/> says, uniform in [0, 1).</param>
    internal (int Other, float Share) Draw(int rows, ReadOnlySpan<float> random)
    {
        int other = Math.Min((int)((double)random[0] * rows), rows - 1);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // M. Jöhnk, 1964: of two powers of uniform numbers whose sum is at most 1, the first one's share is beta distributed.
            double first = Math.Pow(random[1 + (2 * attempt)], 1 / Alpha), second = Math.Pow(random[2 + (2 * attempt)], 1 / Alpha);
            if (first + second is > 0 and <= 1)
            {
                return (other, (float)(Math.Max(first, second) / (first + second)));
            }
        }

        return (other, 1);
    }

    internal override Augmentation WithAmount(double amount) => new Mixup(amount);

    private protected override void WriteConfiguration(JsonObject json) => json["alpha"] = Alpha;
}
