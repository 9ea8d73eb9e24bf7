namespace Cajal.Cli.Lessons.Graphs;

/// <summary>What is stored on the way forward.</summary>
internal sealed class StorageLesson()
    : Lesson("storage", "the activations stored on the way forward are what the way back uses; frozen layers and predictions store none", "G8")
{
    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        var net = new LectureNet();
        BackwardTape all = BackwardTape.Record(net.Loss, net.Weights, net.Values);
        BackwardTape frozen = BackwardTape.Record(net.Loss, [net.Weights[^1]], net.Values);
        BackwardTape prediction = BackwardTape.Record(net.Loss, [], net.Values);
        page.Say("All weights trained:");
        page.Show(all);
        page.Say("Only w4 trained, the others frozen:");
        page.Show(frozen);
        page.Say("A prediction:");
        page.Show(prediction);
        page.DrawBars("bytes stored on the way forward", [("all weights trained", all.Bytes), ("only w4 trained", frozen.Bytes), ("a prediction", prediction.Bytes)], "0");

        page.Holds("G8", "h1, h2, h3 are listed", new[] { "h1", "h2", "h3" }.All(name => all.Stored.Any(value => value.Name == name)));
        page.Check("G8", "bytes of the block less bytes listed", all.Bytes - all.Stored.Sum(value => value.Bytes), Bound.Equal(0));
        // One sample: 3, 4 and 3 hidden values and the error, 8 bytes each.
        page.Check("G8", "bytes stored when all is trained", all.Bytes, Bound.Equal((3 + 4 + 3 + 1) * 8));
        page.Check("G8", "bytes stored when only w4 is trained", frozen.Bytes, Bound.Equal((3 + 1) * 8));
        page.Check("G8", "bytes stored by a prediction", prediction.Bytes, Bound.Equal(0));
        double difference = net.Loss.Gradients(net.Weights).Zip(all.Gradients(), (node, back) => node.Evaluate(net.Values).Zip(back, (a, b) => Math.Abs(a - b)).Max()).Max();
        page.Check("G8", "gradients from what is stored alone, largest difference", difference, Bound.Equal(0));
    }
}
