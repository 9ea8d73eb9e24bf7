using System.Runtime.CompilerServices;
using Cajal.Models;

namespace Cajal.Tests.Models;

/// <summary>Predictions from many threads, without allocation, and models that are dropped.</summary>
public sealed class PredictorTests
{
    private const int Features = 21;
    private const int Outputs = 10;

    public static TheoryData<string?> Scalers => [null, .. Scaler.Names];

    [Theory]
    [MemberData(nameof(Scalers))]
    public void Eight_threads_at_once_get_the_bits_of_one(string? scaler)
    {
        const int Rows = 200;
        float[] rows = Numbers(Rows);
        Sequential model = Net(scaler);
        float[] expected = model.Predict(rows);
        using var start = new Barrier(8);
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(number => new Thread(() =>
        {
            var random = new Random(number);
            float[] outputs = new float[Rows * Outputs];
            start.SignalAndWait();
            for (int call = 0; call < 300; call++)
            {
                int count = random.Next(1, 100);
                int first = random.Next(Rows - count + 1);
                Span<float> result = outputs.AsSpan(0, count * Outputs);
                model.Predict(rows.AsSpan(first * Features, count * Features), result);
                if (!result.SequenceEqual(expected.AsSpan(first * Outputs, count * Outputs)))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(0, wrong);
    }

    [Theory]
    [MemberData(nameof(Scalers))]
    public void Prediction_allocates_nothing_after_the_first_calls(string? scaler)
    {
        Sequential model = Net(scaler);
        int[] counts = [1, 2, 8, 9, 75];
        float[] rows = Numbers(75);
        float[] results = new float[75 * Outputs];
        PredictAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        PredictAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void PredictAll()
        {
            for (int call = 0; call < 100; call++)
            {
                foreach (int count in counts)
                {
                    model.Predict(rows.AsSpan(0, count * Features), results.AsSpan(0, count * Outputs));
                }
            }
        }
    }

    [Fact]
    public void A_model_that_nobody_holds_is_collected_though_threads_that_used_it_live_on()
    {
        WeakReference[] dropped = UseAndDrop(20);
        for (int attempt = 0; attempt < 10 && Array.Exists(dropped, model => model.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(dropped, model => model.IsAlive);
    }

    [Fact]
    public void A_caller_gets_its_own_thing_back_and_others_get_what_is_free()
    {
        int made = 0;
        var loans = new Loans<object>(() =>
        {
            made++;
            return new object();
        });
        object first = loans.Take();
        object second = loans.Take();
        Assert.NotSame(first, second);
        loans.Return(first);
        Assert.Same(first, loans.Take());
        loans.Return(first);
        loans.Return(second);
        HashSet<object> both = [loans.Take(), loans.Take()];
        Assert.Equal([first, second], both.Order(Comparer<object>.Create((a, b) => ReferenceEquals(a, b) ? 0 : ReferenceEquals(a, first) ? -1 : 1)));
        Assert.Equal(2, made);
    }

    [Fact]
    public void More_callers_than_places_get_a_thing_each()
    {
        var loans = new Loans<object>(() => new object());
        object[] things = [.. Enumerable.Range(0, 10_000).Select(_ => loans.Take())];
        Assert.Equal(things.Length, things.Distinct().Count());
        Array.ForEach(things, loans.Return);
        Assert.Contains(loans.Take(), things);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] UseAndDrop(int models) => [.. Enumerable.Range(0, models).Select(_ =>
    {
        Sequential model = Net(null);
        model.Predict(Numbers(1));
        return new WeakReference(model);
    })];

    private static float[] Numbers(int rows)
    {
        var random = new Random(123);
        return [.. Enumerable.Range(0, rows * Features).Select(_ => (float)(random.NextDouble() * 255))];
    }

    private static Sequential Net(string? scaler) => new Sequential { new Dense(33), new Tanh(), new Dense(Outputs), new Softmax() }
        .Build([Features], 3, scaler is null ? null : Scaler.Fit(scaler, Numbers(50), Features));
}
