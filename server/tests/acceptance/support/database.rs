//! A database of one test's own.

use std::{
    env,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection as _, Row as _, any::AnyRow};

/// Which database a test runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file in the test's folder.
    Sqlite,
    /// A schema of the server at this URL.
    Postgres(String),
}

impl Backend {
    /// PostgreSQL, if there is one to test on.
    pub fn postgres() -> Option<Self> {
        env::var("CHANGEOVER_TEST_POSTGRES").ok().filter(|url| !url.is_empty()).map(Self::Postgres)
    }
}

/// The database, gone when it is dropped.
pub struct Database {
    /// What the configuration says; empty for the SQLite file beside it.
    pub url: String,
    schema: Option<(String, String)>,
}

impl Database {
    pub async fn make(backend: &Backend) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Backend::Postgres(server) = backend else {
            return Self { url: String::new(), schema: None };
        };
        let schema = format!("acceptance_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        execute(server, format!("CREATE SCHEMA {schema}")).await;
        let joint = if server.contains('?') { '&' } else { '?' };
        Self { url: format!("{server}{joint}options[search_path]={schema}"), schema: Some((server.clone(), schema)) }
    }
}

async fn execute(server: &str, text: String) {
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(server).await.unwrap();
    sqlx::query("SET lock_timeout = '5s'").execute(&mut connection).await.unwrap();
    sqlx::query("SET client_min_messages = 'warning'").execute(&mut connection).await.unwrap();
    sqlx::query(AssertSqlSafe(text)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some((server, schema)) = self.schema.take() else { return };
        // Here nothing can be awaited: a thread does, and is waited for.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&server, format!("DROP SCHEMA {schema} CASCADE")));
        });
        if dropping.join().is_err() {
            eprintln!("the test's schema could not be dropped");
        }
    }
}

/// Every value of `row`, as text.
pub fn as_text(row: &AnyRow) -> Vec<String> {
    (0..row.len())
        .map(|column| {
            if let Ok(text) = row.try_get::<Option<String>, _>(column) {
                text.unwrap_or_default()
            } else if let Ok(number) = row.try_get::<Option<i64>, _>(column) {
                number.map(|number| number.to_string()).unwrap_or_default()
            } else {
                String::from_utf8_lossy(&row.get::<Vec<u8>, _>(column)).into_owned()
            }
        })
        .collect()
}
