//! Dated exceptions of one firm or one user.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::named;
use crate::{
    name::{UnknownName, lookup},
    phase::Phase,
    time::Instant,
};

/// What an exception grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionKind {
    /// The smartcard works on after the parallel run has ended.
    Extension,
    /// Two factors only, before the parallel run has ended.
    EarlyMove,
}

impl ExceptionKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Extension, Self::EarlyMove];

    /// The name in files, the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::EarlyMove => "early-move",
        }
    }
}

named!(ExceptionKind, "kind of exception");

/// A dated exception. It begins and ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// What it grants.
    pub kind: ExceptionKind,
    /// From when.
    pub from: Instant,
    /// Until when, which it no longer holds at.
    pub until: Instant,
}

impl Exception {
    /// Whether it is in force.
    #[must_use]
    pub fn holds(self, at: Instant) -> bool {
        self.from <= at && at < self.until
    }

    /// The phase in force for whom it was granted to, where `phase` is in force for the others. Neither reaches beyond
    /// the two phases that it lies between.
    #[must_use]
    pub const fn bend(self, phase: Phase) -> Phase {
        match (self.kind, phase) {
            (ExceptionKind::Extension, Phase::TwoFactorOnly) => Phase::ParallelRun,
            (ExceptionKind::EarlyMove, Phase::ParallelRun) => Phase::TwoFactorOnly,
            _ => phase,
        }
    }
}

/// The phase in force for a user at `at`, where `phase` is for everybody: by the user's own exception, else by the
/// firm's.
#[must_use]
pub fn bent(phase: Phase, own: Option<Exception>, firm: Option<Exception>, at: Instant) -> Phase {
    let held = [own, firm].into_iter().flatten().find(|exception| exception.holds(at));
    held.map_or(phase, |exception| exception.bend(phase))
}
