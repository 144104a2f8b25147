//! The short commands.

use std::io::Write as _;

use domain::{account::AccountId, role::StaffRole};

use super::ImportArgs;
use crate::{
    app::App,
    approval::hand_over,
    audit::Scribe,
    registration::{
        import::{Options, command},
        invite, staff,
    },
    store::{accounts, activations::Activation, events::Actor, outbox},
};

type Done = Result<(), Box<dyn std::error::Error>>;

pub(super) async fn import(app: &App, args: ImportArgs) -> Done {
    let order = command::Order {
        what: args.what.into(),
        file: &args.file,
        options: Options { dry_run: args.dry_run, complete: args.complete },
        result: args.result.as_deref(),
        json: args.json,
    };
    command::run(app, order, &mut std::io::stdout()).await?;
    Ok(())
}

pub(super) async fn invite(app: &App, participant: &str, user: &str) -> Done {
    let id = AccountId::parse_parts(participant, user)?;
    let scribe = Scribe::of_command(app, Actor::Operator);
    let activation = invite::again(app, &scribe, &id).await?;
    say(&format!("{id}: activation {} goes to {}", activation.reference, activation.address.masked()))?;
    say_hand_over(app, &activation).await
}

/// Where set-up asks for a hand-over code and no checker is there to be shown it, the operator is.
async fn say_hand_over(app: &App, activation: &Activation) -> Done {
    if !activation.hand_over {
        return Ok(());
    }
    let reader = &mut *app.store.reader().await?;
    let Some(account) = accounts::find(reader, &activation.account).await? else { return Ok(()) };
    let code = hand_over::code(app, reader, &account).await?;
    say(&format!("hand over in person, not by mail: {}", code.expose()))
}

pub(super) async fn add_staff(app: &App, id: &str, address: &str, role: StaffRole) -> Done {
    let scribe = Scribe::of_command(app, Actor::Operator);
    let (id, activation) = staff::add(app, &scribe, id, address, role).await?;
    say(&format!(
        "{id}: {}, activation {} goes to {}",
        role.name(),
        activation.reference,
        activation.address.masked()
    ))?;
    say_hand_over(app, &activation).await
}

pub(super) async fn show_outbox(app: &App, json: bool) -> Done {
    let rows = outbox::list(&mut *app.store.reader().await?, 200).await?;
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, &rows)?;
        writeln!(out)?;
        return Ok(());
    }
    if rows.is_empty() {
        writeln!(out, "The outbox is empty.")?;
    }
    for row in rows {
        let answer = row.answer.unwrap_or_default();
        writeln!(
            out,
            "{}  {:<8} {:<16} {:<20} tries {}  {}",
            row.created_at, row.state, row.kind, row.account, row.tries, answer
        )?;
    }
    Ok(())
}

fn say(line: &str) -> Done {
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
