using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class CopyTests
{
    public static TheoryData<int, int> Sizes() => new() { { 1, 1 }, { 1, 9 }, { 7, 8 }, { 8, 8 }, { 9, 17 }, { 16, 33 }, { 24, 24 }, { 11, 40 }, { 40, 5 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_copy_of_any_view_has_its_elements(int rows, int columns)
    {
        Check<float>(rows, columns);
        Check<double>(rows, columns);
    }

    [Fact]
    public void A_turned_copy_leaves_alone_what_lies_between_its_rows()
    {
        for (int rows = 1; rows <= 20; rows++)
        {
            for (int columns = 1; columns <= 20; columns++)
            {
                Block<float> source = Blocks.Random<float>(new Random(123), columns, rows).Transposed(), copy = Blocks.Zero<float>(rows, columns, columns + 3);
                copy.Buffer.Span.Fill(9);
                new CopyWork<float>(source, copy).Execute();
                Assert.Equal(Blocks.Values(source), Blocks.Values(copy));
                for (int i = 0; i < copy.Buffer.Span.Length; i++)
                    Assert.True(i % (columns + 3) < columns || copy.Buffer.Span[i] == 9, $"[{rows}, {columns}]: element {i} between the rows was written.");
            }
        }
    }

    [Fact]
    public void A_repeated_column_is_copied_to_all()
    {
        Block<float> source = Blocks.Of(2, 3, 1f, 2, 3, 4, 5, 6), repeated = Blocks.Zero<float>(2, 3);
        new CopyWork<float>(new Block<float>(source.Buffer, 1, 2, 3, 3, 0), repeated).Execute();
        Assert.Equal([2f, 2, 2, 5, 5, 5], Blocks.Values(repeated));
    }

    [Fact]
    public void Blocks_outside_their_buffer_are_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Block<float>.Dense(new NativeBuffer<float>(5), 0, 2, 3));
        Assert.StartsWith("Block [2, 3] with strides (3, 1) at 0 ends at element 5, but the buffer has 5.", error.Message, StringComparison.Ordinal);
    }

    private static void Check<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> source = Blocks.Random<T>(new Random(123), rows, columns, columns + 2);
        Block<T> copy = Blocks.Zero<T>(rows, columns, columns + 1), flipped = Blocks.Zero<T>(columns, rows), back = Blocks.Zero<T>(rows, columns);
        new CopyWork<T>(source, copy).Execute();
        new CopyWork<T>(source.Transposed(), flipped).Execute();
        new CopyWork<T>(flipped, back.Transposed()).Execute();
        T[] expected = Blocks.Values(source);
        Assert.Equal(expected, Blocks.Values(copy));
        Assert.Equal(expected, Blocks.Values(flipped.Transposed()));
        Assert.Equal(expected, Blocks.Values(back));
    }
}
