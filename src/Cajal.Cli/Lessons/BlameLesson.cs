namespace Cajal.Cli.Lessons;

/// <summary>The blame of each unit, and the derivation for softmax.</summary>
internal sealed class BlameLesson() : Lesson("blame", "how the error on one sample is divided among the units, and the derivation for softmax with numbers")
{
    /// <inheritdoc/>
    public override string Picture => Blame.Of(Net(), Sample()).ToSvg();

    /// <inheritdoc/>
    public override void Write(TextWriter output)
    {
        output.WriteLine("Blame of each unit on one sample, θ·δ·f′ for each unit that it feeds:");
        output.WriteLine(Blame.Of(Net(), Sample()));
        output.WriteLine("The same derived step by step from the softmax and l = -ln f_y:");
        output.WriteLine(SoftmaxDerivation.Of(Net(), Sample()));
    }

    private static Sequential Net() => new Sequential { new Dense(3), new Sigmoid(), new Dense(3), new Softmax() }.Build([2], seed: 4).Compile(new Sgd(), new CrossEntropy());

    private static Dataset Sample() => new([1, -0.5f], [2], Targets.Classes([2], ["0", "1", "2"]));
}
