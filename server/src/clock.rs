//! The injected clock.

use std::{path::PathBuf, sync::Mutex, time::SystemTime};

use domain::time::Instant;

/// The one source of the time of day.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> Instant {
        let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Instant::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that shows the instant written in a file and stands still between changes: `test.clock`.
#[derive(Debug)]
pub struct FileClock {
    path: PathBuf,
    last: Mutex<Instant>,
}

impl FileClock {
    /// Reads the file once, so that a wrong one stops the start.
    ///
    /// # Errors
    /// When the file cannot be read or holds no RFC 3339 instant.
    pub fn open(path: PathBuf) -> Result<Self, String> {
        let text = std::fs::read_to_string(&path).map_err(|e| format!("test.clock {}: {e}", path.display()))?;
        let last = text
            .trim()
            .parse()
            .map_err(|_| format!("test.clock {}: {:?} is no RFC 3339 instant", path.display(), text.trim()))?;
        Ok(Self { path, last: Mutex::new(last) })
    }
}

impl Clock for FileClock {
    fn now(&self) -> Instant {
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // A file caught half-written keeps the last instant.
        if let Some(now) = std::fs::read_to_string(&self.path).ok().and_then(|t| t.trim().parse().ok()) {
            *last = now;
        }
        *last
    }
}

/// A clock that is moved by hand: by tests, and by a demonstration of months that have passed.
#[derive(Debug)]
pub struct ManualClock(Mutex<Instant>);

impl ManualClock {
    /// Stands at `now`.
    pub fn at(now: Instant) -> Self {
        Self(Mutex::new(now))
    }

    /// Stands at `now` from here on.
    pub fn set(&self, now: Instant) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = now;
    }

    /// Moves on.
    pub fn advance(&self, by: std::time::Duration) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now = now.plus(by);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
