namespace Cajal.Tests.SafetensorFiles;

/// <summary>Files made by Golden/safetensors/generate.py, which was written from the format's description alone.</summary>
public class GoldenFileTests
{
    private const string Model = """{"layers":["Dense(3)"],"note":"tab\tquote\" é 漢 🧠"}""";

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "safetensors", name);

    [Fact]
    public void A_file_of_ours_made_elsewhere_is_read()
    {
        var file = SafetensorsFile.Read(Golden("cajal.safetensors"));

        Assert.Equal([new("model", Model), new("seed", "7")], file.Metadata);
        Assert.Equal(["moment", "step", "dense.bias", "dense.weight", "empty", "classes", "pixels"], file.Entries.Select(entry => entry.Name));
        Assert.Equal([0.1, -1e300], file.Float64("moment", [2]).ToArray());
        Assert.Equal([-9007199254740993], file.Int64("step", []).ToArray());
        Assert.Equal([0.5f, -0.25f, 3.4e38f], file.Float32("dense.bias").ToArray());
        Assert.Equal([1f, -2f, 0.1f, 0.2f, -0f, 1e-40f], file.Float32("dense.weight", [3, 2]).ToArray());
        Assert.True(float.IsNegative(file.Float32("dense.weight")[4]));
        Assert.Equal([0, 5], file.Entry("empty").Shape.ToArray());
        Assert.True(file.Float32("empty").IsEmpty);
        Assert.Equal([-1, 2147483647], file.Int32("classes").ToArray());
        Assert.Equal(new byte[] { 0, 127, 255 }, file.UInt8("pixels").ToArray());
        Assert.Equal("0ed08bcba5eb649f943a3268f240482f4a0dfbd5cbe18b8737ee9332fad4457f", file.Checksum);
    }

    [Fact]
    public void The_writer_makes_the_same_bytes()
    {
        var file = new SafetensorsFile(
            [new("seed", "7"), new("model", Model)],
            [
                SafetensorsEntry.FromUInt8("pixels", [0, 127, 255], 3),
                SafetensorsEntry.FromFloat32("dense.weight", [1f, -2f, 0.1f, 0.2f, -0f, 1e-40f], 3, 2),
                SafetensorsEntry.FromFloat32("dense.bias", [0.5f, -0.25f, 3.4e38f], 3),
                SafetensorsEntry.FromInt32("classes", [-1, 2147483647], 2),
                SafetensorsEntry.FromInt64("step", [-9007199254740993]),
                SafetensorsEntry.FromFloat32("empty", [], 0, 5),
                SafetensorsEntry.FromFloat64("moment", [0.1, -1e300], 2),
            ]);

        Assert.Equal(File.ReadAllBytes(Golden("cajal.safetensors")), file.ToBytes());
    }

    [Fact]
    public void A_file_of_another_program_is_read_where_that_is_allowed()
    {
        var file = SafetensorsFile.Read(Golden("foreign.safetensors"), ChecksumRule.WherePresent);

        Assert.Null(file.Checksum);
        Assert.Empty(file.Metadata);
        Assert.Equal(new byte[] { 1, 2, 3 }, file.UInt8("z", [3]).ToArray());
        Assert.Equal([0.5f, -8f], file.Float32("a/β", [2, 1]).ToArray());
        Assert.Equal([0.1], file.Float64("m", []).ToArray());
        Assert.Equal(0, Address(file.Float32("a/β")) % sizeof(float)); // they stand at an odd byte of the file
        Assert.Equal(0, Address(file.Float64("m")) % sizeof(double));
        var refusal = Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(Golden("foreign.safetensors")));
        Assert.Contains("have no checksum ('cajal.sha256')", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What the reference implementation's unit tests expect of its writer (huggingface/safetensors, safetensors/src/tensor.rs, test_serialization and test_empty).</summary>
    [Fact]
    public void Files_of_the_reference_implementation_are_read()
    {
        byte[] header = [64, 0, 0, 0, 0, 0, 0, 0, .. """{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}"""u8];
        byte[] values = [0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64];
        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f], SafetensorsFile.Read([.. header, .. values], "reference", ChecksumRule.WherePresent).Float32("attn.0", [1, 2, 3]).ToArray());

        byte[] empty = [40, 0, 0, 0, 0, 0, 0, 0, .. """{"__metadata__":{"framework":"pt"}}     """u8];
        var file = SafetensorsFile.Read(empty, "reference", ChecksumRule.WherePresent);
        Assert.Equal([new("framework", "pt")], file.Metadata);
        Assert.Empty(file.Entries);
    }

    // Objects move, but only by multiples of the alignment.
    private static unsafe nint Address<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        fixed (T* first = values)
        {
            return (nint)first;
        }
    }
}
