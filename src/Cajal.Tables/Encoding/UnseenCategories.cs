using System.Text;

namespace Cajal.Tables;

/// <summary>Counts the cells whose category the training part did not have, for one note a column.</summary>
internal sealed class UnseenCategories(FeatureSet features)
{
    private const int Shown = 3;

    private readonly int[] _counts = new int[features.Categories.Length];
    private readonly List<string>[] _examples = [.. features.Categories.Select(_ => new List<string>())];

    public void Add(int feature, ReadOnlySpan<byte> cell)
    {
        _counts[feature]++;
        if (_examples[feature].Count < Shown && Encoding.UTF8.GetString(cell) is var text && !_examples[feature].Contains(text))
        {
            _examples[feature].Add(text);
        }
    }

    public IEnumerable<string> Notes(string source) => features.Categories.Index().Where(one => _counts[one.Index] > 0).Select(one =>
        $"{source}: {TableErrors.Count(_counts[one.Index], "cell")} of {PrintableText.Quote(one.Item.Column)} with a category that the training part "
        + $"did not have ({string.Join(", ", _examples[one.Index].Select(PrintableText.Quote))}), coded as none of the known ones.");
}
