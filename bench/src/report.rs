//! Figures: a JSON line each as they are measured, and a table of all at the end.

use std::{
    borrow::Cow,
    fmt::{self, Display, Formatter},
    io::Write as _,
};

use serde::Serialize;

use crate::{Outcome, sample::Spread};

/// What a figure is held to.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// Recorded only.
    None,
    /// Good when small: the limit, and what is aimed at.
    AtMost(f64, f64),
    /// Good when large: the limit, and what is aimed at.
    AtLeast(f64, f64),
}

/// A measured figure, as it stands in its JSON line.
#[derive(Clone, Debug, Serialize)]
struct Figure {
    bench: &'static str,
    figure: Cow<'static, str>,
    value: f64,
    unit: &'static str,
    limit: Option<f64>,
    aim: Option<f64>,
    /// `null` where there is no limit.
    holds: Option<bool>,
    /// The least of the rounds that the value is taken from, where there are several.
    low: Option<f64>,
    /// The most of them.
    high: Option<f64>,
    #[serde(skip)]
    bound: Bound,
}

/// The figures so far.
#[derive(Debug, Default)]
pub struct Report {
    /// The bench that measures now.
    pub bench: &'static str,
    figures: Vec<Figure>,
}

impl Report {
    /// Takes a figure that is recorded only.
    ///
    /// # Errors
    /// When standard output does not take it.
    pub fn note(
        &mut self,
        figure: impl Into<Cow<'static, str>>,
        value: impl Into<Spread>,
        unit: &'static str,
    ) -> Outcome {
        self.hold(figure, value, unit, Bound::None)
    }

    /// Takes a figure and holds it to `bound`.
    ///
    /// # Errors
    /// When standard output does not take it, or when it is no number.
    pub fn hold(
        &mut self,
        figure: impl Into<Cow<'static, str>>,
        value: impl Into<Spread>,
        unit: &'static str,
        bound: Bound,
    ) -> Outcome {
        let figure = figure.into();
        let Spread { value, range } = value.into();
        if !value.is_finite() {
            return Err(format!("{figure} could not be measured: {value}").into());
        }
        let (limit, aim, holds) = match bound {
            Bound::None => (None, None, None),
            Bound::AtMost(limit, aim) => (Some(limit), Some(aim), Some(value <= limit)),
            Bound::AtLeast(limit, aim) => (Some(limit), Some(aim), Some(value >= limit)),
        };
        let (low, high) = range.unzip();
        let figure = Figure { bench: self.bench, figure, value, unit, limit, aim, holds, low, high, bound };
        let mut out = std::io::stdout().lock();
        serde_json::to_writer(&mut out, &figure)?;
        writeln!(out)?;
        out.flush()?;
        self.figures.push(figure);
        Ok(())
    }

    /// Whether every limit holds.
    pub fn holds(&self) -> bool {
        self.figures.iter().all(|figure| figure.holds != Some(false))
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = |figure: &Figure| format!("{}: {}", figure.bench, figure.figure);
        let width = self.figures.iter().map(|figure| name(figure).chars().count()).max().unwrap_or_default();
        writeln!(f, "{:<width$}  {:>9} {:<4} {:>17}  {:>8} {:>8}", "figure", "value", "", "rounds", "limit", "aim")?;
        for figure in &self.figures {
            let rounds = match (figure.low, figure.high) {
                (Some(low), Some(high)) => format!("{} – {}", short(low), short(high)),
                _ => String::new(),
            };
            let (limit, aim) = match figure.bound {
                Bound::None => (String::new(), String::new()),
                Bound::AtMost(limit, aim) => (format!("≤ {}", short(limit)), format!("≤ {}", short(aim))),
                Bound::AtLeast(limit, aim) => (format!("≥ {}", short(limit)), format!("≥ {}", short(aim))),
            };
            let verdict = match figure.holds {
                None => "",
                Some(true) => "holds",
                Some(false) => "BROKEN",
            };
            let (value, unit) = (short(figure.value), figure.unit);
            let line =
                format!("{:<width$}  {value:>9} {unit:<4} {rounds:>17}  {limit:>8} {aim:>8}  {verdict}", name(figure));
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Three significant digits or so.
fn short(value: f64) -> String {
    match value.abs() {
        _ if value.fract() == 0.0 => format!("{value:.0}"),
        size if size < 10.0 => format!("{value:.3}"),
        size if size < 100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_in_their_direction() -> Outcome {
        let mut report = Report { bench: "login", ..Report::default() };
        report.hold("small is good", 1.1, "×", Bound::AtMost(1.15, 1.05))?;
        report.hold("large is good", 0.9, "×", Bound::AtLeast(0.8, 0.95))?;
        assert!(report.holds());
        report.hold("large is good", 0.7, "×", Bound::AtLeast(0.8, 0.95))?;
        assert!(!report.holds());
        assert!(report.to_string().lines().last().is_some_and(|line| line.ends_with("BROKEN")), "{report}");
        assert!(report.note("nothing was done", f64::NAN, "ms").is_err());
        Ok(())
    }
}
