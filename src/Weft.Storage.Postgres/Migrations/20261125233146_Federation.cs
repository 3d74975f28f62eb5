using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Federation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Html",
                table: "Posts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Uri",
                table: "Posts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Url",
                table: "Posts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Uri",
                table: "Follows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Uri",
                table: "FollowRequests",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Domain",
                table: "Accounts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Uri",
                table: "Accounts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Url",
                table: "Accounts",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ActorKeys",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    RsaPem = table.Column<string>(type: "text", nullable: false),
                    Ed25519Seed = table.Column<byte[]>(type: "bytea", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ActorKeys", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    EntryId = table.Column<long>(type: "bigint", nullable: false),
                    Inbox = table.Column<string>(type: "text", nullable: false),
                    Host = table.Column<string>(type: "text", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => new { x.EntryId, x.Inbox });
                });

            migrationBuilder.CreateTable(
                name: "ForeignUris",
                columns: table => new
                {
                    Uri = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    LocalId = table.Column<long>(type: "bigint", nullable: false),
                    GoneAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ForeignUris", x => x.Uri);
                });

            migrationBuilder.CreateTable(
                name: "OutboxEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: false),
                    Act = table.Column<int>(type: "integer", nullable: false),
                    PostId = table.Column<long>(type: "bigint", nullable: true),
                    SubjectId = table.Column<long>(type: "bigint", nullable: true),
                    TargetId = table.Column<long>(type: "bigint", nullable: true),
                    Uri = table.Column<string>(type: "text", nullable: true),
                    Visibility = table.Column<int>(type: "integer", nullable: true),
                    ToFollowers = table.Column<bool>(type: "boolean", nullable: false),
                    RecipientIds = table.Column<List<long>>(type: "bigint[]", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    SpreadAt = table.Column<long>(type: "bigint", nullable: true),
                    Body = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReceivedActivities",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReceivedActivities", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "RemoteActors",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Shard = table.Column<int>(type: "integer", nullable: false),
                    Uri = table.Column<string>(type: "text", nullable: false),
                    Inbox = table.Column<string>(type: "text", nullable: false),
                    SharedInbox = table.Column<string>(type: "text", nullable: true),
                    Outbox = table.Column<string>(type: "text", nullable: true),
                    Followers = table.Column<string>(type: "text", nullable: true),
                    Following = table.Column<string>(type: "text", nullable: true),
                    Featured = table.Column<string>(type: "text", nullable: true),
                    KeyId = table.Column<string>(type: "text", nullable: true),
                    PublicKeyPem = table.Column<string>(type: "text", nullable: true),
                    Multikey = table.Column<string>(type: "text", nullable: true),
                    MultikeyId = table.Column<string>(type: "text", nullable: true),
                    AvatarUrl = table.Column<string>(type: "text", nullable: true),
                    HeaderUrl = table.Column<string>(type: "text", nullable: true),
                    AlsoKnownAs = table.Column<List<string>>(type: "text[]", nullable: false),
                    MovedTo = table.Column<string>(type: "text", nullable: true),
                    FetchedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemoteActors", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "RemoteHosts",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false),
                    Policy = table.Column<int>(type: "integer", nullable: false),
                    RejectMedia = table.Column<bool>(type: "boolean", nullable: false),
                    Software = table.Column<string>(type: "text", nullable: true),
                    SignatureScheme = table.Column<string>(type: "text", nullable: true),
                    SchemeLearnedAt = table.Column<long>(type: "bigint", nullable: true),
                    FirstSeenAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSuccessAt = table.Column<long>(type: "bigint", nullable: true),
                    LastFailureAt = table.Column<long>(type: "bigint", nullable: true),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    ClosedUntil = table.Column<long>(type: "bigint", nullable: true),
                    LastError = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemoteHosts", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Posts_Local",
                table: "Posts",
                column: "Id",
                filter: "\"RepostOfId\" IS NULL AND \"Visibility\" = 0 AND \"Uri\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Host_EntryId",
                table: "Deliveries",
                columns: new[] { "Host", "EntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_ForeignUris_GoneAt",
                table: "ForeignUris",
                column: "GoneAt",
                filter: "\"GoneAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ForeignUris_LocalId",
                table: "ForeignUris",
                column: "LocalId");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxEntries_Id",
                table: "OutboxEntries",
                column: "Id",
                filter: "\"SpreadAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedActivities_ReceivedAt",
                table: "ReceivedActivities",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RemoteActors_KeyId",
                table: "RemoteActors",
                column: "KeyId");

            migrationBuilder.CreateIndex(
                name: "IX_RemoteHosts_Policy",
                table: "RemoteHosts",
                column: "Policy",
                filter: "\"Policy\" <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ActorKeys");

            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "ForeignUris");

            migrationBuilder.DropTable(
                name: "OutboxEntries");

            migrationBuilder.DropTable(
                name: "ReceivedActivities");

            migrationBuilder.DropTable(
                name: "RemoteActors");

            migrationBuilder.DropTable(
                name: "RemoteHosts");

            migrationBuilder.DropIndex(
                name: "IX_Posts_Local",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Html",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Uri",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Url",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Uri",
                table: "Follows");

            migrationBuilder.DropColumn(
                name: "Uri",
                table: "FollowRequests");

            migrationBuilder.DropColumn(
                name: "Domain",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "Uri",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "Url",
                table: "Accounts");
        }
    }
}
