using Cajal.Planning;
using Cajal.Training;

namespace Cajal.Tests.Training;

/// <summary>The memory of a training step is known before it is allocated.</summary>
public sealed class StepMemoryTests
{
    [Theory]
    [InlineData("lenet5", 8)]
    [InlineData("resnet20", 3)]
    public void The_plan_takes_what_was_said_before(string name, int batch)
    {
        Model net = KnownNets.ByName(name).Create([32, 32, 3]);
        var memory = StepMemory.Of(net, batch, new Adam());
        var step = TrainingStep.Build(net.Placed, new CrossEntropy(), new Adam(), new StepSettings(), TargetKind.Classes, 1, batch);
        var store = new ParameterStore<float>([.. net.Placed.Parameters.Select(parameter => (parameter.Name, parameter.Declaration.Shape)), .. step.State]);

        Assert.Equal(PlanCompiler<float>.Compile(step.Function, store).Bytes, memory.Plan);
        Assert.Equal(4 * net.Placed.StoredCount, memory.Parameters);
        Assert.Equal(2 * 4 * net.Placed.ParameterCount, memory.State);
        Assert.Equal(memory.Parameters + memory.State + memory.Plan, memory.Total);
    }

    [Fact]
    public void A_step_too_large_for_a_plan_is_refused()
    {
        var error = Assert.Throws<ConfigurationException>(() => StepMemory.Of(KnownNets.ByName("vgg16").Create(), 256));

        Assert.Contains("Take fewer rows at a time.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_questions_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StepMemory.Of(KnownNets.ByName("lenet5").Create(), 0));
        Assert.Equal(
            "Sequential: its inputs have no shape yet. Call Build with the shape of one input first.",
            Assert.Throws<InvalidOperationException>(() => StepMemory.Of(new Sequential { new Dense(2) }, 1)).Message);
    }
}
