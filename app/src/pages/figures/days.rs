//! Views that go day by day, the newest first in their tables.

use domain::{
    adoption::{Day, Happening, House, Part},
    method::Method,
    time,
};

use super::{Cell, Chart, Column, Value, View, all_users_url, firms_url};
use crate::{
    components::{
        Frame,
        chart::{Line, Lines, Strip},
        href,
    },
    pages::standing::percent,
    ports::{
        adoption::{AsAt, Course, Happenings, Only, ViewName},
        trail::Counted,
    },
    words::grouped,
};

fn day_column(frame: &Frame) -> Column {
    Column::new("day", frame.get("column-day"))
}

fn day_cell(day: Day) -> Cell {
    Cell::new(Value::Day(day))
}

/// How many users are ahead of the target (positive) or behind it.
fn lead(house: &House, target: u64) -> i64 {
    let wanted = (house.users.active() * target).div_ceil(1000);
    i64::try_from(house.users.ready()).unwrap_or(i64::MAX) - i64::try_from(wanted).unwrap_or(i64::MAX)
}

/// Where the house stands beside the target line, in words.
pub(crate) fn course_words(frame: &Frame, house: &House, target: Option<u64>) -> String {
    let Some(target) = target else { return frame.get("course-none") };
    let lead = lead(house, target);
    let key = match lead {
        ..0 => "course-behind",
        0.. => "course-ahead",
    };
    frame.with(key, &[("users", lead.unsigned_abs().into()), ("target", percent(target, 1000).into())])
}

/// Ready users and firms, against the target line.
pub(super) fn readiness(frame: &Frame, as_at: AsAt, series: &[(Day, House)], course: Course) -> View {
    let columns = [
        ("active", "column-active"),
        ("registered", "figure-registered"),
        ("able", "figure-able"),
        ("used", "figure-used"),
        ("able_share", "column-share"),
        ("target_share", "column-target"),
        ("firms", "column-firms"),
        ("firms_ready", "column-firms-ready"),
        ("firms_share", "column-firms-share"),
        ("firms_without_pair", "only-without-pair"),
        ("firms_never_came", "only-never-came"),
    ];
    let columns = columns.map(|(name, key)| Column::new(name, frame.get(key)));
    let rows = series.iter().rev().map(|(day, house)| {
        let users = &house.users;
        let on = AsAt { day: as_at.offers(*day), ..as_at };
        let firms = |count: u64, only| Cell::count(count).to(firms_url(on, Some(only)));
        let linked = |part: Part| Cell::count(part.of(users)).to(all_users_url(on, part));
        vec![
            day_cell(*day),
            linked(Part::ACTIVE),
            linked(Part::REGISTERED),
            linked(Part::ABLE),
            linked(Part::USED),
            Cell::share(users.ready(), users.active()),
            Cell::new(course.target(*day).map_or(Value::Nothing, Value::Share)),
            Cell::count(house.firms).to(firms_url(on, None)),
            firms(house.firms_ready, Only::Ready),
            Cell::share(house.firms_ready, house.firms),
            firms(house.firms_without_pair, Only::WithoutPair),
            firms(house.firms_never_came, Only::NeverCame),
        ]
    });
    let share = |part: u64, of: u64| (part * 1000).checked_div(of).unwrap_or_default();
    let line = |key: &str, class, of: &dyn Fn(&House) -> (u64, u64)| {
        let points = series.iter().map(|(day, house)| (*day, of(house)));
        let points: Vec<_> = points.map(|(day, (part, whole))| (day, share(part, whole))).collect();
        let last = points.last().map_or(0, |(_, share)| percent(*share, 1000));
        Line { label: frame.with(key, &[("percent", last.into())]), class, points, on_its_way: false }
    };
    let mut lines = vec![
        line("line-users", "s1", &|house| (house.users.ready(), house.users.active())),
        line("line-firms", "s2", &|house| (house.firms_ready, house.firms)),
    ];
    let first = series.first().map_or(as_at.last(), |(day, _)| *day);
    let last = series.last().map_or(as_at.last(), |(day, _)| *day);
    let until = course.closes.map_or(last, |closes| closes.max(last));
    let target: Option<Vec<_>> = (0..=first.days_until(until))
        .map(|days| first.later(days))
        .map(|day| Some((day, course.target(day)?)))
        .collect();
    lines.extend(target.map(|points| Line {
        label: frame.get("line-target"),
        class: "target",
        points,
        on_its_way: true,
    }));
    let mark = course.closes.map(|day| {
        let date = time::short_date(day.begins(), frame.language());
        (day, frame.with("mark-closes", &[("date", date.into())]))
    });
    let takeaway = match series.last() {
        None => frame.get("days-none"),
        Some((day, house)) => {
            let says = [
                ("ready", house.users.ready().into()),
                ("active", house.users.active().into()),
                ("firms_ready", house.firms_ready.into()),
                ("firms", house.firms.into()),
            ];
            let course = course_words(frame, house, course.target(*day));
            format!("{}{}{course}", frame.with("view-readiness-says", &says), frame.gap())
        }
    };
    View {
        name: ViewName::Readiness,
        title: frame.get("view-readiness"),
        takeaway,
        chart: Chart::Lines(Lines { from: first, until, share: true, lines, mark }),
        columns: std::iter::once(day_column(frame)).chain(columns).collect(),
        rows: rows.collect(),
    }
}

