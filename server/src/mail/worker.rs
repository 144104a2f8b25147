//! Sends what waits in the outbox. Any number of instances may run it: a lease keeps each mail with one of them.

use std::{collections::HashMap, sync::Arc, time::Duration};

use domain::time::Instant;
use tokio::task::{Id, JoinError, JoinSet};

use super::{
    answer::without_addresses,
    letter::{self, WriteError},
    relay::{Relay, RelayError},
    suppression,
};
use crate::{
    app::App,
    audit::Scribe,
    random::opaque_id,
    store::{
        StoreError, Tx, accounts,
        events::Actor,
        mail_refusals::{Refusal, Source},
        outbox::{self, Letter, Outcome},
    },
};

/// Mails on their way at once, of each class.
const AT_ONCE: usize = 16;

/// How long a mail stays with a worker that does not report back: longer than every relay's time-out together.
const LEASE: Duration = Duration::from_secs(120);

/// How often the outbox is looked at when nothing rings: mail put in by other instances, and retries.
const LOOK: Duration = Duration::from_millis(500);

/// Longest wait between two tries of a code, and of anything else.
const LONGEST_WAIT: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(600)];

/// A running worker; dropped, it stops.
pub struct Worker(#[expect(dead_code, reason = "held for its drop")] JoinSet<()>);

/// Starts one loop for codes and notices, and one for bulk mail, which codes never wait for.
pub fn start(app: &Arc<App>, relays: Vec<Arc<dyn Relay>>) -> Worker {
    let relays: Arc<[Arc<dyn Relay>]> = relays.into();
    let mut loops = JoinSet::new();
    for bulk in [false, true] {
        let post = Post { app: Arc::clone(app), relays: Arc::clone(&relays), name: opaque_id(&*app.random), bulk };
        loops.spawn(post.run());
    }
    Worker(loops)
}

struct Post {
    app: Arc<App>,
    relays: Arc<[Arc<dyn Relay>]>,
    name: String,
    bulk: bool,
}

impl Post {
    async fn run(self) {
        let mut under_way = UnderWay::default();
        loop {
            if let Err(error) = self.round(&mut under_way).await {
                tracing::error!(%error, "outbox: cannot be read or written");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            // Bulk mail goes by the second, so that its rate holds; codes go the moment there is one, and room.
            let ended = if self.bulk {
                tokio::time::sleep(Duration::from_secs(1)).await;
                None
            } else {
                tokio::select! {
                    () = tokio::time::sleep(LOOK) => None,
                    () = self.app.outbox.heard() => None,
                    ended = under_way.next(), if !under_way.is_empty() => ended,
                }
            };
            if let Err(error) = self.settle(ended, &mut under_way).await {
                tracing::error!(%error, "outbox: cannot be written");
            }
        }
    }

    /// Takes what is due, as far as there is room.
    async fn round(&self, under_way: &mut UnderWay) -> Result<(), StoreError> {
        let most = if self.bulk { self.app.config.mail.bulk_per_second as usize } else { AT_ONCE };
        let room = most.saturating_sub(under_way.len());
        let now = self.app.clock.now();
        let mut reader = self.app.store.reader().await?;
        let waits = outbox::any_due(&mut reader, self.bulk, now).await?;
        drop(reader);
        if room == 0 || !waits {
            return Ok(());
        }
        let mut tx = self.app.store.begin().await?;
        let limit = u32::try_from(room).unwrap_or(u32::MAX);
        let letters = outbox::lease(&mut tx, &self.name, self.bulk, limit, now, now.plus(LEASE)).await?;
        tx.commit().await?;
        for letter in letters {
            let (app, relays) = (Arc::clone(&self.app), Arc::clone(&self.relays));
            let sent = letter.clone();
            under_way.start(letter, async move { send(&app, &relays, &sent).await });
        }
        Ok(())
    }

    /// Writes how `first` ended, and whatever else has ended meanwhile, in one transaction.
    async fn settle(&self, first: Option<Ended>, under_way: &mut UnderWay) -> Result<(), StoreError> {
        let now = self.app.clock.now();
        let mut done: Vec<_> = first
            .into_iter()
            .chain(std::iter::from_fn(|| under_way.try_next()))
            .map(|(letter, tried)| {
                let tried = tried.unwrap_or_else(|| defer(&letter, now, "sending it panicked".to_owned()).into());
                (letter, tried)
            })
            .collect();
        if done.is_empty() {
            return Ok(());
        }
        // Accounts are written in one order, here and wherever else several are.
        done.sort_by(|(one, _), (other, _)| one.account.cmp(&other.account));
        let scribe = Scribe::of_command(&self.app, Actor::System);
        let mut tx = self.app.store.begin().await?;
        for (letter, Tried { outcome, domain }) in &done {
            outbox::settle(&mut tx, &letter.id, &self.name, outcome, domain.as_deref(), now).await?;
            note_mailbox(&mut tx, &scribe, letter, outcome).await?;
            note_domain(&mut tx, letter, outcome, domain.as_deref(), now);
            match outcome {
                Outcome::Deferred { answer, .. } => {
                    tracing::warn!(mail = letter.id, kind = letter.kind, tries = letter.tries, answer, "mail deferred");
                }
                Outcome::Refused { answer } => {
                    tracing::warn!(mail = letter.id, kind = letter.kind, answer, "mail refused");
                }
                Outcome::Sent { .. } | Outcome::Useless | Outcome::Spared => {}
            }
        }
        tx.commit().await
    }
}

/// A letter whose try has ended, and with what; nothing if it panicked.
type Ended = (Letter, Option<Tried>);

/// Mails on their way, each letter kept beside its task: one whose sending panics is deferred like after any failure.
#[derive(Default)]
struct UnderWay {
    tasks: JoinSet<Tried>,
    letters: HashMap<Id, Letter>,
}

impl UnderWay {
    fn len(&self) -> usize {
        self.tasks.len()
    }

    fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    fn start(&mut self, letter: Letter, sending: impl Future<Output = Tried> + Send + 'static) {
        let task = self.tasks.spawn(sending);
        self.letters.insert(task.id(), letter);
    }

    /// The next that ends. Nothing is lost where this is not waited for to the end.
    async fn next(&mut self) -> Option<Ended> {
        let ended = self.tasks.join_next_with_id().await?;
        self.ended(ended)
    }

    /// One that has ended already.
    fn try_next(&mut self) -> Option<Ended> {
        let ended = self.tasks.try_join_next_with_id()?;
        self.ended(ended)
    }

    fn ended(&mut self, ended: Result<(Id, Tried), JoinError>) -> Option<Ended> {
        let (id, tried) = match ended {
            Ok((id, tried)) => (id, Some(tried)),
            Err(error) => {
                tracing::error!(%error, "sending a mail panicked; it is tried again");
                (error.id(), None)
            }
        };
        Some((self.letters.remove(&id)?, tried))
    }
}

/// How a try ended, and the domain of the mailbox where one was written to.
struct Tried {
    outcome: Outcome,
    domain: Option<String>,
}

/// Nothing was written.
impl From<Outcome> for Tried {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, domain: None }
    }
}

