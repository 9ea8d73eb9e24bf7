using Cajal.Nets;

namespace Cajal;

/// <summary>Nets that papers have made known, by name.</summary>
/// <example>
/// <code>
/// Model net = KnownNets.ByName("lenet5").Create();
/// net.Compile(new Sgd(0.05, momentum: 0.9), new CrossEntropy(), new Accuracy());
/// net.Fit(training, new FitOptions { Epochs = 10 });
/// </code>
/// </example>
public static class KnownNets
{
    /// <summary>All of them, small ones first.</summary>
    public static IReadOnlyList<KnownNet> All { get; } =
    [
        LeNet.Modern, LeNet.Published, SmallVgg.Net, .. SmallResNet.All, AlexNet.Torch, AlexNet.Published, .. Vgg.All, .. ResNet.All, .. MlpMixer.All,
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(net => net.Name)];

    /// <summary>The net of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public static KnownNet ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(net => net.Name == name)
            ?? throw new ConfigurationException($"Net {PrintableText.Quote(name)} is not known.{NearestName.Advice(name, Names)}");
    }
}
