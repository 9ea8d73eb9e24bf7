using Cajal.Models;
using Cajal.Planning;

namespace Cajal;

/// <summary>
/// All that a model learns as one vector: parameter after parameter in the canonical order (layer by layer, weight before bias), each row
/// by row, a dense weight as <c>[in, out]</c>. The vector is a copy; <see cref="Assign"/> writes one back, bit for bit.
/// </summary>
/// <example>
/// <code>
/// ParameterVector vector = model.Unroll();
/// float[] weights = vector.ToArray();
/// weights[vector.IndexOf("dense1.bias", 3)] += 0.1f;
/// vector.Assign(weights);
/// </code>
/// </example>
public sealed class ParameterVector
{
    private readonly Network network;
    private readonly ParameterStore<float> store;
    private readonly int[] starts;

    internal ParameterVector(BuiltModel model)
    {
        network = model.Network;
        store = model.Store;
        starts = new int[network.Learned.Count + 1];
        for (int index = 0; index < network.Learned.Count; index++)
        {
            starts[index + 1] = checked(starts[index] + network.Learned[index].Declaration.Shape.Count);
        }
    }

    /// <summary>How many numbers there are.</summary>
    public int Length => starts[^1];

    /// <summary>The present values.</summary>
    public float[] ToArray()
    {
        float[] vector = new float[Length];
        for (int index = 0; index < network.Learned.Count; index++)
        {
            store[network.Learned[index].Name].CopyTo(vector.AsSpan(starts[index]));
        }

        return vector;
    }

    /// <summary>Gives the model new values.</summary>
    /// <param name="vector">All of them, in the same order.</param>
    /// <exception cref="ArgumentException">There are too few or too many.</exception>
    public void Assign(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Length)
        {
            throw new ArgumentException($"Parameter vector: {vector.Length} numbers came, the model has {Length} parameters. Give one number for each.", nameof(vector));
        }

        for (int index = 0; index < network.Learned.Count; index++)
        {
            vector[starts[index]..starts[index + 1]].CopyTo(store[network.Learned[index].Name]);
        }
    }

    /// <summary>Where an element of a parameter stands in the vector.</summary>
    /// <param name="name">The parameter, e.g. <c>dense1.weight</c>.</param>
    /// <param name="element">The element, row by row.</param>
    /// <exception cref="ArgumentException">There is no such parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It has no such element.</exception>
    public int IndexOf(string name, int element = 0)
    {
        int parameter = network.Learned.Index().FirstOrDefault(pair => pair.Item.Name == name, (-1, null!)).Index;
        if (parameter < 0)
        {
            throw network.NoParameter(name);
        }

        int count = starts[parameter + 1] - starts[parameter];
        return element >= 0 && element < count
            ? starts[parameter] + element
            : throw new ArgumentOutOfRangeException(nameof(element), $"Parameter vector: {name} has {count} elements, from 0; {element} is none of them.");
    }

    /// <summary>The parameter and the element of it that stand at a place of the vector.</summary>
    /// <param name="index">The place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public (string Name, int Element) NameOf(int index)
    {
        if (index < 0 || index >= Length)
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"Parameter vector: it has {Length} numbers, from 0; {index} is none of them.");
        }

        int parameter = 0;
        while (starts[parameter + 1] <= index)
        {
            parameter++;
        }

        return (network.Learned[parameter].Name, index - starts[parameter]);
    }
}
