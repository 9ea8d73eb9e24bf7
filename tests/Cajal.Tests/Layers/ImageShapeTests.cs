namespace Cajal.Tests.Layers;

public sealed class ImageShapeTests
{
    [Fact]
    public void A_row_of_two_axes_is_a_gray_picture()
    {
        Assert.Equal(new ImageShape(28, 30, 1), ImageShape.Of(new Flatten(), [28, 30]));
        Assert.Equal(new ImageShape(28, 30, 3), ImageShape.Of(new Flatten(), [28, 30, 3]));
        Assert.Equal([28, 30, 1], ImageShape.Of(new Flatten(), [28, 30]).Row);
        Assert.Equal([5, 28, 30, 1], ImageShape.Of(new Flatten(), [28, 30]).Batch(new Graph().Input("x", [5, 28, 30])).Shape);
    }

    [Theory]
    [InlineData("[784]")]
    [InlineData("[]")]
    [InlineData("[2, 2, 2, 2]")]
    [InlineData("[0, 28]")]
    public void What_is_no_picture_is_refused(string shape)
    {
        int[] sizes = shape == "[]" ? [] : [.. shape.Trim('[', ']').Split(", ").Select(int.Parse)];
        Assert.Equal(
            $"Flatten 'f': one row of the input has shape {shape}, expected a picture [height, width, channels] or [height, width]. "
            + "Put a Reshape layer before it, or give the model pictures.",
            Assert.Throws<ConfigurationException>(() => ImageShape.Of(new Flatten { Name = "f" }, new Shape(sizes))).Message);
    }
}
