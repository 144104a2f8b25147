//! `/demo/mail`: mail caught instead of sent.

use domain::time::Instant;

/// One caught mail.
#[derive(Clone, Debug)]
pub struct CaughtMail {
    /// When it was caught.
    pub at: Instant,
    /// Its recipient.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
}
