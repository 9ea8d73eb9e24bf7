namespace Cajal.Models;

/// <summary>
/// Things of one kind that callers on any thread borrow and give back, without locks and, but for making them, without allocation. Whoever
/// holds the loans holds the things: nothing is kept for a thread or beyond the holder's life.
/// </summary>
/// <typeparam name="T">What is lent.</typeparam>
/// <param name="make">Makes another one when all are lent.</param>
internal sealed class Loans<T>(Func<T> make)
    where T : class
{
    // Threads beyond the processors come from oversubscription; more of them at one moment than places are made anew and then dropped.
    private const int PlacesPerProcessor = 4;
    private const int FewestPlaces = 16;

    // 128 bytes from one place to the next, so that threads do not write into each other's cache lines.
    private const int Stride = 16;

    private readonly Place[] places = new Place[Math.Max(FewestPlaces, PlacesPerProcessor * Environment.ProcessorCount) * Stride];

    /// <summary>A thing for the caller alone, its last one if possible.</summary>
    public T Take()
    {
        int own = OwnPlace();
        for (int i = 0; i < places.Length; i += Stride)
        {
            ref T? place = ref places[(own + i) % places.Length].Thing;
            if (place is not null && Interlocked.Exchange(ref place, null) is { } found)
            {
                return found;
            }
        }

        return make();
    }

    /// <summary>Gives a thing back.</summary>
    public void Return(T thing)
    {
        int own = OwnPlace();
        for (int i = 0; i < places.Length; i += Stride)
        {
            ref T? place = ref places[(own + i) % places.Length].Thing;
            if (place is null && Interlocked.CompareExchange(ref place, thing, null) is null)
            {
                return;
            }
        }
    }

    private int OwnPlace() => (int)((uint)Environment.CurrentManagedThreadId % (uint)(places.Length / Stride)) * Stride;

    // A struct, because the runtime checks each write into an array of references.
    private struct Place
    {
        public T? Thing;
    }
}
