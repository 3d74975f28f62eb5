using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class HostDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Comment",
                table: "RemoteHosts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Obfuscate",
                table: "RemoteHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "RejectReports",
                table: "RemoteHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "SoftwareAskedAt",
                table: "RemoteHosts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Standing",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "DomainBlocks",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Domain = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Shard = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DomainBlocks", x => new { x.AccountId, x.Domain });
                });

            migrationBuilder.CreateIndex(
                name: "IX_DomainBlocks_AccountId_Id",
                table: "DomainBlocks",
                columns: new[] { "AccountId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RemoteHosts_SoftwareAskedAt",
                table: "RemoteHosts",
                column: "SoftwareAskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Domain",
                table: "Accounts",
                column: "Domain",
                filter: "\"Domain\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Standing",
                table: "Accounts",
                column: "Standing",
                filter: "\"Standing\" <> 0");

            // Servers whose people were known before: from now on each is known from its first person on.
            migrationBuilder.Sql(
                """
                INSERT INTO "RemoteHosts" ("Name", "Policy", "RejectMedia", "RejectReports", "Comment", "Obfuscate", "FirstSeenAt", "Failures")
                SELECT a."Domain", 0, FALSE, FALSE, '', FALSE, MIN(a."CreatedAt"), 0
                FROM "Accounts" a WHERE a."Domain" IS NOT NULL GROUP BY a."Domain"
                ON CONFLICT ("Name") DO NOTHING
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DomainBlocks");

            migrationBuilder.DropIndex(
                name: "IX_RemoteHosts_SoftwareAskedAt",
                table: "RemoteHosts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_Domain",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_Standing",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "Comment",
                table: "RemoteHosts");

            migrationBuilder.DropColumn(
                name: "Obfuscate",
                table: "RemoteHosts");

            migrationBuilder.DropColumn(
                name: "RejectReports",
                table: "RemoteHosts");

            migrationBuilder.DropColumn(
                name: "SoftwareAskedAt",
                table: "RemoteHosts");

            migrationBuilder.DropColumn(
                name: "Standing",
                table: "Accounts");
        }
    }
}
