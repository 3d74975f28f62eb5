using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ActsOfOthers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "QuoteConsent",
                table: "Posts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LikePolicy",
                table: "Posts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "QuoteOnRequest",
                table: "Posts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "QuoteStamp",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReplyStamp",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RepostPolicy",
                table: "Posts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reaction",
                table: "Likes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReactionImage",
                table: "Likes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Uri",
                table: "Likes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InstrumentUri",
                table: "OutboxEntries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Interaction",
                table: "OutboxEntries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FollowersMovedTo",
                table: "RemoteActors",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MovedAt",
                table: "RemoteActors",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AccountMoves",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Shard = table.Column<int>(type: "INTEGER", nullable: false),
                    AlsoKnownAs = table.Column<string>(type: "TEXT", nullable: false),
                    MovedTo = table.Column<string>(type: "TEXT", nullable: true),
                    MovedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountMoves", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "InteractionStamps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Shard = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    PostId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Uri = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InteractionStamps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Reports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Shard = table.Column<int>(type: "INTEGER", nullable: false),
                    ReporterId = table.Column<long>(type: "INTEGER", nullable: false),
                    TargetId = table.Column<long>(type: "INTEGER", nullable: false),
                    PostIds = table.Column<string>(type: "TEXT", nullable: false),
                    Comment = table.Column<string>(type: "TEXT", nullable: false),
                    Category = table.Column<int>(type: "INTEGER", nullable: false),
                    Forwarded = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ResolvedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ResolvedById = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reports", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Posts_QuoteStamp",
                table: "Posts",
                column: "QuoteStamp",
                filter: "\"QuoteStamp\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_InteractionStamps_PostId_Id",
                table: "InteractionStamps",
                columns: new[] { "PostId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Reports_Id",
                table: "Reports",
                column: "Id",
                filter: "\"ResolvedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Reports_TargetId",
                table: "Reports",
                column: "TargetId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountMoves");

            migrationBuilder.DropTable(
                name: "InteractionStamps");

            migrationBuilder.DropTable(
                name: "Reports");

            migrationBuilder.DropIndex(
                name: "IX_Posts_QuoteStamp",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "QuoteConsent",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "LikePolicy",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "QuoteOnRequest",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "QuoteStamp",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "ReplyStamp",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "RepostPolicy",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Reaction",
                table: "Likes");

            migrationBuilder.DropColumn(
                name: "ReactionImage",
                table: "Likes");

            migrationBuilder.DropColumn(
                name: "Uri",
                table: "Likes");

            migrationBuilder.DropColumn(
                name: "InstrumentUri",
                table: "OutboxEntries");

            migrationBuilder.DropColumn(
                name: "Interaction",
                table: "OutboxEntries");

            migrationBuilder.DropColumn(
                name: "FollowersMovedTo",
                table: "RemoteActors");

            migrationBuilder.DropColumn(
                name: "MovedAt",
                table: "RemoteActors");
        }
    }
}
