//! The report as a file beside the mail: a figure a line, for spreadsheets.

use domain::adoption::{Figures, House};

use super::Report;
use crate::sheet::Sheet;

/// The first record.
const HEAD: [&str; 7] = ["as_of", "figure", "participant_code", "name_en", "name_zh", "now", "week_ago"];

/// The file's name: of the day in Hong Kong.
pub fn name(report: &Report) -> String {
    format!("adoption-{}.csv", domain::adoption::Day::of(report.as_of))
}

/// The report as CSV.
///
/// # Errors
/// When it cannot be written.
pub fn csv(report: &Report) -> Result<Vec<u8>, csv::Error> {
    let mut sheet = Sheet::of(HEAD)?;
    let as_of = report.as_of.to_string();
    let mut line = |figure: &str, firm: [&str; 3], now: Option<u64>, then: Option<u64>| {
        let [now, then] = [now, then].map(|count| count.map(|count| count.to_string()).unwrap_or_default());
        sheet.record([&as_of, figure, firm[0], firm[1], firm[2], &now, &then])
    };
    let nobody = [""; 3];
    let next = report.next.as_ref();
    line("days_to_next_phase", nobody, next.map(|next| next.days), None)?;
    line("users_ready_target", nobody, report.target, None)?;
    for (figure, of) in HOUSE {
        line(figure, nobody, Some(of(&report.now)), report.week_ago.as_ref().map(of))?;
    }
    let then = report.week_ago.map(|house| house.users.values());
    for (place, (figure, count)) in Figures::NAMES.into_iter().zip(report.now.users.values()).enumerate() {
        line(&format!("users_{figure}"), nobody, Some(count), then.map(|then| then[place]))?;
    }
    for (kind, times) in &report.happened {
        line(&format!("last_7_days_{}", kind.name().replace('-', "_")), nobody, Some(*times), None)?;
    }
    if let Some(next) = next {
        line("would_be_blocked_users", nobody, Some(next.blocked.blocked.users), None)?;
        line("would_be_blocked_firms", nobody, Some(next.blocked.blocked.firms), None)?;
        line("would_be_shut_out_firms", nobody, Some(next.blocked.firms_shut_out), None)?;
    }
    for firm in &report.worst {
        let named = [firm.code.as_str(), &firm.name_en, &firm.name_zh];
        line("firm_users_not_ready", named, Some(firm.figures.behind()), None)?;
    }
    sheet.end()
}

/// A figure of the house, and how it is read.
type OfHouse = (&'static str, fn(&House) -> u64);

const HOUSE: [OfHouse; 6] = [
    ("users_active", |house| house.users.active()),
    ("users_ready", |house| house.users.ready()),
    ("firms", |house| house.firms),
    ("firms_ready", |house| house.firms_ready),
    ("firms_without_pair", |house| house.firms_without_pair),
    ("firms_never_came", |house| house.firms_never_came),
];
