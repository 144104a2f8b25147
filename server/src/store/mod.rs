//! The database: SQLite or PostgreSQL through one SQL text.
//!
//! A repository function takes a connection, whether of the pool for reading or of a transaction. What changes
//! something runs in a [`Tx`]; absence is `Ok(None)`. To add a table family: a migration in `migrations/`, a file here
//! with its rows and its functions, and nothing else knows its SQL.

pub mod accounts;
pub mod activations;
pub mod adoption;
pub mod announcements;
pub mod bindings;
pub mod briefings;
pub mod browsers;
pub mod budgets;
pub mod campaigns;
pub mod ceremonies;
pub mod connectivity;
pub mod credentials;
pub mod decommission;
pub mod directory;
pub mod enquiries;
pub mod events;
pub mod exceptions;
pub mod guides;
pub mod logins;
pub mod mail_domains;
pub mod mail_refusals;
pub mod mail_reports;
pub mod marks;
pub mod operator_acts;
pub mod outbox;
pub mod papers;
pub mod participants;
pub mod passes;
pub mod readiness;
pub mod requests;
pub mod roster;
pub mod schedule;
pub mod seals;
pub mod sessions;
pub mod terms;
pub mod uploads;

use std::{
    ops::{Deref, DerefMut},
    path::Path,
    time::Duration,
};

use sqlx::{
    Any, AnyConnection, AnyPool, Connection as _, Executor as _, Transaction,
    any::{AnyPoolOptions, AnyRow},
    pool::PoolConnection,
};

use crate::adoption::marks::Marks;

static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();

/// Why the database could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The driver's own word.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("database schema: {0}")]
    Schema(#[from] sqlx::migrate::MigrateError),
    /// What stands in a row is none of ours.
    #[error("database holds {value:?} where a {wanted} belongs")]
    Row {
        /// What was found.
        value: String,
        /// What should stand there.
        wanted: &'static str,
    },
    /// The folder of the SQLite file could not be made.
    #[error("database file {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// The system's word.
        source: std::io::Error,
    },
    /// The address names neither SQLite nor PostgreSQL.
    #[error("database.url must begin with sqlite: or postgres:, not {0:?}")]
    Address(String),
    /// Somebody else changed it between reading and writing: the same again will do.
    #[error("overtaken by another change")]
    Overtaken,
    /// A step that the life of a user does not have.
    #[error(transparent)]
    Life(#[from] domain::life::NotAllowed),
}

/// Which of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file beside the configuration: one machine.
    Sqlite,
    /// Several instances.
    Postgres,
}

/// The database, opened and migrated. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    backend: Backend,
    read: AnyPool,
    write: AnyPool,
}

impl Store {
    /// Opens the database at `url`, makes it where it is missing, and brings its schema up to date.
    ///
    /// # Errors
    /// When the database cannot be reached or its schema is newer than this program.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let store = if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await?
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool =
                AnyPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(10)).connect(url).await?;
            Self { backend: Backend::Postgres, read: pool.clone(), write: pool }
        } else {
            return Err(StoreError::Address(url.split(':').next().unwrap_or_default().to_owned()));
        };
        store.migrate().await?;
        Ok(store)
    }

    /// WAL, every commit on disk before it is answered, one writer, several readers.
    async fn open_sqlite(url: &str) -> Result<Self, StoreError> {
        let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
        let path = path.split('?').next().unwrap_or_default();
        if let Some(folder) = Path::new(path).parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|source| StoreError::File { path: path.to_owned(), source })?;
        }
        let url = if url.contains('?') { url.to_owned() } else { format!("{url}?mode=rwc") };
        let pool = |connections| {
            AnyPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(30)).after_connect(
                |connection, _| {
                    Box::pin(async move {
                        connection.execute("PRAGMA busy_timeout = 15000").await?;
                        connection.execute("PRAGMA journal_mode = WAL").await?;
                        connection.execute("PRAGMA synchronous = FULL").await?;
                        connection.execute("PRAGMA foreign_keys = ON").await?;
                        Ok(())
                    })
                },
            )
        };
        let write = pool(1).connect(&url).await?;
        let read = pool(4).connect(&url).await?;
        Ok(Self { backend: Backend::Sqlite, read, write })
    }

    /// Two instances may start at once: PostgreSQL is guarded by the migrator's own lock, SQLite by taking the write
    /// lock before the migrator looks.
    async fn migrate(&self) -> Result<(), StoreError> {
        let mut connection = self.write.acquire().await?;
        match self.backend {
            Backend::Postgres => MIGRATOR.run(&mut *connection).await?,
            Backend::Sqlite => {
                let mut guard = connection.begin_with("BEGIN IMMEDIATE").await?;
                MIGRATOR.run(&mut *guard).await?;
                guard.commit().await?;
            }
        }
        Ok(())
    }

    /// Which database it is.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// When none is to be had in time.
    pub async fn reader(&self) -> Result<PoolConnection<Any>, StoreError> {
        Ok(self.read.acquire().await?)
    }

    /// Begins a transaction that may write. Dropped without [`Tx::commit`] it leaves nothing behind.
    ///
    /// # Errors
    /// When no connection, or on SQLite not the write lock, is to be had in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let transaction = match self.backend {
            Backend::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await?,
            Backend::Postgres => self.write.begin().await?,
        };
        Ok(Tx { transaction, marks: Marks::default(), mail: mail_domains::Moves::default() })
    }

    /// A transaction that reads, and sees everything as of one moment, whoever writes meanwhile.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn snapshot(&self) -> Result<Transaction<'static, Any>, StoreError> {
        Ok(match self.backend {
            Backend::Sqlite => self.read.begin().await?,
            Backend::Postgres => self.read.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
        })
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.write.close().await;
        self.read.close().await;
    }
}

