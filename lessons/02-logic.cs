#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Any formula is a net of threshold units, and any net without circles is a formula.
using Cajal;

var formula = LogicFormula.Parse("((A & ¬X & Z) | (A & ¬Y)) & ((X & Y) | (¬X & Z))");
McCullochPittsNet net = formula.ToNet();
Console.WriteLine(net);
Console.WriteLine($"\ntrue in {formula.TruthTable().Count(value => value)} of {formula.TruthTable().Length} rows, the same as {formula.Simplify()}");
Console.WriteLine($"back from the net: {net.FormulaOf("output").Simplify()}");

Sequential model = formula.ToSequential();    // an ordinary model of dense layers: save it, draw it, inspect it
Console.WriteLine($"\n{model.Summary()}");

try
{
    LogicFormula.Parse("A & (X | )");
}
catch (LogicFormulaException mistake)
{
    Console.WriteLine(mistake.Message);
}
