using IpdEngine.Catalog.Model;
using Microsoft.AspNetCore.Authorization;

namespace IpdEngine.Worker.Access;

/// <summary>Who may what. Every route names one of these; a route that names none is closed to whoever is not signed in.</summary>
internal static class Policies
{
    /// <summary>Any account.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Hand in datasets, describe, preview, store and withdraw them.</summary>
    public const string HandIn = "hand-in";

    /// <summary>See uploads and findings; raw values go to data managers alone.</summary>
    public const string SeeUploads = "see-uploads";

    /// <summary>See studies, versions, differences and quality reports.</summary>
    public const string SeeStudies = "see-studies";

    /// <summary>Keep accounts and tokens, read the audit trail.</summary>
    public const string Administer = "administer";

    /// <summary>Every policy and the roles that it lets in.</summary>
    public static IReadOnlyDictionary<string, Roles> Every { get; } = new Dictionary<string, Roles>(StringComparer.Ordinal)
    {
        [SignedIn] = Roles.All,
        [HandIn] = Roles.DataManager,
        [SeeUploads] = Roles.DataManager | Roles.Statistician | Roles.Administrator,
        [SeeStudies] = Roles.All,
        [Administer] = Roles.Administrator,
    };

    public static void Add(AuthorizationOptions options)
    {
        foreach (var (policy, roles) in Every)
            options.AddPolicy(policy, builder => builder.RequireAuthenticatedUser().RequireRole(RoleNames.Of(roles)));
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(RoleNames.Every).Build();
    }
}
