using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NotificationsOfAPostByActor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Notifications_PostId",
                table: "Notifications");

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_PostId_ActorId",
                table: "Notifications",
                columns: new[] { "PostId", "ActorId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Notifications_PostId_ActorId",
                table: "Notifications");

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_PostId",
                table: "Notifications",
                column: "PostId");
        }
    }
}
