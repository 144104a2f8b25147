//! What a demonstration leaves behind in the tables that stay.

use domain::adoption::Figures;

use crate::world::World;

/// The day in Hong Kong of the instant in a column.
fn day(column: &str) -> String {
    format!("COALESCE(({column} + 28800000) / 86400000, -1)")
}

/// Every table that matters, one row a line; ids that are drawn, and times of day, are left out.
pub async fn dump(world: &World) -> Vec<String> {
    let figures = Figures::NAMES.join(" || ' ' || ");
    let tables = [
        (
            "accounts",
            format!(
                "account || ' ' || name_en || ' ' || status || ' ' || state || ' ' || COALESCE(email, '-') || ' '
                 || COALESCE(set_up_by, '-') || ' ' || awaits_activation || ' ' || epoch || ' ' || version || ' '
                 || CASE WHEN password_hash IS NULL THEN 'no' ELSE 'a' END || ' password ' || {} || ' ' || {} || ' '
                 || COALESCE(last_login_method, '-') || ' ' || {} || ' ' || COALESCE(previous_login_method, '-') || ' ' || {}
                 || ' ' || da_maker || da_checker FROM accounts",
                day("password_at"),
                day("last_login_at"),
                day("previous_login_at"),
                day("mail_refused_at"),
            ),
        ),
        (
            "events",
            format!(
                "{0} || ' ' || kind || ' ' || COALESCE(account, COALESCE(participant, '-')) || ' ' || actor || ' ' || COUNT(*)
                 FROM events GROUP BY {0}, kind, account, participant, actor",
                day("at")
            ),
        ),
        (
            "details",
            "kind || ' ' || account || ' ' || detail FROM events
             WHERE kind IN ('login.completed', 'user.moved', 'setup.begun', 'setup.completed', 'guide.acknowledged')"
                .to_owned(),
        ),
        (
            "activations",
            format!(
                "account || ' ' || {} || ' ' || {} || ' ' || {} FROM activations",
                day("created_at"),
                day("used_at"),
                day("revoked_at")
            ),
        ),
        (
            "credentials",
            format!("id || ' ' || account || ' ' || kind || ' ' || state || ' ' || counter || ' ' || {} FROM credentials", day("last_used_at")),
        ),
        (
            "outbox",
            format!("{0} || ' ' || kind || ' ' || account || ' ' || state || ' ' || COUNT(*) FROM outbox GROUP BY {0}, kind, account, state", day("created_at")),
        ),
        ("schedule_events", "id || ' ' || state || ' ' || COALESCE(at, 0) || ' ' || COALESCE(armed_users, -1) FROM schedule_events".to_owned()),
        ("schedule_history", "event || ' ' || what || ' ' || actor || ' ' || at FROM schedule_history".to_owned()),
        ("timeline", "phase || ' ' || since || ' ' || former FROM timeline".to_owned()),
        (
            "requests",
            format!("{0} || ' ' || participant || ' ' || kind || ' ' || origin || ' ' || maker || ' ' || rows_all || ' ' || rows_waiting || ' ' || COUNT(*)
                 FROM requests GROUP BY {0}, participant, kind, origin, maker, rows_all, rows_waiting", day("created_at")),
        ),
        ("request_rows", "subject || ' ' || kind || ' ' || state || ' ' || COALESCE(decided_by, '-') FROM request_rows WHERE kind <> 'campaign'".to_owned()),
        ("exceptions", "subject || ' ' || kind || ' ' || from_at || ' ' || until_at FROM exceptions".to_owned()),
        ("passes", format!("account || ' ' || {} FROM passes", day("used_at"))),
        ("results", format!("account || ' ' || outcome || ' ' || COALESCE(reason, '-') || ' ' || browser || ' ' || {} FROM connectivity_results", day("at"))),
        ("seats", "account || ' ' || state || ' ' || attended FROM briefing_seats".to_owned()),
        ("guide", format!("document || ' ' || holder || ' ' || {} FROM guide_acknowledgements", day("at"))),
        ("letters", "account || ' ' || step || ' ' || role || ' ' || day FROM campaign_letters".to_owned()),
        ("figures", format!("participant || ' ' || day || ' ' || has_pair || ' ' || behind || ' ' || {figures} FROM adoption_firms")),
        (
            "figures by day",
            format!("participant || ' ' || day || ' ' || has_pair || ' ' || behind || ' ' || {figures} FROM adoption_history"),
        ),
        (
            "figures of all",
            format!(
                "day || ' ' || firms || ' ' || firms_ready || ' ' || firms_without_pair || ' ' || firms_never_came || ' ' || {figures}
                 FROM adoption_totals"
            ),
        ),
        // Over which rows a day's count is spread, chance says.
        ("happenings", "day || ' ' || happening || ' ' || SUM(times) FROM adoption_days GROUP BY day, happening".to_owned()),
    ];
    let mut reader = world.app.store.reader().await.unwrap();
    let mut lines = Vec::new();
    for (name, what) in tables {
        let text = sqlx::AssertSqlSafe(format!("SELECT {what}"));
        let found: Vec<String> = sqlx::query_scalar(text).fetch_all(&mut *reader).await.unwrap();
        let mut found: Vec<String> = found.into_iter().map(|line| format!("{name}: {line}")).collect();
        found.sort_unstable();
        lines.append(&mut found);
    }
    lines
}

/// Fails with the first lines in which two dumps differ.
pub fn assert_same(one: &[String], other: &[String]) {
    let lacks = |from: &[String], of: &[String]| {
        let held: std::collections::HashSet<&String> = from.iter().collect();
        of.iter().filter(|line| !held.contains(line)).take(25).cloned().collect::<Vec<_>>().join("\n")
    };
    assert!(one == other, "only in the first:\n{}\nonly in the second:\n{}", lacks(other, one), lacks(one, other));
}
