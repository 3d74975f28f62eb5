using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class FindQuotesThatWait : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Posts_QuoteAsked",
                table: "Posts",
                column: "Id",
                filter: "\"QuoteConsent\" = 1 AND \"Uri\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Posts_QuoteAsked",
                table: "Posts");
        }
    }
}
