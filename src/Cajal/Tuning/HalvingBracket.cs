namespace Cajal;

/// <summary>
/// One round of successive halving: many candidates with few epochs, the best third of them with three times as many, and so on (K. Jamieson, A.
/// Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016). Which trade between many and long is right is
/// not known, so rounds of all trades take turns (L. Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh, A. Talwalkar, "Hyperband", Journal of
/// Machine Learning Research 18, 2018, algorithm 1, η = 3).
/// </summary>
/// <param name="Rungs">Candidates and epochs of each rung, from many and short to few and long.</param>
public sealed record HalvingBracket(IReadOnlyList<HalvingRung> Rungs)
{
    private const int Keep = 3;
    private const int FewestEpochs = 8;
    private const int MostHalvings = 3;

    // With fewer steps the ranking says which nets learn early, not which learn well.
    private const int FewestSteps = 150;

    /// <summary>Trials of the whole round.</summary>
    public int Trials => Rungs.Sum(rung => rung.Candidates);

    /// <summary>The round of a number. The first is the one with most candidates; after the one without halving they begin again.</summary>
    /// <param name="number">Number of the round, from 0.</param>
    /// <param name="epochs">Epochs of a whole training.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; where they are few, the shortest trainings have more epochs.</param>
    public static HalvingBracket Of(int number, int epochs, int stepsPerEpoch = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerEpoch, 1);
        int fewest = Math.Max(FewestEpochs, (int)Math.Ceiling(FewestSteps / (double)stepsPerEpoch));
        int most = 0;
        while (most < MostHalvings && epochs / Power(most + 1) >= fewest)
        {
            most++;
        }

        int halvings = most - (number % (most + 1));
        // ⌈(s_max + 1)/(s + 1) · ηˢ⌉ in whole numbers.
        int candidates = (((most + 1) * Power(halvings)) + halvings) / (halvings + 1);
        return new HalvingBracket([.. Enumerable.Range(0, halvings + 1).Select(rung =>
            new HalvingRung(candidates / Power(rung), Math.Max(1, (int)Math.Round((double)epochs / Power(halvings - rung)))))]);
    }

    private static int Power(int exponent) => (int)Math.Pow(Keep, exponent);
}

/// <summary>A rung of a round.</summary>
/// <param name="Candidates">How many candidates are trained.</param>
/// <param name="Epochs">For how many epochs.</param>
public sealed record HalvingRung(int Candidates, int Epochs);
