namespace IpdEngine.Catalog.Migrations;

/// <summary>The triggers by which the database itself refuses to change or delete an entry of the audit trail.</summary>
internal static class AppendOnly
{
    private const string Refusal = "the audit trail is append-only";

    internal static IReadOnlyList<string> For(string? provider) => provider switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" =>
        [
            $"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;",
            $"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;",
            // INSERT OR REPLACE deletes without a delete trigger.
            $"""
            CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE "Sequence" = NEW."Sequence")
            BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;
            """,
        ],
        "Npgsql.EntityFrameworkCore.PostgreSQL" =>
        [
            $"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{Refusal}'; END; $$;",
            "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse();",
            "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();",
        ],
        _ => throw new NotSupportedException($"found database provider '{provider}', expected SQLite or PostgreSQL"),
    };
}
