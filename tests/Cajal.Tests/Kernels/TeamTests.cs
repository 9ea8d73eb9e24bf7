using System.Runtime.CompilerServices;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class TeamTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Every_number_of_threads_gives_the_same_bits(int threads)
    {
        float[] expected = Train(new Team(1));
        using var shareAll = new Team(threads, sharedCost: 0);
        using var shareLarge = new Team(threads, sharedCost: 20_000);
        Assert.Equal(expected, Train(shareAll));
        Assert.Equal(expected, Train(shareLarge));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Team.MostThreads + 1)]
    public void Impossible_numbers_of_threads_are_refused(int threads) => Assert.StartsWith(
        $"{threads} threads asked for, expected 1 to 1024, or 0 for all processors.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Team.Of(threads)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(null, 6)]
    [InlineData("", 6)]
    [InlineData("0", 6)]
    [InlineData("-2", 6)]
    [InlineData(" 2", 6)]
    [InlineData("two", 6)]
    [InlineData("99999999999", 6)]
    [InlineData("1", 1)]
    [InlineData("8", 8)]
    [InlineData("5000", Team.MostThreads)]
    public void A_limit_that_is_a_number_of_threads_counts_instead_of_the_processors(string? limit, int threads)
    {
        Assert.Equal(threads, Team.DefaultThreadsOf(limit, processors: 6));
        Assert.Equal(Team.MostThreads, Team.DefaultThreadsOf(null, processors: 2000));
    }

    [Fact]
    public void The_limit_of_a_process_is_what_its_environment_says() => Assert.Equal(
        Team.DefaultThreadsOf(Environment.GetEnvironmentVariable("CAJAL_THREADS"), Environment.ProcessorCount), Team.DefaultThreads);

    /// <summary>More threads than processors would only keep one another from working.</summary>
    [Fact]
    public void Who_waits_spins_only_where_every_thread_has_a_processor()
    {
        var patient = new Patience(threads: 1);
        var crowded = new Patience(Environment.ProcessorCount + 1);
        Assert.True(patient.Spin());
        Assert.False(crowded.Spin());
    }

    /// <summary>Helpers fall asleep while nothing is offered, and the next work wakes them; without that a run would only be slow.</summary>
    [Fact]
    public void Helpers_that_sleep_are_woken()
    {
        using var team = new Team(2, sharedCost: 0);
        var caller = Thread.CurrentThread;
        for (int round = 0; round < 3; round++)
        {
            Thread? helper = null;
            using var both = new Barrier(2);
            team.Run(new WorkList(new Step(2, _ =>
            {
                if (Thread.CurrentThread != caller)
                    helper = Thread.CurrentThread;
                Assert.True(both.SignalAndWait(Limit));
            })));
            Assert.True(SpinWait.SpinUntil(() => (helper!.ThreadState & ThreadState.WaitSleepJoin) != 0, Limit));
        }
    }

    [Fact]
    public void Works_run_in_order_and_every_unit_once()
    {
        using var team = new Team(3, sharedCost: 0);
        var counts = new int[10];
        var works = new Work[20];
        for (int i = 0; i < works.Length; i++)
        {
            int step = i;
            works[i] = new Step(10, unit => Assert.Equal(step, Interlocked.Increment(ref counts[unit]) - 1));
        }

        var list = new WorkList(works);
        for (int run = 0; run < 300; run++)
        {
            Array.Clear(counts);
            team.Run(list);
            Assert.All(counts, c => Assert.Equal(works.Length, c));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void An_exception_of_a_worker_reaches_the_caller_and_the_team_lives_on(int failing)
    {
        using var team = new Team(2, sharedCost: 0);
        Work[] bad = [new Step(8, unit => { if (unit == failing) throw new InvalidDataException("broken"); }), new Step(8, _ => { })];
        Assert.Equal("broken", Assert.Throws<InvalidDataException>(() => team.Run(new WorkList(bad))).Message);
        int sum = 0;
        team.Run(new WorkList(new Step(8, unit => Interlocked.Add(ref sum, unit))));
        Assert.Equal(28, sum);
    }

    [Fact]
    public void Only_one_thread_at_a_time_may_run_a_team()
    {
        using var team = new Team(2, sharedCost: 0);
        var error = Assert.Throws<InvalidOperationException>(() => team.Run(new WorkList(new Step(2, _ => team.Run(new WorkList())))));
        Assert.Equal("This team is running another plan. A team serves one thread at a time: make a team for each thread.", error.Message);
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using var team = new Team(2, sharedCost: 0);
        (Work[] works, _, _) = TrainingPlan();
        Assert.All(works, work => work.Compile());
        var list = new WorkList(works);
        for (int i = 0; i < 10; i++)
            team.Run(list);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            team.Run(list);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Threads_of_a_team_that_nobody_holds_end()
    {
        WeakReference<Thread> worker = RunAndForget();
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < Limit && worker.TryGetTarget(out Thread? thread) && thread.IsAlive;)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(10);
        }

        Assert.False(worker.TryGetTarget(out Thread? left) && left.IsAlive);
    }

    [Fact]
    public void A_helper_that_is_held_up_does_not_hold_up_what_it_has_not_claimed()
    {
        using var team = new Team(2, sharedCost: 0);
        var caller = Thread.CurrentThread;
        int helped = 0, executed = 0;
        using var helperIsIn = new ManualResetEventSlim();
        team.Run(new WorkList(new Step(16, _ =>
        {
            if (Thread.CurrentThread == caller)
                Assert.True(helperIsIn.Wait(Limit));
            else
            {
                // A claim is half of a range of 8 at most, so the caller can execute twelve units while this one stands still.
                Interlocked.Increment(ref helped);
                helperIsIn.Set();
                Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref executed) >= 12, Limit));
            }

            Interlocked.Increment(ref executed);
        })));
        Assert.Equal(16, executed);
        Assert.InRange(helped, 1, 4);
    }

    [Fact]
    public void A_caller_that_is_interrupted_waits_for_its_helpers_first()
    {
        int executed = 0;
        bool isInterrupted = false;
        using var helperMayGoOn = new ManualResetEventSlim();
        using var helperIsIn = new ManualResetEventSlim();
        var caller = new Thread(() =>
        {
            using var team = new Team(2, sharedCost: 0);
            team.Run(new WorkList(new Step(2, _ =>
            {
                if (Thread.CurrentThread.Name == "Cajal worker 1")
                {
                    helperIsIn.Set();
                    Assert.True(helperMayGoOn.Wait(Limit));
                }
                else
                    Assert.True(helperIsIn.Wait(Limit));
                Interlocked.Increment(ref executed);
            })));
            isInterrupted = Volatile.Read(ref executed) == 2 && Assert.ThrowsAny<Exception>(() => Thread.Sleep(1)) is ThreadInterruptedException;
        });
        caller.Start();
        Assert.True(helperIsIn.Wait(Limit));
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref executed) == 1 && (caller.ThreadState & ThreadState.WaitSleepJoin) != 0, Limit));
        caller.Interrupt();
        Assert.False(caller.Join(50));
        helperMayGoOn.Set();
        Assert.True(caller.Join(Limit));
        Assert.True(isInterrupted);
    }

    [Fact]
    public void A_list_has_what_must_be_done_before_a_work()
    {
        var random = new Random(123);
        Block<float> a = Blocks.Random<float>(random, 520, 200).Transposed(), b = Blocks.Random<float>(random, 520, 300);
        Block<float> shared = Blocks.Zero<float>(200, 300), alone = Blocks.Zero<float>(200, 300);
        var work = new ProductWork<float>(a, b, shared, null);
        var list = new WorkList(new Step(1, _ => { }), work);
        Assert.Equal([list.Works[0], work.Preparation!, work], list.Works);
        using var team = new Team(3, sharedCost: 0);
        team.Run(list);
        new ProductWork<float>(a, b, alone, null).Execute();
        Assert.Equal(Blocks.Values(alone), Blocks.Values(shared));
    }

    [Fact]
    public void A_team_disposed_while_it_runs_finishes_its_plan()
    {
        var team = new Team(3, sharedCost: 0);
        int executed = 0;
        Work[] plan = [.. Enumerable.Range(0, 20).Select(step => new Step(8, _ =>
        {
            if (step == 10) team.Dispose();
            Interlocked.Increment(ref executed);
        }))];
        team.Run(new WorkList(plan));
        Assert.Equal(160, executed);
        Assert.Throws<ObjectDisposedException>(() => team.Run(new WorkList(plan)));
    }

    [Fact]
    public void Sharing_pauses_when_more_time_is_lost_than_saved_and_is_tried_again()
    {
        var record = new SharingRecord();
        long second = System.Diagnostics.Stopwatch.Frequency, now = 0;
        Assert.True(Window(lostMilliseconds: 1, helpersCost: 50));
        Assert.False(Window(lostMilliseconds: 6, helpersCost: 50));
        foreach (double pause in new[] { 0.05, 0.1, 0.2, 0.4, 0.8, 1, 1 })
        {
            Assert.False(record.Begin(now + (long)(pause * 0.99 * second)));
            now += (long)(pause * 1.01 * second);
            Assert.False(Window(lostMilliseconds: 6, helpersCost: 50));
        }

        now += 2 * second;
        Assert.True(Window(lostMilliseconds: 4, helpersCost: 50));
        Assert.False(Window(lostMilliseconds: 4, helpersCost: 10));
        Assert.True(record.Begin(now + second / 10));

        // Ten milliseconds in which the caller did a cost of 50; without helpers it would have needed 10 - lost more for theirs.
        bool Window(int lostMilliseconds, double helpersCost)
        {
            Assert.True(record.Begin(now));
            record.AddWork(50, helpersCost);
            record.AddLoss(lostMilliseconds * second / 1000);
            now += second / 100;
            return record.Judge(now);
        }
    }

    [Fact]
    public void A_disposed_team_refuses_to_run()
    {
        var team = new Team(2);
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new WorkList()));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<Thread> RunAndForget()
    {
        Thread? worker = null;
        using var both = new Barrier(2);
        new Team(2, sharedCost: 0).Run(new WorkList(new Step(2, unit =>
        {
            // Both units are under way at once, so one of them is the helper's.
            Assert.True(both.SignalAndWait(Limit));
            if (Thread.CurrentThread.Name == "Cajal worker 1") worker = Thread.CurrentThread;
        })));
        return new WeakReference<Thread>(worker!);
    }

    /// <summary>One step of y = tanh(x w + b), w -= 0.01 x^T y and some more: products in two roles, epilogues, sums, an update in place.</summary>
    private static (Work[] Plan, Block<float> Weight, Block<float> Bias) TrainingPlan()
    {
        var random = new Random(123);
        Block<float> x = Blocks.Random<float>(random, 130, 70), w = Blocks.Random<float>(random, 70, 150), bias = Blocks.Random<float>(random, 1, 150);
        Block<float> y = Blocks.Zero<float>(130, 150), sum = Blocks.Zero<float>(1, 150);
        var forward = new PointwiseProgramBuilder<float>(130, 150);
        int shifted = forward.Apply(PointwiseFunction.Add, forward.Accumulator(), forward.Load(new Block<float>(bias.Buffer, bias.Offset, 130, 150, 0, 1)));
        forward.Store(forward.Apply(PointwiseFunction.Tanh, shifted), y);
        var update = new PointwiseProgramBuilder<float>(70, 150);
        update.Store(update.Apply(PointwiseFunction.MultiplyAdd, update.Accumulator(), update.Constant(-0.01f), update.Load(w)), w);
        var shift = new PointwiseProgramBuilder<float>(1, 150);
        shift.Store(shift.Apply(PointwiseFunction.Subtract, shift.Load(bias), shift.Load(sum)), bias);
        Work[] plan =
        [
            new ProductWork<float>(x, w, null, forward.Build()),
            new SumWork<float>(y, sum, Axis.Rows),
            new ProductWork<float>(x.Transposed(), y, null, update.Build()),
            new PointwiseWork<float>(shift.Build()),
            new LogitsWork<float>(y).WithSoftmax(y, logarithm: true),
            new RandomUniformWork<float>(new RandomState(), 1, sum),
        ];
        return (plan, w, bias);
    }

    private static float[] Train(Team team)
    {
        (Work[] plan, Block<float> weight, Block<float> bias) = TrainingPlan();
        team.Run(new WorkList(plan));
        team.Run(new WorkList(plan));
        return [.. Blocks.Values(weight), .. Blocks.Values(bias)];
    }

    private sealed class Step(int units, Action<int> action) : Work
    {
        public override int Units => units;

        public override double Cost => units;

        public override void Execute(int firstUnit, int unitCount, int worker)
        {
            for (int unit = firstUnit; unit < firstUnit + unitCount; unit++)
                action(unit);
        }
    }
}
