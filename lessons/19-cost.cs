#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// What a gradient costs: one derivative for each weight, finite differences, backpropagation; multiply-adds counted, times measured.
using Cajal;

GradientCostTable table = GradientCostTable.Measure([4, 8, 12, 16, 24]);
Console.WriteLine(table);
foreach (GradientCostRow row in table.Rows)
{
    Console.WriteLine($"{row.Weights,5} weights: differences cost {row.Differences / row.Forward,5} forward passes, backpropagation {(double)row.Backward / row.Forward:0.00}");
}