/// A transaction: a unit of work that is there as a whole or not at all.
pub struct Tx {
    transaction: Transaction<'static, Any>,
    marks: Marks,
    /// What it changes in the domains that mail goes to.
    pub mail: mail_domains::Moves,
}

impl Tx {
    /// Whose figures follow what it writes.
    pub fn marks(&mut self) -> &mut Marks {
        &mut self.marks
    }

    /// Lets the figures follow what it has told the audit, and makes all of it durable.
    ///
    /// # Errors
    /// When the database cannot; then nothing of it is there.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.marks.follow(&mut self.transaction).await?;
        self.mail.write(&mut self.transaction).await?;
        Ok(self.transaction.commit().await?)
    }
}

impl Deref for Tx {
    type Target = AnyConnection;
    fn deref(&self) -> &AnyConnection {
        &self.transaction
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }
}

/// Reads columns of a row by name into the domain's types.
pub(crate) trait Columns {
    fn text(&self, column: &str) -> Result<String, StoreError>;
    fn maybe_text(&self, column: &str) -> Result<Option<String>, StoreError>;
    fn number(&self, column: &str) -> Result<i64, StoreError>;
    fn maybe_number(&self, column: &str) -> Result<Option<i64>, StoreError>;

    fn flag(&self, column: &str) -> Result<bool, StoreError> {
        Ok(self.number(column)? != 0)
    }
    fn count(&self, column: &str) -> Result<u32, StoreError> {
        Ok(u32::try_from(self.number(column)?).unwrap_or(u32::MAX))
    }
    fn instant(&self, column: &str) -> Result<domain::time::Instant, StoreError> {
        Ok(domain::time::Instant::from_millis(self.number(column)?))
    }
    fn maybe_instant(&self, column: &str) -> Result<Option<domain::time::Instant>, StoreError> {
        Ok(self.maybe_number(column)?.map(domain::time::Instant::from_millis))
    }
    fn parsed<T: std::str::FromStr>(&self, column: &str, wanted: &'static str) -> Result<T, StoreError> {
        let value = self.text(column)?;
        value.parse().map_err(|_| StoreError::Row { value, wanted })
    }
    fn maybe_parsed<T>(
        &self,
        column: &str,
        wanted: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        match self.maybe_text(column)? {
            None => Ok(None),
            Some(value) => parse(&value).map(Some).ok_or(StoreError::Row { value, wanted }),
        }
    }
}

impl Columns for AnyRow {
    fn text(&self, column: &str) -> Result<String, StoreError> {
        Ok(sqlx::Row::try_get(self, column)?)
    }
    fn maybe_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(sqlx::Row::try_get(self, column)?)
    }
    fn number(&self, column: &str) -> Result<i64, StoreError> {
        Ok(sqlx::Row::try_get(self, column)?)
    }
    fn maybe_number(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::Row::try_get(self, column)?)
    }
}
