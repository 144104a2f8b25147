//! Bare Argon2id: what a login is held against. The library, the costs and the call are those of the server.

use std::{
    thread,
    time::{Duration, Instant},
};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version, password_hash::phc::PasswordHash,
};

use crate::{
    Outcome,
    usage::{Spent, Window, cores, thread_cpu},
};

/// Memory of one verification, in KiB: `password.argon2` as it is by default.
pub const MEMORY: u32 = 19_456;

const PASSWORD: &[u8] = b"correct horse battery staple";

/// Verifies one password over and over.
#[derive(Debug)]
pub struct Bare {
    hash: String,
}

/// Verifications done on all cores.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// How many.
    count: u32,
    /// How many a second.
    pub per_second: f64,
    /// What they took; `generator` is their CPU.
    pub spent: Spent,
}

impl Done {
    /// CPU of one verification, in seconds.
    pub fn cpu_each(&self) -> f64 {
        self.spent.generator.as_secs_f64() / f64::from(self.count)
    }
}

impl Bare {
    /// Hashes the password.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn new() -> Outcome<Self> {
        let params = Params::new(MEMORY, 2, 1, None).map_err(|e| e.to_string())?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash = argon.hash_password_with_salt(PASSWORD, &[7; 16]).map_err(|e| e.to_string())?;
        Ok(Self { hash: hash.to_string() })
    }

    fn verify(&self) -> Outcome {
        let parsed = PasswordHash::new(&self.hash).map_err(|e| e.to_string())?;
        Ok(Argon2::default().verify_password(PASSWORD, &parsed).map_err(|e| e.to_string())?)
    }

    /// Verifies once on this thread, and says what CPU that took.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn once(&self) -> Outcome<Duration> {
        let before = thread_cpu()?;
        self.verify()?;
        Ok(thread_cpu()?.saturating_sub(before))
    }

    /// Verifies for `time` on as many threads as there are cores.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn on_all_cores(&self, time: Duration) -> Outcome<Done> {
        let window = Window::open(std::process::id())?;
        let one_thread = || -> Outcome<(u32, f64)> {
            let begun = Instant::now();
            let mut count = 0;
            while begun.elapsed() < time {
                self.verify()?;
                count += 1;
            }
            // Each thread's rate to the end of its last verification, so that none is counted in part.
            Ok((count, f64::from(count) / begun.elapsed().as_secs_f64()))
        };
        let rates = thread::scope(|scope| {
            let threads: Vec<_> = (0..cores()).map(|_| scope.spawn(one_thread)).collect();
            let ended = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("panicked".into())));
            ended.collect::<Outcome<Vec<_>>>()
        })?;
        let spent = window.close()?;
        Ok(Done {
            count: rates.iter().map(|(count, _)| count).sum(),
            per_second: rates.iter().map(|(_, rate)| rate).sum(),
            spent,
        })
    }
}
