using System.Globalization;
using System.Numerics;
using Cajal.Classic;
using Cajal.Numerics;

namespace Cajal;

/// <summary>
/// Rosenblatt's perceptron: <c>y = 1</c> where <c>w·x + b > 0</c>, else 0. On each mistake <c>w ← w + η (d − y) x</c> and
/// <c>b ← b + η (d − y)</c> (the bias is the weight of x₀ = 1), from w = 0, row by row in the order given. Where some unit vector u keeps
/// all rows at a distance γ from its border, there are at most (R/γ)² mistakes, R the longest row (<see cref="MistakeBound"/>). Where no
/// weights separate the classes, the weights come back to an earlier state, and that is said: never a success. Sources: F. Rosenblatt,
/// Psychological Review 65 (1958); A. Novikoff, "On convergence proofs for perceptrons", 1962; the cycling theorem: M. Minsky, S. Papert,
/// Perceptrons, 1969, section 11.10.
/// </summary>
/// <example>
/// <code>
/// var and = Perceptron.Fit(BuiltInData.Load("and"));
/// Console.WriteLine(and.Result.Verdict);            // Separated
/// var xor = Perceptron.Fit(BuiltInData.Load("xor", rows: 4));
/// Console.WriteLine(xor.Result.Remark);             // the weights after epoch … are those after epoch … again
/// and.ToSequential().Save("and.safetensors");
/// </code>
/// </example>
public sealed class Perceptron : IBinaryClassifier
{
    private readonly double[] _weights;
    private readonly bool _firesAtZero;

    private Perceptron(double[] augmented, bool firesAtZero, PerceptronFit result)
    {
        _weights = augmented[..^1];
        Bias = augmented[^1];
        _firesAtZero = firesAtZero;
        Result = result;
    }

    /// <summary>w, one number a feature.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>b; the threshold of the form <c>w·x ≥ T</c> is −b.</summary>
    public double Bias { get; }

    /// <summary>How learning ended.</summary>
    public PerceptronFit Result { get; }

    /// <summary>Learns two classes from rows of inputs.</summary>
    /// <param name="inputs">Inputs <c>[rows, features]</c>, float or double.</param>
    /// <param name="features">Numbers in a row of inputs.</param>
    /// <param name="targets">The class of each row, 0 or 1.</param>
    /// <param name="options">Rate, limit of epochs, and whether a sum of 0 fires.</param>
    /// <param name="cancellation">Stops the learning.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ConfigurationException">An option is out of range.</exception>
    /// <exception cref="DataException">A number is not finite, a target no class, rows have weights, or there are no rows.</exception>
    /// <exception cref="OperationCanceledException">The learning was cancelled.</exception>
    public static Perceptron Fit<T>(
        ReadOnlySpan<T> inputs, int features, ReadOnlySpan<T> targets, PerceptronOptions? options = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Learn(LabelledRows.Of(TrainingRows.Of(inputs, features, []), targets), options, cancellation);

    /// <summary>Learns the two classes of a data set.</summary>
    /// <param name="data">Inputs, and targets of two classes; without weights.</param>
    /// <param name="options">Rate, limit of epochs, and whether a sum of 0 fires.</param>
    /// <param name="cancellation">Stops the learning.</param>
    /// <inheritdoc cref="Fit{T}" path="/exception"/>
    public static Perceptron Fit(Dataset data, PerceptronOptions? options = null, CancellationToken cancellation = default) =>
        Learn(LabelledRows.Of(data, "Perceptron"), options, cancellation);

    /// <summary>
    /// (R/γ)²: the most mistakes that learning from w = 0 makes, given weights that separate. R is the length of the longest row with its
    /// x₀ = 1, γ the least distance <c>±(w·x + b) / ‖(w, b)‖</c>. Any separating weights give a bound, those of the widest gap the best.
    /// </summary>
    /// <param name="inputs">Inputs <c>[rows, features]</c>, float or double.</param>
    /// <param name="features">Numbers in a row of inputs.</param>
    /// <param name="targets">The class of each row, 0 or 1.</param>
    /// <param name="weights">w.</param>
    /// <param name="bias">b.</param>
    /// <returns>The bound; +∞ where the weights do not separate.</returns>
    /// <inheritdoc cref="Fit{T}" path="/exception"/>
    public static double MistakeBound<T>(
        ReadOnlySpan<T> inputs, int features, ReadOnlySpan<T> targets, ReadOnlySpan<double> weights, double bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = LabelledRows.Of(TrainingRows.Of(inputs, features, []), targets);
        double[] augmented = [.. weights, bias];
        double longest = 0;
        double margin = double.PositiveInfinity;
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<double> input = rows.Row(row);
            longest = Math.Max(longest, Vectors.Norm(input));
            margin = Math.Min(margin, (rows.Labels[row] == 1 ? 1 : -1) * Vectors.Dot(augmented, input) / Vectors.Norm(augmented));
        }
        return margin > 0 ? longest / margin * (longest / margin) : double.PositiveInfinity;
    }

