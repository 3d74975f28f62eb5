using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddFilms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Captions",
                table: "Media",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Waveform",
                table: "Media",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Captions",
                table: "Media");

            migrationBuilder.DropColumn(
                name: "Waveform",
                table: "Media");
        }
    }
}
