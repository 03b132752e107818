using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace IpdEngine.Worker.Access;

/// <summary>How often one account, or one address that is not signed in, may ask; tries to sign in are counted apart, by address and by account.</summary>
internal sealed class RateLimits(WorkerSettings settings) : IDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _signIns = PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => Window(settings.SignInsPerMinute)));

    public static void Add(RateLimiterOptions options, WorkerSettings settings)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetFixedWindowLimiter(
                    context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Address(context), _ => Window(settings.RequestsPerMinute)));
        options.OnRejected = async (rejected, _) => await Reject(rejected.HttpContext, rejected.Lease);
    }

    /// <summary>Counts a try to sign in.</summary>
    /// <returns>False where there were too many; the answer is written.</returns>
    public async Task<bool> TrySignInAsync(HttpContext context, string name)
    {
        foreach (var key in new[] { "address " + Address(context), "account " + name.ToLowerInvariant() })
        {
            using var lease = _signIns.AttemptAcquire(key);
            if (lease.IsAcquired)
                continue;
            await Reject(context, lease);
            return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _signIns.Dispose();

    private static async Task Reject(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : s_minute;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await Problem.TooMany.ExecuteAsync(context);
    }

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static FixedWindowRateLimiterOptions Window(int permits) => new() { PermitLimit = permits, Window = s_minute, QueueLimit = 0 };
}