/// What proves users.
pub(super) fn proofs(frame: &Frame, as_at: AsAt, series: &[(Day, House)]) -> View {
    let columns = [
        ("active", "column-active"),
        ("with_passkey", "only-passkey"),
        ("by_mail_alone", "only-mail-alone"),
        ("mail_refused", "only-mail-refused"),
    ];
    let columns = columns.map(|(name, key)| Column::new(name, frame.get(key)));
    let rows = series.iter().rev().map(|(day, house)| {
        let on = AsAt { day: as_at.offers(*day), ..as_at };
        let linked = |part: Part| Cell::count(part.of(&house.users)).to(all_users_url(on, part));
        let parts = [Part::ACTIVE, Part::Passkey, Part::MailAlone, Part::MailRefused];
        std::iter::once(day_cell(*day)).chain(parts.map(linked)).collect()
    });
    let line = |key: &str, class, of: fn(&House) -> u64| {
        let points: Vec<_> = series.iter().map(|(day, house)| (*day, of(house))).collect();
        let last = points.last().map_or(0, |(_, count)| *count);
        Line { label: frame.with(key, &[("count", last.into())]), class, points, on_its_way: false }
    };
    let (passkeys, alone) = series.last().map_or((0, 0), |(_, h)| (h.users.with_passkey, h.users.by_mail_alone));
    let lines = vec![
        line("line-passkeys", "s1", |house| house.users.with_passkey),
        line("line-mail-alone", "s2", |house| house.users.by_mail_alone),
    ];
    let (from, until) = span(series);
    View {
        name: ViewName::Proofs,
        title: frame.get("view-proofs"),
        takeaway: frame.with("view-proofs-says", &[("passkeys", passkeys.into()), ("alone", alone.into())]),
        chart: Chart::Lines(Lines { from, until, share: false, lines, mark: None }),
        columns: std::iter::once(day_column(frame)).chain(columns).collect(),
        rows: rows.collect(),
    }
}

fn span<T>(series: &[(Day, T)]) -> (Day, Day) {
    let nought = Day::from_number(0);
    (series.first().map_or(nought, |(day, _)| *day), series.last().map_or(nought, |(day, _)| *day))
}

fn count(counts: &[(Happening, u64)], of: Happening) -> u64 {
    counts.iter().filter(|(happening, _)| *happening == of).map(|(_, count)| count).sum()
}

fn by(counts: &[(Happening, u64)], methods: &[Method]) -> u64 {
    methods.iter().map(|method| count(counts, Happening::Login(*method))).sum()
}

/// Where the audit tells of what a figure counts of `day`.
fn told_url(counted: Counted, day: Day) -> String {
    let day = day.to_string();
    href("/monitor/audit", &[("what", &counted.name()), ("from", &day), ("until", &day)])
}

