//! Values that have a fixed name in files, addresses, configuration and the audit.

use thiserror::Error;

/// A name that is none of those allowed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{given:?} is no {what}; allowed: {allowed}")]
pub struct UnknownName {
    /// What was expected, as in "phase".
    pub what: &'static str,
    /// What was given instead.
    pub given: String,
    /// The names that are allowed, separated by commas.
    pub allowed: String,
}

/// Looks a value up by its exact name.
pub(crate) fn lookup<T: Copy>(
    what: &'static str,
    all: &[T],
    name: fn(T) -> &'static str,
    given: &str,
) -> Result<T, UnknownName> {
    all.iter().copied().find(|&value| name(value) == given).ok_or_else(|| UnknownName {
        what,
        given: given.to_owned(),
        allowed: all.iter().map(|&value| name(value)).collect::<Vec<_>>().join(", "),
    })
}
