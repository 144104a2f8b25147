//! Addresses from a file: each accepted one is registered, and one activation queued for it.

use std::io::{Read, Seek};

use domain::{
    account::AccountId,
    address::EmailAddress,
    life::{State, Status, Step},
    method::Method,
};
use serde_json::json;

use super::{
    BREATH, ImportError, Job,
    addresses::{Check, Rules, address},
    directory::Directory,
    hand::Hand,
    ledger::seed,
    reader::Record,
    tell,
    verdict::{Effect, Line, Reason, Verdict},
};
use crate::{
    app::App,
    audit::Scribe,
    registration::{invite, life},
    store::{
        self, Tx,
        accounts::{self, Account},
        sessions,
    },
};

pub(super) async fn import<S: Read + Seek + Send>(job: &mut Job<'_, S>, hand: &mut Hand) -> Result<(), ImportError> {
    let directory = load(job.scribe, hand).await?;
    let rules = Rules::of(&job.app.config.registration);
    let mut check = Check::new(&directory, &rules);
    job.survey(|record| check.note(record)).await?;
    let ledger = check.settle();
    let length = job.sheet.length();
    let mut records = job.sheet.records()?;
    let mut index = 0;
    while let Some(record) = records.next_record()? {
        let reason = ledger.finding(index);
        let place = ledger.place(index);
        index += 1;
        let mut line = Line { record: record.number, reason, effect: None, cells: record.cells() };
        if matches!(line.verdict(), Verdict::Accept | Verdict::Warn) {
            let done = match hand.write() {
                Some(tx) => register(job.app, job.scribe, tx, &record).await?,
                // A dry run goes by the directory: nothing is written that would need the account itself.
                None if directory.address_of(place) == 0 => Ok(Done { effect: Effect::Registered, sessions_ended: 0 }),
                None => Ok(Done { effect: Effect::Readdressed, sessions_ended: 0 }),
            };
            match done {
                Ok(done) => {
                    line.effect = Some(done.effect);
                    job.summary.sessions_ended += done.sessions_ended;
                }
                Err(reason) => line.reason = Some(reason),
            }
        }
        tell(job.watch, &mut job.summary, &line)?;
        if line.record.is_multiple_of(BREATH) {
            job.watch.progress(length + records.taken(), 2 * length);
        }
    }
    Ok(())
}

async fn load(scribe: &Scribe<'_>, hand: &mut Hand) -> Result<Directory, ImportError> {
    let participants = store::directory::participants(hand.look()).await?;
    let codes = participants.into_iter().map(|participant| participant.code).collect();
    let mut directory = Directory::new(seed(scribe.random), codes);
    let add = |user: store::directory::User| directory.add(&user.id, user.status, user.address_key.as_deref());
    store::directory::for_each_user(hand.look(), add).await?;
    Ok(directory.sorted())
}

struct Done {
    effect: Effect,
    sessions_ended: u64,
}

/// Registers one address. The account is read again, by its name: the check went by hashes, and on PostgreSQL others
/// may have changed it meanwhile.
async fn register(
    app: &App,
    scribe: &Scribe<'_>,
    tx: &mut Tx,
    record: &Record<'_>,
) -> Result<Result<Done, Reason>, ImportError> {
    let Ok(id) = AccountId::parse_parts(record.cell(0), record.cell(1)) else {
        return Ok(Err(Reason::UnknownUser));
    };
    let address = match address(record) {
        Ok(address) => address,
        Err(reason) => return Ok(Err(reason)),
    };
    let Some(account) = accounts::find(tx, &id).await? else {
        return Ok(Err(Reason::UnknownUser));
    };
    let former = account.address.as_ref().map(EmailAddress::key);
    let effect = match (account.status, &former) {
        (Status::Disabled, _) => return Ok(Err(Reason::Disabled)),
        (_, Some(former)) if *former == address.key() => return Ok(Err(Reason::Unchanged)),
        (_, None) => Effect::Registered,
        (_, Some(_)) => Effect::Readdressed,
    };
    let sessions_ended = write(app, scribe, tx, account, address).await?;
    Ok(Ok(Done { effect, sessions_ended }))
}

async fn write(
    app: &App,
    scribe: &Scribe<'_>,
    tx: &mut Tx,
    mut account: Account,
    address: EmailAddress,
) -> Result<u64, ImportError> {
    accounts::set_address(tx, &account.id, Some(&address)).await?;
    let step = if account.state < State::Registered { Step::Register } else { Step::ChangeAddress };
    account.state = life::step(tx, scribe, &account, step).await?;
    let former = account.address.as_ref().map(EmailAddress::masked);
    let detail = json!({ "address": address.masked(), "former": former, "by": "import" });
    scribe.event(tx, "address.registered", Some(&account.id), detail).await?;
    let sessions_ended =
        if former.is_some() { sessions::revoke_method(tx, &account.id, Method::TwoFactor).await? } else { 0 };
    account.address = Some(address);
    // Revokes what was sent to a former address, too: it must not set up the new one.
    invite::activate(app, tx, scribe, &account).await?;
    Ok(sessions_ended)
}
