using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OutboxReadings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "OutboxReadings",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Shard = table.Column<int>(type: "INTEGER", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxReadings", x => x.AccountId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxReadings_DueAt",
                table: "OutboxReadings",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OutboxReadings");
        }
    }
}
