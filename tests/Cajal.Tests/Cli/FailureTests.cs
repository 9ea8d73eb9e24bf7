using Cajal.Cli;
using Cajal.Cli.Terminals;

namespace Cajal.Tests.Cli;

public sealed class FailureTests
{
    public static TheoryData<Exception, int, string> Errors => new()
    {
        { new ConfigurationException("wrong"), 2, "wrong" },
        { new DataException("bad\u001b[31m"), 3, "bad\\u001b[31m" },
        { new ModelFileException("missing"), 4, "missing" },
        { new DivergedException("gone"), 6, "gone" },
        { new ArgumentException("Adam: rate is -1.", "rate"), 2, "Adam: rate is -1." },
        { new ArgumentOutOfRangeException("rate", -1, "Expected more."), 2, "Expected more." },
        { new IOException("runs/a cannot be written: no space"), 1, "runs/a cannot be written: no space" },
        { new OperationCanceledException(), 130, "interrupted." },
        { new InvalidOperationException("odd."), 1, "unexpected error: odd. This is a fault of cajal; please report it with the output of --verbose." },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_error_becomes_a_line_and_an_exit_code(Exception error, int code, string message)
    {
        (int given, string said) = Report(error, verbose: false);
        Assert.Equal(code, given);
        Assert.Equal($"cajal: {message}\n", said);
    }

    [Fact]
    public void The_stack_trace_is_shown_when_asked_for() =>
        Assert.Contains("System.InvalidOperationException: odd.", Report(new InvalidOperationException("odd."), verbose: true).Said, StringComparison.Ordinal);

    [Fact]
    public void A_signal_is_left_to_the_system_until_a_command_watches_and_when_it_comes_again()
    {
        using var interruption = new Interruption();
        Assert.False(interruption.Request(ExitCodes.Terminated));
        CancellationToken token = interruption.Watch();
        Assert.False(token.IsCancellationRequested);
        Assert.True(interruption.Request(ExitCodes.Terminated));
        Assert.True(token.IsCancellationRequested);
        Assert.Equal(143, interruption.ExitCode);
        Assert.False(interruption.Request(ExitCodes.Interrupted));
        Assert.Equal(143, interruption.ExitCode);
    }

    [Theory]
    [InlineData("inspect", "xor")]
    [InlineData("--version")]
    public void Results_that_cannot_be_written_are_an_error(params string[] arguments)
    {
        var said = new StringWriter { NewLine = "\n" };
        Assert.Equal(1, Run(new StreamWriter(new FullDisk()), said, arguments));
        Assert.Equal("cajal: standard output cannot be written: No space left on device\n", said.ToString());
    }

    [Fact]
    public void Narration_that_cannot_be_written_is_none() =>
        Assert.Equal(3, Run(TextWriter.Null, new StreamWriter(new FullDisk()) { AutoFlush = true }, "train", "nothing.csv"));

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData(null, null, "en_US.UTF-8", true)]
    [InlineData(null, null, "C", false)]
    [InlineData("C", "de_DE.utf8", "de_DE.utf8", false)]
    [InlineData(null, "de_DE.utf8", "C", true)]
    [InlineData(null, null, "de_DE.ISO-8859-1", false)]
    public void Characters_beyond_ascii_need_a_locale_of_utf8(string? all, string? type, string? language, bool shows) =>
        Assert.Equal(shows, Terminal.ShowsUnicode(name => name switch { "LC_ALL" => all, "LC_CTYPE" => type, _ => language }));

    private static int Run(TextWriter output, TextWriter error, params string[] arguments)
    {
        using var interruption = new Interruption();
        using var terminal = new Terminal { Output = output, Error = error, OpenInput = () => Stream.Null };
        return CommandLine.Run(arguments, terminal, interruption);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }

    private static (int Code, string Said) Report(Exception error, bool verbose)
    {
        var said = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption();
        using var terminal = new Terminal { Output = TextWriter.Null, Error = said, OpenInput = () => Stream.Null };
        return (Failures.Report(error, new VerbContext(terminal, interruption, []), verbose), said.ToString());
    }
}
