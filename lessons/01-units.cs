#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// The unit of 1943: a threshold and a veto make gates, a circle makes memory.
using Cajal;

McCullochPittsUnit[] gates =
[
    McCullochPittsUnit.And("and", "a", "b"), McCullochPittsUnit.Or("or", "a", "b"), McCullochPittsUnit.Not("not", "a"),
    McCullochPittsUnit.Nor("nor", "a", "b"), McCullochPittsUnit.Nand("nand", "a", "b"),
];
Console.WriteLine("a b   00 01 10 11");
foreach (McCullochPittsUnit gate in gates)
{
    var net = new McCullochPittsNet("a", "b") { gate };
    Console.Write($"{gate.Name,-4} ");
    foreach ((bool a, bool b) in new[] { (false, false), (false, true), (true, false), (true, true) })
    {
        Console.Write(net.Evaluate(gate.Name, a, b) ? "  1" : "  0");
    }

    Console.WriteLine($"    {gate}");
}

// Inputs act a unit of time later. The memory excites itself until it is vetoed.
var latch = new McCullochPittsNet("set", "reset")
{
    new McCullochPittsUnit("memory", threshold: 1, excitatory: ["set", "memory"], inhibitory: ["reset"]),
};
Console.WriteLine();
Console.WriteLine(latch.Run([[true, false], [false, false], [false, false], [false, true], [false, false]]));
