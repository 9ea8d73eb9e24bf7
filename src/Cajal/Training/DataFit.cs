using Cajal.Models;

namespace Cajal.Training;

/// <summary>Checks that data fit a model.</summary>
internal static class DataFit
{
    /// <summary>Checks rows, shapes of inputs, kind and width of the targets.</summary>
    /// <exception cref="ArgumentException">Something does not fit; says what came and what was expected.</exception>
    public static void Check(Model model, Dataset data, string action)
    {
        if (data.Count == 0)
        {
            throw new ArgumentException($"{action}: the data have no rows, expected at least one.");
        }

        Network network = model.Built.Network;
        CheckNames(action, "input", network.Architecture.Inputs, [.. data.FurtherInputs.Select(input => input.Name)], "WithInput");
        foreach ((int index, Dataset input) in DataOrder.Inputs(network, data).Index())
        {
            Shape shape = new(input.InputShape), expected = network.InputShapes[index];
            string which = index == 0 ? "inputs" : $"inputs {PrintableText.Quote(network.Architecture.Inputs[index])}";
            if (shape.Count != expected.Count)
            {
                throw new ArgumentException($"{action}: {which} have shape {shape}, expected {expected}. Prepare the data as for training.");
            }

            if (!IsReadAlike(shape, expected))
            {
                throw new ArgumentException(
                    $"{action}: {which} have shape {shape}, expected {expected}: as many numbers, but with other axes. Bring their axes into that order, or give rows [{shape.Count}] that are in it.");
            }
        }

        CheckNames(action, "output", network.Architecture.Outputs, [.. data.FurtherTargets.Select(target => target.Name)], "WithTarget");
        foreach ((int index, Targets targets) in DataOrder.Targets(network, data).Index())
        {
            CheckTargets(action, network, index, targets);
        }
    }

    /// <summary>Whether the same numbers stand in the same places: rows without axes of their own, or equal axes but for those of one place.</summary>
    private static bool IsReadAlike(Shape given, Shape expected)
    {
        int[] some = [.. given.Sizes.ToArray().Where(size => size != 1)], others = [.. expected.Sizes.ToArray().Where(size => size != 1)];
        return some.Length <= 1 || others.Length <= 1 || some.SequenceEqual(others);
    }

    private static void CheckTargets(string action, Network network, int index, Targets targets)
    {
        int outputs = network.OutputShapes[index].Count;
        int expected = targets.Kind == TargetKind.Classes ? targets.ClassNames.Length : targets.Width;
        if (outputs == expected)
        {
            return;
        }

        string what = targets.Kind == TargetKind.Classes ? "classes" : "target columns";
        throw new ArgumentException(index == 0
            ? $"{action}: the model has {outputs} outputs, the data have {expected} {what}. Give the last dense layer {expected} outputs."
            : $"{action}: the output {PrintableText.Quote(network.Architecture.Outputs[index])} has {outputs} numbers, the data have {expected} {what}. "
                + $"Give the last dense layer before it {expected} outputs.");
    }

    /// <summary>The first input or output takes what the set itself holds, further ones must be named in it.</summary>
    private static void CheckNames(string action, string what, IReadOnlyList<string> names, IReadOnlyList<string> further, string method)
    {
        if (!names.Skip(1).Order(StringComparer.Ordinal).SequenceEqual(further.Order(StringComparer.Ordinal)))
        {
            string List(IEnumerable<string> some) => string.Join(", ", some.Select(PrintableText.Quote).DefaultIfEmpty("none"));
            throw new ArgumentException(
                $"{action}: beside the first {what} {PrintableText.Quote(names[0])} the model has: {List(names.Skip(1))}; the data have: {List(further)}. Add them with {method}.");
        }
    }
}
