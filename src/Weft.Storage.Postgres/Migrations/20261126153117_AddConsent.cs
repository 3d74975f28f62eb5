using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AddConsent : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "ReplyStamp",
                table: "Posts",
                newName: "Stamp");

            migrationBuilder.AddColumn<int>(
                name: "Consent",
                table: "Posts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LikeOnRequest",
                table: "Posts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "LooksAtActs",
                table: "Posts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ReplyOnRequest",
                table: "Posts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RepostOnRequest",
                table: "Posts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Stamp",
                table: "OutboxEntries",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Consent",
                table: "Likes",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Stamp",
                table: "Likes",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Posts_Stamp",
                table: "Posts",
                column: "Stamp",
                filter: "\"Stamp\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Likes_Stamp",
                table: "Likes",
                column: "Stamp",
                filter: "\"Stamp\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Posts_Stamp",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_Likes_Stamp",
                table: "Likes");

            migrationBuilder.DropColumn(
                name: "Consent",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "LikeOnRequest",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "LooksAtActs",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "ReplyOnRequest",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "RepostOnRequest",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Stamp",
                table: "OutboxEntries");

            migrationBuilder.DropColumn(
                name: "Consent",
                table: "Likes");

            migrationBuilder.DropColumn(
                name: "Stamp",
                table: "Likes");

            migrationBuilder.RenameColumn(
                name: "Stamp",
                table: "Posts",
                newName: "ReplyStamp");
        }
    }
}
