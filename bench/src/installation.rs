//! The product under load: its folder, its commands, its process.

use std::{
    env, fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use hyper::{Request, StatusCode};
use tempfile::TempDir;

use crate::{
    Outcome,
    client::Connection,
    load::Person as _,
    sink::{Mailbox, Sink},
    user::{PARTICIPANT, User},
};

/// It is ready sooner than this, or never.
const PATIENCE: Duration = Duration::from_secs(30);

/// An installation in a folder of its own, which goes when this is dropped.
#[derive(Debug)]
pub struct Installation {
    /// Where its server listens.
    pub address: SocketAddr,
    binary: PathBuf,
    folder: TempDir,
}

/// A running server; dropped, it is killed.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// From its start to the first time that it said it was ready.
    pub ready_after: Duration,
}

impl Server {
    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // There is nobody to tell: it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Installation {
    /// Makes a folder with a configuration that hands its mail to `sink`. `more` goes into the configuration as it is.
    ///
    /// # Errors
    /// When there is no binary, or no room.
    pub fn new(sink: &Sink, more: &str) -> Outcome<Self> {
        Self::at_host(&Ipv4Addr::LOCALHOST.to_string(), sink, more)
    }

    /// The same under a host of this machine in its public URL.
    ///
    /// # Errors
    /// As [`Installation::new`].
    pub fn at_host(host: &str, sink: &Sink, more: &str) -> Outcome<Self> {
        let binary = env::var_os("CHANGEOVER_BINARY").ok_or("CHANGEOVER_BINARY names no binary")?;
        let binary = fs::canonicalize(&binary).map_err(|error| format!("{}: {error}", binary.display()))?;
        let folder = tempfile::Builder::new().prefix("changeover-bench-").tempdir()?;
        // Free now, and hardly taken by somebody else within the second.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let (relay, port) = (sink.address, address.port());
        let configuration = format!(
            "[server]\nlisten = \"{address}\"\npublic_url = \"http://{host}:{port}\"\n\
             [mail]\nrelays = [\"smtp://{relay}\"]\nfrom = \"no-reply@bench.example\"\nbulk_per_second = 1000\n\
             [login]\nmails_per_account = 1000000\n{more}"
        );
        fs::write(folder.path().join("changeover.toml"), configuration)?;
        Ok(Self { address, binary, folder })
    }

    /// Where everything of it is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The URL of its database.
    pub fn database(&self) -> String {
        format!("sqlite:{}", self.folder().join("changeover.sqlite").display())
    }

    /// The binary, in the folder, configured by the file there alone.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command.current_dir(self.folder()).stdin(Stdio::null());
        // Only the file in the folder configures it, and it logs as it does in operation.
        for (name, _) in env::vars_os() {
            if name == "RUST_LOG" || name.to_string_lossy().starts_with("CHANGEOVER_") {
                command.env_remove(name);
            }
        }
        command
    }

    /// Imports a file of which every row must be taken.
    fn import(&self, what: &str, rows: impl Iterator<Item = String>) -> Outcome {
        let file = format!("{what}.csv");
        fs::write(self.folder().join(&file), rows.map(|row| row + "\n").collect::<String>())?;
        let done = self.command().args(["import", what, &file, "--json"]).output()?;
        let told: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap_or_default();
        let summary = &told["summary"];
        if done.status.success() && summary["accept"] == summary["records"] {
            return Ok(());
        }
        let (ended, word) = (done.status, String::from_utf8_lossy(&done.stderr));
        Err(format!("changeover import {file}: {ended}, {}, {word}", summary).into())
    }

    /// Imports one participant with `count` users, who have no addresses yet.
    ///
    /// # Errors
    /// When the import fails.
    pub fn import_users(&self, count: usize) -> Outcome {
        self.import_firm(count, "")
    }

    /// Imports one participant with `count` users, who have no addresses yet; the first has the roles `roles`.
    ///
    /// # Errors
    /// When the import fails.
    pub fn import_firm(&self, count: usize, roles: &str) -> Outcome {
        let header = "participant_code,name_en,name_zh,category,da_model".to_owned();
        let firm = format!("{PARTICIPANT},Kestrel Markets Limited,紅隼市場有限公司,clearing,pair");
        self.import("participants", [header, firm].into_iter())?;
        let header = "participant_code,user_id,name_en,name_zh,da_roles,status".to_owned();
        let roles = |n| if n == 1 { roles } else { "" };
        let user = |n| format!("{PARTICIPANT},{},Chan Tai Man,陳大文,{},active", User::name(n), roles(n));
        self.import("users", std::iter::once(header).chain((1..=count).map(user)))
    }

    /// Imports cards, a row each: user, credential, counter and what people call it.
    ///
    /// # Errors
    /// When the import fails.
    pub fn import_cards(&self, rows: impl Iterator<Item = String>) -> Outcome {
        let header = "participant_code,user_id,credential_id,public_key,aaguid,transports,counter,label".to_owned();
        self.import("cards", std::iter::once(header).chain(rows))
    }

    /// Registers the addresses of all users, which sends each an activation; sets every user up, and logs each in.
    /// The server must run.
    ///
    /// # Errors
    /// When any step goes another way than it should.
    pub async fn open_accounts(&self, sink: &Sink, count: usize) -> Outcome<Vec<User>> {
        let mailboxes: Vec<Mailbox> = (1..=count).map(|n| sink.mailbox(&User::mail_address(n))).collect();
        let header = "participant_code,user_id,email".to_owned();
        let row = |n| format!("{PARTICIPANT},{},{}", User::name(n), User::mail_address(n));
        self.import("emails", std::iter::once(header).chain((1..=count).map(row)))?;
        let mut users = Vec::with_capacity(count);
        for (place, mailbox) in mailboxes.into_iter().enumerate() {
            let mut user = User::new(place + 1, mailbox, self.address).await?;
            user.set_up().await?;
            user.log_in().await?;
            user.see_account().await?;
            users.push(user);
        }
        Ok(users)
    }

    /// Starts the server and waits until it is ready.
    ///
    /// # Errors
    /// When it ends, or is not ready in time; the error has its last words.
    pub async fn start(&self) -> Outcome<Server> {
        let log = fs::File::create(self.folder().join("server.log"))?;
        let begun = Instant::now();
        let child = self.command().arg("serve").stdout(Stdio::null()).stderr(log).spawn()?;
        let mut server = Server { child, ready_after: Duration::ZERO };
        loop {
            if ready(self.address).await {
                server.ready_after = begun.elapsed();
                return Ok(server);
            }
            let ended = server.child.try_wait()?;
            if ended.is_some() || begun.elapsed() > PATIENCE {
                let log = fs::read_to_string(self.folder().join("server.log")).unwrap_or_default();
                let words = log.lines().rev().take(5).collect::<Vec<_>>().join("\n");
                return Err(format!("the server did not become ready ({ended:?}):\n{words}").into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

async fn ready(address: SocketAddr) -> bool {
    let Ok(mut connection) = Connection::open(address).await else {
        return false;
    };
    let Ok(request) = Request::get("/readyz").header("host", address.to_string()).body(Default::default()) else {
        return false;
    };
    connection.send(request).await.is_ok_and(|answer| answer.status == StatusCode::OK)
}
