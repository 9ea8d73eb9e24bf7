using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Initialisers that choose the variance of the weights by how many inputs and outputs a layer has.</summary>
/// <param name="Distribution">Which distribution has this variance.</param>
public abstract record VarianceInitializer(WeightDistribution Distribution) : Initializer
{
    /// <summary>The variance.</summary>
    private protected abstract double Variance(int fanIn, int fanOut);

    private protected sealed override void FillFrom(long first, Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream)
    {
        double variance = Variance(parameter.FanIn, parameter.FanOut);
        if (Distribution == WeightDistribution.Uniform)
        {
            FillUniform(first, values, Math.Sqrt(3 * variance), seed, stream);
        }
        else
        {
            FillNormal(first, values, Math.Sqrt(variance), seed, stream);
        }
    }

    private protected sealed override void WriteConfiguration(JsonObject json) =>
        json["distribution"] = Distribution == WeightDistribution.Uniform ? "uniform" : "normal";
}
