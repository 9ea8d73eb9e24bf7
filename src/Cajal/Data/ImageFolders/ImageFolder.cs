using Cajal.Data.ImageFolders;

namespace Cajal;

/// <summary>
/// Pictures in a folder for each class, <c>cat/1.png</c>, <c>dog/2.png</c>, …; or such folders in a folder <c>train</c>, beside which may be one <c>test</c>. PNG files, in further
/// folders within too; hidden files and files of other kinds than pictures are passed over. Classes and files come in the ordinal order of their names, so that the same
/// folder always gives the same rows. Immutable.
/// </summary>
/// <example>
/// <code>
/// ImageFolder pets = ImageFolder.Read("pets", new ImageFolderOptions { Size = (64, 64) });
/// Console.WriteLine($"{pets.Training.Count} pictures of {string.Join(", ", pets.ClassNames)}");
/// </code>
/// </example>
public sealed class ImageFolder
{
    private const string TrainingName = "train";
    private const string TestName = "test";

    private ImageFolder(Dataset training, Dataset? test, IReadOnlyList<string> classNames, IReadOnlyList<string> files)
    {
        Training = training;
        Test = test;
        ClassNames = classNames;
        Files = files;
    }

    /// <summary>The pictures to learn from as bytes, <c>[height, width]</c> where all are grey, else <c>[height, width, 3]</c>.</summary>
    public Dataset Training { get; }

    /// <summary>The pictures to test with; <c>null</c> where the folder does not set any apart.</summary>
    public Dataset? Test { get; }

    /// <summary>Names of the classes: those of their folders.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The files, training pictures first, each row's in its place.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>
    /// Whether a folder holds pictures: in itself, in a folder within it, or in one within its <c>train</c>. It looks no deeper, so that a wrong name does
    /// not make it search a whole disk.
    /// </summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static bool IsOne(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ClassFolder.HasPictures(folder) || ClassFolder.HasPictures(Path.Combine(folder, TrainingName));
    }

    /// <summary>Reads all pictures.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Size and colours; as they are by default.</param>
    /// <exception cref="DataException">
    /// There are no classes, one has no pictures, something else stands beside <c>train</c>, a file is no PNG file or is damaged, or pictures differ in size; the message names the file.
    /// </exception>
    public static ImageFolder Read(string folder, ImageFolderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new ImageFolderOptions();
        try
        {
            string training = Path.Combine(folder, TrainingName), test = Path.Combine(folder, TestName);
            bool isDivided = ClassFolder.HasFolders(training), hasTest = isDivided && Directory.Exists(test);
            if (isDivided && ClassFolder.FoldersIn(folder).FirstOrDefault(one => Path.GetFileName(one) is not (TrainingName or TestName)) is { } other)
            {
                throw new DataException($"{PrintableText.Escape(other)}: it stands beside the folder '{TrainingName}', where only '{TestName}' may stand. "
                    + "Training takes a share of the pictures for validation itself: rename it to 'test', move its pictures to those of 'train', or move it elsewhere.");
            }

            ClassFolder[] classes = ClassFolder.AllOf(isDivided ? training : folder);
            string[] names = [.. classes.Select(one => one.Name)];
            ClassFolder[] tests = hasTest ? ClassFolder.AllOf(test) : [];
            if (tests.FirstOrDefault(one => !names.Contains(one.Name)) is { } unknown)
            {
                throw new DataException($"{PrintableText.Escape(unknown.Path)}: there are test pictures of this class, but none to learn from. The classes are {string.Join(", ", names.Select(PrintableText.Escape))}.");
            }

            string[] files = [.. classes.Concat(tests).SelectMany(one => one.Files)];
            PictureBlock block = PictureBlock.Read(files, options);
            int count = classes.Sum(one => one.Files.Count);
            return new ImageFolder(
                block.Rows(0, count, Labels(classes, names)), hasTest ? block.Rows(count, files.Length - count, Labels(tests, names)) : null, names, files);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{PrintableText.Escape(folder)} cannot be read: {PrintableText.Escape(error.Message).TrimEnd('.')}. Check the path and the permissions.", error);
        }
    }

    /// <summary>All pictures in a folder and the folders within it, in ordinal order.</summary>
    internal static string[] FilesIn(string folder) => [.. ClassFolder.Pictures(folder).Order(StringComparer.Ordinal)];

    /// <summary>The pixels of some pictures, <c>[files, height, width, channels]</c>.</summary>
    internal static float[] ReadPixels(IReadOnlyList<string> files, ImageFolderOptions options)
    {
        PictureBlock block = PictureBlock.Read(files, options);
        float[] pixels = new float[block.Bytes.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = block.Bytes[i];
        }

        return pixels;
    }

    private static Targets Labels(ClassFolder[] classes, string[] names) => Targets.Classes(
        [.. classes.SelectMany(one => Enumerable.Repeat(Array.IndexOf(names, one.Name), one.Files.Count))], names, "class");
}
