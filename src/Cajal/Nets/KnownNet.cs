using Cajal.Nets;

namespace Cajal;

/// <summary>A net that a paper has made known: what it takes and gives there, and how it is put together. All of them are in <see cref="KnownNets"/>.</summary>
public sealed class KnownNet
{
    private readonly Func<Input, int, ModelValue> body;

    internal KnownNet(string name, string source, Shape inputShape, int classes, Func<Input, int, ModelValue> body)
    {
        Name = name;
        Source = source;
        InputShape = inputShape;
        Classes = classes;
        this.body = body;
    }

    /// <summary>Name on the command line, e.g. <c>resnet18</c>.</summary>
    public string Name { get; }

    /// <summary>Where it comes from, and where ours differs.</summary>
    public string Source { get; }

    /// <summary>Shape of the pictures that it was made for.</summary>
    public Shape InputShape { get; }

    /// <summary>Number of classes that it was made for.</summary>
    public int Classes { get; }

    /// <summary>True when the number of classes cannot be another one.</summary>
    public bool HasFixedClasses { get; internal init; }

    /// <summary>The net, without weights: a probability for each class.</summary>
    /// <param name="inputShape">Shape of the pictures, <c>[height, width, channels]</c> or <c>[height, width]</c>; those that it was made for by default.</param>
    /// <param name="classes">Number of classes, at least 2; those that it was made for by default.</param>
    /// <exception cref="ConfigurationException">The pictures do not fit the net, or it has another number of classes.</exception>
    /// <example><code>Model net = KnownNets.ByName("resnet18").Create([64, 64, 3], classes: 10).Build(seed: 1);</code></example>
    public Model Create(Shape? inputShape = null, int? classes = null)
    {
        Shape shape = inputShape ?? InputShape;
        int outputs = classes ?? Classes;
        if (shape.Rank is not (2 or 3) || shape.Count == 0)
        {
            throw new ConfigurationException($"Net {Name}: inputs of shape {shape} came, expected pictures [height, width, channels] or [height, width]. Give it pictures.");
        }

        if (outputs < 2 || (HasFixedClasses && outputs != Classes))
        {
            throw new ConfigurationException(HasFixedClasses
                ? $"Net {Name}: {outputs} classes came, but its outputs are codes of {Classes} classes. Choose another net, such as {LeNet.Modern.Name}."
                : $"Net {Name}: {outputs} classes came, expected at least 2. Give it something to tell apart.");
        }

        try
        {
            return Assemble(shape, outputs);
        }
        catch (ConfigurationException error)
        {
            throw new ConfigurationException($"Net {Name}: pictures of {shape[0]} x {shape[1]} do not fit. {error.Message} {Advice(shape)}", error);
        }
    }

    private Model Assemble(Shape shape, int classes)
    {
        var pictures = new Input(shape.Sizes);
        return new Model([pictures], [body(pictures, classes).Then(new Softmax())]);
    }

    /// <summary>The smallest pictures that fit, where the given ones are too small.</summary>
    private string Advice(Shape shape)
    {
        int least = Enumerable.Range(1, InputShape[0]).First(side => Fits([side, side, .. shape.Sizes[2..]]));
        return Math.Min(shape[0], shape[1]) < least
            ? $"The smallest that do are {least} x {least}, it was made for {InputShape[0]} x {InputShape[1]}: give it larger pictures, or choose another net."
            : $"It was made for {InputShape[0]} x {InputShape[1]}: give it pictures of another size, or choose another net.";
    }

    private bool Fits(Shape shape)
    {
        try
        {
            Assemble(shape, Classes);
            return true;
        }
        catch (ConfigurationException)
        {
            return false;
        }
    }
}
