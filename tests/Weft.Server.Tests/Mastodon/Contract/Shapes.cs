namespace Weft.Server.Tests.Mastodon.Contract;

/// <summary>
/// What the decoders of apps need of each entity: which members are there, of which type, and which may be null. In the
/// tables <c>s</c> is a text, <c>b</c> true or false, <c>n</c> a number, <c>a</c> a list, <c>o</c> an object, <c>i</c> an
/// id (a text of digits), <c>u</c> an absolute address, <c>d</c> a moment, <c>D</c> a day; <c>?</c> may be null and
/// <c>-</c> may be absent.
/// </summary>
internal static class Shapes
{
    /// <summary>Entities by a member that only they have.</summary>
    public static IReadOnlyList<(string Entity, string[] Marks, IReadOnlyDictionary<string, string> Members)> All { get; } =
    [
        Make(
            "Status",
            "visibility content",
            "id:i uri:u url:u created_at:d account:o content:s spoiler_text:s visibility:s sensitive:b media_attachments:a mentions:a "
                + "tags:a emojis:a replies_count:n reblogs_count:n favourites_count:n quotes_count:n in_reply_to_id:i? "
                + "in_reply_to_account_id:i? reblog:o? poll:o? card:o? language:s? edited_at:d? application:o? favourited:b- "
                + "reblogged:b- muted:b- bookmarked:b- pinned:b- filtered:a- quote:o? quote_approval:o text:s-"
        ),
        Make(
            "Account",
            "acct followers_count",
            "id:i username:s acct:s display_name:s note:s url:u uri:u avatar:u avatar_static:u header:u header_static:u locked:b bot:b "
                + "group:b noindex:b indexable:b discoverable:b hide_collections:b created_at:d last_status_at:D? statuses_count:n "
                + "followers_count:n following_count:n emojis:a fields:a roles:a source:o- role:o- mute_expires_at:d?-"
        ),
        Make("PartialAccount", "acct avatar", "id:i acct:s url:u avatar:u avatar_static:u locked:b bot:b"),
        Make("Mention", "acct username", "id:i username:s acct:s url:u"),
        Make(
            "Source",
            "follow_requests_count",
            "note:s fields:a privacy:s sensitive:b language:s follow_requests_count:n hide_collections:b discoverable:b indexable:b "
                + "attribution_domains:a quote_policy:s"
        ),
        Make("Role", "permissions", "id:s name:s color:s permissions:s highlighted:b"),
        Make(
            "Relationship",
            "followed_by",
            "id:i following:b showing_reblogs:b notifying:b followed_by:b blocking:b blocked_by:b muting:b muting_notifications:b "
                + "requested:b requested_by:b domain_blocking:b endorsed:b note:s languages:a? muting_expires_at:d?"
        ),
        Make("QuoteApproval", "automatic", "automatic:a manual:a current_user:s"),
        Make("Quote", "state quoted_status", "state:s quoted_status:o?"),
        Make("ShallowQuote", "state quoted_status_id", "state:s quoted_status_id:i?"),
        Make("Notification", "type group_key account", "id:i type:s group_key:s created_at:d account:o status:o-"),
        Make(
            "NotificationGroup",
            "most_recent_notification_id",
            "group_key:s notifications_count:n type:s most_recent_notification_id:n page_min_id:i page_max_id:i "
                + "latest_page_notification_at:d sample_account_ids:a status_id:i-"
        ),
        Make("GroupedNotifications", "notification_groups", "accounts:a statuses:a notification_groups:a partial_accounts:a-"),
        Make(
            "StatusEdit",
            "spoiler_text account",
            "content:s spoiler_text:s sensitive:b created_at:d account:o media_attachments:a emojis:a"
        ),
        Make(
            "Poll",
            "voters_count options",
            "id:i expires_at:d? expired:b multiple:b votes_count:n voters_count:n? options:a emojis:a voted:b own_votes:a"
        ),
        Make("PollOption", "title votes_count", "title:s votes_count:n?"),
        Make(
            "MediaAttachment",
            "preview_url text_url",
            "id:i type:s url:u? preview_url:u? remote_url:u? preview_remote_url:u? text_url:u? meta:o? description:s? blurhash:s?"
        ),
        Make("StatusSource", "text spoiler_text", "id:i text:s spoiler_text:s"),
        Make("Context", "ancestors", "ancestors:a descendants:a"),
        Make("Search", "hashtags", "accounts:a statuses:a hashtags:a"),
        Make("Tag", "history", "id:s name:s url:u history:a following:b featuring:b"),
        Make("TagDay", "uses", "day:s uses:s accounts:s"),
        Make("Marker", "last_read_id", "last_read_id:i version:n updated_at:d"),
        Make("Field", "verified_at", "name:s value:s verified_at:d?"),
        Make("Error", "error", "error:s error_description:s- details:o-"),
        Make(
            "Instance",
            "api_versions",
            "domain:s title:s version:s source_url:u description:s usage:o thumbnail:o icon:a languages:a configuration:o "
                + "registrations:o api_versions:o contact:o rules:a"
        ),
        Make(
            "OldInstance",
            "approval_required stats",
            "uri:s title:s short_description:s description:s email:s version:s urls:o stats:o thumbnail:u languages:a registrations:b "
                + "approval_required:b invites_enabled:b configuration:o contact_account:o? rules:a"
        ),
        Make(
            "Configuration",
            "urls statuses",
            "urls:o accounts:o statuses:o media_attachments:o polls:o translation:o timelines_access:o limited_federation:b"
        ),
        Make("Urls", "streaming", "streaming:s status:u? about:u privacy_policy:u terms_of_service:u?"),
        Make("Contact", "email account", "email:s account:o?"),
        Make("Registrations", "reason_required", "enabled:b approval_required:b reason_required:b message:s? min_age:n? url:u?"),
        Make(
            "MediaLimits",
            "supported_mime_types",
            "supported_mime_types:a description_limit:n image_size_limit:n image_matrix_limit:n video_size_limit:n "
                + "video_frame_rate_limit:n video_matrix_limit:n"
        ),
        Make("StatusLimits", "max_characters", "max_characters:n max_media_attachments:n characters_reserved_per_url:n"),
        Make("PollLimits", "max_options", "max_options:n max_characters_per_option:n min_expiration:n max_expiration:n"),
        Make(
            "AccountLimits",
            "max_featured_tags",
            "max_featured_tags:n max_pinned_statuses:n max_profile_fields:n profile_field_name_limit:n profile_field_value_limit:n "
                + "max_display_name_length:n max_note_length:n"
        ),
    ];

    private static (string, string[], IReadOnlyDictionary<string, string>) Make(string entity, string marks, string members) =>
        (
            entity,
            marks.Split(' '),
            members.Split(' ').Select(member => member.Split(':')).ToDictionary(member => member[0], member => member[1])
        );
}
