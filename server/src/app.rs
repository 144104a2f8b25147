//! Everything a use case works with.

use std::sync::Arc;

use crate::{
    adoption,
    ceremony::Ceremonies,
    clock::{Clock, FileClock, SystemClock},
    config::Config,
    keys::Keys,
    login::{hasher::Hasher, password::Blocklist},
    mail::{bounce::BounceToken, caught::Caught, outbox::Bell},
    monitor::live::Live,
    random::{Randomness, SystemRandomness},
    store::Store,
};

/// The parts of a running Changeover. Shared by every request.
pub struct App {
    /// What the operator configured.
    pub config: Arc<Config>,
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub random: Arc<dyn Randomness>,
    /// The server's keys.
    pub keys: Keys,
    /// Hashes passwords.
    pub hasher: Hasher,
    /// Runs ceremonies with cards and passkeys; none where the public URL has no host name.
    pub ceremonies: Option<Ceremonies>,
    /// Passwords that are refused.
    pub blocklist: Blocklist,
    /// What lets reports of mail servers in; none: no reports are taken.
    pub bounce_token: Option<BounceToken>,
    /// Wakes the worker that sends mail.
    pub outbox: Bell,
    /// Who listens to the figures.
    pub live: Live,
    /// Mail caught instead of sent, in a demonstration.
    pub caught: Caught,
}

impl App {
    /// Opens everything that `config` names, making database, schema and keys where they are missing.
    ///
    /// # Errors
    /// Says in one sentence what could not be opened.
    pub async fn open(config: Config) -> Result<Arc<Self>, StartError> {
        let clock: Arc<dyn Clock> = match &config.test.clock {
            Some(path) => Arc::new(FileClock::open(config.folder.join(path)).map_err(StartError::Clock)?),
            None => Arc::new(SystemClock),
        };
        Self::assemble(config, clock, Arc::new(SystemRandomness)).await
    }

    /// Like [`App::open`], with a clock and a randomness of the caller's: tests.
    ///
    /// # Errors
    /// As [`App::open`].
    pub async fn assemble(
        config: Config,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Randomness>,
    ) -> Result<Arc<Self>, StartError> {
        let keys = Keys::open(&config.keys_file(), &*random)?;
        let store = Store::open(&config.database_url()).await?;
        let hasher = Hasher::new(*config.password.argon2, &*random)?;
        let blocklist = match &config.password.blocklist {
            Some(path) => Blocklist::read(&config.folder.join(path)).map_err(StartError::Blocklist)?,
            None => Blocklist::default(),
        };
        let ceremonies = Ceremonies::of(&config).map_err(StartError::Issuers)?;
        let bounce_token = BounceToken::of(&config).map_err(StartError::BounceToken)?;
        let app = Self {
            config: Arc::new(config),
            bounce_token,
            ceremonies,
            store,
            clock,
            random,
            keys,
            hasher,
            blocklist,
            outbox: Bell::default(),
            live: Live::default(),
            caught: Caught::default(),
        };
        adoption::begin(&app).await?;
        Ok(Arc::new(app))
    }
}

/// Why Changeover did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The clock's file.
    #[error("{0}")]
    Clock(String),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] crate::keys::KeysError),
    /// The database.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// The password hasher.
    #[error(transparent)]
    Hasher(#[from] crate::login::hasher::HashError),
    /// The issuers of cards.
    #[error("configuration: {0}")]
    Issuers(String),
    /// The token that lets reports of mail servers in.
    #[error("configuration: {0}")]
    BounceToken(String),
    /// The list of refused passwords.
    #[error("{0}")]
    Blocklist(String),
}
