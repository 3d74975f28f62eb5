using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class RotateKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RetiredRsaPem",
                table: "ActorKeys",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RotationEntryId",
                table: "ActorKeys",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RetiredRsaPem",
                table: "ActorKeys");

            migrationBuilder.DropColumn(
                name: "RotationEntryId",
                table: "ActorKeys");
        }
    }
}
