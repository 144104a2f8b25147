//! The weekly report: the same figures as tables in the mail and as a file beside it.

use domain::{
    adoption::Happening,
    life::{State, Status},
    method::Method,
    reach::WhyBlocked,
};

use super::{
    WriteError,
    detail::one_line,
    kinds::Notice,
    matter::{Fact, File, Matter, Phrase, Table, Value},
};
use crate::report::{Next, Report, file};

/// What a member of staff is told.
pub(super) fn matter(notice: Notice<'_>, report: &Report) -> Result<Matter, WriteError> {
    // Somebody may have left since it was put in.
    if notice.account.staff_role.is_none() || notice.account.status != Status::Active {
        return Err(WriteError::Useless);
    }
    let ready =
        [("ready", Value::Count(report.now.users.ready())), ("active", Value::Count(report.now.users.active()))];
    let mut facts = vec![Fact::date("mail-label-as-of", report.as_of)];
    if let Some(next) = &report.next {
        facts.extend([
            Fact(Value::Words("mail-label-event"), Value::Both(next.title.clone())),
            Fact::date("mail-label-when", next.at),
            Fact::count("mail-report-days", next.days),
        ]);
    }
    let mut tables = vec![standing(report), funnel(report)];
    tables.extend((!report.worst.is_empty()).then(|| worst(report)));
    tables.extend(report.next.as_ref().map(blocked));
    tables.push(week(report));
    let content = file::csv(report).map_err(|error| WriteError::Form(error.to_string()))?;
    Ok(Matter {
        at: report.as_of,
        facts,
        tables,
        file: Some(File { name: file::name(report), content }),
        ..notice.of("mail-report-subject", Phrase::new("mail-report-purpose", ready), &["mail-report-where"])
    })
}

fn count(count: u64) -> Value {
    Value::Count(count)
}

fn maybe(count: Option<u64>) -> Value {
    count.map_or_else(|| Value::Text("–".to_owned()), Value::Count)
}

/// Users and firms, now and a week ago, beside the target.
fn standing(report: &Report) -> Table {
    let (now, then) = (&report.now, report.week_ago.as_ref());
    let row = |label, of: fn(&domain::adoption::House) -> u64, target: Option<u64>| {
        vec![Value::Words(label), count(of(now)), maybe(then.map(of)), maybe(target)]
    };
    Table {
        title: "mail-report-standing",
        head: vec!["mail-report-figure", "mail-report-now", "mail-report-week-ago", "mail-report-target"],
        rows: vec![
            row("mail-report-active", |house| house.users.active(), None),
            row("mail-report-ready", |house| house.users.ready(), report.target),
            row("mail-report-firms", |house| house.firms, None),
            row("mail-report-firms-ready", |house| house.firms_ready, None),
            row("mail-report-firms-without-pair", |house| house.firms_without_pair, None),
            row("mail-report-firms-never-came", |house| house.firms_never_came, None),
            row("mail-report-mail-refused", |house| house.users.mail_refused, None),
        ],
    }
}

/// How far active users have come; those who are out of use stand apart.
fn funnel(report: &Report) -> Table {
    let then = report.week_ago.as_ref();
    let states = State::ALL.into_iter().enumerate().map(|(place, state)| {
        let then = then.map(|house| house.users.by_state[place]);
        vec![Value::Words(state_key(state)), count(report.now.users.by_state[place]), maybe(then)]
    });
    let users = &report.now.users;
    let apart = [
        ("state-dormant", users.dormant, then.map(|house| house.users.dormant)),
        ("state-disabled", users.disabled, then.map(|house| house.users.disabled)),
    ];
    let apart = apart.into_iter().map(|(label, now, then)| vec![Value::Words(label), count(now), maybe(then)]);
    Table {
        title: "mail-report-funnel",
        head: vec!["mail-report-state", "mail-report-now", "mail-report-week-ago"],
        rows: states.chain(apart).collect(),
    }
}

/// The firms with the most users who are not ready.
fn worst(report: &Report) -> Table {
    let row = |firm: &crate::adoption::FirmLine| {
        let chinese = if firm.name_zh.is_empty() { &firm.name_en } else { &firm.name_zh };
        vec![
            Value::Text(firm.code.to_string()),
            Value::Either(one_line(&firm.name_en), one_line(chinese)),
            count(firm.figures.behind()),
            count(firm.figures.active()),
        ]
    };
    Table {
        title: "mail-report-worst",
        head: vec!["mail-report-participant", "mail-report-name", "mail-report-behind", "mail-report-active"],
        rows: report.worst.iter().map(row).collect(),
    }
}

/// Whom the next event would shut out if it happened now.
fn blocked(next: &Next) -> Table {
    let blocked = &next.blocked;
    let mut rows = vec![
        vec![Value::Words("mail-report-blocked-users"), count(blocked.blocked.users)],
        vec![Value::Words("mail-report-blocked-firms"), count(blocked.blocked.firms)],
        vec![Value::Words("mail-report-shut-out"), count(blocked.firms_shut_out)],
    ];
    rows.extend(blocked.reasons.iter().map(|(why, users)| vec![Value::Words(why_key(*why)), count(*users)]));
    Table { title: "mail-report-blocked", head: vec!["mail-report-figure", "mail-report-now"], rows }
}

/// Logins by method and what the help desk did, in the last seven whole days.
fn week(report: &Report) -> Table {
    let rows = report.happened.iter().map(|(kind, times)| vec![Value::Words(happening_key(*kind)), count(*times)]);
    Table { title: "mail-report-week", head: vec!["mail-report-figure", "mail-report-times"], rows: rows.collect() }
}

const fn state_key(state: State) -> &'static str {
    match state {
        State::Authorised => "state-authorised",
        State::Proposed => "state-proposed",
        State::Registered => "state-registered",
        State::Ready => "state-ready",
        State::Tested => "state-tested",
        State::TwoFactor => "state-two-factor",
        State::TwoFactorOnly => "state-two-factor-only",
    }
}

const fn why_key(why: WhyBlocked) -> &'static str {
    match why {
        WhyBlocked::NoAddress => "lagging-no-address",
        WhyBlocked::NotApproved => "lagging-not-approved",
        WhyBlocked::NotSetUp => "lagging-not-set-up",
        WhyBlocked::NoCard => "lagging-no-card",
    }
}

const fn happening_key(kind: Happening) -> &'static str {
    match kind {
        Happening::Login(Method::TwoFactor) => "mail-report-login-two-factor",
        Happening::Login(Method::Smartcard) => "mail-report-login-smartcard",
        Happening::Login(Method::Passkey) => "mail-report-login-passkey",
        Happening::Login(Method::X509) => "mail-report-login-x509",
        Happening::Login(Method::OneTimePass) => "mail-report-login-one-time-pass",
        Happening::Reset => "mail-report-resets",
        Happening::Unlock => "mail-report-unlocks",
        Happening::Pass => "mail-report-passes",
    }
}
