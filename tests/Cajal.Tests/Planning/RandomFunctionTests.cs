namespace Cajal.Tests.Planning;

public sealed class RandomFunctionTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_function_planned_gives_the_bits_of_the_naive_executor(int seed)
    {
        var made = new RandomFunction(seed);
        bool compiled = seed % 3 == 0;
        PlanCheck.SameBits<float>(made.Function, made.Inputs, made.Parameters, threads: seed % 2 == 0 ? 1 : 3, runs: 3, compiled);
        PlanCheck.SameBits<double>(made.Function, made.Inputs, made.Parameters, threads: seed % 2 == 0 ? 3 : 1, runs: 3, compiled);
    }
}
