//! Firms and their figures as a file.

use std::io::{self, Write};

use domain::{
    adoption::{Day, Figures},
    time::Instant,
};
use serde_json::{Map, Value, json};
use sqlx::AnyConnection;

use super::{FirmLine, FirmOrder, FirmQuery, firms};
use crate::{sheet::formula_safe, store::StoreError};

/// Firms read at a time.
const PAGE: u32 = 500;

/// What stands in front of the figures, and behind them.
const NAMED: [&str; 5] = ["as_at", "day", "participant_code", "name_en", "name_zh"];
const SUMMED: [&str; 4] = ["active", "ready", "behind", "has_pair"];

/// Every firm and its figures as `day` ended, or now, in the order of codes.
///
/// # Errors
/// When the database cannot be read.
pub async fn lines(db: &mut AnyConnection, day: Option<Day>) -> Result<Vec<FirmLine>, StoreError> {
    let mut all = Vec::new();
    loop {
        let query = FirmQuery { day, offset: all.len() as u64, limit: PAGE, order: FirmOrder::Code };
        let found = firms(db, &query).await?;
        let last = found.len() < PAGE as usize;
        all.extend(found);
        if last {
            return Ok(all);
        }
    }
}

/// Writes `lines` as CSV: as at which instant, as which day ended (empty: now), the firm, its figures and their sums.
///
/// # Errors
/// When it cannot be written.
pub fn csv(lines: &[FirmLine], day: Option<Day>, as_at: Instant, out: impl Write) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(NAMED.into_iter().chain(Figures::NAMES).chain(SUMMED))?;
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    for line in lines {
        let named = [as_at.to_string(), day.clone(), line.code.to_string(), line.name_en.clone(), line.name_zh.clone()];
        let named = named.iter().map(|cell| formula_safe(cell).into_owned());
        let figures = line.figures.values().into_iter().chain(summed(line)).map(|figure| figure.to_string());
        csv.write_record(named.chain(figures))?;
    }
    csv.flush()
}

fn summed(line: &FirmLine) -> [u64; 4] {
    let figures = &line.figures;
    [figures.active(), figures.ready(), figures.behind(), u64::from(line.has_pair)]
}

/// The same as JSON.
pub fn json(lines: &[FirmLine], day: Option<Day>, as_at: Instant) -> Value {
    let firms: Vec<Value> = lines
        .iter()
        .map(|line| {
            let figures =
                Figures::NAMES.into_iter().chain(SUMMED).zip(line.figures.values().into_iter().chain(summed(line)));
            let figures: Map<String, Value> = figures.map(|(name, figure)| (name.to_owned(), json!(figure))).collect();
            json!({
                "participant_code": line.code.as_str(), "name_en": line.name_en, "name_zh": line.name_zh,
                "figures": figures,
            })
        })
        .collect();
    json!({ "as_at": as_at, "day": day, "firms": firms })
}
