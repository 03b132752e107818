using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace IpdEngine.Panel;

/// <summary>
/// SHA-256 over the two tables: schema version, then each table's row count, then each column's name and its values in order. Numbers as little-endian
/// binary with one NaN for missing, text as UTF-8 behind its length. It depends on the data alone: not on arrival order, file format or library version.
/// </summary>
internal static class ContentHash
{
    private const int Slice = 8192;

    internal static string Of(ParticipantTable participants, SessionTable sessions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, PanelSchema.Version);
        Append(hash, participants.Count);
        Append(hash, PanelSchema.Participant);
        for (var i = 0; i < participants.Count; i++)
            Append(hash, participants.Id(i));
        Append(hash, PanelSchema.Intake, participants.Intake);
        Append(hash, PanelSchema.Outcome, participants.Outcome);
        Append(hash, PanelSchema.Age, participants.Age);
        Append(hash, PanelSchema.Female, participants.Female);
        Append(hash, PanelSchema.Therapist, participants.Therapist, participants.Therapists);
        Append(hash, PanelSchema.Arm, participants.Arm, participants.Arms);
        foreach (var name in participants.Covariates)
            Append(hash, name, participants.Covariate(name));
        Append(hash, sessions.Count);
        Append<int>(hash, PanelSchema.Participant, sessions.Count, sessions.CopyParticipant);
        Append<int>(hash, PanelSchema.Session, sessions.Count, sessions.CopySession);
        Append<int>(hash, PanelSchema.Day, sessions.Count, sessions.CopyDay);
        foreach (var name in (string[])[PanelSchema.Alliance, PanelSchema.Symptom, .. sessions.Measures])
            Append<double>(hash, name, sessions.Count, (first, values) => sessions.CopyMeasure(name, first, values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append<T>(IncrementalHash hash, string name, int count, Action<int, Span<T>> copy) where T : unmanaged
    {
        Append(hash, name);
        var slice = new T[Math.Min(Slice, count)];
        for (var first = 0; first < count; first += Slice)
        {
            var some = slice.AsSpan(0, Math.Min(Slice, count - first));
            copy(first, some);
            Append<T>(hash, some);
        }
    }

    private static void Append<T>(IncrementalHash hash, string name, ReadOnlySpan<T> values) where T : unmanaged
    {
        Append(hash, name);
        Append(hash, values);
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values) where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("found a big-endian machine, expected a little-endian one: the panel's bytes are little-endian");
        hash.AppendData(MemoryMarshal.AsBytes(values));
    }

    private static void Append(IncrementalHash hash, string name, ReadOnlySpan<int> codes, IReadOnlyList<string> labels)
    {
        Append(hash, name, codes);
        Append(hash, labels.Count);
        foreach (var label in labels)
            Append(hash, label);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        Append(hash, Encoding.UTF8.GetByteCount(text));
        hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
