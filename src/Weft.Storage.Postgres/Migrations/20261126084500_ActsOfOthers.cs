using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Postgres.Migrations
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
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LikePolicy",
                table: "Posts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "QuoteOnRequest",
                table: "Posts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "QuoteStamp",
                table: "Posts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReplyStamp",
                table: "Posts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RepostPolicy",
                table: "Posts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reaction",
                table: "Likes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReactionImage",
                table: "Likes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Uri",
                table: "Likes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InstrumentUri",
                table: "OutboxEntries",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Interaction",
                table: "OutboxEntries",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FollowersMovedTo",
                table: "RemoteActors",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MovedAt",
                table: "RemoteActors",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AccountMoves",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    AlsoKnownAs = table.Column<List<string>>(type: "text[]", nullable: false),
                    MovedTo = table.Column<string>(type: "text", nullable: true),
                    MovedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountMoves", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "InteractionStamps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    PostId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Uri = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InteractionStamps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Reports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    ReporterId = table.Column<long>(type: "bigint", nullable: false),
                    TargetId = table.Column<long>(type: "bigint", nullable: false),
                    PostIds = table.Column<List<long>>(type: "bigint[]", nullable: false),
                    Comment = table.Column<string>(type: "text", nullable: false),
                    Category = table.Column<int>(type: "integer", nullable: false),
                    Forwarded = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ResolvedAt = table.Column<long>(type: "bigint", nullable: true),
                    ResolvedById = table.Column<long>(type: "bigint", nullable: true)
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
