using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AddMedia : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "MediaCount",
                table: "Posts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "AvatarPath",
                table: "Accounts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HeaderPath",
                table: "Accounts",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Media",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    PostId = table.Column<long>(type: "bigint", nullable: true),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Format = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    Extension = table.Column<string>(type: "text", nullable: false),
                    PreviewExtension = table.Column<string>(type: "text", nullable: false),
                    Width = table.Column<int>(type: "integer", nullable: false),
                    Height = table.Column<int>(type: "integer", nullable: false),
                    MediumWidth = table.Column<int>(type: "integer", nullable: false),
                    MediumHeight = table.Column<int>(type: "integer", nullable: false),
                    SmallWidth = table.Column<int>(type: "integer", nullable: false),
                    SmallHeight = table.Column<int>(type: "integer", nullable: false),
                    Blurhash = table.Column<string>(type: "text", nullable: true),
                    FocusX = table.Column<double>(type: "double precision", nullable: false),
                    FocusY = table.Column<double>(type: "double precision", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    DurationMs = table.Column<long>(type: "bigint", nullable: false),
                    FrameRate = table.Column<string>(type: "text", nullable: true),
                    Bitrate = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Failure = table.Column<string>(type: "text", nullable: true),
                    UnattachedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Media", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Posts_Media",
                table: "Posts",
                columns: new[] { "AuthorId", "Id" },
                filter: "\"MediaCount\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_Media_AccountId_Id",
                table: "Media",
                columns: new[] { "AccountId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Media_PostId_Position",
                table: "Media",
                columns: new[] { "PostId", "Position" },
                filter: "\"PostId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Media_State_Id",
                table: "Media",
                columns: new[] { "State", "Id" },
                filter: "\"State\" <> 2");

            migrationBuilder.CreateIndex(
                name: "IX_Media_UnattachedAt",
                table: "Media",
                column: "UnattachedAt",
                filter: "\"PostId\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Media");

            migrationBuilder.DropIndex(
                name: "IX_Posts_Media",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "MediaCount",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "AvatarPath",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "HeaderPath",
                table: "Accounts");
        }
    }
}
