using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IpdEngine.Catalog.Migrations;

/// <summary>Uploads, study versions, accounts, tokens and the audit trail. Columns name no type: each database takes its own for the CLR type.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20261123120000_Beginning")]
internal sealed class Beginning : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "uploads",
            columns => new
            {
                Id = columns.Column<string>(),
                State = columns.Column<string>(),
                Study = columns.Column<string>(nullable: true),
                Version = columns.Column<int>(nullable: true),
                FileName = columns.Column<string>(),
                Size = columns.Column<long>(),
                Sha256 = columns.Column<string>(),
                DescriptionSha256 = columns.Column<string>(nullable: true),
                SubmittedBy = columns.Column<string>(),
                Door = columns.Column<string>(),
                ReceivedAt = columns.Column<long>(),
                FinishedAt = columns.Column<long>(nullable: true),
                FindingsPath = columns.Column<string>(nullable: true),
                Errors = columns.Column<int>(),
                Warnings = columns.Column<int>(),
                Notes = columns.Column<int>(),
                RawDeleted = columns.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("PK_uploads", row => row.Id));
        migrationBuilder.CreateIndex("IX_uploads_State", "uploads", "State");
        migrationBuilder.CreateIndex("IX_uploads_Study", "uploads", "Study");

        migrationBuilder.CreateTable(
            "study_versions",
            columns => new
            {
                Study = columns.Column<string>(),
                Version = columns.Column<int>(),
                Revision = columns.Column<int>(),
                Identity = columns.Column<string>(),
                ContentHash = columns.Column<string>(),
                Participants = columns.Column<int>(),
                Sessions = columns.Column<int>(),
                UploadId = columns.Column<string>(nullable: true),
                SeenAt = columns.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_study_versions", row => new { row.Study, row.Version }));

        migrationBuilder.CreateTable(
            "accounts",
            columns => new
            {
                Id = columns.Column<string>(),
                Name = columns.Column<string>(),
                PasswordHash = columns.Column<string>(nullable: true),
                Roles = columns.Column<int>(),
                Stamp = columns.Column<string>(),
                Disabled = columns.Column<bool>(),
                CreatedAt = columns.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_accounts", row => row.Id));
        migrationBuilder.CreateIndex("IX_accounts_Name", "accounts", "Name", unique: true);

        migrationBuilder.CreateTable(
            "tokens",
            columns => new
            {
                Prefix = columns.Column<string>(),
                Hash = columns.Column<string>(),
                AccountId = columns.Column<string>(),
                Label = columns.Column<string>(),
                Roles = columns.Column<int>(),
                CreatedAt = columns.Column<long>(),
                ExpiresAt = columns.Column<long>(),
                RevokedAt = columns.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_tokens", row => row.Prefix);
                table.ForeignKey("FK_tokens_accounts_AccountId", row => row.AccountId, "accounts", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_tokens_Hash", "tokens", "Hash", unique: true);
        migrationBuilder.CreateIndex("IX_tokens_AccountId", "tokens", "AccountId");

        migrationBuilder.CreateTable(
            "audit",
            columns => new
            {
                Sequence = columns.Column<long>(),
                At = columns.Column<long>(),
                Actor = columns.Column<string>(),
                Action = columns.Column<string>(),
                Subject = columns.Column<string>(),
                Detail = columns.Column<string>(),
                Previous = columns.Column<string>(),
                Hash = columns.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_audit", row => row.Sequence));
        foreach (var statement in AppendOnly.For(ActiveProvider))
            migrationBuilder.Sql(statement);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("found a request to undo the first migration, expected to keep the audit trail: restore a backup instead");
}
