//! Argon2id in a bounded pool: as many at once as there are cores, a short queue, then no.
//!
//! Memory stays bounded by cores × costs, and the event loop never hashes. The threads are the pool's own: what one has
//! freed it takes again, while threads that come and go would each keep a verification's memory to themselves.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread::available_parallelism,
};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version, password_hash::phc::PasswordHash,
};
use domain::password::Password;
use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{Semaphore, oneshot};

use crate::{config::Argon, random::Randomness};

/// Verifications that may wait for each one under way.
const QUEUE_PER_CORE: usize = 16;

/// Why a password was not hashed or verified.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many wait already.
    #[error("too many passwords wait to be verified")]
    Busy,
    /// The library refused; the word is its own.
    #[error("argon2: {0}")]
    Library(String),
}

/// What became of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whether it is the password.
    pub right: bool,
    /// Whether it is hashed under lower costs than the configured ones.
    pub outdated: bool,
}

/// Hashes and verifies passwords.
#[derive(Clone)]
pub struct Hasher {
    costs: Argon,
    pool: Arc<ThreadPool>,
    places: Arc<Semaphore>,
    /// Verified in place of a hash that is not there, so that an unknown account costs the same.
    decoy: Arc<str>,
    verifications: Arc<AtomicU64>,
}

impl Hasher {
    /// A hasher under `costs`.
    ///
    /// # Errors
    /// When the library refuses the costs, or the system the threads.
    pub fn new(costs: Argon, random: &dyn Randomness) -> Result<Self, HashError> {
        let cores = available_parallelism().map_or(2, usize::from);
        let decoy = hash_now(costs, "", salt(random))?;
        // Without a handler a panic would end the process; whoever waits is told that there is no answer.
        let pool = ThreadPoolBuilder::new().num_threads(cores).panic_handler(drop).build();
        Ok(Self {
            costs,
            pool: Arc::new(pool.map_err(|e| HashError::Library(e.to_string()))?),
            places: Arc::new(Semaphore::new(cores * (QUEUE_PER_CORE + 1))),
            decoy: decoy.into(),
            verifications: Arc::default(),
        })
    }

    /// The hash of `password` in PHC form.
    ///
    /// # Errors
    /// [`HashError::Busy`] when the queue is full.
    pub async fn hash(&self, password: &Password, random: &dyn Randomness) -> Result<String, HashError> {
        let (costs, password, salt) = (self.costs, password.clone(), salt(random));
        self.run(move || hash_now(costs, password.expose(), salt)).await?
    }

    /// Verifies `password` against `hash`. Without a hash the same work is done and the answer is no.
    ///
    /// # Errors
    /// [`HashError::Busy`] when the queue is full.
    pub async fn verify(&self, hash: Option<&str>, password: &Password) -> Result<Verified, HashError> {
        let known = hash.is_some();
        let hash: Arc<str> = hash.map_or_else(|| Arc::clone(&self.decoy), Arc::from);
        let (costs, password) = (self.costs, password.clone());
        let verifications = Arc::clone(&self.verifications);
        self.run(move || {
            verifications.fetch_add(1, Ordering::Relaxed);
            let parsed = PasswordHash::new(&hash).map_err(|e| HashError::Library(e.to_string()))?;
            let right = Argon2::default().verify_password(password.expose().as_bytes(), &parsed).is_ok();
            Ok(Verified { right: right && known, outdated: outdated(&parsed, costs) })
        })
        .await?
    }

    /// How many verifications have been carried out, whoever they were for: what an attempt costs.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<Result<T, HashError>, HashError> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| HashError::Busy)?;
        let (tell, told) = oneshot::channel();
        self.pool.spawn(move || {
            // Nobody waits any more: a request that was broken off costs no verification.
            if !tell.is_closed() {
                // Fails where nobody waits any more.
                let _ = tell.send(work());
            }
            drop(place);
        });
        told.await.map_err(|_| HashError::Library("panicked".to_owned()))
    }
}

/// A salt of 128 bits, as RFC 9106 §3.1 recommends.
type Salt = [u8; 16];

fn salt(random: &dyn Randomness) -> Salt {
    let mut bytes = Salt::default();
    random.fill(&mut bytes);
    bytes
}

fn hash_now(costs: Argon, password: &str, salt: Salt) -> Result<String, HashError> {
    let library = |e: &dyn std::fmt::Display| HashError::Library(e.to_string());
    let params = Params::new(costs.memory, costs.passes, costs.lanes, None).map_err(|e| library(&e))?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon.hash_password_with_salt(password.as_bytes(), &salt).map_err(|e| library(&e))?;
    Ok(hash.to_string())
}

fn outdated(hash: &PasswordHash, costs: Argon) -> bool {
    Params::try_from(hash).map_or(true, |held| {
        held.m_cost() < costs.memory || held.t_cost() < costs.passes || held.p_cost() != costs.lanes
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::random::SeededRandomness;

    #[tokio::test]
    async fn without_a_hash_as_much_work_is_done_and_nothing_is_right() {
        let random = SeededRandomness::new(1);
        let hasher = Hasher::new(Argon { memory: 19_456, passes: 3, lanes: 1 }, &random).unwrap();
        let hash = hasher.hash(&Password::typed(""), &random).await.unwrap();
        let costs = |hash: &str| hash.rsplitn(3, '$').nth(2).map(str::to_owned);
        assert_eq!(costs(&hasher.decoy), costs(&hash));
        assert_eq!(costs(&hash).as_deref(), Some("$argon2id$v=19$m=19456,t=3,p=1"));
        // The decoy is of the empty password, which must not be anybody's.
        assert!(!hasher.verify(None, &Password::typed("")).await.unwrap().right);
        assert!(hasher.verify(Some(&hash), &Password::typed("")).await.unwrap().right);
        assert_eq!(hasher.verifications(), 2);
    }

    #[tokio::test]
    async fn who_waits_no_more_costs_no_verification() {
        let random = SeededRandomness::new(1);
        let hasher = Hasher::new(Argon { memory: 19_456, passes: 2, lanes: 1 }, &random).unwrap();
        let tries = 8 * available_parallelism().unwrap().get();
        for _ in 0..tries {
            let password = Password::typed("x");
            let mut broken_off = Box::pin(hasher.verify(None, &password));
            assert!(futures_util::poll!(&mut broken_off).is_pending());
        }
        // Behind all of them.
        assert!(!hasher.verify(None, &Password::typed("x")).await.unwrap().right);
        assert!(hasher.verifications() < tries as u64 / 2, "{} of {tries}", hasher.verifications());
    }
}
