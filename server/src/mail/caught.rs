//! Mail caught instead of sent: demonstrations only. Kept in memory, so that no database holds a code.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use app::ports::mailbox::CaughtMail;

/// How many mails are kept.
const KEPT: usize = 200;

/// The newest caught mails.
#[derive(Clone, Debug, Default)]
pub struct Caught(Arc<Mutex<VecDeque<CaughtMail>>>);

impl Caught {
    /// Keeps a mail, and forgets the oldest one beyond what is kept.
    pub fn keep(&self, mail: CaughtMail) {
        let mut mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.push_front(mail);
        mails.truncate(KEPT);
    }

    /// The mails, newest first.
    pub fn list(&self) -> Vec<CaughtMail> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}
