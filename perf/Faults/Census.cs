namespace IpdEngine.Perf.Faults;

/// <summary>What was found after crashes: how many uploads were acknowledged, and everything that should not be.</summary>
internal sealed class Census
{
    private readonly Lock _turn = new();
    private readonly List<string> _faults = [];

    /// <summary>Uploads, descriptions and dropped pairs that were acknowledged; each is looked for after every crash that follows.</summary>
    public int Acknowledged { get; set; }

    /// <summary>Looks at a state after a crash.</summary>
    public int Looks { get; set; }

    /// <summary>Acknowledged and not there, with other bytes, or without an outcome at the end.</summary>
    public int Lost { get; private set; }

    /// <summary>Versions that do not verify, uploads without a receipt or with other bytes than it says, outcomes whose version is not there.</summary>
    public int HalfVisible { get; private set; }

    /// <summary>What a crash left and the next start did not remove.</summary>
    public int Leftovers { get; private set; }

    /// <summary>Versions with a gap, the same upload as two versions, an order that is not that of arrival.</summary>
    public int Disorderly { get; private set; }

    /// <summary>A recovery that ended with a fault.</summary>
    public int Failed { get; private set; }

    /// <summary>Everything that was wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public void Lose(string what) => Note(() => Lost++, "lost: " + what);

    public void Half(string what) => Note(() => HalfVisible++, "half-visible: " + what);

    public void Leave(string what) => Note(() => Leftovers++, "left over: " + what);

    public void Disorder(string what) => Note(() => Disorderly++, "disorderly: " + what);

    public void Fail(string what) => Note(() => Failed++, "failed: " + what);

    /// <summary>The counts as a row of the table.</summary>
    public string Row(string name, int crashes) =>
        $"| {name} | {crashes} | {Looks} | {Acknowledged} | {Lost} | {HalfVisible} | {Leftovers} | {Disorderly} | {Failed} |";

    /// <summary>The head of that table.</summary>
    public const string Head =
        "| campaign | crashes | states looked at | acknowledged | lost | half-visible | leftovers | disorderly | recoveries that failed |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|";

    private void Note(Action count, string fault)
    {
        lock (_turn)
        {
            count();
            _faults.Add(fault);
        }
    }
}
