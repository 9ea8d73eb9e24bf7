namespace Cajal.Cli.Rendering;

/// <summary>What a folder of images holds, for people and as JSON.</summary>
internal static class ImageInspection
{
    /// <summary>Writes it.</summary>
    public static void Write(IdxFolder folder, bool json, TextWriter output)
    {
        int[] train = Counts(folder.Train, folder.Classes);
        int[] test = Counts(folder.Test, folder.Classes);
        if (json)
        {
            JsonOutput.Write(output, writer =>
            {
                writer.WriteNumber("train", folder.Train.Count);
                writer.WriteNumber("test", folder.Test.Count);
                writer.WriteNumber("height", folder.Train.Height);
                writer.WriteNumber("width", folder.Train.Width);
                writer.Objects("classes", Enumerable.Range(0, folder.Classes), label =>
                {
                    writer.WriteNumber("label", label);
                    writer.WriteNumber("train", train[label]);
                    writer.WriteNumber("test", test[label]);
                });
            });
            return;
        }

        output.WriteLine($"{folder.Train.Count} images to train with, {folder.Test.Count} to test with, "
            + $"{folder.Train.Height} x {folder.Train.Width} grey pixels, {folder.Classes} classes");
        output.WriteLine();
        var lines = new TextTable(">class", ">train", ">test");
        for (int label = 0; label < folder.Classes; label++)
        {
            lines.Add($"{label}", $"{train[label]}", $"{test[label]}");
        }

        lines.WriteTo(output);
    }

    private static int[] Counts(IdxImages images, int classes)
    {
        int[] counts = new int[classes];
        foreach (byte label in images.Labels)
        {
            counts[label]++;
        }

        return counts;
    }
}
