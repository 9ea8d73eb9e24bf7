using System.Collections;
using Cajal.Models;

namespace Cajal;

/// <summary>A model whose layers follow one another.</summary>
/// <param name="name">Name of the model where it is a part of another one.</param>
/// <example>
/// <code>
/// var model = new Sequential { new Dense(16), new Tanh(), new Dense(3), new Softmax() };
/// model.Compile(new Adam(0.01), new CrossEntropy(), new Accuracy());
/// model.Fit(training, new FitOptions { Epochs = 200, BatchSize = 16 });
/// Console.WriteLine(model.Evaluate(test));
/// model.Save("iris.safetensors");
/// </code>
/// </example>
public sealed class Sequential(string? name = null) : Model(name), IEnumerable<Layer>
{
    private readonly List<(Layer? Layer, Model? Part)> steps = [];

    private protected override Architecture Written
    {
        get
        {
            var builder = new ArchitectureBuilder(nameof(Sequential));
            string value = builder.AddInput(Models.Architecture.OnlyInput);
            foreach ((Layer? layer, Model? part) in steps)
            {
                value = part is null ? builder.AddLayer(layer!, [value]) : builder.AddPart(part, [value])[0];
            }

            return builder.Finish([value]);
        }
    }

    /// <summary>Appends a layer. One that has been added before shares its parameters.</summary>
    /// <exception cref="InvalidOperationException">The model has already been built.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        CheckOpen();
        steps.Add((layer, null));
    }

    /// <summary>
    /// Appends the layers of another model, under its name where it has one (<c>encoder.dense1</c>); they begin with a copy of its weights where it has some, and the
    /// first one sees inputs scaled as they are there.
    /// </summary>
    /// <exception cref="ArgumentException">It is this model itself, or has several inputs or outputs.</exception>
    /// <exception cref="InvalidOperationException">The model has already been built.</exception>
    public void Add(Model part)
    {
        ArgumentNullException.ThrowIfNull(part);
        CheckOpen();
        if (part.Contains(this))
        {
            throw new ArgumentException($"{PartTitle}: it would be a part of itself, a loop without end. Add another model, or a new one with the same layers.");
        }

        if (part.Architecture is { Inputs.Count: not 1 } or { Outputs.Count: not 1 })
        {
            throw new ArgumentException($"{part.PartTitle}: it has several inputs or outputs, expected one of each. Apply it to values with OutputsAfter.");
        }

        steps.Add((null, part));
    }

    /// <summary>Binds the layers to inputs of a shape and gives them their first weights: those of parts that have some, and others from the seed.</summary>
    /// <param name="inputShape">Shape of one input, without the batch axis.</param>
    /// <param name="seed">Seed of the weights; the same seed gives the same bits.</param>
    /// <param name="preprocessing">What is applied to inputs before the first layer; by default what a part applies with which the model begins.</param>
    /// <returns>The model itself.</returns>
    /// <exception cref="ArgumentException">A layer does not fit what comes before it.</exception>
    public Sequential Build(Shape inputShape, ulong seed = 0, Scaler? preprocessing = null)
    {
        BindAsWritten(PlaceFor([inputShape]), seed, [preprocessing]);
        return this;
    }

    /// <inheritdoc/>
    public override Sequential Compile(Optimizer optimizer, Loss loss, params IReadOnlyList<Metric> metrics)
    {
        base.Compile(optimizer, loss, metrics);
        return this;
    }

    /// <inheritdoc/>
    public IEnumerator<Layer> GetEnumerator() => Layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    internal override Network PlaceFor(IReadOnlyList<Shape> shapes) => new(Written, shapes);

    /// <inheritdoc/>
    internal override bool Contains(Model model) => model == this || steps.Exists(step => step.Part?.Contains(model) == true);

    private void CheckOpen()
    {
        if (IsBuilt)
        {
            throw new InvalidOperationException($"{PartTitle}: it has already been built. Add all layers before Build or Fit.");
        }
    }
}
