namespace Cajal.Cli.Lessons;

/// <summary>What is stored on the way forward.</summary>
internal sealed class StorageLesson() : Lesson("storage", "the activations stored on the way forward are what the way back uses; frozen layers and predictions store none")
{
    /// <inheritdoc/>
    public override void Write(TextWriter output)
    {
        var net = new LectureNet();
        output.WriteLine("All weights trained:");
        output.WriteLine(BackwardTape.Record(net.Loss, net.Weights, net.Values));
        output.WriteLine();
        output.WriteLine("Only w4 trained, the others frozen:");
        output.WriteLine(BackwardTape.Record(net.Loss, [net.Weights[^1]], net.Values));
        output.WriteLine();
        output.WriteLine("A prediction:");
        output.WriteLine(BackwardTape.Record(net.Loss, [], net.Values));
    }
}
