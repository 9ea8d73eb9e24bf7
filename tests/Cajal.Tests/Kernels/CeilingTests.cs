using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class CeilingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_ceiling_is_the_most_that_any_sample_has_shown(int threads)
    {
        var ceiling = new Ceiling(threads, sampleSeconds: 1e-4);
        Assert.Equal(0, ceiling.FlopsPerSecond);
        for (int i = 0; i < 10; i++)
        {
            double before = ceiling.FlopsPerSecond;
            ceiling.Sample();
            Assert.InRange(ceiling.FlopsPerSecond, Math.Max(before, 1), 1e15);
            Assert.Equal(ceiling.FlopsPerSecond, ceiling.WindowFlopsPerSecond);
        }

        double most = ceiling.FlopsPerSecond;
        ceiling.BeginWindow();
        Assert.Equal((most, 0), (ceiling.FlopsPerSecond, ceiling.WindowFlopsPerSecond));
        ceiling.Sample();
        Assert.InRange(ceiling.WindowFlopsPerSecond, 1, ceiling.FlopsPerSecond);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Simultaneous_actions_begin_when_all_are_there_and_their_time_covers_them_all(int threads)
    {
        int begun = 0;
        var together = new CountdownEvent(threads);
        double seconds = Simultaneous.Seconds(threads, () =>
        {
            Interlocked.Increment(ref begun);
            together.Signal();
            Assert.True(together.Wait(TimeSpan.FromSeconds(60)));
            Thread.Sleep(20);
        });
        Assert.Equal(threads, begun);
        Assert.InRange(seconds, 0.019, 60);
    }
}
