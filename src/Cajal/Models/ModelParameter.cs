using Cajal.Planning;

namespace Cajal;

/// <summary>A parameter of a model: its name, its shape and its values, which may be changed in place.</summary>
public sealed class ModelParameter
{
    private readonly ParameterStore<float> store;

    internal ModelParameter(string name, Shape shape, ParameterStore<float> store)
    {
        Name = name;
        Shape = shape;
        this.store = store;
    }

    /// <summary>Its name, e.g. <c>dense1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Its shape; a dense weight is <c>[in, out]</c> (files hold <c>[out, in]</c>).</summary>
    public Shape Shape { get; }

    /// <summary>The values, row by row: the model's own memory, valid as long as the model is.</summary>
    public Span<float> Values => store[Name];

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
