using System.Globalization;
using System.Security.Cryptography;

namespace IpdEngine.Worker.Inbox;

/// <summary>
/// Ids of uploads: 48 bits of milliseconds, 16 bits that count within the millisecond, 64 random bits, as 32 hexadecimal digits. They rise in order of arrival,
/// also over restarts and when the clock is put back.
/// </summary>
internal sealed class UploadId(TimeProvider clock)
{
    private const int Length = 32;
    private readonly Lock _turn = new();
    private ulong _last;

    public static bool IsValid(string? id) => id is { Length: Length } && id.All(char.IsAsciiHexDigitLower);

    /// <summary>A fresh id above every one given or seen before.</summary>
    public string Next()
    {
        lock (_turn)
        {
            _last = Math.Max(_last + 1, (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds() << 16);
            return _last.ToString("x16", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        }
    }

    /// <summary>Takes notice of an id that an earlier process gave.</summary>
    public void Saw(string id)
    {
        lock (_turn)
            _last = Math.Max(_last, ulong.Parse(id.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}
