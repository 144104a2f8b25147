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

/// How a relay answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    /// Cannot be reached.
    Down,
    /// Says that there is no such mailbox.
    Refuses,
}

/// A relay that keeps every mail it takes, in order.
pub struct Capture {
    name: &'static str,
    state: Mutex<State>,
}

struct State {
    mood: Mood,
    tries: usize,
    all: Vec<Finished>,
    /// How many of each recipient's mails a test has read.
    read: Vec<(String, usize)>,
}

impl Capture {
    pub fn named(name: &'static str) -> Self {
        Self { name, state: Mutex::new(State { mood: Mood::Takes, tries: 0, all: Vec::new(), read: Vec::new() }) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set_mood(&self, mood: Mood) {
        self.state().mood = mood;
    }

    /// How often a mail was brought here.
    pub fn tries(&self) -> usize {
        self.state().tries
    }

    /// Every mail taken so far.
    pub fn all(&self) -> Vec<Finished> {
        self.state().all.clone()
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
        let mut state = self.state();
        state.tries += 1;
        match state.mood {
            Mood::Takes => {
                state.all.push(mail.clone());
                Ok(format!("250 queued for {}", mail.to))
            }
            Mood::Down => Err(RelayError::NotNow("connection refused".to_owned())),
            Mood::Refuses => Err(RelayError::Refused(format!("550 no mailbox {}", mail.to))),
        }
    }
}
