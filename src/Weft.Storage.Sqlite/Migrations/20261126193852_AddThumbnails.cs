using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddThumbnails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Waveform",
                table: "RemoteMedia",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AudioChannels",
                table: "Media",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "AudioCodec",
                table: "Media",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AudioRate",
                table: "Media",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PreviewBytes",
                table: "Media",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "PreviewKey",
                table: "Media",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Waveform",
                table: "RemoteMedia");

            migrationBuilder.DropColumn(
                name: "AudioChannels",
                table: "Media");

            migrationBuilder.DropColumn(
                name: "AudioCodec",
                table: "Media");

            migrationBuilder.DropColumn(
                name: "AudioRate",
                table: "Media");

            migrationBuilder.DropColumn(
                name: "PreviewBytes",
                table: "Media");

            migrationBuilder.DropColumn(
                name: "PreviewKey",
                table: "Media");
        }
    }
}
