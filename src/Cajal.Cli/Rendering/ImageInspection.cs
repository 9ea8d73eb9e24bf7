using Cajal.Cli.Sources;

namespace Cajal.Cli.Rendering;

/// <summary>What a folder of images holds, for people and as JSON.</summary>
internal static class ImageInspection
{
    /// <summary>Writes it.</summary>
    public static void Write(ImageSource images, bool json, TextWriter output)
    {
        Dataset training = images.Training;
        int[] train = training.Targets.ClassCounts(), test = images.Test?.Targets.ClassCounts() ?? new int[train.Length];
        (int height, int width, bool gray) = (training.InputShape[0], training.InputShape[1], training.InputShape.Length == 2);
        if (json)
        {
            JsonOutput.Write(output, writer =>
            {
                writer.WriteNumber("train", training.Count);
                writer.WriteNumber("test", images.Test?.Count ?? 0);
                writer.WriteNumber("height", height);
                writer.WriteNumber("width", width);
                writer.WriteNumber("channels", gray ? 1 : training.InputShape[2]);
                writer.Objects("classes", Enumerable.Range(0, train.Length), label =>
                {
                    writer.WriteString("label", training.Targets.ClassNames[label]);
                    writer.WriteNumber("train", train[label]);
                    writer.WriteNumber("test", test[label]);
                });
            });
            return;
        }

        output.WriteLine($"{training.Count} images to train with, {(images.Test is { } apart ? $"{apart.Count} to test with" : "none to test with set apart")}, "
            + $"{height} x {width} {(gray ? "gray" : "colored")} pixels, {train.Length} classes");
        output.WriteLine();
        var lines = new TextTable(">class", ">train", ">test");
        for (int label = 0; label < train.Length; label++)
        {
            lines.Add(PrintableText.Escape(training.Targets.ClassNames[label]), $"{train[label]}", $"{test[label]}");
        }

        lines.WriteTo(output);
    }
}
