//! What a session check is held against: the least that a server of this kind can do, in a process of its own.

use std::{io::Read as _, net::Ipv4Addr};

use axum::{Router, extract::State, http::StatusCode, routing::get};
use sqlx::{AnyPool, Executor as _, Row as _, any::AnyPoolOptions};
use tokio::net::TcpListener;

use crate::Outcome;

/// Answers at once.
pub const BARE: &str = "/bare";

/// Answers after one indexed read.
pub const INDEXED: &str = "/indexed";

#[derive(Clone)]
struct Held {
    pool: AnyPool,
    /// Of a session that there is.
    token_hash: String,
}

/// Serves [`BARE`] and [`INDEXED`] on a free port, which is the first line on standard output, until standard input
/// closes. The runtime and the number of connections are the product's, the rest of the pool is as sqlx makes it.
///
/// # Errors
/// When the database at `url` cannot be read or holds no session.
pub fn serve(url: &str) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.spawn_blocking(|| {
        // Whoever started this has ended, however it did.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    runtime.block_on(async {
        sqlx::any::install_default_drivers();
        let pool = AnyPoolOptions::new()
            .max_connections(4)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    connection.execute("PRAGMA busy_timeout = 15000").await?;
                    connection.execute("PRAGMA journal_mode = WAL").await?;
                    Ok(())
                })
            })
            .connect(url)
            .await?;
        let row = sqlx::query("SELECT token_hash FROM sessions LIMIT 1").fetch_one(&pool).await?;
        let held = Held { token_hash: row.try_get("token_hash")?, pool };
        let router = Router::new().route(BARE, get(bare)).route(INDEXED, get(indexed)).with_state(held);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        announce(&listener.local_addr()?.to_string())?;
        Ok(axum::serve(listener, router).await?)
    })
}

fn announce(address: &str) -> Outcome {
    use std::io::Write as _;
    let mut out = std::io::stdout();
    writeln!(out, "{address}")?;
    Ok(out.flush()?)
}

async fn bare() -> StatusCode {
    StatusCode::OK
}

async fn indexed(State(held): State<Held>) -> StatusCode {
    let row = sqlx::query("SELECT account, ends_at FROM sessions WHERE token_hash = $1")
        .bind(held.token_hash)
        .fetch_optional(&held.pool)
        .await;
    match row {
        Ok(Some(row)) if row.try_get::<i64, _>("ends_at").is_ok_and(|ends_at| ends_at > 0) => StatusCode::OK,
        Ok(_) => StatusCode::UNAUTHORIZED,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
