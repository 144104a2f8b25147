//! A house of any size: firms, users and cards put in by plain statements, and a member of staff who is logged in.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::{adoption::Figures, life::State};
use sha2::{Digest as _, Sha256};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};
use tokio::{task::JoinHandle, time::sleep};

use crate::{
    Outcome,
    client::Browser,
    installation::{Installation, Server},
    sample::millis,
    sink::Sink,
};

/// Users of a firm, about as many as in the house that the product was made for.
const USERS_OF_A_FIRM: u32 = 16;
/// Firms at most.
const MOST_FIRMS: u32 = 2_000;
/// Days of which there are figures.
const DAYS: u32 = 180;
/// No house takes longer to be ready.
const PATIENCE: Duration = Duration::from_secs(300);

/// Where a database is.
#[derive(Clone, Debug)]
pub enum Place {
    /// A file in the installation's folder.
    Sqlite,
    /// A schema of the server at this URL.
    Postgres(String),
}

impl Place {
    /// What it is called.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

/// A running house.
pub struct House {
    /// How many users it has.
    pub users: u32,
    /// In how many firms.
    pub firms: u32,
    /// In which a viewer of the staff is logged in.
    pub browser: Browser,
    server: Server,
    url: String,
    /// What is dropped in the end: server and schema.
    schema: Option<(String, String)>,
    // Dropped last: the server stands in it.
    _installation: Installation,
}

impl House {
    /// Fills a database with `users` users and starts a server on it.
    ///
    /// # Errors
    /// When the database does not take them, or the server does not start.
    pub async fn open(sink: &Sink, place: &Place, users: u32) -> Outcome<Self> {
        sqlx::any::install_default_drivers();
        let schema = match place {
            Place::Sqlite => None,
            Place::Postgres(server) => Some((server.clone(), format!("bench_{}_{users}", std::process::id()))),
        };
        let url = match &schema {
            None => None,
            Some((server, schema)) => {
                let text = format!("CREATE SCHEMA {schema}");
                AnyConnection::connect(server).await?.execute(AssertSqlSafe(text)).await?;
                let joint = if server.contains('?') { '&' } else { '?' };
                Some(format!("{server}{joint}options[search_path]={schema}"))
            }
        };
        let more = url.as_ref().map(|url| format!("[database]\nurl = \"{url}\"\n")).unwrap_or_default();
        let installation = Installation::new(sink, &more)?;
        let url = url.unwrap_or_else(|| installation.database());
        // Any command makes the schema.
        look(&installation)?;
        let firms = (users / USERS_OF_A_FIRM).clamp(1, MOST_FIRMS);
        let mut database = connect(&url).await?;
        fill(&mut database, users, firms).await?;
        // The first that opens it counts the firms.
        look(&installation)?;
        remember(&mut database).await?;
        let token = BASE64URL_NOPAD.encode(&[7; 32]);
        log_in(&mut database, &token).await?;
        let server = installation.start().await?;
        settled(&mut database).await?;
        database.close().await?;
        let mut browser = Browser::open(installation.address).await?;
        browser.plant("__Host-session", &token);
        Ok(Self { users, firms, browser, server, url, schema, _installation: installation })
    }

    /// From the server's start until it said that it was ready, in milliseconds.
    pub fn ready(&self) -> f64 {
        millis(self.server.ready_after)
    }

    /// Begins to write logins, one after the other.
    pub fn write_logins(&self) -> Writer {
        let (stop, url, users, firms) = (Arc::<AtomicBool>::default(), self.url.clone(), self.users, self.firms);
        let told = Arc::clone(&stop);
        let task = tokio::spawn(async move {
            let mut database = connect(&url).await?;
            let mut written = 0;
            // As the product does: who only reads at first could not write afterwards.
            let begin = if url.starts_with("sqlite:") { "BEGIN IMMEDIATE" } else { "BEGIN" };
            while !told.load(Ordering::Relaxed) {
                write_login(&mut database, begin, users, firms).await?;
                written += 1;
            }
            database.close().await?;
            Ok(written)
        });
        Writer { stop, task }
    }

