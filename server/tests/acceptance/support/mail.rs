//! A relay that keeps what it takes.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use server::mail::{
    letter::Finished,
    relay::{Relay, RelayError},
};
use tokio::sync::Notify;

/// How a relay answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    /// Cannot be reached.
    Down,
    /// Says that there is no such mailbox.
    Refuses,
    /// Says so of every so many mails, and takes the others.
    RefusesEvery(usize),
    /// Takes no mail and refuses none, until its mood changes: whoever brings one waits.
    Stalls,
}

/// A relay that keeps every mail it takes, in order.
pub struct Capture {
    name: &'static str,
    state: Mutex<State>,
    mood_changed: Notify,
}

struct State {
    mood: Mood,
    tries: usize,
    /// Mails taken or refused in this mood.
    answered: usize,
    all: Vec<Finished>,
    /// To whom mails were refused.
    refused: Vec<String>,
    /// How many of each recipient's mails a test has read.
    read: Vec<(String, usize)>,
}

impl Capture {
    pub fn named(name: &'static str) -> Self {
        let state =
            State { mood: Mood::Takes, tries: 0, answered: 0, all: Vec::new(), refused: Vec::new(), read: Vec::new() };
        Self { name, state: Mutex::new(state), mood_changed: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set_mood(&self, mood: Mood) {
        let mut state = self.state();
        state.mood = mood;
        state.answered = 0;
        drop(state);
        self.mood_changed.notify_waiters();
    }

    /// How often a mail was brought here.
    pub fn tries(&self) -> usize {
        self.state().tries
    }

    /// Every mail taken so far.
    pub fn all(&self) -> Vec<Finished> {
        self.state().all.clone()
    }

    /// To whom mails were refused so far.
    pub fn refused(&self) -> Vec<String> {
        self.state().refused.clone()
    }

    /// Every mail taken so far for `to`.
    pub fn all_to(&self, to: &str) -> Vec<Finished> {
        self.state().all.iter().filter(|mail| mail.to == to).cloned().collect()
    }

    /// The next mail to `to` that no test line has read yet.
    pub async fn next_to(&self, to: &str) -> Finished {
        for _ in 0..2000 {
            if let Some(mail) = self.unread(to) {
                return mail;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("no mail to {to} within ten seconds; taken so far: {:?}", self.subjects());
    }

    fn unread(&self, to: &str) -> Option<Finished> {
        let mut state = self.state();
        let seen = state.read.iter().find(|(held, _)| held == to).map_or(0, |(_, seen)| *seen);
        let mail = state.all.iter().filter(|mail| mail.to == to).nth(seen).cloned()?;
        state.read.retain(|(held, _)| held != to);
        state.read.push((to.to_owned(), seen + 1));
        Some(mail)
    }

    pub fn subjects(&self) -> Vec<String> {
        self.state().all.iter().map(|mail| format!("{}: {}", mail.to, mail.subject)).collect()
    }

    /// The code of the next mail to `to`: it stands on a line of its own, first in the body.
    /// Notices are passed over.
    pub async fn code_to(&self, to: &str) -> String {
        loop {
            let line = first_line(&self.next_to(to).await);
            if !line.contains(' ') {
                return line;
            }
        }
    }
}

pub fn first_line(mail: &Finished) -> String {
    mail.text.lines().next().unwrap_or_default().to_owned()
}

#[async_trait]
impl Relay for Capture {
    fn name(&self) -> &str {
        self.name
    }

    async fn take(&self, mail: &Finished) -> Result<String, RelayError> {
        self.state().tries += 1;
        loop {
            // Listens before it looks: a change between the two is not missed.
            let changed = self.mood_changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if self.state().mood != Mood::Stalls {
                break;
            }
            changed.await;
        }
        let mut state = self.state();
        let refuses = match state.mood {
            Mood::Down | Mood::Stalls => return Err(RelayError::NotNow("connection refused".to_owned())),
            Mood::Takes => false,
            Mood::Refuses => true,
            Mood::RefusesEvery(so_many) => (state.answered + 1).is_multiple_of(so_many),
        };
        state.answered += 1;
        if refuses {
            state.refused.push(mail.to.clone());
            return Err(RelayError::Refused(format!("550 no mailbox {}", mail.to)));
        }
        state.all.push(mail.clone());
        Ok(format!("250 queued for {}", mail.to))
    }
}
