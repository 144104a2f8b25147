//! A database of one test, and an import into it.

use std::{
    env, io,
    io::Cursor,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use domain::account::AccountId;
use server::{
    App,
    audit::Scribe,
    clock::ManualClock,
    config::Config,
    random::{SeededRandomness, opaque_id},
    registration::import::{
        ImportError, Options, Watch, What, import,
        reader::Sheet,
        verdict::{Line, Summary, Verdict},
    },
    store::{
        accounts::{self, Account},
        directory::User,
        events::Actor,
        sessions::{self, Session},
    },
};
use sqlx::Connection as _;

pub struct World {
    pub app: Arc<App>,
    pub folder: tempfile::TempDir,
}

/// What an import said.
#[derive(Default)]
pub struct Told {
    pub lines: Vec<Line>,
    pub missing: Vec<String>,
    pub progress: Vec<(u64, u64)>,
    /// Fails at this line.
    pub fail_at: Option<usize>,
}

impl Told {
    pub fn verdicts(&self) -> Vec<(u64, Verdict)> {
        self.lines.iter().map(|line| (line.record, line.verdict())).collect()
    }

    pub fn whys(&self) -> Vec<String> {
        self.lines.iter().map(Line::why).collect()
    }
}

impl Watch for Told {
    fn line(&mut self, line: &Line) -> io::Result<()> {
        self.lines.push(line.clone());
        if self.fail_at == Some(self.lines.len()) { Err(io::Error::other("the disk is full")) } else { Ok(()) }
    }

    fn missing(&mut self, user: &User) -> io::Result<()> {
        self.missing.push(format!("{} {}", user.id, user.status));
        Ok(())
    }

    fn progress(&mut self, done: u64, total: u64) {
        self.progress.push((done, total));
    }
}

/// Runs `test` on SQLite, and on PostgreSQL where `CHANGEOVER_TEST_POSTGRES` names a server.
pub async fn on_each_database(config: &str, test: impl AsyncFn(&World)) {
    test(&World::open(config, None).await).await;
    if let Ok(server) = env::var("CHANGEOVER_TEST_POSTGRES") {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("import_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        sqlx::any::install_default_drivers();
        let mut connection = sqlx::AnyConnection::connect(&server).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
        let (front, _) = server.rsplit_once('/').unwrap();
        let world = World::open(config, Some(format!("{front}/{name}"))).await;
        test(&world).await;
        world.app.store.close().await;
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP DATABASE {name}"))).execute(&mut connection).await.unwrap();
    }
}

pub fn data(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

pub fn id(text: &str) -> AccountId {
    text.parse().unwrap()
}

impl World {
    /// On a database of its own in a file.
    pub async fn on_sqlite() -> Self {
        Self::open("", None).await
    }

    async fn open(config: &str, database: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::parse(config, folder.path()).unwrap();
        if let Some(url) = database {
            config.database.url = url.as_str().into();
        }
        let clock = Arc::new(ManualClock::at("2026-11-22T08:00:00Z".parse().unwrap()));
        let app = App::assemble(config, clock, Arc::new(SeededRandomness::new(1))).await.unwrap();
        Self { app, folder }
    }

    pub async fn try_import(
        &self,
        what: What,
        bytes: &[u8],
        options: Options,
        told: &mut Told,
    ) -> Result<Summary, ImportError> {
        let mut sheet = Sheet::new("test.csv".to_owned(), Cursor::new(bytes), what.columns())?;
        let scribe = Scribe::of_command(&self.app, Actor::Operator);
        import(&self.app, &scribe, what, &mut sheet, options, told).await
    }

    pub async fn import_with(&self, what: What, bytes: &[u8], options: Options) -> (Summary, Told) {
        let mut told = Told::default();
        let summary = self.try_import(what, bytes, options, &mut told).await.unwrap();
        let counted: u64 = Verdict::ALL.iter().map(|verdict| summary.of(*verdict)).sum();
        assert_eq!(counted, summary.records);
        assert_eq!(told.lines.len() as u64, summary.records);
        (summary, told)
    }

    pub async fn import(&self, what: What, bytes: impl AsRef<[u8]>) -> (Summary, Told) {
        self.import_with(what, bytes.as_ref(), Options::default()).await
    }

    /// The firms of the data files, and the users of the first few: the same 40 as in the whole list.
    pub async fn fill(&self) {
        self.import(What::Participants, data("participants.csv")).await;
        self.import(What::Users, data("users-excel-unicode.txt")).await;
    }

    pub async fn addresses(&self, rows: &[&str]) -> (Summary, Told) {
        self.import(What::Emails, format!("participant_code,user_id,email\n{}\n", rows.join("\n"))).await
    }

    pub async fn users(&self, rows: &[&str]) -> (Summary, Told) {
        let header = "participant_code,user_id,name_en,name_zh,da_roles,status";
        self.import(What::Users, format!("{header}\n{}\n", rows.join("\n"))).await
    }

    /// Who is in use.
    pub async fn statuses(&self) -> Vec<String> {
        let mut reader = self.app.store.reader().await.unwrap();
        sqlx::query_scalar("SELECT account || ' ' || status FROM accounts ORDER BY account")
            .fetch_all(&mut *reader)
            .await
            .unwrap()
    }

    /// Rows of each table: what an import must leave alone when it changes nothing.
    pub async fn counts(&self) -> Vec<i64> {
        let mut reader = self.app.store.reader().await.unwrap();
        let mut counts = Vec::new();
        for text in [
            "SELECT COUNT(*) FROM participants",
            "SELECT COUNT(*) FROM accounts",
            "SELECT COUNT(*) FROM accounts WHERE email IS NOT NULL",
            "SELECT COUNT(*) FROM accounts WHERE state = 'registered'",
            "SELECT CAST(COALESCE(SUM(epoch), 0) AS BIGINT) FROM accounts",
            "SELECT COUNT(*) FROM activations WHERE revoked_at IS NULL",
            "SELECT COUNT(*) FROM outbox",
            "SELECT COUNT(*) FROM sessions",
            "SELECT COUNT(*) FROM events",
        ] {
            counts.push(sqlx::query_scalar(text).fetch_one(&mut *reader).await.unwrap());
        }
        counts
    }

    pub async fn count(&self, text: &'static str) -> i64 {
        let mut reader = self.app.store.reader().await.unwrap();
        sqlx::query_scalar(text).fetch_one(&mut *reader).await.unwrap()
    }

    pub async fn account(&self, name: &str) -> Account {
        let mut reader = self.app.store.reader().await.unwrap();
        accounts::find(&mut reader, &id(name)).await.unwrap().unwrap()
    }

    pub async fn address(&self, name: &str) -> String {
        self.account(name).await.address.map(|address| address.as_str().to_owned()).unwrap_or_default()
    }

    /// Details of the events of a kind, joined.
    pub async fn details(&self, kind: &str) -> String {
        let mut reader = self.app.store.reader().await.unwrap();
        let text = "SELECT detail FROM events WHERE kind = $1 ORDER BY id";
        let found: Vec<String> = sqlx::query_scalar(text).bind(kind.to_owned()).fetch_all(&mut *reader).await.unwrap();
        found.join("\n")
    }

    pub async fn open_session(&self, name: &str, method: &str) {
        let mut tx = self.app.store.begin().await.unwrap();
        let now = self.app.clock.now();
        let session = Session {
            id: opaque_id(&*self.app.random),
            account: id(name),
            method: method.parse().unwrap(),
            browser: String::new(),
            opened_at: now,
            last_seen_at: now,
            ends_at: now.plus(std::time::Duration::from_secs(3600)),
        };
        sessions::add(&mut tx, &opaque_id(&*self.app.random), &session).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn sessions(&self, name: &str) -> Vec<String> {
        let mut reader = self.app.store.reader().await.unwrap();
        let mut methods: Vec<String> = sessions::list(&mut reader, &id(name))
            .await
            .unwrap()
            .into_iter()
            .map(|session| session.method.name().to_owned())
            .collect();
        methods.sort();
        methods
    }
}
