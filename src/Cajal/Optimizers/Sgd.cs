using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Gradient descent, p ← p − η·g. With momentum μ: v ← μv + (1 − dampening)·g, on the first step v = g, and p ← p − ηv; in the form of
/// Nesterov p ← p − η(g + μv) (I. Sutskever, J. Martens, G. Dahl, G. Hinton, 2013). As in PyTorch the rate stands outside v.
/// </summary>
public sealed record Sgd : ElementwiseOptimizer
{
    /// <summary>Makes the optimiser.</summary>
    /// <param name="learningRate">η; default 0.01.</param>
    /// <param name="momentum">μ, in [0, 1); default 0.</param>
    /// <param name="nesterov">Whether Nesterov's form is used; needs momentum and no dampening.</param>
    /// <param name="dampening">Share of the gradient that does not enter v, in [0, 1); default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">Nesterov's form without momentum, or with dampening.</exception>
    public Sgd(double learningRate = 0.01, double momentum = 0, bool nesterov = false, double dampening = 0) : base(learningRate)
    {
        Momentum = NumberChecks.BelowOne(nameof(Sgd), nameof(momentum), momentum);
        Dampening = NumberChecks.BelowOne(nameof(Sgd), nameof(dampening), dampening);
        Nesterov = nesterov;
        if (nesterov && (momentum == 0 || dampening != 0))
        {
            throw new ArgumentException("Sgd: Nesterov's form needs a momentum above 0 and dampening 0. Set momentum, e.g. 0.9.", nameof(nesterov));
        }
    }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>Whether Nesterov's form is used.</summary>
    public bool Nesterov { get; }

    /// <summary>Share of the gradient that does not enter v.</summary>
    public double Dampening { get; }

    /// <inheritdoc/>
    public override string Kind => "sgd";

    internal override IReadOnlyList<string> State => Momentum == 0 ? [] : ["velocity"];

    internal override IReadOnlyList<string> Scalars => ["rate", "gradient_share"];

    internal static Sgd Read(ModelFields fields) =>
        new(fields.Number("learningRate"), fields.Number("momentum"), fields.Truth("nesterov"), fields.Number("dampening"));

    internal override void ComputeScalars(long step, double rate, Span<double> scalars)
    {
        scalars[0] = rate;
        scalars[1] = step == 1 ? 1 : 1 - Dampening;
    }

    internal override (Node Parameter, Node[] State) Update(Node parameter, Node gradient, Node[] state, Node[] scalars, bool isWeight)
    {
        if (Momentum == 0)
        {
            return (parameter - (scalars[0] * gradient), []);
        }

        Node velocity = (Momentum * state[0]) + (Dampening == 0 ? gradient : scalars[1] * gradient);
        Node direction = Nesterov ? gradient + (Momentum * velocity) : velocity;
        return (parameter - (scalars[0] * direction), [velocity]);
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["momentum"] = Momentum;
        json["nesterov"] = Nesterov;
        json["dampening"] = Dampening;
    }
}
