//! A whole server on a free port, with a clock moved by hand.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use server::{
    App,
    clock::ManualClock,
    config::Config,
    mail::{
        relay::Relay,
        worker::{self, Worker},
    },
    random::SeededRandomness,
};
use sqlx::AssertSqlSafe;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use super::{
    Browser,
    database::{Backend, Database, as_text},
    mail::Capture,
    page::Answer,
    people::{PASSWORD, address_of},
};

/// Where people think they are.
pub const PUBLIC_URL: &str = "http://localhost:8080";

const CONFIG: &str = r#"
[server]
public_url = "http://localhost:8080"
trusted_proxies = "127.0.0.1"
[mail]
from = "login@harbour-clearing.example"
[login]
return_targets = "https://terminal.example/desk"
[organisation]
name_en = "Harbour Clearing"
name_zh = "海港結算所"
[support]
hotline = "+852 5555 0100"
email = "help@harbour-clearing.example"
"#;

/// An instance of the server.
pub struct TestServer {
    pub app: Arc<App>,
    pub clock: Arc<ManualClock>,
    /// Where its mails end.
    pub mails: Arc<Capture>,
    address: SocketAddr,
    serving: JoinHandle<()>,
    worker: Option<Worker>,
    // Dropped last, and with the last instance on it.
    ground: Arc<Ground>,
}

/// What instances share: a folder and an empty database.
pub struct Ground {
    backend: Backend,
    #[expect(dead_code, reason = "held for its drop")]
    database: Database,
    folder: TempDir,
    /// The configuration of the first instance.
    pub config: Config,
    /// No two instances draw the same.
    seeds: AtomicU64,
}

impl Ground {
    pub async fn make(backend: Backend) -> Self {
        let database = Database::make(&backend).await;
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::parse(CONFIG, folder.path()).unwrap();
        config.database.url = database.url.as_str().into();
        Self { backend, database, folder, config, seeds: AtomicU64::new(1) }
    }
}

impl TestServer {
    /// The first instance, on an empty database.
    pub async fn start(backend: Backend) -> Self {
        Self::with(backend, |_| {}).await
    }

    /// The same, with another configuration.
    pub async fn with(backend: Backend, change: impl FnOnce(&mut Config)) -> Self {
        let ground = Ground::make(backend).await;
        let mut config = ground.config.clone();
        change(&mut config);
        let clock = Arc::new(ManualClock::at("2026-11-22T01:00:00Z".parse().unwrap()));
        Self::open(Arc::new(ground), config, clock, Arc::new(Capture::named("relay-1"))).await
    }

    async fn open(ground: Arc<Ground>, config: Config, clock: Arc<ManualClock>, mails: Arc<Capture>) -> Self {
        let relays = vec![Arc::clone(&mails) as Arc<dyn Relay>];
        Self::open_with(ground, config, clock, mails, relays).await
    }

    async fn open_with(
        ground: Arc<Ground>,
        config: Config,
        clock: Arc<ManualClock>,
        mails: Arc<Capture>,
        relays: Vec<Arc<dyn Relay>>,
    ) -> Self {
        let seed = ground.seeds.fetch_add(1, Ordering::Relaxed);
        let app = App::assemble(config, clock.clone(), Arc::new(SeededRandomness::new(seed))).await.unwrap();
        let worker = Some(worker::start(&app, relays));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = Arc::clone(&app);
        let serving = tokio::spawn(async move {
            server::http::serve(&served, listener, std::future::pending()).await.unwrap();
        });
        Self { app, clock, mails, address, serving, worker, ground }
    }

    /// Another instance on the same database and keys, at the same time.
    pub async fn another(&self) -> Self {
        self.another_with(|_| {}).await
    }

    /// Another instance with another configuration.
    pub async fn another_with(&self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = (*self.app.config).clone();
        change(&mut config);
        Self::open(Arc::clone(&self.ground), config, Arc::clone(&self.clock), Arc::clone(&self.mails)).await
    }

    /// The server stopped, and started again with these relays.
    pub async fn with_relays(self, relays: Vec<Arc<dyn Relay>>) -> Self {
        let (ground, config) = (Arc::clone(&self.ground), (*self.app.config).clone());
        let (clock, mails) = (Arc::clone(&self.clock), Arc::clone(&self.mails));
        self.stop().await;
        Self::open_with(ground, config, clock, mails, relays).await
    }