/// Keeps at the account whether its registered address refuses mail: its firm is to see that at once.
pub(crate) async fn note_mailbox(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    letter: &Letter,
    outcome: &Outcome,
) -> Result<(), StoreError> {
    match outcome {
        _ if letter.recipient.is_some() => Ok(()),
        Outcome::Sent { .. } => suppression::taken(tx, scribe, &letter.account).await,
        Outcome::Refused { answer } => {
            let Some(account) = accounts::find(tx, &letter.account).await? else { return Ok(()) };
            let refusal = Refusal {
                at: scribe.now,
                source: Source::Smtp,
                status: String::new(),
                answer: answer.clone(),
                letter: Some(letter.id.clone()),
            };
            suppression::refused(tx, scribe, suppression::REFUSED, &account, &refusal).await
        }
        Outcome::Deferred { .. } | Outcome::Useless | Outcome::Spared => Ok(()),
    }
}

/// Keeps at the domain when it last took or refused mail.
pub(crate) fn note_domain(tx: &mut Tx, letter: &Letter, outcome: &Outcome, domain: Option<&str>, now: Instant) {
    let Some(domain) = domain else { return };
    match outcome {
        // What was to leave later has not waited before.
        Outcome::Sent { .. } => tx.mail.taken(domain, now, now.since(letter.created_at)),
        Outcome::Refused { .. } => tx.mail.refused(domain, now),
        Outcome::Deferred { .. } | Outcome::Useless | Outcome::Spared => {}
    }
}

/// One try of `letter`: the relays in their order.
async fn send(app: &App, relays: &[Arc<dyn Relay>], letter: &Letter) -> Tried {
    let now = app.clock.now();
    if letter.useless_at <= now {
        return Outcome::Useless.into();
    }
    let mail = match letter::write(app, letter).await {
        Ok(mail) => mail,
        Err(WriteError::Useless) => return Outcome::Useless.into(),
        Err(WriteError::Spared) => return Outcome::Spared.into(),
        // Nothing of the mailbox: it waits, to be seen, until it is mended or of no use.
        Err(WriteError::Form(answer)) => return defer(letter, now, without_addresses(&answer)).into(),
        Err(WriteError::Store(error)) => return defer(letter, now, error.to_string()).into(),
    };
    let domain = mail.to.rsplit_once('@').map(|(_, domain)| domain.to_owned());
    let mut last = "no relay is configured: mail.relays".to_owned();
    for relay in relays {
        let outcome = match relay.take(&mail).await {
            Ok(answer) => Outcome::Sent { relay: relay.name().to_owned(), answer: without_addresses(&answer) },
            Err(RelayError::Refused(answer)) => Outcome::Refused { answer: without_addresses(&answer) },
            Err(RelayError::NotNow(answer)) => {
                last = format!("{}: {}", relay.name(), without_addresses(&answer));
                continue;
            }
        };
        return Tried { outcome, domain };
    }
    Tried { outcome: defer(letter, now, last), domain }
}

/// Waits twice as long after each try, up to the longest wait of its class.
fn defer(letter: &Letter, now: Instant, answer: String) -> Outcome {
    let doubled = Duration::from_secs(1 << letter.tries.saturating_sub(1).min(10));
    Outcome::Deferred { due_at: now.plus(doubled.min(LONGEST_WAIT[usize::from(letter.bulk)])), answer }
}
