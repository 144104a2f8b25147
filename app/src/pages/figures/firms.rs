//! Firms by states: a heat map that is a table.

use domain::{adoption::Figures, life::State};

use super::{Cell, Chart, Column, Value, View, firms_url};
use crate::{
    components::Frame,
    ports::adoption::{AsAt, Firm, Firms, Only, ViewName},
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

/// What firms are looked at for, in words.
pub(crate) fn only_words(frame: &Frame, only: Only) -> String {
    match only {
        Only::Behind => frame.get("only-behind"),
        Only::Ready => frame.get("only-ready"),
        Only::WithoutPair => frame.get("only-without-pair"),
        Only::NeverCame => frame.get("only-never-came"),
        Only::In(state) => short(frame, state),
        Only::Dormant => frame.get("state-dormant"),
        Only::Disabled => frame.get("state-disabled"),
        Only::Passkey => frame.get("only-passkey"),
        Only::MailAlone => frame.get("only-mail-alone"),
        Only::MailRefused => frame.get("only-mail-refused"),
    }
}

/// How hot a cell is: in fifths of the row, none at all apart.
fn heat(count: u64, of: u64) -> u8 {
    let fifths = if of == 0 { 0 } else { (count * 5).div_ceil(of).min(5) };
    u8::try_from(fifths).unwrap_or(5)
}

/// The page of a firm.
pub(crate) fn firm_url(code: &str) -> String {
    format!("/monitor/participants/{code}")
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
        Some(Only::Behind) => frame.with("view-firms-behind", &says),
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
    let mut row = vec![Cell::text(code).to(firm_url(code)), Cell::text(name)];
    row.extend(State::ALL.map(|state| {
        let count = figures.at(state);
        Cell { heat: Some(heat(count, active)), ..Cell::count(count) }
    }));
    row.push(Cell::share(figures.ready(), active));
    row.push(Cell::count(active));
    let Figures { dormant, disabled, with_passkey, by_mail_alone, mail_refused, .. } = *figures;
    let counts = [dormant, disabled, with_passkey, by_mail_alone, mail_refused];
    row.extend(counts.map(Cell::count));
    row.extend([figures.administrators, figures.administrators_seen].map(Cell::count));
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
