use thiserror::Error;

/// Why a card gave no answer: what a browser's promise is rejected with.
#[derive(Debug, Error)]
pub enum Refusal {
    /// No credential fits, or no card is in the reader: a browser does not tell these apart from a holder who declined.
    #[error("{0}")]
    NotAllowed(&'static str),
    /// A credential that the relying party excluded is on the card.
    #[error("the card holds a credential that the relying party excludes")]
    Excluded,
    /// The relying party's id is no suffix of the origin's host.
    #[error("the origin {origin} may not use the id {rp_id}")]
    ForeignId {
        /// The origin.
        origin: String,
        /// The relying party's id.
        rp_id: String,
    },
    /// None of the algorithms is ES256, or the card cannot have this flaw.
    #[error("{0}")]
    NotSupported(&'static str),
    /// The options cannot be read.
    #[error("options: {0}")]
    Options(String),
    /// The card itself failed.
    #[error("the card failed: {0}")]
    Failed(String),
}

impl Refusal {
    /// The name of the `DOMException`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NotAllowedError",
            Self::Excluded => "InvalidStateError",
            Self::ForeignId { .. } => "SecurityError",
            Self::NotSupported(_) => "NotSupportedError",
            Self::Options(_) => "TypeError",
            Self::Failed(_) => "UnknownError",
        }
    }
}

impl From<rcgen::Error> for Refusal {
    fn from(error: rcgen::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<serde_cbor_2::Error> for Refusal {
    fn from(error: serde_cbor_2::Error) -> Self {
        Self::Failed(error.to_string())
    }
}
