//! Pages that say no.

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing here, or nothing of yours: 404.
    NotFound,
    /// The post came from another site: 403.
    CrossSite,
    /// Logged in, and not allowed: 403.
    Forbidden,
    /// Our fault; logged under the request's id: 500.
    Failed,
    /// Too many things at once: 503.
    Busy,
    /// The body was larger than any form of ours: 413.
    TooLarge,
    /// The request could not be read: 400.
    Malformed,
    /// This page answers no such method: 405.
    Method,
}

impl Refusal {
    /// The name in the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::CrossSite => "cross-site",
            Self::Forbidden => "forbidden",
            Self::Failed => "failed",
            Self::Busy => "busy",
            Self::TooLarge => "too-large",
            Self::Malformed => "malformed",
            Self::Method => "method",
        }
    }
}
