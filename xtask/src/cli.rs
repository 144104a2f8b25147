//! The command line, parsed by hand: four commands and five options.

/// What `--help` prints and a wrong call is answered with.
pub const USAGE: &str = "\
Usage: cargo xtask <command>

  run    build, fill an empty database with a demo changeover, and serve it
           --port N         listen on 127.0.0.1:N (8080)
           --database URL   sqlite:… or postgres://… (a SQLite file in target/run)
           --no-demo        no demo data and no logins: an empty installation
  test   everything: format, lints, dependencies, tests on SQLite and PostgreSQL, browser tests
           --fast           without the browser, PostgreSQL and what must be installed for them
  bench  the table of costs: cargo xtask bench [NAME] [--quick]; arguments go to the load generator
  dist   one release binary with the site inside it: target/release/changeover

What is missing is installed into $CHANGEOVER_TOOLS, or else changeover-tools in the user's cache folder.
";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Print [`USAGE`].
    Help,
    /// Build and serve.
    Run(RunOptions),
    /// Check everything, or what is quick.
    Test {
        /// Leave out the browser and PostgreSQL.
        fast: bool,
    },
    /// Measure costs.
    Bench {
        /// Handed to the load generator as they are.
        arguments: Vec<String>,
    },
    /// Build the release binary.
    Dist,
}

/// Options of `cargo xtask run`.
#[derive(Debug, PartialEq, Eq)]
pub struct RunOptions {
    /// The port on 127.0.0.1; never 0, since the public URL names it.
    pub port: u16,
    /// `database.url`; `None` is a SQLite file beside the configuration.
    pub database: Option<String>,
    /// Whether to fill an empty database and print logins.
    pub demo: bool,
}

/// Reads the arguments that follow the program's name. The error says which argument is wrong.
pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Task, String> {
    let mut arguments = arguments.into_iter();
    let Some(command) = arguments.next() else {
        return Err("which command?".into());
    };
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help),
        "run" => parse_run(arguments),
        "test" => {
            let mut fast = false;
            for argument in arguments {
                match argument.as_str() {
                    "--fast" => fast = true,
                    "--help" | "-h" => return Ok(Task::Help),
                    _ => return Err(unknown("test", &argument)),
                }
            }
            Ok(Task::Test { fast })
        }
        "bench" => Ok(Task::Bench { arguments: arguments.collect() }),
        "dist" => match arguments.next() {
            None => Ok(Task::Dist),
            Some(argument) if argument == "--help" || argument == "-h" => Ok(Task::Help),
            Some(argument) => Err(unknown("dist", &argument)),
        },
        _ => Err(format!("there is no command `{command}`")),
    }
}

fn parse_run(mut arguments: impl Iterator<Item = String>) -> Result<Task, String> {
    let mut options = RunOptions { port: 8080, database: None, demo: true };
    while let Some(argument) = arguments.next() {
        let (name, attached) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument.clone(), None),
        };
        let mut value =
            |what: &str| attached.clone().or_else(|| arguments.next()).ok_or_else(|| format!("`{name}` needs {what}"));
        match name.as_str() {
            "--port" => {
                let text = value("a port")?;
                options.port = text
                    .parse()
                    .ok()
                    .filter(|port| *port != 0)
                    .ok_or_else(|| format!("`{text}` is no port: 1 to 65535"))?;
            }
            "--database" => options.database = Some(value("a URL")?),
            "--no-demo" if attached.is_none() => options.demo = false,
            "--help" | "-h" => return Ok(Task::Help),
            _ => return Err(unknown("run", &argument)),
        }
    }
    Ok(Task::Run(options))
}

fn unknown(command: &str, argument: &str) -> String {
    format!("`{command}` does not know `{argument}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn run_takes_its_options_in_both_spellings() {
        assert_eq!(parsed("run"), Ok(Task::Run(RunOptions { port: 8080, database: None, demo: true })));
        let options = RunOptions { port: 9000, database: Some("postgres://h/d?a=b".into()), demo: false };
        assert_eq!(parsed("run --port 9000 --database postgres://h/d?a=b --no-demo"), Ok(Task::Run(options)));
        let options = RunOptions { port: 9000, database: Some("postgres://h/d?a=b".into()), demo: true };
        assert_eq!(parsed("run --port=9000 --database=postgres://h/d?a=b"), Ok(Task::Run(options)));
    }

    #[test]
    fn bench_hands_its_arguments_on() {
        assert_eq!(
            parsed("bench login --quick"),
            Ok(Task::Bench { arguments: vec!["login".into(), "--quick".into()] })
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, named) in [
            ("", "which command"),
            ("walk", "`walk`"),
            ("run --port 0", "`0`"),
            ("run --port", "`--port` needs"),
            ("run --no-demo=yes", "`--no-demo=yes`"),
            ("test --slow", "`--slow`"),
            ("dist now", "`now`"),
        ] {
            let error = parsed(line).expect_err(line);
            assert!(error.contains(named), "{line}: {error}");
        }
    }
}
