using System.Collections.Immutable;

namespace Cajal.Cli.Sources;

/// <summary>Data made ready and the whole configuration, from what was said.</summary>
/// <param name="Data">The rows in their parts.</param>
/// <param name="Configuration">Every effective value of the training.</param>
/// <param name="Said">What is said about the data.</param>
/// <param name="Rows">Makes the same rows ready for another configuration.</param>
/// <param name="Files">Files that the data come from; empty for built-in data and standard input.</param>
internal sealed record TrainingSetup(PreparedData Data, TrainingConfiguration Configuration, DataSettings Said, PreparableRows Rows, IReadOnlyList<string> Files)
{
    /// <summary>Whether the data are images that come with test images.</summary>
    public bool HasTestImages { get; private init; }

    /// <summary>Name of the data.</summary>
    public string Name => DataSource.NameOf(Said["data"]!);

    /// <summary>Everything that is in force: what is said about the data, then the whole configuration; no share of test rows where they have a file of their own.</summary>
    public IEnumerable<Setting> InForce =>
        Said.Said.Concat(Configuration.Settings.Where(setting => setting.Key != "test" || (Said["testData"] is null && !HasTestImages)));

    /// <summary>The same rows made ready for another configuration.</summary>
    public TrainingSetup With(TrainingConfiguration configuration) => this with { Configuration = configuration, Data = Rows.Prepare(configuration) };

    /// <summary>What is predicted.</summary>
    public Targets Targets => Data.Training.Targets;

    /// <summary>Reads and prepares the data.</summary>
    /// <param name="said">Settings, later ones winning.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <exception cref="CajalException">A setting is wrong or the data cannot be read.</exception>
    public static TrainingSetup Prepare(IReadOnlyList<Setting> said, Func<Stream> openInput)
    {
        RefuseUnknown(said);
        var settings = new DataSettings(said);
        string data = settings["data"]
            ?? throw new ConfigurationException("There are no data to learn from. Name a CSV file, a folder of images, or built-in data such as iris.");
        Setting[] others = [.. said.Where(setting => !DataSettings.Keys.Contains(setting.Key))];
        return ImageSource.IsOne(data) ? Images(data, settings, others) : Table(data, settings, others, openInput);
    }

    // Before the data are read: a misspelt "target" should be named as such, and not asked for.
    private static void RefuseUnknown(IReadOnlyList<Setting> said)
    {
        string[] known = [.. DataSettings.Keys, .. TrainingConfiguration.Keys];
        if (said.FirstOrDefault(setting => !known.Contains(setting.Key)) is { } unknown)
        {
            throw new ConfigurationException($"Setting {PrintableText.Quote(unknown.Key)} ({unknown.Source}) is unknown.{NearestName.Advice(unknown.Key, known)}");
        }
    }

    private static TrainingSetup Images(string data, DataSettings settings, Setting[] others)
    {
        settings.RequireNoTable(data);
        if (IdxFolder.IsOne(data))
        {
            settings.RequireNoPictures(data);
        }

        TrainingConfiguration configuration = Configure(Recipes.ForImages(), others);
        var images = ImageSource.Read(data, settings.Pictures);
        if (images.Test is not null && others.FirstOrDefault(setting => setting.Key == "test") is { } test)
        {
            throw new ConfigurationException($"{test.Source}: {PrintableText.Escape(data)} has test images of its own. Leave the share out.");
        }

        if (images.Training.Targets.ClassNames is [var only])
        {
            throw new DataException($"{PrintableText.Escape(data)}: all its images are of one class, {PrintableText.Quote(only)}; expected at least two to tell apart. Add images of another class.");
        }

        var rows = new PreparableRows(
            one => ImagePreparation.Prepare(images.Training, images.Test, one), (one, folds) => ImagePreparation.Fold(images.Training, images.Test, one, folds));
        // A net that does not take such pictures is refused before anything is said or written.
        Recipes.CreateModel(configuration, new Shape(images.Training.InputShape), images.Training.Targets);
        return new TrainingSetup(rows.Prepare(configuration), configuration, settings, rows, images.Files) { HasTestImages = images.Test is not null };
    }

    private static TrainingSetup Table(string data, DataSettings settings, Setting[] others, Func<Stream> openInput)
    {
        // First of all: what is missing or empty is no table, whatever else was said.
        Table table = settings.Read(data, openInput);
        settings.RequireNoPictures(data);
        if (others.LastOrDefault(setting => setting is { Key: "net", Value: not "none" }) is { } net)
        {
            throw new ConfigurationException($"{net.Source}: the net {PrintableText.Escape(net.Value)} takes pictures, but {PrintableText.Escape(data)} is a table. Leave it out.");
        }

        table = TargetNames.Choose(table, settings.Targets.Count > 0 ? settings.Targets : OwnTargets(data, table));
        var target = TableTarget.Infer(table, settings.Task);
        TrainingConfiguration configuration = Configure(Recipes.ForTable(target.Kind), others);
        Table? test = settings["testData"] is { } file ? settings.Read(file, openInput) : null;
        if (test is not null && others.FirstOrDefault(setting => setting.Key == "test") is { } share)
        {
            throw new ConfigurationException($"{share.Source}: test rows come from {PrintableText.Escape(settings["testData"]!)}, so there is no share to set aside. Leave one of them out.");
        }

        var split = new TableSplit(settings["group"], settings["time"]);
        var rows = new PreparableRows(
            one => TablePreparation.Prepare(table, target, one, test, split), (one, folds) => TablePreparation.Fold(table, target, one, folds, test is not null, split));
        return new TrainingSetup(rows.Prepare(configuration), configuration, settings, rows, [.. new[] { data, settings["testData"] }.OfType<string>().Where(File.Exists)]);
    }

    // Built-in data know what is to be predicted.
    private static ImmutableArray<string> OwnTargets(string data, Table table) => !File.Exists(data) && BuiltInData.Has(data)
        ? BuiltInData.Load(data).Targets.Names
        : throw new ConfigurationException($"{table.Name}: which column is to be predicted? Say it with --target NAME; the columns are {table.ListOfNames()}.");

    // The net first: it brings a recipe of its own; then the optimizer, which brings its own learning rate. A setting may change both.
    private static TrainingConfiguration Configure(TrainingConfiguration recipe, Setting[] settings) => settings
        .OrderBy(setting => setting.Key != "net").ThenBy(setting => setting.Key != "optimizer")
        .Aggregate(recipe, (configuration, setting) => configuration.With(setting.Key, setting.Value, setting.Source));
}

/// <summary>Rows as they were read, from which data are made ready for any configuration.</summary>
/// <param name="Prepare">Divides, fits and encodes.</param>
/// <param name="Fold">Divides all but the test rows into so many folds.</param>
internal sealed record PreparableRows(Func<TrainingConfiguration, PreparedData> Prepare, Func<TrainingConfiguration, int, FoldedData> Fold);
