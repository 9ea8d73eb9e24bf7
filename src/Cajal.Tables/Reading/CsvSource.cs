using System.Text;

namespace Cajal.Tables;

/// <summary>
/// The characters of a file on their way to the CSV parser: decoded by the byte order mark (UTF-8, UTF-16, UTF-32; UTF-8 without one),
/// bytes that are no text refused with their line, and the beginning kept so that delimiter and header can be detected first.
/// </summary>
internal sealed class CsvSource : TextReader
{
    /// <summary>Characters looked at before parsing starts, to detect the delimiter: some hundred rows of an ordinary file.</summary>
    private const int PreviewLength = 64 * 1024;

    // A noncharacter that no valid text holds; bytes that cannot be decoded become it, so that they are seen where the lines are counted.
    private const char Undecodable = '\uFFFF';

    private readonly TextReader _reader;
    private readonly string _name;
    private readonly char[] _preview;
    private readonly int _previewLength;
    private int _previewTaken;
    private int _line = 1;
    private bool _lastWasReturn;

    private CsvSource(TextReader reader, string name)
    {
        _reader = reader;
        _name = name;
        _preview = new char[PreviewLength];
        _previewLength = reader.ReadBlock(_preview, 0, PreviewLength);
        PreviewIsWhole = _previewLength < PreviewLength;
        Check(_preview.AsSpan(0, _previewLength));
    }

    /// <summary>The first characters of the text.</summary>
    public ReadOnlyMemory<char> Preview => _preview.AsMemory(0, _previewLength);

    /// <summary>Whether <see cref="Preview"/> is the whole text.</summary>
    public bool PreviewIsWhole { get; }

    /// <summary>Reads characters that somebody else decodes.</summary>
    public static CsvSource Open(TextReader reader, string name) => new(reader, name);

    /// <summary>Reads and decodes bytes.</summary>
    public static CsvSource Open(Stream stream, string name)
    {
        var head = new byte[4];
        int headLength = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        (Encoding encoding, int markLength) = DetectEncoding(head.AsSpan(0, headLength));
        var body = new PrefixedStream(head.AsMemory(markLength, headLength - markLength), stream);
        return new CsvSource(new StreamReader(body, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024), name);
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        if (_previewTaken < _previewLength)
        {
            ReadOnlySpan<char> left = _preview.AsSpan(_previewTaken, Math.Min(buffer.Length, _previewLength - _previewTaken));
            left.CopyTo(buffer);
            _previewTaken += left.Length;
            return left.Length;
        }

        int read = _reader.Read(buffer);
        Check(buffer[..read]);
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
        }

        base.Dispose(disposing);
    }

    private static (Encoding Encoding, int MarkLength) DetectEncoding(ReadOnlySpan<byte> head)
    {
        // UTF-32's mark begins with UTF-16's, so it is asked for first.
        Encoding[] marked =
        [
            new UTF32Encoding(bigEndian: false, byteOrderMark: true), new UTF32Encoding(bigEndian: true, byteOrderMark: true),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        ];
        foreach (Encoding encoding in marked)
        {
            if (head.StartsWith(encoding.Preamble))
            {
                return (Strict(encoding), encoding.Preamble.Length);
            }
        }

        return (Strict(Encoding.UTF8), 0);
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = new DecoderReplacementFallback(Undecodable.ToString());
        return strict;
    }

    // Counts lines as the parser does: CR LF, LF and CR alone each end one.
    private void Check(ReadOnlySpan<char> text)
    {
        int bad = text.IndexOfAny('\0', Undecodable);
        CountLines(bad < 0 ? text : text[..bad]);
        if (bad >= 0)
        {
            throw TableErrors.NoText(_name, _line, isNul: text[bad] == '\0');
        }
    }

    private void CountLines(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_lastWasReturn && text[0] == '\n')
            {
                text = text[1..];
            }

            _lastWasReturn = false;
            int end = text.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                return;
            }

            _line++;
            _lastWasReturn = text[end] == '\r';
            text = text[(end + 1)..];
        }
    }

    /// <summary>A stream that gives back the bytes already taken from it before it goes on; the stream under it stays open.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_prefix.IsEmpty)
            {
                return rest.Read(buffer);
            }

            int count = Math.Min(buffer.Length, _prefix.Length);
            _prefix.Span[..count].CopyTo(buffer);
            _prefix = _prefix[count..];
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
