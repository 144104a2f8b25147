//! A throw-away PostgreSQL for the tests: made in a temporary folder, reachable from this machine only, gone afterwards.

use std::{
    env, fs,
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{Outcome, debian, process};

/// Runs the server until its own standard input ends, which happens however we end: well, interrupted or killed.
/// So nothing is left behind, without a signal handler here. `$1` programs, `$2` folder, `$3` port.
const KEEPER: &str = r#"
cd /
"$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c max_connections=300 -c shared_buffers=64MB \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off >"$2/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$2"
"#;

/// A running cluster; dropping it stops the server and removes its folder.
pub struct Postgres {
    keeper: Child,
    port: u16,
}

impl Postgres {
    /// Makes and starts a cluster; where we are root, as user `postgres`, since PostgreSQL refuses to run as root.
    pub fn start() -> Outcome<Self> {
        let programs = programs().ok_or("PostgreSQL's server is not installed (Debian's package postgresql), and CHANGEOVER_TEST_POSTGRES names no other")?;
        let owner = if debian::is_root() { Some(Owner::find()?) } else { None };
        let folder = env::temp_dir().join(format!("changeover-postgres-{}", std::process::id()));
        let started = Self::start_in(&folder, &programs, owner);
        if started.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        started
    }

    fn start_in(folder: &Path, programs: &Path, owner: Option<Owner>) -> Outcome<Self> {
        fs::create_dir(folder).map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
        if let Some(owner) = owner {
            chown(folder, Some(owner.user), Some(owner.group))
                .map_err(|error| format!("cannot hand {} to postgres: {error}", folder.display()))?;
        }
        let mut initdb = as_owner(&programs.join("initdb"), owner);
        initdb
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"])
            .arg(folder.join("data"));
        process::run(initdb.stdout(Stdio::null()))?;

        let port = free_port()?;
        let mut keeper = as_owner(Path::new("/bin/sh"), owner);
        keeper.args(["-c", KEEPER, "sh"]).arg(programs).arg(folder).arg(port.to_string()).stdin(Stdio::piped());
        // A group of its own: Ctrl-C must end us, and only thereby the server.
        keeper.process_group(0);
        let keeper = keeper.spawn().map_err(|error| format!("cannot start PostgreSQL: {error}"))?;
        let cluster = Self { keeper, port };
        cluster.wait_until_ready(&folder.join("log"), programs)?;
        Ok(cluster)
    }

    /// The URL for `CHANGEOVER_TEST_POSTGRES`, of a superuser.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&self, log: &Path, programs: &Path) -> Outcome {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            // The log as well: some other server on this port would answer pg_isready too.
            let text = fs::read_to_string(log).unwrap_or_default();
            let mut ask = Command::new(programs.join("pg_isready"));
            ask.args(["--quiet", "--host=127.0.0.1", "--port"]).arg(self.port.to_string());
            if text.contains("ready to accept connections") && process::succeeds(&mut ask) {
                return Ok(());
            }
            if text.contains("FATAL:") || Instant::now() > end {
                return Err(format!("PostgreSQL did not start. Its log:\n{text}"));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The folder of PostgreSQL's server programs: from `PATH`, or the newest of Debian's.
pub fn programs() -> Option<PathBuf> {
    let complete =
        |folder: &PathBuf| ["initdb", "postgres", "pg_isready"].iter().all(|name| folder.join(name).is_file());
    let on_path =
        process::on_path("initdb").and_then(|initdb| Some(fs::canonicalize(initdb).ok()?.parent()?.to_path_buf()));
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    debian.sort();
    on_path.into_iter().chain(debian.into_iter().rev()).find(complete)
}

/// The user that the server runs as.
#[derive(Debug, Clone, Copy)]
struct Owner {
    user: u32,
    group: u32,
}

impl Owner {
    fn find() -> Outcome<Self> {
        let ask = |flag: &str| -> Outcome<u32> {
            let id = process::output(Command::new("id").args([flag, "postgres"])).map_err(|_| {
                "PostgreSQL refuses to run as root, and there is no user `postgres` to run it as".to_owned()
            })?;
            id.trim().parse().map_err(|_| format!("`id {flag} postgres` says `{}`", id.trim()))
        };
        Ok(Self { user: ask("-u")?, group: ask("-g")? })
    }
}

fn as_owner(program: &Path, owner: Option<Owner>) -> Command {
    let mut command = Command::new(program);
    // Ours may be closed to the other user.
    command.current_dir("/");
    if let Some(owner) = owner {
        command.uid(owner.user).gid(owner.group);
    }
    command
}

fn free_port() -> Outcome<u16> {
    let probe = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    probe.map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}