    /// Ends the server and takes its database away.
    ///
    /// # Errors
    /// When the database does not let it go.
    pub async fn close(self) -> Outcome {
        drop(self.server);
        if let Some((server, schema)) = self.schema {
            let text = format!("DROP SCHEMA {schema} CASCADE");
            AnyConnection::connect(&server).await?.execute(AssertSqlSafe(text)).await?;
        }
        Ok(())
    }
}

/// Somebody who writes logins.
pub struct Writer {
    stop: Arc<AtomicBool>,
    task: JoinHandle<Outcome<u64>>,
}

impl Writer {
    /// Stops, and says how many were written.
    ///
    /// # Errors
    /// When the database did not take one.
    pub async fn end(self) -> Outcome<u64> {
        self.stop.store(true, Ordering::Relaxed);
        self.task.await?
    }
}

/// A connection that waits its turn, and commits to the disk, as the product's do.
async fn connect(url: &str) -> Outcome<AnyConnection> {
    let mut database = AnyConnection::connect(url).await?;
    if url.starts_with("sqlite:") {
        for setting in ["busy_timeout = 15000", "journal_mode = WAL", "synchronous = FULL"] {
            database.execute(AssertSqlSafe(format!("PRAGMA {setting}"))).await?;
        }
    }
    Ok(database)
}

/// Opens the database, as every command does.
fn look(installation: &Installation) -> Outcome {
    let done = installation.command().args(["schedule", "show"]).output()?;
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned().into()) }
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

/// Firms, users in every state, every second of them with a card, and one member of staff.
async fn fill(database: &mut AnyConnection, users: u32, firms: u32) -> Outcome {
    let (now, states) = (now(), State::ALL.len());
    let cases = State::ALL.iter().enumerate().map(|(at, state)| format!("WHEN {at} THEN '{state}'"));
    let state = format!("CASE (i / {firms}) % {states} {} END", cases.collect::<Vec<_>>().join(" "));
    let rows =
        |count: u32| format!("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})");
    let code = format!("'F' || (10000 + i % {firms})");
    let account = format!("{code} || '/U' || (1000000 + i)");
    let columns = "account, participant, user_id, name_en, name_zh, da_maker, da_checker, staff_role, status, state, \
                   epoch, created_at, last_login_at, last_login_method";
    for text in [
        format!(
            "{} INSERT INTO participants (code, name_en, name_zh, category, da_model, created_at)
             SELECT 'F' || (10000 + i), 'Firm ' || i || ' Limited', '第' || i || '號有限公司', 'direct', 'pair', {now}
             FROM n",
            rows(firms)
        ),
        format!(
            "{} INSERT INTO accounts ({columns})
             SELECT {account}, {code}, 'U' || (1000000 + i), 'Person ' || i, '', CASE WHEN i / {firms} = 3 THEN 1 ELSE 0 END,
                    CASE WHEN i / {firms} = 4 THEN 1 ELSE 0 END, NULL, CASE WHEN i % 41 = 0 THEN 'dormant' ELSE 'active' END,
                    {state}, 0, {now}, {now}, 'smartcard' FROM n",
            rows(users)
        ),
        format!(
            "{} INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                                         changed_at)
             SELECT 'card-' || i, {account}, 'card', '', '', '', '', 0, 'issued', {now}, {now} FROM n WHERE i % 2 = 0",
            rows(users)
        ),
        format!(
            "INSERT INTO participants (code, name_en, name_zh, category, da_model, created_at)
             VALUES ('STAFF', 'House', '結算所', 'clearing-house', 'sole', {now})"
        ),
        format!(
            "INSERT INTO accounts ({columns}) VALUES ('STAFF/BENCH', 'STAFF', 'BENCH', 'Bench', '', 0, 0, 'viewer',
                                                      'active', 'two-factor', 0, {now}, {now}, 'two-factor')"
        ),
        "ANALYZE".to_owned(),
    ] {
        database.execute(AssertSqlSafe(text)).await?;
    }
    Ok(())
}

