using System.Numerics;
using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests;

/// <summary>Planned against naive execution: equal to the last bit.</summary>
internal static class PlanCheck
{
    public static Plan<T> SameBits<T>(
        GraphFunction function, IReadOnlyDictionary<Node, double[]> inputs, Dictionary<string, double[]>? parameters = null, int threads = 1, int runs = 1,
        bool compiled = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterStore<T> naiveStore = Store<T>(function, parameters);
        ParameterStore<T> planStore = Store<T>(function, parameters);
        Dictionary<Node, T[]> values = inputs.ToDictionary(pair => pair.Key, pair => pair.Value.Select(T.CreateChecked).ToArray());
        Plan<T> plan = PlanCompiler<T>.Compile(function, planStore);
        if (compiled)
        {
            plan.CompileLoops();
        }

        using var team = new Team(threads);
        for (int run = 0; run < runs; run++)
        {
            var random = new RandomState { Seed = 11, Step = (ulong)run };
            Dictionary<Node, T[]> expected = NaiveExecutor.Run(function, naiveStore, values, random);
            foreach ((Node input, T[] array) in values.Where(pair => function.Nodes.Contains(pair.Key)))
            {
                array.CopyTo(plan[input]);
            }

            plan.Run(team, 11, (ulong)run);
            foreach (Node output in function.Outputs)
            {
                Same(expected[output], plan[output], $"{output}\n{plan}");
            }

            foreach ((string name, _) in naiveStore.Entries)
            {
                Same(naiveStore[name].ToArray(), planStore[name], $"parameter {name} in run {run}\n{plan}");
            }
        }

        return plan;
    }

    private static ParameterStore<T> Store<T>(GraphFunction function, Dictionary<string, double[]>? parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var store = new ParameterStore<T>(function.Nodes.Select(node => node.Operator).OfType<Cajal.Ops.Parameter>()
            .Select(parameter => (parameter.ParameterName, parameter.Shape)));
        foreach ((string name, double[] values) in (parameters ?? []).Where(pair => store.Contains(pair.Key)))
        {
            values.Select(T.CreateChecked).ToArray().CopyTo(store[name]);
        }

        return store;
    }

    private static void Same<T>(T[] expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int index = 0; index < expected.Length; index++)
        {
            bool same = expected[index].Equals(actual[index]) && T.IsNegative(expected[index]) == T.IsNegative(actual[index]);
            Assert.True(same || (T.IsNaN(expected[index]) && T.IsNaN(actual[index])), $"element {index}: naive {expected[index]}, planned {actual[index]} in {what}");
        }
    }
}