    /// The server stopped, and started again.
    pub async fn restarted(self) -> Self {
        let relays = vec![Arc::clone(&self.mails) as Arc<dyn Relay>];
        self.with_relays(relays).await
    }

    async fn stop(mut self) {
        self.serving.abort();
        self.worker = None;
        self.app.store.close().await;
    }

    /// No mail leaves from here any more.
    pub fn stop_worker(&mut self) {
        self.worker = None;
    }

    pub fn backend(&self) -> &Backend {
        &self.ground.backend
    }

    /// The folder of configuration, keys and, on SQLite, the database.
    pub fn folder(&self) -> &std::path::Path {
        self.ground.folder.path()
    }

    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// A new browser.
    pub fn browser(&self) -> Browser {
        Browser::of(self.authority())
    }

    /// A browser in which `account` has just logged in.
    pub async fn logged_in(&self, account: &str) -> Browser {
        let browser = self.browser();
        self.log_in(&browser, account).await;
        browser
    }

    /// A whole login of `account` in `browser`, and the answer of its last step.
    pub async fn log_in(&self, browser: &Browser, account: &str) -> Answer {
        let code = self.ask_code(browser, account).await;
        let answer = browser.type_code(&code).await;
        assert_eq!(answer.status, 303, "{:?}", answer.problems());
        answer
    }

    /// The password step of `account`, and the code that arrives.
    pub async fn ask_code(&self, browser: &Browser, account: &str) -> String {
        let (participant, user) = account.split_once('/').unwrap();
        let answer = browser.log_in(participant, user, PASSWORD).await;
        assert_eq!(answer.status, 303, "{:?}", answer.problems());
        self.mails.code_to(&address_of(account)).await
    }

    /// Lets time pass, and the worker notice.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
        self.app.outbox.ring();
    }

    /// Waits until no mail is waiting that is due.
    pub async fn quiet(&self) {
        let now = self.app.clock.now().as_millis();
        let due = format!("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND due_at <= {now}");
        for _ in 0..2000 {
            if self.count(&due).await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("mail still waits after ten seconds");
    }

    /// Waits until `text` counts `wanted`.
    pub async fn until(&self, text: &str, wanted: i64) {
        for _ in 0..2000 {
            if self.count(text).await == wanted {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("{text}: still not {wanted} after ten seconds");
    }

    /// The number that `text` asks for.
    pub async fn count(&self, text: &str) -> i64 {
        let mut reader = self.app.store.reader().await.unwrap();
        sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(&mut *reader).await.unwrap()
    }

    /// How many events of `kind` there are.
    pub async fn events(&self, kind: &str) -> i64 {
        self.count(&format!("SELECT COUNT(*) FROM events WHERE kind = '{kind}'")).await
    }

    /// Rows, each value as text.
    pub async fn rows(&self, text: &str) -> Vec<Vec<String>> {
        let mut reader = self.app.store.reader().await.unwrap();
        sqlx::query(AssertSqlSafe(text)).fetch_all(&mut *reader).await.unwrap().iter().map(as_text).collect()
    }

    /// Changes the database behind the product's back.
    pub async fn meddle(&self, text: &str) {
        let mut tx = self.app.store.begin().await.unwrap();
        sqlx::query(AssertSqlSafe(text)).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Counts the figures anew after somebody has meddled.
    pub async fn recount(&self) {
        server::adoption::recount(&self.app).await.unwrap();
    }

    /// Everything that the database holds, in one order whatever the database's own.
    pub async fn dump(&self) -> String {
        let tables = match self.backend() {
            Backend::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'"
            }
            Backend::Postgres(_) => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables
                 WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx%'"
            }
        };
        let mut dump = Vec::new();
        for table in self.rows(tables).await.concat() {
            for row in self.rows(&format!("SELECT * FROM {table}")).await {
                dump.push(format!("{table}: {}\n", row.join(" | ")));
            }
        }
        dump.sort();
        dump.concat()
    }

    /// Sends bytes as they are, and reads the answer to its end.
    pub async fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
