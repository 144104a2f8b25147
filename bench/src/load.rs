//! Sixteen people at once who log in over and over.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use tokio::task::JoinSet;

use crate::{Outcome, sample::millis};

/// Logins under way at once.
pub const AT_ONCE: usize = 16;

/// Somebody who can log in.
pub trait Person: Send + 'static {
    /// A whole login.
    ///
    /// # Errors
    /// When a step goes another way than it should.
    fn log_in(&mut self) -> impl Future<Output = Outcome> + Send;
}

/// [`AT_ONCE`] pairs of hands, each with some of the people; dropped, they rest.
#[derive(Debug)]
pub struct Load<P> {
    hands: JoinSet<Outcome<Ended<P>>>,
    completed: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

/// What is left of a load.
#[derive(Debug)]
pub struct Ended<P> {
    /// Those who logged in.
    pub people: Vec<P>,
    /// How long each login took, in milliseconds.
    pub waits: Vec<f64>,
}

impl<P: Person> Load<P> {
    /// Begins.
    pub fn begin(people: Vec<P>) -> Self {
        let mut shares: Vec<Vec<P>> = (0..AT_ONCE).map(|_| Vec::new()).collect();
        for (place, person) in people.into_iter().enumerate() {
            shares[place % AT_ONCE].push(person);
        }
        let mut load = Self { hands: JoinSet::new(), completed: Arc::default(), stop: Arc::default() };
        for mut people in shares {
            let (completed, stop) = (Arc::clone(&load.completed), Arc::clone(&load.stop));
            load.hands.spawn(async move {
                let mut waits = Vec::new();
                for place in 0.. {
                    let turn = place % people.len();
                    let begun = Instant::now();
                    people[turn].log_in().await?;
                    waits.push(millis(begun.elapsed()));
                    completed.fetch_add(1, Ordering::Relaxed);
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                }
                Ok(Ended { people, waits })
            });
        }
        load
    }

    /// Logins so far.
    pub fn completed(&self) -> u64 {
        self.completed.load(Ordering::Relaxed)
    }

    /// Lets everybody finish.
    ///
    /// # Errors
    /// When a login went another way than it should.
    pub async fn end(mut self) -> Outcome<Ended<P>> {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = Ended { people: Vec::new(), waits: Vec::new() };
        while let Some(ended) = self.hands.join_next().await {
            let ended = ended??;
            all.people.extend(ended.people);
            all.waits.extend(ended.waits);
        }
        Ok(all)
    }
}
