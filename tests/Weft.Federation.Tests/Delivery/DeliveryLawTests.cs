using Weft.Federation.Delivery;
using Weft.Federation.Http;

namespace Weft.Federation.Tests.Delivery;

public sealed class DeliveryLawTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_waits_double_from_a_minute_to_eight_hours_give_or_take_a_fifth()
    {
        double[] minutes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 480, 480];
        for (int tries = 1; tries <= minutes.Length; tries++)
        {
            for (long salt = 0; salt < 200; salt++)
            {
                Assert.InRange(DeliveryLaw.Wait(tries, salt).TotalMinutes / minutes[tries - 1], 0.8, 1.2);
            }
        }
    }

    [Fact]
    public void Those_who_failed_together_do_not_all_come_back_together() =>
        Assert.True(Enumerable.Range(0, 100).Select(salt => DeliveryLaw.Wait(3, salt)).Distinct().Count() > 90);

    [Theory]
    [InlineData(400)]
    [InlineData(405)]
    [InlineData(413)]
    [InlineData(422)]
    public void A_plain_refusal_is_final(int status) => Assert.IsType<Verdict.GivenUp>(Judge(new HttpOutcome.Refused(status, "No.")));

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void A_refused_signature_is_tried_a_few_times(int status)
    {
        HttpOutcome refused = new HttpOutcome.Refused(status, "No.");
        Assert.IsType<Verdict.Again>(Judge(refused));
        Assert.IsType<Verdict.GivenUp>(Judge(refused, attempts: 3));
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(408, false)]
    [InlineData(429, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    public void Only_some_faults_are_the_whole_servers(int status, bool host) =>
        Assert.Equal(host, Assert.IsType<Verdict.Again>(Judge(new HttpOutcome.Busy(status, null))).Host);

    [Fact]
    public void It_is_tried_for_a_week()
    {
        HttpOutcome silent = new HttpOutcome.Unreachable("Connection refused");
        Assert.IsType<Verdict.Again>(Judge(silent, attempts: 25, age: TimeSpan.FromDays(6.9)));
        Assert.IsType<Verdict.GivenUp>(Judge(silent, attempts: 25, age: TimeSpan.FromDays(7)));
    }

    [Fact]
    public void Only_what_is_gone_takes_the_rest_with_it()
    {
        Assert.True(Assert.IsType<Verdict.GivenUp>(Judge(new HttpOutcome.Gone(default))).InboxIsGone);
        Assert.False(Assert.IsType<Verdict.GivenUp>(Judge(new HttpOutcome.NotFound())).InboxIsGone);
    }

    private static Verdict Judge(HttpOutcome outcome, int attempts = 0, TimeSpan age = default) =>
        DeliveryLaw.Judge(
            outcome,
            new Core.Outbox.Delivery
            {
                EntryId = 7,
                Inbox = "https://far.example/inbox",
                Host = "far.example",
                Attempts = attempts,
                CreatedAt = Now - age,
            },
            Now
        );
}
