using System.Text;
using Cajal.AtomicFiles;

namespace Cajal.Tests.AtomicFiles;

public class AtomicFileTests
{
    private static readonly string[] Kinds = ["no space left on device", "permission denied"];

    public static TheoryData<bool, bool> Faults => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    /// <summary>Like SQLite's tests: the first call fails, then the second, and so on until a run passes untouched.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void Whichever_call_fails_the_old_file_or_the_new_one_stands_there(bool denied, bool firstSave)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("last.safetensors");
        int failures = 0;
        for (int faultAt = 0; ; faultAt++)
        {
            File.Delete(path);
            if (!firstSave)
            {
                File.WriteAllText(path, "old");
            }
            File.WriteAllText(folder.File(".last.safetensors.killed.tmp"), "half");
            var operations = new FaultyOperations(faultAt, denied);
            Exception? error = Record.Exception(() => AtomicFile.Write(path, WriteNew, operations));
            string? content = File.Exists(path) ? File.ReadAllText(path) : null;
            if (operations.Calls <= faultAt)
            {
                Assert.Null(error);
                Assert.Equal("new content", content);
                break;
            }
            if (error is null)
            {
                Assert.Equal("new content", content); // only tidying up failed
                continue;
            }
            failures++;
            Assert.IsType<IOException>(error);
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(Kinds[denied ? 1 : 0], error.Message, StringComparison.Ordinal);
            bool renamed = error.Message.Contains("was written, but might not survive a power loss", StringComparison.Ordinal);
            Assert.Equal(renamed ? "new content" : firstSave ? null : "old", content);
            Assert.DoesNotContain(Directory.GetFiles(folder.Path), file => file.EndsWith(".tmp", StringComparison.Ordinal) && !file.Contains("killed", StringComparison.Ordinal));
        }
        Assert.Equal(8, failures); // list, create, two writes, flush, flush to disk, rename, flush of the folder
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Calls_come_in_the_order_that_survives_a_power_loss()
    {
        using var folder = new TemporaryFolder();
        var operations = new FaultyOperations(int.MaxValue, denied: false);
        AtomicFile.Write(folder.File("model"), WriteNew, operations);
        Assert.Equal(["list", "create", "write", "write", "flush", "flush to disk", "rename", "flush folder"], operations.Log);
    }

    [Fact]
    public void Only_leftovers_of_the_same_name_are_removed_and_never_one_in_use()
    {
        using var folder = new TemporaryFolder();
        string[] kept = [folder.File(".other.killed.tmp"), folder.File("model.tmp"), folder.File(".model.txt")];
        foreach (string path in kept)
        {
            File.WriteAllText(path, "kept");
        }
        string abandoned = folder.File(".model.killed.tmp");
        File.WriteAllText(abandoned, "half");
        string busy = folder.File(".model.living.tmp");
        using (new FileOperations().Create(busy))
        {
            AtomicFile.Write(folder.File("model"), WriteNew);
            Assert.False(File.Exists(abandoned));
            Assert.All([busy, .. kept], path => Assert.True(File.Exists(path), path));
        }
        AtomicFile.Write(folder.File("model"), WriteNew);
        Assert.False(File.Exists(busy));
    }

    [Fact]
    public void What_the_writer_throws_is_passed_on_and_the_old_file_stays()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, _ => throw new InvalidOperationException()));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_named_with_the_cause()
    {
        using var folder = new TemporaryFolder();
        AssertFails(folder.File("absent/model"), "absent/model cannot be written: Could not find");
        AssertFails(folder.Path, "cannot be written: ");
        AssertFails("/", "/ cannot be written: it is a folder, not a file");
        if (OperatingSystem.IsLinux())
        {
            AssertFails("/proc/model", "/proc/model cannot be written: ");
        }

        static void AssertFails(string path, string expected) =>
            Assert.Contains(expected, Assert.Throws<IOException>(() => AtomicFile.Write(path, WriteNew)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_flushed()
    {
        if (!OperatingSystem.IsWindows())
        {
            var error = Assert.Throws<IOException>(() => new FileOperations().FlushFolder("/absent"));
            Assert.Equal("The folder cannot be flushed to disk: No such file or directory.", error.Message);
        }
    }

    private static void WriteNew(Stream stream)
    {
        stream.Write(Encoding.ASCII.GetBytes("new "));
        stream.Write(Encoding.ASCII.GetBytes("content"));
    }

    /// <summary>The real file system, but for one call that fails.</summary>
    private sealed class FaultyOperations(int faultAt, bool denied) : FileOperations
    {
        public List<string> Log { get; } = [];

        public int Calls => Log.Count;

        public override Stream Create(string path)
        {
            Step("create");
            return new FaultyStream(base.Create(path), Step);
        }

        public override void FlushToDisk(Stream file)
        {
            Step("flush to disk");
            base.FlushToDisk(((FaultyStream)file).Inner);
        }

        public override void Rename(string from, string to)
        {
            Step("rename");
            base.Rename(from, to);
        }

        public override IEnumerable<string> Files(string folder)
        {
            Step("list");
            return base.Files(folder);
        }

        public override void Delete(string path)
        {
            Step("delete");
            base.Delete(path);
        }

        public override void DeleteAbandoned(string path)
        {
            Step("delete abandoned");
            base.DeleteAbandoned(path);
        }

        public override void FlushFolder(string folder)
        {
            Step("flush folder");
            base.FlushFolder(folder);
        }

        private void Step(string call)
        {
            Log.Add(call);
            if (Log.Count == faultAt + 1)
            {
                throw denied ? new UnauthorizedAccessException(Kinds[1]) : new IOException(Kinds[0]);
            }
        }
    }

    private sealed class FaultyStream(Stream inner, Action<string> step) : Stream
    {
        public Stream Inner => inner;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush()
        {
            step("flush");
            inner.Flush();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            step("write");
            inner.Write(buffer, offset, count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
