using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IpdEngine.Intake.Mapping;

/// <summary>Pseudonyms of many participants of one study, one after the other on one thread: the key is set up once, which is most of the work of a short message.</summary>
internal sealed class PseudonymSeries : IDisposable
{
    private readonly IncrementalHash _hash;
    private readonly byte[] _study;

    /// <param name="key">The secret's bytes.</param>
    /// <param name="study">The study's code.</param>
    public PseudonymSeries(ReadOnlySpan<byte> key, string study)
    {
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        _study = Encoding.UTF8.GetBytes($"{study}\0participant\0");
    }

    /// <summary>The 128 bits of a participant's pseudonym, as <see cref="PseudonymKey.Participant"/> writes them.</summary>
    public UInt128 Of(ReadOnlySpan<byte> id)
    {
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _hash.AppendData(_study);
        _hash.AppendData(id);
        _hash.GetHashAndReset(code);
        return BinaryPrimitives.ReadUInt128BigEndian(code);
    }

    public void Dispose() => _hash.Dispose();
}
