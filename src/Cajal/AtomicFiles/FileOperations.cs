using System.Runtime.InteropServices;

namespace Cajal.AtomicFiles;

/// <summary>The file-system calls that <see cref="AtomicFile"/> makes, one method a call, so that tests can let any of them fail.</summary>
internal class FileOperations
{
    private const int InvalidArgument = 22; // EINVAL on Linux and macOS: this file system cannot flush a folder
    private const int AccessDenied = 13; // EACCES: a folder that may be written but not read cannot be opened for flushing

    /// <summary>Creates a new file that no other process may open before it is closed.</summary>
    public virtual Stream Create(string path) =>
        new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);

    /// <summary>Writes a file's bytes through to the disk (fsync).</summary>
    public virtual void FlushToDisk(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    /// <summary>Gives a file its final name, in place of the file that has it now.</summary>
    public virtual void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>The files of a folder, full paths.</summary>
    public virtual IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder);

    /// <summary>Deletes a file; nothing happens where there is none.</summary>
    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Deletes a file unless a living process is still writing it.</summary>
    public virtual void DeleteAbandoned(string path)
    {
        // Create holds the file's lock until it is closed; the lock of a killed process is gone.
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None | FileShare.Delete);
        File.Delete(path);
    }

    /// <summary>
    /// Writes a folder's entries through to the disk, so that a rename survives a power loss. Windows journals its renames and cannot open folders;
    /// the managed API opens none on Unix either, hence the three calls to the C library.
    /// </summary>
    public virtual void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        int handle = OpenFolder(folder, 0);
        bool done = handle >= 0 && FlushHandle(handle) == 0;
        int error = done ? 0 : Marshal.GetLastPInvokeError();
        if (handle >= 0)
        {
            _ = CloseHandle(handle);
        }
        if (!done && error is not (InvalidArgument or AccessDenied))
        {
            throw new IOException($"The folder cannot be flushed to disk: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushHandle(int handle);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseHandle(int handle);
}
