using System.CommandLine;
using Cajal.Cli;
using Cajal.Cli.Terminals;

namespace Cajal.Tests.Cli;

public sealed class UsageTests
{
    public static TheoryData<string, string> WrongWords => new()
    {
        { "inspct iris", "there is no command 'inspct'. Did you mean 'inspect'? Known: {verbs}. See 'cajal --help'." },
        { "data", "cajal data needs one of list, make. See 'cajal data --help'." },
        { "data lst", "there is no command 'lst'. Did you mean 'list'? Known: list, make. See 'cajal data --help'." },
        { "data make", "cajal data make needs NAME. See 'cajal data make --help'." },
        { "inspect", "There is nothing to inspect. Name the folder of a run, data, or a known net with --net." },
        { "inspect iris moons", "cajal inspect: 'moons' is one word too many. See 'cajal inspect --help'." },
        { "inspect iris --jsn", "cajal inspect has no option '--jsn'. Did you mean '--json'? See 'cajal inspect --help'." },
        { "inspect --jsn", "cajal inspect has no option '--jsn'. Did you mean '--json'? See 'cajal inspect --help'." },
        { "inspect iris --quality=best", "cajal inspect has no option '--quality'. See 'cajal inspect --help'." },
        { "inspect iris --delimiter", "cajal inspect: --delimiter has no value, expected CHARACTER. See 'cajal inspect --help'." },
        { "inspect iris --delimiter a --delimiter b", "cajal inspect: --delimiter is given more than once. Give it once. See 'cajal inspect --help'." },
        { "inspect iris --delimiter ab", "--delimiter is 'ab', expected one character, or 'tab'." },
        { "inspect iris --header --no-header", "--header and --no-header contradict each other. Give one of them, or none to have it detected." },
        { "data make moons --rows 3x", "cajal data make: --rows is '3x', expected a whole number. See 'cajal data make --help'." },
        { "data make moons --seed -1", "cajal data make: --seed is '-1', expected a whole number not below 0. See 'cajal data make --help'." },
        { "data make moons --noise 0,5", "cajal data make: --noise is '0,5', expected a number such as 0.5. See 'cajal data make --help'." },
    };

    public static TheoryData<string> Verbs => [.. VerbsOf(Root()).Select(verb => verb.Path)];

    [Theory]
    [MemberData(nameof(WrongWords))]
    public void A_wrong_word_is_named_with_the_nearest_right_one(string line, string message) =>
        CliRun.Of(line.Split(' ')).Refuses(2, message.Replace("{verbs}", string.Join(", ", Root().Subcommands.Select(verb => verb.Name)), StringComparison.Ordinal));

    [Theory]
    [InlineData("DATA", "train", "")]
    [InlineData("MODEL", "evaluate", "", "iris")]
    [InlineData("--output", "train", "iris", "-o", "")]
    [InlineData("--config", "train", "--config", "")]
    [InlineData("--keep", "predict", "run", "iris", "--keep", "")]
    public void An_empty_text_is_refused_by_the_name_of_what_it_stands_for(string name, params string[] line) => CliRun.Of(line).Refuses(2,
        $"cajal {line[0]}: {name} is an empty text; is a variable of the shell empty? See 'cajal {line[0]} --help'.");

    [Theory]
    [InlineData("two")]
    [InlineData("-1")]
    [InlineData("1025")]
    public void An_impossible_limit_of_threads_in_the_environment_is_refused(string limit)
    {
        CliRun.Limited(limit, "inspect", "iris").Refuses(2,
            $"CAJAL_THREADS is '{limit}', expected a number of threads from 1 to 1024. Give it one, or remove it from the environment for all processors.");
        Assert.Equal(0, CliRun.Limited(limit, "inspect", "--help").ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1024")]
    public void A_limit_of_threads_in_the_environment_is_taken(string limit) => Assert.Equal(0, CliRun.Limited(limit, "inspect", "iris").ExitCode);

    [Fact]
    public void No_text_at_all_may_stand_for_a_missing_value_beside_the_empty_cell() =>
        Assert.Equal(0, CliRun.With("a,b\n1,?\n2,x\n", "inspect", "-", "--missing", "").ExitCode);

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_of_every_verb_has_its_options_and_examples_of_itself(string path)
    {
        CliRun help = CliRun.Of([.. path.Split(' '), "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Equal("", help.Error);
        Assert.Contains($"Usage:\n  cajal {path} ", help.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:\n", help.Output, StringComparison.Ordinal);
        Assert.Contains($"  cajal {path} ", help.Output[help.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.All(VerbsOf(Root()).Single(verb => verb.Path == path).Verb.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Examples_of_every_verb_use_options_that_exist(string path)
    {
        Verb verb = VerbsOf(Root()).Single(verb => verb.Path == path).Verb;
        Assert.All(verb.Examples, example =>
        {
            ParseResult parsed = Root().Parse(example.Line.Split('>')[0].Trim()["cajal ".Length..]);
            Assert.Empty(parsed.Errors);
            Assert.Null(UsageError.Find(parsed));
        });
    }

    [Fact]
    public void Without_words_the_help_is_shown()
    {
        CliRun help = CliRun.Of();
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Usage:\n  cajal [command] [options]", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_that_of_the_library() =>
        Assert.StartsWith(typeof(Dataset).Assembly.GetName().Version!.ToString(3), CliRun.Of("--version").Output, StringComparison.Ordinal);

    private static Command Root()
    {
        var terminal = new Terminal { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null };
        return CommandLine.Root(new VerbContext(terminal, new Interruption(), []));
    }

    private static IEnumerable<(string Path, Verb Verb)> VerbsOf(Command command) => command.Subcommands.OfType<Verb>()
        .SelectMany(verb => VerbsOf(verb).Select(inner => ($"{verb.Name} {inner.Path}", inner.Verb)).Append((verb.Name, verb)));
}
