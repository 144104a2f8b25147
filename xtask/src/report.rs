//! The summary of `cargo xtask test`: every step runs, and the end says what became of each.

use std::{
    fmt::{self, Display, Formatter},
    time::{Duration, Instant},
};

use crate::Outcome;

/// How many tests a step ran, read from what it printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Including those that passed at a second try.
    pub passed: u32,
    /// Including those that did not finish.
    pub failed: u32,
    /// Ignored or left out by the test itself.
    pub skipped: u32,
}

impl Counts {
    /// Takes what a line says, if it is one of cargo's or Playwright's summary lines.
    pub fn add_line(&mut self, line: &str) {
        if let Some((_, counts)) = line.split_once("test result: ").and_then(|(_, rest)| rest.split_once(". ")) {
            for count in counts.split("; ") {
                self.add(count);
            }
        } else if line.starts_with("  ") {
            self.add(line.trim_start());
        }
    }

    fn add(&mut self, count: &str) {
        let Some((number, what)) = count.split_once(' ') else {
            return;
        };
        let Ok(number) = number.parse::<u32>() else {
            return;
        };
        // Playwright puts the duration behind the last one: `12 passed (3.4s)`.
        let what = what.split_once(" (").map_or(what, |(what, _)| what).trim_end();
        match what {
            "passed" | "flaky" => self.passed += number,
            "failed" | "interrupted" => self.failed += number,
            "ignored" | "skipped" | "did not run" => self.skipped += number,
            _ => {}
        }
    }
}

impl Display for Counts {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

/// How a step ended.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Passed,
    Failed(String),
    Skipped(String),
}

/// What a step that did not fail says of itself.
#[derive(Debug)]
pub enum Done {
    /// It ran.
    Passed,
    /// It did not run, for this reason.
    Skipped(String),
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    verdict: Verdict,
    counts: Counts,
    duration: Duration,
}

/// The steps so far.
#[derive(Debug, Default)]
pub struct Report {
    steps: Vec<Step>,
}

impl Report {
    /// Runs a step and notes its end; says whether it passed. The next step runs in any case.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Counts) -> Outcome<Done>) -> bool {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let mut counts = Counts::default();
        let verdict = match work(&mut counts) {
            Ok(Done::Passed) => Verdict::Passed,
            Ok(Done::Skipped(reason)) => Verdict::Skipped(reason),
            Err(reason) => {
                eprintln!("{reason}");
                Verdict::Failed(reason)
            }
        };
        let passed = verdict == Verdict::Passed;
        self.steps.push(Step { name, verdict, counts, duration: start.elapsed() });
        passed
    }

    /// Notes a step that cannot or shall not run.
    pub fn skip(&mut self, name: &'static str, reason: &str) {
        self.steps.push(Step {
            name,
            verdict: Verdict::Skipped(reason.to_owned()),
            counts: Counts::default(),
            duration: Duration::ZERO,
        });
    }

    /// Whether any step failed.
    pub fn failed(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.verdict, Verdict::Failed(_)))
    }

    /// Every test that was counted, and one for each step without tests.
    fn total(&self) -> Counts {
        let mut total = Counts::default();
        for Step { verdict, counts, .. } in &self.steps {
            total.passed += counts.passed;
            total.failed += counts.failed;
            total.skipped += counts.skipped;
            match verdict {
                Verdict::Passed if *counts == Counts::default() => total.passed += 1,
                Verdict::Failed(_) if counts.failed == 0 => total.failed += 1,
                Verdict::Skipped(_) => total.skipped += 1,
                Verdict::Passed | Verdict::Failed(_) => {}
            }
        }
        total
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let width = self.steps.iter().map(|step| step.name.len()).max().unwrap_or_default();
        for Step { name, verdict, counts, duration } in &self.steps {
            let word = match verdict {
                Verdict::Passed => "ok",
                Verdict::Failed(_) => "failed",
                Verdict::Skipped(_) => "skipped",
            };
            let mut notes = Vec::new();
            if *counts != Counts::default() {
                notes.push(counts.to_string());
            }
            if let Verdict::Failed(reason) | Verdict::Skipped(reason) = verdict {
                notes.push(reason.lines().next().unwrap_or_default().to_owned());
            }
            let line = format!("{word:<8} {name:<width$} {:>7.1} s  {}", duration.as_secs_f64(), notes.join("; "));
            writeln!(f, "{}", line.trim_end())?;
        }
        write!(f, "\n{}", self.total())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_from_the_lines_of_cargo_and_of_playwright() {
        let mut counts = Counts::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "    1 failed",
            "    [chromium] › login.spec.ts:3:1 › 2 passed",
            "  1 flaky",
            "  1 skipped",
            "  3 did not run",
            "  12 passed (30.2s)",
            "said a test: 99 passed",
        ] {
            counts.add_line(line);
        }
        assert_eq!(counts, Counts { passed: 27, failed: 2, skipped: 5 });
    }

    #[test]
    fn the_last_line_is_the_total() {
        let mut report = Report::default();
        assert!(report.step("format", |_| Ok(Done::Passed)));
        assert_eq!(report.to_string().lines().last(), Some("1 passed, 0 failed"));
        assert!(!report.failed());

        report.step("tests", |counts| {
            counts.add_line("test result: FAILED. 9 passed; 2 failed; 0 ignored");
            Err("`cargo test` failed\nand more".into())
        });
        assert!(!report.step("browser", |_| Ok(Done::Skipped("--fast".into()))));
        report.step("lints", |_| Err("`cargo clippy` failed".into()));
        report.skip("release", "--fast");
        assert_eq!(report.to_string().lines().last(), Some("10 passed, 3 failed, 2 skipped"));
        assert!(report.failed());
        assert!(report.to_string().contains("9 passed, 2 failed; `cargo test` failed\n"), "{report}");
    }
}
