#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// One layer of threshold units: half-planes. Two: convex regions. Three: unions of them, holes included.
using Cajal;

(string Name, PlanarRegion Region)[] regions =
[
    ("a half-plane", PlanarRegion.Intersection(new HalfPlane(1, 1, -1))),
    ("an open wedge", PlanarRegion.Intersection(new HalfPlane(-1, 1, 0), new HalfPlane(3, -1, 0))),
    ("a triangle", PlanarRegion.Polygon(new(0.1, 0.1), new(0.9, 0.2), new(0.4, 0.9))),
    ("an L", PlanarRegion.Polygon(new(0.1, 0.1), new(0.9, 0.1), new(0.9, 0.4), new(0.4, 0.4), new(0.4, 0.9), new(0.1, 0.9))),
    ("a square with a hole", PlanarRegion.Polygon(new(0.1, 0.1), new(0.9, 0.1), new(0.9, 0.9), new(0.1, 0.9))
        .Without(PlanarRegion.Polygon(new(0.3, 0.3), new(0.7, 0.3), new(0.5, 0.7)))),
];
foreach ((string name, PlanarRegion region) in regions)
{
    Sequential net = region.ToSequential();
    Console.WriteLine($"{name}: {net.Layers.OfType<Dense>().Count()} layer(s), {region.Units} units, {region.ConvexParts} convex part(s)");
    Console.WriteLine(DecisionPicture.Draw(net, new(0, 0), new(1, 1), 36, 16));
    Console.WriteLine();
}