/// Gives every firm a past: figures of each day.
async fn remember(database: &mut AnyConnection) -> Outcome {
    let figures = Figures::NAMES.map(|name| format!("f.{name}")).join(", ");
    let text = format!(
        "WITH RECURSIVE d(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM d WHERE n < {DAYS})
         INSERT INTO adoption_history (participant, day, has_pair, behind, {})
         SELECT f.participant, f.day - d.n, f.has_pair, f.behind, {figures} FROM adoption_firms f CROSS JOIN d",
        Figures::NAMES.join(", ")
    );
    database.execute(AssertSqlSafe(text)).await?;
    database.execute("ANALYZE").await?;
    Ok(())
}

/// A session of the member of staff.
async fn log_in(database: &mut AnyConnection, token: &str) -> Outcome {
    let (now, hash) = (now(), HEXLOWER.encode(&Sha256::digest(token.as_bytes())));
    let ends = now + 12 * 3600 * 1000;
    let text = format!(
        "INSERT INTO sessions (token_hash, id, account, method, browser, opened_at, last_seen_at, ends_at)
         VALUES ('{hash}', 'bench', 'STAFF/BENCH', 'two-factor', '', {now}, {now}, {ends})"
    );
    database.execute(AssertSqlSafe(text)).await?;
    Ok(())
}

/// Waits until every day that is over is settled.
async fn settled(database: &mut AnyConnection) -> Outcome {
    let begun = std::time::Instant::now();
    // Just after midnight the newest of them is not settled yet.
    while begun.elapsed() < PATIENCE {
        let days: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM adoption_totals").fetch_one(&mut *database).await?;
        if days + 1 >= i64::from(DAYS) {
            return Ok(());
        }
        sleep(Duration::from_millis(100)).await;
    }
    Err("the days that are over were not settled in time".into())
}

/// What a login writes at its end: its session, when its user came, the event, and that it happened.
async fn write_login(database: &mut AnyConnection, begin: &'static str, users: u32, firms: u32) -> Outcome {
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    let drawn = DRAWN.fetch_add(1, Ordering::Relaxed);
    let (now, user) = (now(), u32::try_from(drawn % u64::from(users)).unwrap_or_default());
    let (firm, day) = (format!("F{}", 10_000 + user % firms), (now + 8 * 3600 * 1000) / (24 * 3600 * 1000));
    let account = format!("{firm}/U{}", 1_000_000 + user);
    let id = format!("{now:012x}7000{drawn:016x}");
    let mut transaction = database.begin_with(begin).await?;
    for text in [
        format!(
            "INSERT INTO sessions (token_hash, id, account, method, browser, opened_at, last_seen_at, ends_at)
             VALUES ('{id}', '{id}', '{account}', 'two-factor', '', {now}, {now}, {now})"
        ),
        format!(
            "UPDATE accounts SET previous_login_at = last_login_at, previous_login_method = last_login_method,
                                 last_login_at = {now}, last_login_method = 'two-factor' WHERE account = '{account}'"
        ),
        format!(
            "INSERT INTO events (id, at, kind, participant, account, actor, request, detail)
             VALUES ('{id}', {now}, 'login.completed', '{firm}', '{account}', '{account}', '{id}',
                     '{{\"method\":\"two-factor\",\"terminal\":true}}')"
        ),
        format!(
            "INSERT INTO adoption_days (day, happening, shard, times) VALUES ({day}, 'login-two-factor', {}, 1)
             ON CONFLICT (day, happening, shard) DO UPDATE SET times = adoption_days.times + excluded.times",
            drawn % 8
        ),
    ] {
        transaction.execute(AssertSqlSafe(text)).await?;
    }
    transaction.commit().await?;
    Ok(())
}
