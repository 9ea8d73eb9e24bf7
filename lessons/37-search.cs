#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// How many units, which activation, what rate? A search by cross-validation; candidates that do well go on for thrice as long.
using Cajal;

Dataset spirals = BuiltInData.Load("spirals", rows: 300, noise: 0.02);
FoldedData folds = FoldedData.Of(spirals, folds: 3, seed: 1);
TrainingConfiguration start = Recipes.ForTable(TargetKind.Classes)
    .With("hidden", "8", "lesson").With("epochs", "81", "lesson").With("batchSize", "8", "lesson").With("seed", "1", "lesson");
var space = new SearchSpace([
    new SearchChoice("hidden", "8", "32", "32,32", "64,64"), new SearchChoice("activation", "relu", "tanh", "mish"), new SearchLogRange("optimizer.learningRate", 0.003, 0.3),
]);
TuningResult found = Tuner.Run(folds, start, space, new TuningOptions { Trials = 60 });
Console.WriteLine($"{found.Trials.Count} trials: {found.Stopped}");
foreach (Trial trial in found.Ranked.Take(8))
{
    string settings = trial.Candidate == 0 ? "where the search began" : string.Join(", ", trial.Settings.Select(setting => $"{setting.Key} {setting.Value}"));
    Console.WriteLine($"trial {trial.Number,3}, {trial.Epochs,2} epochs: {trial.Score:0.000} ± {trial.Deviation:0.000}   {settings}");
}
