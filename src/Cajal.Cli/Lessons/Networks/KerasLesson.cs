using System.Globalization;

namespace Cajal.Cli.Lessons.Networks;

/// <summary>Unit, layer, net: as formulas, as layers of a model, and their weights counted.</summary>
internal sealed class KerasLesson()
    : Lesson("keras", "unit, layer, net: g(wᵀx + b), g(Wx + b), and the lecture's Keras model in C#, its weights counted", "F1", "F2")
{
    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("A unit is g(wᵀx + b), a layer g(Wx + b), a net layer after layer. 2-3-2 by hand, V for the first layer and W for the second:");
        Sequential small = new Sequential { new Dense(3), new Sigmoid(), new Dense(2), new Sigmoid() }.Build([2], seed: 1);
        page.Show(small.Summary());
        page.Draw(small.UnitsToSvg(new DrawingOptions { Title = "2-3-2" }));
        // With the bias as a column V is 3 × (2 + 1) and W is 2 × (3 + 1).
        page.Check("F1", "2-3-2: numbers in V with its bias", Numbers(small, "dense1"), Bound.Equal(3 * 3));
        page.Check("F1", "2-3-2: numbers in W with its bias", Numbers(small, "dense2"), Bound.Equal(2 * 4));
        page.Check("F1", "2-3-2: weights in all", small.ParameterCount, Bound.Equal(17));
        page.Check("F1", "2-3-2: outputs against g(W g(V x + b) + b) by hand, largest difference", Difference(small, [0.3f, -0.8f]), Bound.AtMost(1e-6));
        var deep = new Sequential();
        for (int layer = 0; layer < 6; layer++)
        {
            deep.Add(new Dense(5));
            deep.Add(new Sigmoid());
        }

        page.Check("F1", "six layers: outputs against a loop over the layers, largest difference",
            Difference(deep.Build([4], seed: 2), [0.1f, 0.2f, -0.3f, 0.4f]), Bound.AtMost(1e-6));

        page.Say("The lecture's model.add(Dense(H, input N)), Activation(tanh), Dense(K), Activation(softmax), with N, H, K = 784, 32, 10:");
        Sequential keras = new Sequential { new Dense(32), new Tanh(), new Dense(10), new Softmax() }.Build([784]);
        page.Show(keras.Summary());
        page.Check("F2", "parameters of the hidden layer, 784·32 + 32", Numbers(keras, "dense1"), Bound.Equal(25_120));
        page.Check("F2", "parameters of the output layer, 32·10 + 10", Numbers(keras, "dense2"), Bound.Equal(330));
        page.Check("F2", "parameters in all", keras.ParameterCount, Bound.Equal(25_450));
        page.Holds("F2", "the summary prints them",
            new[] { 25_120, 330, 25_450 }.All(count => keras.Summary().Replace(",", "", StringComparison.Ordinal).Contains(count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));

        (Dataset training, Dataset test) = LessonModels.Digits().Split(0.8, seed: 1);
        var net = new Sequential { new Dense(32), new Tanh(), new Dense(10), new Softmax() };
        net.Compile(new Adam(0.01), new CrossEntropy(), new Accuracy());
        net.Fit(training, new FitOptions { Epochs = 20, Schedule = new CosineSchedule() });
        double accuracy = net.AccuracyOn(test);
        page.Say($"The same net on handwritten digits of 64 pixels, twenty epochs: {accuracy.ToString("P1", CultureInfo.InvariantCulture)} of {test.Count} others right.");
        page.Check("F2", "digits that it has not seen: share right", accuracy, Bound.AtLeast(0.95));
    }

    private static long Numbers(Model model, string layer) =>
        model.Parameters.Where(parameter => parameter.Name.StartsWith(layer + ".", StringComparison.Ordinal)).Sum(parameter => (long)parameter.Shape.Count);

    /// <summary>Largest difference of a net of sigmoid layers from the formula in loops.</summary>
    private static double Difference(Model model, float[] input)
    {
        double[] h = [.. input.Select(x => (double)x)];
        for (int layer = 0; layer < model.Parameters.Count; layer += 2)
        {
            float[] w = model.Parameters[layer].Values.ToArray();
            float[] b = model.Parameters[layer + 1].Values.ToArray();
            h = [.. b.Select((bias, j) => 1 / (1 + Math.Exp(-(bias + h.Select((x, i) => x * w[(i * b.Length) + j]).Sum()))))];
        }

        return model.Predict(input).Zip(h, (a, c) => Math.Abs(a - c)).Max();
    }
}
