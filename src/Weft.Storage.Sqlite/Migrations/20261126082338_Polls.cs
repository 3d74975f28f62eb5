using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Polls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "HasPoll",
                table: "Posts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Polls",
                columns: table => new
                {
                    PostId = table.Column<long>(type: "INTEGER", nullable: false),
                    Shard = table.Column<int>(type: "INTEGER", nullable: false),
                    Options = table.Column<string>(type: "TEXT", nullable: false),
                    Multiple = table.Column<bool>(type: "INTEGER", nullable: false),
                    HidesTotals = table.Column<bool>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ForeignCounts = table.Column<string>(type: "TEXT", nullable: false),
                    ForeignVoters = table.Column<long>(type: "INTEGER", nullable: true),
                    TellAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ToldUpTo = table.Column<long>(type: "INTEGER", nullable: false),
                    EndToldAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Polls", x => x.PostId);
                    table.ForeignKey(
                        name: "FK_Polls_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PollVotes",
                columns: table => new
                {
                    PostId = table.Column<long>(type: "INTEGER", nullable: false),
                    VoterId = table.Column<long>(type: "INTEGER", nullable: false),
                    Choice = table.Column<int>(type: "INTEGER", nullable: false),
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Shard = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PollVotes", x => new { x.PostId, x.VoterId, x.Choice });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Polls_EndsAt",
                table: "Polls",
                column: "EndsAt",
                filter: "\"EndToldAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Polls_TellAt",
                table: "Polls",
                column: "TellAt",
                filter: "\"TellAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PollVotes_PostId_Choice",
                table: "PollVotes",
                columns: new[] { "PostId", "Choice" });

            migrationBuilder.CreateIndex(
                name: "IX_PollVotes_VoterId",
                table: "PollVotes",
                column: "VoterId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Polls");

            migrationBuilder.DropTable(
                name: "PollVotes");

            migrationBuilder.DropColumn(
                name: "HasPoll",
                table: "Posts");
        }
    }
}
