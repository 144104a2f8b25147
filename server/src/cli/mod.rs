//! The command line. Exit 0: done; 1: refused or failed, the reason on standard error; 2: wrong usage.

mod adoption;
mod audit;
mod commands;
mod schedule;
mod serve;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::role::StaffRole;

use crate::{app::App, config::Config, registration::import::What};

/// Carries a clearing house from smartcards to two-factor login.
#[derive(Debug, Parser)]
#[command(name = "changeover", version, max_term_width = 100)]
pub struct Command {
    /// The configuration; without it changeover.toml in this folder if it is there, else the defaults.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serves the pages and sends the mail.
    Serve,
    /// Fills an empty database with a demonstration and prints three logins to try.
    Demo(DemoArgs),
    /// Imports a file: participants, users, e-mail addresses, smartcards or the schedule.
    Import(ImportArgs),
    /// Sends a user another activation.
    Invite {
        /// The participant code.
        participant: String,
        /// The user ID.
        user: String,
    },
    /// The clearing house's own staff.
    #[command(subcommand)]
    Staff(StaffVerb),
    /// The announced events.
    #[command(subcommand)]
    Schedule(schedule::ScheduleVerb),
    /// Mail that waits, was sent or was refused.
    #[command(subcommand)]
    Outbox(OutboxVerb),
    /// The adoption's figures.
    #[command(subcommand)]
    Adoption(adoption::AdoptionVerb),
    /// The audit's chain of seals.
    #[command(subcommand)]
    Audit(audit::AuditVerb),
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Clearing participants.
    #[arg(long, default_value_t = 158)]
    pub participants: u32,
    /// Users of all participants together.
    #[arg(long, default_value_t = 2600)]
    pub users: u32,
    /// Begins another series: other names, other paces.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Days since registration began. On day 200 smartcards close on the next morning.
    #[arg(long, default_value_t = u32::from(crate::demo::calendar::CLOSING) - 1)]
    pub days_in: u32,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ImportKind {
    Participants,
    Users,
    Emails,
    Cards,
    Schedule,
}

#[derive(Debug, Args)]
struct ImportArgs {
    /// What the file holds.
    what: ImportKind,
    /// The file: CSV or Excel's Unicode text.
    file: PathBuf,
    /// Shows what would change, and changes nothing.
    #[arg(long)]
    dry_run: bool,
    /// The file is the whole list: users that it lacks are listed, and proposed to be disabled.
    #[arg(long)]
    complete: bool,
    /// Where the verdict on each record is written; by default beside the file.
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum StaffVerb {
    /// Adds a member of staff and mails an activation.
    Add {
        /// The user ID, under participant STAFF.
        id: String,
        /// The e-mail address.
        #[arg(long)]
        email: String,
        /// What the person may do.
        #[arg(long, value_parser = ["viewer", "operator", "approver"])]
        role: String,
    },
}

#[derive(Debug, Subcommand)]
enum OutboxVerb {
    /// Shows the mails of the outbox, those that wait first.
    Show {
        /// Answers as JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Logs go to standard error; `RUST_LOG` chooses, `CHANGEOVER_LOG=json` writes them as JSON.
pub fn trace() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| "warn,server=info,changeover=info".into());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::env::var("CHANGEOVER_LOG").is_ok_and(|form| form == "json") {
        builder.json().init();
    } else {
        builder.init();
    }
}

/// Carries a command out.
///
/// # Errors
/// The reason, for standard error.
pub async fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    // Whoever verifies an export has no installation.
    if let Verb::Audit(audit::AuditVerb::Verify(args)) = &command.verb {
        return audit::verify(args);
    }
    let config = Config::load(command.config.as_deref())?;
    match command.verb {
        Verb::Serve => serve::serve(config).await,
        verb => {
            let app = App::open(config).await?;
            match verb {
                Verb::Serve => {}
                Verb::Demo(args) => crate::demo::fill(&app, &args).await?,
                Verb::Import(args) => commands::import(&app, args).await?,
                Verb::Invite { participant, user } => commands::invite(&app, &participant, &user).await?,
                Verb::Staff(StaffVerb::Add { id, email, role }) => {
                    let role: StaffRole = role.parse()?;
                    commands::add_staff(&app, &id, &email, role).await?;
                }
                Verb::Schedule(verb) => schedule::run(&app, verb).await?,
                Verb::Outbox(OutboxVerb::Show { json }) => commands::show_outbox(&app, json).await?,
                Verb::Adoption(verb) => adoption::run(&app, verb).await?,
                Verb::Audit(verb) => audit::run(&app, verb).await?,
            }
            app.store.close().await;
            Ok(())
        }
    }
}

impl From<ImportKind> for What {
    fn from(kind: ImportKind) -> Self {
        match kind {
            ImportKind::Participants => Self::Participants,
            ImportKind::Users => Self::Users,
            ImportKind::Emails => Self::Emails,
            ImportKind::Cards => Self::Cards,
            ImportKind::Schedule => Self::Schedule,
        }
    }
}
