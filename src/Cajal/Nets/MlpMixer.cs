using System.Globalization;

namespace Cajal.Nets;

/// <summary>MLP-Mixer (I. Tolstikhin et al., "MLP-Mixer: an all-MLP architecture for vision", 2021): dense layers over patches and over channels in turn.</summary>
internal static class MlpMixer
{
    /// <summary>The paper's table 1: layers, channels, hidden units over patches and over channels.</summary>
    private static readonly (string Size, int Patch, int Layers, int Channels, int OverPatches, int OverChannels)[] Sizes =
    [
        ("s", 32, 8, 512, 256, 2048), ("s", 16, 8, 512, 256, 2048), ("b", 32, 12, 768, 384, 3072), ("b", 16, 12, 768, 384, 3072),
        ("l", 32, 24, 1024, 512, 4096), ("l", 16, 24, 1024, 512, 4096),
    ];

    /// <summary>The nets of the paper, but for its largest.</summary>
    public static IReadOnlyList<KnownNet> All { get; } =
    [
        .. Sizes.Select(one => new KnownNet(
            string.Create(CultureInfo.InvariantCulture, $"mixer-{one.Size}{one.Patch}"), "Tolstikhin and others 2021", [224, 224, 3], 1000,
            (pictures, classes) => Body(pictures, one.Patch, one.Layers, one.Channels, (one.OverPatches, one.OverChannels), classes))),
    ];

    private static ModelValue Body(ModelValue pictures, int patch, int layers, int channels, (int OverPatches, int OverChannels) hidden, int classes)
    {
        if (pictures.Shape[0] % patch != 0 || pictures.Shape[1] % patch != 0)
        {
            throw new ConfigurationException($"Patches of {patch} x {patch} do not cover them: expected height and width that {patch} divides.");
        }

        ModelValue grid = pictures.Then(new Conv2D(channels, patch, patch, weightInitializer: new LeCunInitializer()) { Name = "stem.proj" });
        int patches = grid.Shape[0] * grid.Shape[1];
        ModelValue value = grid.Then(new Reshape(patches, channels));
        for (int layer = 0; layer < layers; layer++)
        {
            value = Mix(value, $"blocks.{layer}", hidden.OverPatches, hidden.OverChannels);
        }

        return value.Then(
            new LayerNorm(1e-6) { Name = "norm" }, new Reshape(grid.Shape[0], grid.Shape[1], channels), new GlobalAveragePool(), new Dense(classes, new ZerosInitializer()) { Name = "head" });
    }

    /// <summary>One layer: patches [patches, channels] are mixed within each channel, then channels within each patch.</summary>
    private static ModelValue Mix(ModelValue value, string name, int overPatches, int overChannels)
    {
        (int patches, int channels) = (value.Shape[0], value.Shape[1]);
        ModelValue mixed = Perceptron(value.Then(new LayerNorm(1e-6) { Name = $"{name}.norm1" }, new Permute(1, 0)), $"{name}.mlp_tokens", overPatches, patches);
        value = new Add().After(value, mixed.Then(new Permute(1, 0)));
        return new Add().After(value, Perceptron(value.Then(new LayerNorm(1e-6) { Name = $"{name}.norm2" }), $"{name}.mlp_channels", overChannels, channels));
    }

    /// <summary>Two dense layers over the last axis, the same for each place of the first: convolutions with windows of one place.</summary>
    private static ModelValue Perceptron(ModelValue value, string name, int hidden, int outputs) => value.Then(
        new Conv1D(hidden, 1) { Name = $"{name}.fc1" }, new Gelu(), new Conv1D(outputs, 1) { Name = $"{name}.fc2" });
}
