namespace Cajal.Nets;

/// <summary>LeNet-5 (Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition", 1998).</summary>
internal static class LeNet
{
    /// <summary>Width of layer F6, a bitmap of 7 x 12.</summary>
    private const int CodeLength = 84;

    /// <summary>Maps of S2 that each map of C3 takes: table I of the paper.</summary>
    private static readonly int[][] Connections =
    [
        [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5],
        [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
        [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5],
        [0, 1, 2, 3, 4, 5],
    ];

    /// <summary>As it is used today: whole connections, rectified units, the largest of four in place of the subsampling, softmax.</summary>
    public static KnownNet Modern { get; } = new(
        "lenet5", "LeCun, Bottou, Bengio, Haffner 1998 as used today: whole connections, ReLU, max pooling, softmax", [28, 28, 1], 10, (pictures, classes) => pictures.Then(
            new Conv2D(6, 5, padding: 2, weightInitializer: new HeInitializer()) { Name = "conv1" }, new Relu(), new MaxPool2D(),
            new Conv2D(16, 5, weightInitializer: new HeInitializer()) { Name = "conv2" }, new Relu(), new MaxPool2D(),
            new Flatten(),
            new Dense(120, new HeInitializer()) { Name = "fc1" }, new Relu(),
            new Dense(84, new HeInitializer()) { Name = "fc2" }, new Relu(),
            new Dense(classes) { Name = "fc3" }));

    /// <summary>
    /// As published: partial connections, subsampling with a learned factor and bias, distances from fixed codes. The numbers in 1.7159·tanh(2x/3)
    /// are left to the weights; a softmax over the negative distances is the paper's second criterion (equation 9) without its constant j.
    /// </summary>
    public static KnownNet Published { get; } = new(
        "lenet5-1998", "LeCun, Bottou, Bengio, Haffner 1998: partial connections, trainable subsampling, codes of 84 as outputs; "
        + "here tanh without its two constants, codes drawn by us", [28, 28, 1], 10, (pictures, _) => Partial(pictures))
    {
        HasFixedClasses = true,
    };

    private static ModelValue Partial(ModelValue pictures)
    {
        ModelValue[] s2 = [.. Enumerable.Range(0, 6).Select(map => pictures.Then(
            Convolution($"c1.{map}", 1, padding: 2), new Tanh(), new AveragePool2D(), new Conv2D(1, 1, weightInitializer: new ConstantInitializer(1)) { Name = $"s2.{map}" }, new Tanh()))];
        ModelValue[] c3 = [.. Connections.Select((maps, map) => new Concatenate().After([.. maps.Select(one => s2[one])]).Then(Convolution($"c3.{map}", 1)))];
        return new Concatenate().After(c3).Then(
            new Tanh(), new AveragePool2D(), new Conv2D(c3.Length, 1, groups: c3.Length, weightInitializer: new ConstantInitializer(1)) { Name = "s4" }, new Tanh(),
            Convolution("c5", 120), new Tanh(), new Flatten(),
            new Dense(CodeLength, new LeCunInitializer()) { Name = "f6" }, new Tanh()).Then(Codes());
    }

    private static Conv2D Convolution(string name, int maps, int padding = 0) => new(maps, 5, padding: padding, weightInitializer: new LeCunInitializer()) { Name = name };

    /// <summary>
    /// Products with the codes, which do not learn. The distance of x from a code w of signs is |x|² + 84 − 2w·x, and what all codes have in common the
    /// softmax does not see; 2 · 1.7159 keeps the distances of the paper's units.
    /// </summary>
    private static Sequential Codes()
    {
        var part = new Sequential { new Dense(DigitCodes.Count, hasBias: false) { Name = "output" } };
        part.Build([CodeLength]);
        part.Parameters[0].Values.Clear();
        for (int digit = 0; digit < DigitCodes.Count; digit++)
        {
            foreach ((int place, int sign) in DigitCodes.Of(digit).Index())
            {
                part.Parameters[0].Values[(place * DigitCodes.Count) + digit] = (float)(2 * 1.7159 * sign);
            }
        }

        part.Freeze("output");
        return part;
    }
}
