namespace Weft.Server.Web.Pages.Gate;

/// <summary>Says what happened and shows one way on.</summary>
public sealed partial class NoticePage
{
    /// <summary>Any notice.</summary>
    internal static IResult Show(
        string title,
        string sentence,
        string link = "/",
        string word = "Go to the start",
        int status = StatusCodes.Status200OK
    ) =>
        GatePages.Show<NoticePage>(
            new
            {
                Title = title,
                Sentence = sentence,
                Link = link,
                Word = word,
            },
            status
        );

    /// <summary>The address awaits confirmation.</summary>
    internal static IResult CheckMail(string email) =>
        Show(
            "Look into your mail",
            $"We have written to {email}. Open the link in that mail to confirm your address, then log in.",
            "/login",
            "Log in"
        );

    /// <summary>A moderator decides.</summary>
    internal static IResult AwaitApproval() =>
        Show(
            "Somebody looks at it",
            "People who run this server let newcomers in one by one. You can log in as soon as they have let you in."
        );
}
