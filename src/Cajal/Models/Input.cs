using Cajal.Models;

namespace Cajal;

/// <summary>An input of a model that is a graph of layers.</summary>
/// <param name="shape">Shape of one row, without the batch axis: <c>new Input(28, 28, 1)</c>.</param>
public sealed class Input(params ReadOnlySpan<int> shape) : ModelValue(new Shape(shape))
{
    /// <summary>Name, by which data are given to one of several inputs. A model numbers inputs without a name: <c>input1</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public string? Name
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    }

    /// <summary>What is applied to this input before the layers, at training and prediction alike; stored with the model.</summary>
    /// <exception cref="ArgumentException">It is for inputs of another size.</exception>
    public Scaler? Preprocessing
    {
        get;
        init => field = value is null || value.Features == Shape.Count
            ? value
            : throw new ArgumentException($"Input: the preprocessing has {value.Features} features, expected {Shape.Count} for inputs {Shape}. Fit it on these inputs.");
    }

    internal override IReadOnlyList<ModelValue> MadeOf => [];

    internal override void AddTo(ArchitectureBuilder builder, Dictionary<ModelValue, string> named)
    {
        // A model adds its inputs before all else.
        if (!named.ContainsKey(this))
        {
            throw new ArgumentException($"Model: an output depends on an input of shape {Shape} that is not among the model's inputs. List it there.");
        }
    }
}
