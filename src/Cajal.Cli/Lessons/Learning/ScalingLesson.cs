using System.Globalization;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>Inputs brought to one scale, by the training part alone.</summary>
internal sealed class ScalingLesson()
    : Lesson("scaling", "inputs brought to one scale: fitted on the training part alone, kept in the model; and what it is good for", "O7")
{
    private static readonly string[] Kinds = ["standard", "quantile", "minmax", "robust"];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        Dataset animals = BuiltInData.Load("cats-dogs", rows: 400);
        (Dataset training, Dataset test) = animals.Split(0.5, seed: 1);
        Dataset changed = test.WithInputs([.. test.Inputs.ToArray().Select(value => (1000 * value) - 7)], [test.Features]);
        foreach (string kind in Kinds)
        {
            var scaler = Scaler.Fit(kind, training);
            string fitted = scaler.ToJson().ToJsonString();
            scaler.Apply(test);
            scaler.Apply(changed);
            page.Holds("O7", $"{kind}: what was fitted stays when the test part changes", scaler.ToJson().ToJsonString() == fitted);
            page.Holds("O7", $"{kind}: the training part alone decides",
                Scaler.Fit(kind, training).ToJson().ToJsonString() == fitted && Scaler.Fit(kind, animals).ToJson().ToJsonString() != fitted);
            page.Check("O7", $"{kind}: numbers that come back otherwise from a saved model", Saved(scaler, training, test), Bound.Equal(0));
        }

        Dataset standard = Scaler.Fit("standard", training).Apply(training);
        double[] weight = [.. Enumerable.Range(0, standard.Count).Select(row => (double)standard.Row(row)[0])];
        page.Check("O7", "standard: mean of an input on the training part", weight.Average(), Bound.Within(0, 1e-6));
        page.Check("O7", "standard: its deviation", Math.Sqrt(weight.Average(value => value * value)), Bound.Within(1, 1e-6));

        page.Say("Cats and dogs by weight (kg) and length (mm, to make it worse), twenty epochs of descent at the same rate:");
        (Sequential rawNet, History rawHistory) = Learn(Millimetres(training), null);
        (Sequential scaledNet, History scaledHistory) = Learn(Millimetres(training), Scaler.Fit("standard", Millimetres(training)));
        (double raw, double scaled) = (rawNet.AccuracyOn(Millimetres(test)), scaledNet.AccuracyOn(Millimetres(test)));
        page.DrawCurves("training loss", "epoch 1", "20", [
            new("inputs as they are", [.. rawHistory.Epochs.Select(epoch => epoch.Loss)]), new("standardised", [.. scaledHistory.Epochs.Select(epoch => epoch.Loss)]),
        ]);
        page.Show($"as they are    {raw.ToString("P1", CultureInfo.InvariantCulture)} right\nstandardised   {scaled.ToString("P1", CultureInfo.InvariantCulture)} right");
        page.Check("O7", "share right with standardised inputs", scaled, Bound.AtLeast(0.9));
        page.Check("O7", "share right with inputs as they are", raw, Bound.AtMost(scaled));
    }

    private static Dataset Millimetres(Dataset data) => data.WithInputs([.. data.Inputs.ToArray().Select((value, place) => place % 2 == 1 ? 10 * value : value)], [data.Features]);

    private static (Sequential Net, History History) Learn(Dataset training, Scaler? scaler)
    {
        Sequential model = new Sequential { new Dense(8), new Tanh(), new Dense(2), new Softmax() }
            .Build([2], seed: 1, scaler).Compile(new Sgd(0.1), new CrossEntropy(), new Accuracy());
        return (model, model.Fit(training, new FitOptions { Epochs = 20 }));
    }

    /// <summary>Predictions of a model with this scaler that differ after saving and loading it.</summary>
    private static int Saved(Scaler scaler, Dataset training, Dataset test)
    {
        string file = Path.Combine(Path.GetTempPath(), $"cajal-lesson-{Guid.NewGuid():N}.safetensors");
        try
        {
            Sequential model = Learn(training, scaler).Net;
            model.Save(file);
            float[] loaded = Model.Load(file).Predict(test.Inputs);
            return model.Predict(test.Inputs).Zip(loaded).Count(pair => pair.First != pair.Second);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
