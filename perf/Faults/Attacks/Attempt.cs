namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>Something that a hostile client tries, and what must come of it.</summary>
/// <param name="Kind">What kind of attempt.</param>
/// <param name="Name">What is tried.</param>
/// <param name="Expected">What must come of it, word for word as the attempt tells it.</param>
/// <param name="TryAsync">Tries it.</param>
internal sealed record Attempt(string Kind, string Name, string Expected, Func<AttackSite, Task<string>> TryAsync);
