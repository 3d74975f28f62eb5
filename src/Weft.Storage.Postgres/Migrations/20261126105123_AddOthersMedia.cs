using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AddOthersMedia : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CachedPictures",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    SubjectId = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    Extension = table.Column<string>(type: "text", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    RetryAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CachedPictures", x => new { x.Kind, x.SubjectId });
                });

            migrationBuilder.CreateTable(
                name: "RemoteMedia",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    PostId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Url = table.Column<string>(type: "text", nullable: false),
                    PreviewUrl = table.Column<string>(type: "text", nullable: true),
                    Description = table.Column<string>(type: "text", nullable: false),
                    Blurhash = table.Column<string>(type: "text", nullable: true),
                    FocusX = table.Column<double>(type: "double precision", nullable: false),
                    FocusY = table.Column<double>(type: "double precision", nullable: false),
                    Width = table.Column<int>(type: "integer", nullable: false),
                    Height = table.Column<int>(type: "integer", nullable: false),
                    DurationMs = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemoteMedia", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CachedPictures_Key",
                table: "CachedPictures",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_CachedPictures_State_SeenAt_Bytes",
                table: "CachedPictures",
                columns: new[] { "State", "SeenAt", "Bytes" });

            migrationBuilder.CreateIndex(
                name: "IX_RemoteMedia_AccountId",
                table: "RemoteMedia",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_RemoteMedia_PostId_Position",
                table: "RemoteMedia",
                columns: new[] { "PostId", "Position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CachedPictures");

            migrationBuilder.DropTable(
                name: "RemoteMedia");
        }
    }
}
