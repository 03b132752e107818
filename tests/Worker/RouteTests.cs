using IpdEngine.Tests.Walls;
using IpdEngine.Worker.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>The route table.</summary>
public sealed class RouteTests
{
    private static readonly string[] s_open = ["GET /health/live", "GET /health/ready", "GET /page.css", "GET /sign-in", "POST /sign-in", "GET /start"];

    [Fact]
    public async Task Every_route_but_health_stylesheet_and_signing_in_names_a_policy()
    {
        await using var worker = await RunningWorker.StartAsync();
        var open = new List<string>();
        var faults = new List<string>();
        foreach (var route in worker.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>())
        {
            var name = $"{string.Join(",", route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])} {route.RoutePattern.RawText}";
            var policies = route.Metadata.OfType<IAuthorizeData>().Select(each => each.Policy).ToList();
            if (route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                open.Add(name);
            else if (policies.Count == 0 || policies.Any(policy => policy is null || !Policies.Every.ContainsKey(policy)))
                faults.Add($"{name} names no policy");
        }
        Faults.None(faults);
        Assert.Equal(s_open.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }
}
