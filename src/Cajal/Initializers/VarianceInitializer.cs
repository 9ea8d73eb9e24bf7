using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Initialisers that choose the variance of the weights by how many inputs and outputs a layer has.</summary>
/// <param name="Distribution">Which distribution has this variance.</param>
public abstract record VarianceInitializer(WeightDistribution Distribution) : Initializer
{
    /// <summary>The variance.</summary>
    private protected abstract double Variance(int fanIn, int fanOut);

    internal sealed override void Fill(Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream)
    {
        double variance = Variance(parameter.FanIn, parameter.FanOut);
        if (Distribution == WeightDistribution.Uniform)
        {
            FillUniform(values, Math.Sqrt(3 * variance), seed, stream);
        }
        else
        {
            FillNormal(values, Math.Sqrt(variance), seed, stream);
        }
    }

    private protected sealed override void WriteConfiguration(JsonObject json) =>
        json["distribution"] = Distribution == WeightDistribution.Uniform ? "uniform" : "normal";
}
