using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Cajal.Cli;

/// <summary>Options with the forms that several verbs share. Numbers are read in the invariant culture, without thousands separators.</summary>
internal static class NewOption
{
    /// <summary>A new <c>--json</c>: results as one JSON object on standard output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on standard output and nothing else there" };

    /// <summary>A new <c>--quiet</c>: no narration.</summary>
    public static Option<bool> Quiet() => new("--quiet") { Description = "No progress and no narration on standard error" };

    /// <summary>A new <c>--no-doctor</c>: the training doctor is not asked.</summary>
    public static Option<bool> NoDoctor() => new("--no-doctor") { Description = "Do not look for faults of data, settings and training at the end" };

    /// <summary>A text.</summary>
    public static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value };

    /// <summary>Texts separated by commas.</summary>
    public static Option<string[]?> List(string name, string value, string description) => new(name)
    {
        Description = description,
        HelpName = value,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(part => part.Trim())],
    };

    /// <summary>The value of such an option; null where it is not on the command line.</summary>
    public static string[]? Given(this ParseResult parsed, Option<string[]?> option) =>
        parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    /// <summary>A whole number.</summary>
    public static Option<int?> Whole(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, "a whole number", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : (int?)null),
    };

    /// <summary>A seed: a whole number from 0 to 2⁶⁴ − 1.</summary>
    public static Option<ulong?> Seed(string description) => new("--seed")
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, "a whole number not below 0", text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : (ulong?)null),
    };

    /// <summary>A number.</summary>
    public static Option<double?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result => Parse(result, "a number such as 0.5", text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : (double?)null),
    };

    private static T? Parse<T>(ArgumentResult result, string expected, Func<string, T?> parse)
        where T : struct
    {
        string text = result.Tokens[0].Value;
        T? value = parse(text);
        if (value is null)
        {
            string name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
            result.AddError($"{name} is {PrintableText.Quote(text)}, expected {expected}.");
        }

        return value;
    }
}
