using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class FindWhatWaits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Named",
                table: "Posts",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Posts_Asked",
                table: "Posts",
                column: "Id",
                filter: "\"Consent\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Likes_Asked",
                table: "Likes",
                column: "Id",
                filter: "\"Consent\" = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Posts_Asked",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_Likes_Asked",
                table: "Likes");

            migrationBuilder.DropColumn(
                name: "Named",
                table: "Posts");
        }
    }
}
