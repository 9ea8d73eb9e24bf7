using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Cajal.Cli;

/// <summary>What is wrong with the words of a command line, said with the nearest word that exists.</summary>
internal static class UsageError
{
    /// <summary>The message, or null where the words are right or help was asked for.</summary>
    public static string? Find(ParseResult parsed)
    {
        if (parsed.Action is HelpWithExamples or { ClearsParseErrors: true } and not ParseErrorAction)
        {
            return null;
        }

        Command command = parsed.CommandResult.Command;
        IEnumerable<string> strays = parsed.CommandResult.Tokens.Select(token => token.Value).Where(LooksLikeOption).Concat(parsed.UnmatchedTokens);
        return strays.FirstOrDefault() is { } stray ? Unknown(stray, command)
            : EmptyText(parsed.CommandResult) is { } name ? $"{Path(command)}: {name} is an empty text; is a variable of the shell empty? {SeeHelp(command)}"
            : parsed.Errors.Count > 0 ? Describe(parsed, command)
            : null;
    }

    // Only --missing has a meaning for it: the empty cell alone stands for a missing value.
    private static string? EmptyText(CommandResult given) => given.Children
        .Where(part => part.Tokens.Any(token => token.Value.Length == 0))
        .Select(part => part switch
        {
            OptionResult { Option.Name: not "--missing" } option => option.Option.Name,
            ArgumentResult argument => argument.Argument.HelpName ?? argument.Argument.Name,
            _ => null,
        })
        .FirstOrDefault(name => name is not null);

    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    private static string Unknown(string word, Command command)
    {
        string name = word.Split('=', 2)[0];
        if (LooksLikeOption(word))
        {
            string[] options = [.. OptionsOf(command).SelectMany(option => option.Aliases.Prepend(option.Name))];
            return $"{Path(command)} has no option {PrintableText.Quote(name)}.{DidYouMean(name, options)} {SeeHelp(command)}";
        }

        string[] verbs = [.. command.Subcommands.Select(verb => verb.Name)];
        return verbs.Length > 0
            ? $"there is no command {PrintableText.Quote(word)}.{DidYouMean(word, verbs)} Known: {string.Join(", ", verbs)}. {SeeHelp(command)}"
            : $"{Path(command)}: {PrintableText.Quote(word)} is one word too many. {SeeHelp(command)}";
    }

    private static string Describe(ParseResult parsed, Command command)
    {
        ParseError error = parsed.Errors[0];
        string[] missing = [.. command.Arguments
            .Where(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 })
            .Select(argument => argument.HelpName ?? argument.Name)];
        return (error.SymbolResult, missing) switch
        {
            (CommandResult, []) when command.Subcommands.Count > 0 =>
                $"{Path(command)} needs one of {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}. {SeeHelp(command)}",
            (CommandResult, _) or (ArgumentResult { Tokens.Count: 0, Parent: CommandResult }, _) when missing.Length > 0 =>
                $"{Path(command)} needs {string.Join(" and ", missing)}. {SeeHelp(command)}",
            (OptionResult option, _) => $"{Path(command)}: {OptionProblem(option, error)} {SeeHelp(command)}",
            (ArgumentResult { Parent: OptionResult option }, _) => $"{Path(command)}: {OptionProblem(option, error)} {SeeHelp(command)}",
            _ => $"{Path(command)}: {error.Message} {SeeHelp(command)}",
        };
    }

    private static string OptionProblem(OptionResult option, ParseError error)
    {
        string name = option.IdentifierToken?.Value ?? option.Option.Name;
        string expected = option.Option.HelpName is { } value ? $", expected {value}" : "";
        return option.Tokens.Count switch
        {
            0 => $"{name} has no value{expected}.",
            > 1 when option.Option.Arity.MaximumNumberOfValues == 1 => $"{name} is given more than once. Give it once.",
            _ => error.Message,
        };
    }

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(OptionsOf).Where(option => option.Recursive));

    private static string DidYouMean(string word, IEnumerable<string> known) =>
        NearestName.Suggest(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static string Path(Command command) => string.Join(' ', Words(command));

    private static IEnumerable<string> Words(Command command) =>
        command.Parents.OfType<Command>().Take(1).SelectMany(Words).Append(command.Name);

    private static string SeeHelp(Command command) => $"See '{Path(command)} --help'.";
}
