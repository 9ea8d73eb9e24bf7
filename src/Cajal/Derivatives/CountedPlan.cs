using System.Diagnostics;
using Cajal.Kernels;
using Cajal.Ops;
using Cajal.Planning;

namespace Cajal.Derivatives;

/// <summary>A compiled function that counts the multiply-adds of its matrix products at each run, and the time.</summary>
internal sealed class CountedPlan
{
    private readonly Plan<double> plan;
    private readonly long multiplyAddsPerRun;

    /// <summary>Compiles the function. A first run, neither counted nor timed, lets the runtime compile what it calls.</summary>
    public CountedPlan(ParameterStore<double> store, Team team, params Node[] outputs)
    {
        var function = new GraphFunction(outputs);
        plan = PlanCompiler<double>.Compile(function, store);
        multiplyAddsPerRun = function.Nodes.Sum(node => node.Operator is ProductOperator product ? product.Operations(node) / 2 : 0);
        plan.Run(team);
    }

    /// <summary>Multiply-adds by now.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>Time in runs by now.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Values of an input or an output.</summary>
    public Span<double> this[Node node] => plan[node];

    /// <summary>Runs once.</summary>
    public void Run(Team team)
    {
        long start = Stopwatch.GetTimestamp();
        plan.Run(team);
        Time += Stopwatch.GetElapsedTime(start);
        MultiplyAdds += multiplyAddsPerRun;
    }
}
