//! Views of what is known now alone.

use domain::reach::WhyBlocked;

use super::{Cell, Chart, Column, Value, View};
use crate::{
    components::{Frame, chart::Bar, href},
    pages::{
        schedule::{phase_name, why_blocked},
        standing::percent,
    },
    ports::{
        adoption::{BlockedNow, MailHealth, ViewName},
        mail_desk::{Fate, Standing},
    },
    words::grouped,
};

/// The list of those who would be blocked if the phase of `blocked` came now.
pub(crate) fn blocked_url(blocked: &BlockedNow, why: Option<WhyBlocked>) -> String {
    href("/monitor/blocked", &[("phase", blocked.phase.name()), ("reason", why.map_or("", WhyBlocked::name))])
}

/// Whom the next phase would block, in a sentence.
pub(crate) fn blocked_words(frame: &Frame, blocked: &BlockedNow) -> String {
    let says = [
        ("phase", phase_name(frame, blocked.phase).into()),
        ("users", blocked.blocked.users.into()),
        ("firms", blocked.blocked.firms.into()),
    ];
    let key = match (blocked.blocked.users, blocked.in_force) {
        (0, true) => "view-blocked-nobody-now",
        (0, false) => "view-blocked-nobody",
        (_, true) => "view-blocked-says-now",
        (_, false) => "view-blocked-says",
    };
    frame.with(key, &says)
}

pub(super) fn blocked(frame: &Frame, blocked: &BlockedNow) -> View {
    let columns = [("reason", "blocked-missing"), ("users", "blocked-users")];
    let rows = blocked.reasons.iter().map(|(why, users)| {
        vec![Cell::text(why_blocked(frame, *why)), Cell::count(*users).to(blocked_url(blocked, Some(*why)))]
    });
    let bars = blocked.reasons.iter().map(|(why, users)| {
        let value = [("count", grouped(*users).into()), ("percent", percent(*users, blocked.blocked.users).into())];
        Bar { label: why_blocked(frame, *why), value: frame.with("count-and-share", &value), count: *users }
    });
    View {
        name: ViewName::Blocked,
        title: frame.get("view-blocked"),
        takeaway: blocked_words(frame, blocked),
        chart: Chart::Bars(bars.collect(), blocked.blocked.users),
        columns: columns.map(|(name, key)| Column::new(name, frame.get(key))).into(),
        rows: rows.collect(),
    }
}

const MAIL: &str = "/monitor/mail";

/// A span of time as people say it.
pub(super) fn span(frame: &Frame, millis: u64) -> String {
    match millis {
        ..10_000 => {
            frame.with("span-tenths", &[("seconds", format!("{}.{}", millis / 1000, millis % 1000 / 100).into())])
        }
        10_000..120_000 => frame.with("span-seconds", &[("count", (millis / 1000).into())]),
        120_000..7_200_000 => frame.with("span-minutes", &[("count", (millis / 60_000).into())]),
        7_200_000..172_800_000 => frame.with("span-hours", &[("count", (millis / 3_600_000).into())]),
        _ => frame.with("span-days", &[("count", (millis / 86_400_000).into())]),
    }
}

pub(super) fn mail(frame: &Frame, health: &MailHealth) -> View {
    let millis = |span: std::time::Duration| u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    let or = |value: Option<Value>| Cell::new(value.unwrap_or(Value::Nothing));
    let line = |key: &str, cell: Cell| vec![Cell::text(frame.get(key)), cell];
    let waiting = if health.waiting_more { Value::AtLeast(health.waiting) } else { Value::Count(health.waiting) };
    let codes = [("kind", "code"), ("state", Fate::Sent.name()), ("hours", "24")];
    let mut rows = vec![
        line("mail-p50", or(health.p50.map(|span| Value::Millis(millis(span))))),
        line("mail-p95", or(health.p95.map(|span| Value::Millis(millis(span))))),
        line("mail-measured", Cell::count(health.measured).to(href(MAIL, &codes))),
        line("mail-waiting", Cell::new(waiting).to(href(MAIL, &[("state", Standing::Queued.name())]))),
        line("mail-age", or(health.oldest.map(|age| Value::Millis(millis(age))))),
    ];
    let refused = health.refused.iter().map(|(domain, count)| {
        if domain.is_empty() {
            return vec![Cell::text(frame.get("maildesk-domain-unknown")), Cell::count(*count)];
        }
        let words = frame.with("mail-refused-by", &[("domain", domain.into())]);
        let asked = [("state", Fate::Refused.name()), ("domain", domain), ("hours", "168")];
        vec![Cell::text(words), Cell::count(*count).to(href(MAIL, &asked))]
    });
    rows.extend(refused);
    let takeaway = match (health.p50, health.p95) {
        (Some(p50), Some(p95)) => {
            let says = [("p50", span(frame, millis(p50)).into()), ("p95", span(frame, millis(p95)).into())];
            frame.with("view-mail-says", &says)
        }
        _ => frame.get("view-mail-none"),
    };
    let columns = [("measure", "column-measure"), ("value", "column-value")];
    View {
        name: ViewName::Mail,
        title: frame.get("view-mail"),
        takeaway,
        chart: Chart::Table,
        columns: columns.map(|(name, key)| Column::new(name, frame.get(key))).into(),
        rows,
    }
}
