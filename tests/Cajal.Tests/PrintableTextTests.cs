namespace Cajal.Tests;

public class PrintableTextTests
{
    [Theory]
    [InlineData("plain text, äöü 漢", "plain text, äöü 漢")]
    [InlineData("\u001b[2J", "\\u001b[2J")]
    [InlineData("a\r\nb\t\0\u007f\u0085", "a\\u000d\\u000ab\\u0009\\u0000\\u007f\\u0085")]
    [InlineData("\u202eevil\u200b\ufeff", "\\u202eevil\\u200b\\ufeff")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029")]
    [InlineData("\ue000\ufdd0", "\\ue000\\ufdd0")]
    [InlineData("🧠", "🧠")]
    [InlineData("\udb40\udc01", "\\udb40\\udc01")] // an invisible tag
    [InlineData("\ud87f\udffe", "\\ud87f\\udffe")] // never a character
    public void Nothing_invisible_or_commanding_is_left(string text, string expected) => Assert.Equal(expected, PrintableText.Escape(text));

    [Fact]
    public void Halves_of_pairs_are_escaped() => Assert.Equal("\\ud83ea\\udde0", PrintableText.Escape("\ud83ea\udde0"));

    [Fact]
    public void Long_text_is_cut()
    {
        Assert.Equal($"'{new string('x', 100)}'", PrintableText.Quote(new string('x', 100)));
        Assert.Equal($"'{new string('x', 100)}…' (101 characters)", PrintableText.Quote(new string('x', 101)));
    }
}
