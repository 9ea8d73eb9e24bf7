using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>A copy of the parameters as they were at some time: before the first step, after the best epoch.</summary>
/// <param name="network">The layers.</param>
/// <param name="store">The parameters.</param>
internal sealed class KeptWeights(Network network, ParameterStore<float> store)
{
    private ParameterStore<float>? copy;

    /// <summary>Whether weights have been kept.</summary>
    public bool HasWeights { get; private set; }

    /// <summary>The kept values of a parameter.</summary>
    public Span<float> this[string name] => Copy[name];

    /// <summary>Reserved with the first use: a training that keeps no weights needs no room for them.</summary>
    private ParameterStore<float> Copy => copy ??= network.CreateStore<float>();

    /// <summary>Keeps the parameters as they are now.</summary>
    public void Keep()
    {
        foreach ((string name, _) in store.Entries)
        {
            store[name].CopyTo(Copy[name]);
        }

        HasWeights = true;
    }

    /// <summary>Declares that the copy has been filled from a checkpoint.</summary>
    public void MarkLoaded() => HasWeights = true;

    /// <summary>Declares that none have been kept.</summary>
    public void Forget() => HasWeights = false;

    /// <summary>Puts the kept weights, if any, back into the parameters.</summary>
    public void Restore()
    {
        if (HasWeights)
        {
            foreach ((string name, _) in store.Entries)
            {
                Copy[name].CopyTo(store[name]);
            }
        }
    }
}
