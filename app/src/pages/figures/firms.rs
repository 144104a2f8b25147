//! Firms by states: a heat map that is a table.

use domain::{adoption::Part, life::State};

use super::{Cell, Chart, Column, Value, View, firms_url, states::reached, users_url};
use crate::{
    components::Frame,
    ports::{
        adoption::{AsAt, Firm, Firms, Only, ViewName},
        enquiry::firm_path,
    },
};

/// A state in a word or two, for the head of a narrow column.
pub(super) fn short(frame: &Frame, state: State) -> String {
    frame.get(match state {
        State::Authorised => "short-authorised",
        State::Proposed => "short-proposed",
        State::Registered => "short-registered",
        State::Ready => "short-ready",
        State::Tested => "short-tested",
        State::TwoFactor => "short-two-factor",
        State::TwoFactorOnly => "short-two-factor-only",
    })
}

/// Whom a figure counts, in words.
pub(crate) fn part_words(frame: &Frame, part: Part) -> String {
    match part {
        Part::In(state) => short(frame, state),
        Part::ACTIVE => frame.get("column-active"),
        Part::Reached(state) => reached(frame, state),
        Part::WithCard(state) => frame.with("only-with-card", &[("state", short(frame, state).into())]),
        Part::Behind => frame.get("only-behind"),
        Part::Dormant => frame.get("state-dormant"),
        Part::Disabled => frame.get("state-disabled"),
        Part::Passkey => frame.get("only-passkey"),
        Part::MailAlone => frame.get("only-mail-alone"),
        Part::MailRefused => frame.get("only-mail-refused"),
        Part::Administrators => frame.get("only-administrators"),
        Part::AdministratorsSeen => frame.get("column-administrators-seen"),
    }
}

/// Everybody whom a figure counts, to choose from.
pub(crate) fn parts_in_groups(frame: &Frame) -> Vec<(String, Vec<(String, String)>)> {
    let group = |part: Part| match part {
        Part::In(_) => "only-group-in",
        Part::Reached(_) => "only-group-reached",
        Part::WithCard(_) => "only-group-card",
        _ => "only-group-others",
    };
    let mut groups: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for part in Part::all() {
        let (named, choice) = (frame.get(group(part)), (part.name().to_owned(), part_words(frame, part)));
        match groups.last_mut() {
            Some((last, choices)) if *last == named => choices.push(choice),
            _ => groups.push((named, vec![choice])),
        }
    }
    groups
}

/// What firms are looked at for, in words.
pub(crate) fn only_words(frame: &Frame, only: Only) -> String {
    match only {
        Only::Users(part) => part_words(frame, part),
        Only::Ready => frame.get("only-ready"),
        Only::WithoutPair => frame.get("only-without-pair"),
        Only::NeverCame => frame.get("only-never-came"),
    }
}

/// How hot a cell is: in fifths of the row, none at all apart.
fn heat(count: u64, of: u64) -> u8 {
    let fifths = if of == 0 { 0 } else { (count * 5).div_ceil(of).min(5) };
    u8::try_from(fifths).unwrap_or(5)
}

pub(super) fn firms(frame: &Frame, as_at: AsAt, found: &Firms) -> View {
    let mut columns =
        vec![Column::new("participant_code", frame.get("column-firm")), Column::new("name", frame.get("column-name"))];
    let states = ["authorised", "proposed", "registered", "ready", "tested", "two_factor", "two_factor_only"];
    columns.extend(State::ALL.into_iter().zip(states).map(|(state, name)| Column::new(name, short(frame, state))));
    columns.push(Column::new("able_share", frame.get("column-share")));
    columns.push(Column::new("active", frame.get("column-active")).full());
    let full = [
        ("dormant", "short-dormant"),
        ("disabled", "short-disabled"),
        ("with_passkey", "only-passkey"),
        ("by_mail_alone", "only-mail-alone"),
        ("mail_refused", "only-mail-refused"),
        ("administrators", "column-administrators"),
        ("administrators_seen", "column-administrators-seen"),
        ("has_pair", "column-pair"),
    ];
    columns.extend(full.map(|(name, key)| Column::new(name, frame.get(key)).full()));
    let says = [("count", found.found.into()), ("firms", found.all.into())];
    let takeaway = match found.only {
        None => frame.with("view-firms-says", &says),
        Some(Only::Users(Part::Behind)) => frame.with("view-firms-behind", &says),
        Some(only) => {
            let [count, firms] = says;
            frame.with("view-firms-only", &[count, firms, ("what", only_words(frame, only).into())])
        }
    };
    View {
        name: ViewName::Firms,
        title: frame.get("view-firms"),
        takeaway,
        chart: Chart::Table,
        columns,
        rows: found.rows.iter().map(|firm| row(as_at, firm)).collect(),
    }
}

fn row(as_at: AsAt, firm: &Firm) -> Vec<Cell> {
    let Firm { code, name, figures, has_pair } = firm;
    let active = figures.active();
    let count = |part: Part| Cell { href: users_url(as_at, code, part), ..Cell::count(part.of(figures)) };
    let mut row = vec![Cell::text(code).to(firm_path(code)), Cell::text(name)];
    row.extend(State::ALL.map(|state| Cell { heat: Some(heat(figures.at(state), active)), ..count(Part::In(state)) }));
    row.push(Cell::share(figures.ready(), active));
    row.extend(
        [
            Part::ACTIVE,
            Part::Dormant,
            Part::Disabled,
            Part::Passkey,
            Part::MailAlone,
            Part::MailRefused,
            Part::Administrators,
            Part::AdministratorsSeen,
        ]
        .map(count),
    );
    let pair = Cell::new(Value::Flag(*has_pair));
    row.push(if *has_pair { pair } else { pair.to(firms_url(as_at, Some(Only::WithoutPair))) });
    row
}

#[cfg(test)]
mod tests {
    use super::heat;

    #[test]
    fn nobody_is_cold_and_everybody_is_hottest() {
        assert_eq!(
            [(0, 9), (1, 100), (1, 5), (3, 10), (9, 10), (9, 9), (0, 0)].map(|(n, of)| heat(n, of)),
            [0, 1, 1, 2, 5, 5, 0]
        );
    }
}
