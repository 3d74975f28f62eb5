using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class KeepFormerChoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Choices",
                table: "PostEdits",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Choices",
                table: "PostEdits");
        }
    }
}
