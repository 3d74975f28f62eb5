using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RotationEntryId",
                table: "ActorKeys",
                type: "INTEGER",
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