/// A strip of what `of` counts, named with its sum.
fn strip(frame: &Frame, key: &str, happenings: &Happenings, of: impl Fn(&[(Happening, u64)]) -> u64) -> Strip {
    let days: Vec<_> = happenings.iter().map(|(day, counts)| (*day, of(counts))).collect();
    let sum: u64 = days.iter().map(|(_, count)| count).sum();
    Strip { label: frame.with(key, &[("count", grouped(sum).into())]), days }
}

/// Logins by method.
pub(super) fn logins(frame: &Frame, happenings: &Happenings) -> View {
    let methods = [
        (Method::TwoFactor, "two_factor", "method-two-factor"),
        (Method::Smartcard, "smartcard", "method-smartcard"),
        (Method::Passkey, "passkey", "method-passkey"),
        (Method::X509, "x509", "method-x509"),
        (Method::OneTimePass, "one_time_pass", "method-one-time-pass"),
    ];
    let mut columns = vec![day_column(frame)];
    columns.extend(methods.map(|(_, name, key)| Column::new(name, frame.get(key))));
    columns.push(Column::new("all", frame.get("column-all")));
    let rows = happenings.iter().rev().map(|(day, counts)| {
        let mut row = vec![day_cell(*day)];
        row.extend(methods.map(|(method, ..)| {
            Cell::count(by(counts, &[method])).to(told_url(Counted::Each(Happening::Login(method)), *day))
        }));
        row.push(Cell::count(by(counts, &Method::ALL)).to(told_url(Counted::Logins, *day)));
        row
    });
    let cards = [Method::Smartcard, Method::X509];
    let other = [Method::Passkey, Method::OneTimePass];
    let week = |from: usize| {
        let days = happenings.iter().rev().skip(from).take(7);
        days.fold((0, 0), |(card, all), (_, counts)| (card + by(counts, &cards), all + by(counts, &Method::ALL)))
    };
    let ((card, all), (card_before, all_before)) = (week(0), week(7));
    let says = [
        ("all", all.into()),
        ("percent", percent(card, all).into()),
        ("before", percent(card_before, all_before).into()),
    ];
    let takeaway = match (all, all_before) {
        (0, _) => frame.get("view-logins-none"),
        (_, 0) => frame.with("view-logins-says-first", &says[..2]),
        _ => frame.with("view-logins-says", &says),
    };
    View {
        name: ViewName::Logins,
        title: frame.get("view-logins"),
        takeaway,
        chart: Chart::Strips(vec![
            strip(frame, "strip-two-factor", happenings, |counts| by(counts, &[Method::TwoFactor])),
            strip(frame, "strip-card", happenings, |counts| by(counts, &cards)),
            strip(frame, "strip-other", happenings, |counts| by(counts, &other)),
        ]),
        columns,
        rows: rows.collect(),
    }
}

/// What the help desk did.
pub(super) fn help(frame: &Frame, happenings: &Happenings) -> View {
    let kinds = [
        (Happening::Reset, "resets", "column-resets", "strip-resets"),
        (Happening::Unlock, "unlocks", "column-unlocks", "strip-unlocks"),
        (Happening::Pass, "passes", "column-passes", "strip-passes"),
    ];
    let mut columns = vec![day_column(frame)];
    columns.extend(kinds.map(|(_, name, key, _)| Column::new(name, frame.get(key))));
    let rows = happenings.iter().rev().map(|(day, counts)| {
        let linked = |of| Cell::count(count(counts, of)).to(told_url(Counted::Each(of), *day));
        std::iter::once(day_cell(*day)).chain(kinds.map(|(kind, ..)| linked(kind))).collect()
    });
    let sum = |of| happenings.iter().map(|(_, counts)| count(counts, of)).sum::<u64>();
    let says = [
        ("resets", sum(Happening::Reset).into()),
        ("unlocks", sum(Happening::Unlock).into()),
        ("passes", sum(Happening::Pass).into()),
        ("days", happenings.len().into()),
    ];
    View {
        name: ViewName::Help,
        title: frame.get("view-help"),
        takeaway: frame.with("view-help-says", &says),
        chart: Chart::Strips(
            kinds.iter().map(|(kind, .., key)| strip(frame, key, happenings, |counts| count(counts, *kind))).collect(),
        ),
        columns,
        rows: rows.collect(),
    }
}
