using System.Globalization;

namespace Cajal.Cli.RunFolders;

/// <summary>What a search goes by, beside data and configuration; kept in <c>search.json</c> so that the search can go on.</summary>
/// <param name="Folds">Folds of the cross-validation.</param>
/// <param name="Metric">By what trials are compared; null for the usual figure.</param>
/// <param name="Trials">At most so many trials; null for no limit.</param>
/// <param name="Budget">Time in all; null for no limit.</param>
/// <param name="Spent">Time that earlier sittings took.</param>
internal sealed record SearchPlan(int Folds, string? Metric, int? Trials, TimeSpan? Budget, TimeSpan Spent)
{
    private const string Prefix = "tune.";

    /// <summary>The time that is left.</summary>
    public TimeSpan? Left => Budget - Spent;

    /// <summary>Whether a setting of a file belongs to the search and not to the training.</summary>
    public static bool Owns(Setting setting) => setting.Key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>As settings of a file.</summary>
    public IEnumerable<Setting> ToSettings() =>
    [
        Entry("folds", Folds), Entry("metric", Metric), Entry("trials", Trials), Entry("budgetSeconds", Budget?.TotalSeconds), Entry("spentSeconds", Spent.TotalSeconds),
    ];

    /// <summary>Reads what <see cref="ToSettings"/> gave.</summary>
    /// <exception cref="ModelFileException">Something is missing or no such value.</exception>
    public static SearchPlan Read(IEnumerable<Setting> settings, string file)
    {
        Dictionary<string, string> values = settings.Where(Owns).ToDictionary(setting => setting.Key[Prefix.Length..], setting => setting.Value);
        ModelFileException Damaged(string key) => new($"{file}: {Prefix}{key} is missing or damaged, so the search cannot go on. Begin a new one.");
        string? Text(string key) => values.TryGetValue(key, out string? text) ? (text == "none" ? null : text) : throw Damaged(key);
        T? Number<T>(string key)
            where T : struct, ISpanParsable<T> =>
            Text(key) is not { } text ? null : T.TryParse(text, CultureInfo.InvariantCulture, out T number) ? number : throw Damaged(key);
        TimeSpan? Time(string key) => Number<double>(key) is not { } seconds ? null : seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : throw Damaged(key);
        return new SearchPlan(
            Number<int>("folds") ?? throw Damaged("folds"), Text("metric"), Number<int>("trials"), Time("budgetSeconds"), Time("spentSeconds") ?? throw Damaged("spentSeconds"));
    }

    private static Setting Entry(string key, IFormattable? value) => Entry(key, value?.ToString(null, CultureInfo.InvariantCulture));

    private static Setting Entry(string key, string? value) => new(Prefix + key, value ?? "none", "cajal tune");
}