    /// <summary>w·x + b: how far on its side of the border a row lies, in units of ‖w‖.</summary>
    /// <param name="input">A number for each feature.</param>
    public double Score(ReadOnlySpan<double> input)
    {
        if (input.Length != _weights.Length)
        {
            throw new ArgumentException($"Perceptron: {input.Length} inputs came, expected {_weights.Length}.", nameof(input));
        }
        return Vectors.Dot(_weights, input) + Bias;
    }

    /// <summary>The unit's output for a row: whether it is class 1.</summary>
    /// <inheritdoc cref="Score(ReadOnlySpan{double})" path="/param"/>
    public bool Fires(ReadOnlySpan<double> input) => Score(input) is double score && (score > 0 || (_firesAtZero && score == 0));

    /// <inheritdoc/>
    public void Score(Dataset data, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(data);
        DesignMatrix design = new DatasetDesign(data);
        double[] input = new double[design.Columns];
        for (int row = 0; row < scores.Length; row++)
        {
            design.Read(row, 1, input);
            scores[row] = Score(input.AsSpan(0, input.Length - 1));
        }
    }

    /// <summary>The unit as a model: a dense layer of one output and a threshold.</summary>
    public Sequential ToSequential()
    {
        double[,] weights = new double[1, _weights.Length];
        Buffer.BlockCopy(_weights, 0, weights, 0, _weights.Length * sizeof(double));
        return HandSetNet.Build(_weights.Length, [new HandSetLayer(weights, [Bias], new Threshold(_firesAtZero))]);
    }

    private static Perceptron Learn(LabelledRows rows, PerceptronOptions? options, CancellationToken cancellation)
    {
        options ??= new PerceptronOptions();
        options.Check();
        // Weights in units of the rate: for whole inputs they are whole numbers, so that a repeated state is found whatever the rate.
        double[] weights = new double[rows.Columns];
        double[] remembered = new double[rows.Columns];
        int rememberedEpoch = 0;
        int mistakes = 0;
        for (int epoch = 1; epoch <= options.MaximumEpochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            int before = mistakes;
            mistakes += PassOver(rows, weights, options.FiresAtZero);
            if (mistakes == before)
            {
                return Finish(new PerceptronFit(PerceptronVerdict.Separated, mistakes, epoch, 0, null));
            }
            if (weights.AsSpan().SequenceEqual(remembered))
            {
                string remark = string.Create(CultureInfo.InvariantCulture, $"Not separable: the weights after epoch {epoch} are those after epoch ")
                    + string.Create(CultureInfo.InvariantCulture, $"{rememberedEpoch} again, {State(weights, options.Rate)}, so learning repeats itself for ever.");
                return Finish(new PerceptronFit(PerceptronVerdict.NotSeparable, mistakes, epoch, epoch - rememberedEpoch, remark));
            }
            // R. P. Brent, BIT 20 (1980): a state remembered after 1, 2, 4, 8 … epochs is met again once it lies on the cycle and the cycle is shorter.
            if (BitOperations.IsPow2(epoch))
            {
                weights.CopyTo(remembered, 0);
                rememberedEpoch = epoch;
            }
        }
        return Finish(new PerceptronFit(PerceptronVerdict.Undecided, mistakes, options.MaximumEpochs, 0, string.Create(
            CultureInfo.InvariantCulture, $"Undecided: {options.MaximumEpochs} epochs with {mistakes} mistakes, no epoch without one and no repeated state. ")
            + "Allow more epochs, or let LinearSeparability decide."));

        Perceptron Finish(PerceptronFit result) => new([.. weights.Select(weight => options.Rate * weight)], options.FiresAtZero, result);
    }

    /// <summary>Learns from each row once; gives the number of mistakes.</summary>
    private static int PassOver(LabelledRows rows, double[] weights, bool firesAtZero)
    {
        int mistakes = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            double score = Vectors.Dot(weights, rows.Row(row));
            int fires = score > 0 || (firesAtZero && score == 0) ? 1 : 0;
            if (fires != rows.Labels[row])
            {
                Vectors.AddScaled(rows.Labels[row] - fires, rows.Row(row), weights);
                mistakes++;
            }
        }
        return mistakes;
    }

    private static string State(double[] weights, double rate)
    {
        const int Shown = 8;
        IEnumerable<string> numbers = weights[..^1].Take(Shown).Select(weight => (rate * weight).ToString("G6", CultureInfo.InvariantCulture));
        string more = weights.Length - 1 > Shown ? ", …" : "";
        return string.Create(CultureInfo.InvariantCulture, $"w = ({string.Join(", ", numbers)}{more}), b = {rate * weights[^1]:G6}");
    }
}
