//! Putting in what is due. Any number of instances may try: a campaign's row lets one at a time, and the database lets
//! no mail in twice.

use std::time::Duration;

use domain::{
    account::{AccountId, ParticipantCode},
    campaign::{Role, Stage, day, missing, next_day},
    life::Status,
    time::Instant,
};
use serde_json::json;

use super::{
    audience::{self, Count, Ground, Moment, Planned},
    cause, event,
};
use crate::{
    app::App,
    audit::Scribe,
    mail::{self, Kind},
    store::{
        StoreError, accounts,
        campaigns::{self, Campaign, Entry, Since},
        directory::{self, BATCH},
        events::Actor,
        outbox,
    },
};

/// Mails of one transaction.
const AT_ONCE: usize = 200;

/// How often a campaign is looked at where nothing is known to come: people and the schedule change.
const LOOK: Duration = Duration::from_secs(3600);

/// Puts in what is due of every campaign that runs; says how many mails. Any number of instances may do so.
///
/// # Errors
/// When the database does not take it. What was put in before stays.
pub async fn round(app: &App) -> Result<u64, StoreError> {
    let due = campaigns::due(&mut *app.store.reader().await?, app.clock.now()).await?;
    let mut all = 0;
    for campaign in due {
        all += run(app, &campaign).await?;
    }
    if all > 0 {
        app.outbox.ring();
    }
    Ok(all)
}

/// Puts in what is due of one campaign, and notes when to look at it next.
async fn run(app: &App, campaign: &Campaign) -> Result<u64, StoreError> {
    let scribe = Scribe::of_command(app, Actor::System);
    let now = scribe.now;
    let mut reader = app.store.reader().await?;
    let Some((event, at)) = event(&mut reader, &campaign.plan).await? else {
        drop(reader);
        return rest(app, campaign, now.plus(LOOK)).await.map(|()| 0);
    };
    let ground = Ground { id: &campaign.id, plan: &campaign.plan, event: (event.plan.kind, at) };
    let mut due = Vec::new();
    let mut postponed = false;
    let count = audience::walk(&mut reader, &ground, Moment::Now, now, |planned| {
        // Steps go forward only: who has had a later one gets no earlier one, though the event was put off.
        let new = planned.told.step.is_none_or(|told| planned.step < told);
        postponed |= new && planned.told.today;
        if new && !planned.told.today {
            due.push(planned);
        }
    })
    .await?;
    drop(reader);
    let mut all = 0;
    let mut full = false;
    for batch in due.chunks(AT_ONCE) {
        let Some(put) = put_in(app, &scribe, campaign, batch).await? else { return Ok(all) };
        all += put.letters;
        full |= put.full;
        if put.full {
            break;
        }
    }
    if count.audience.users == 0 && at <= now {
        return over(app, &scribe, campaign).await.map(|()| all);
    }
    rest(app, campaign, next_look(&count, full || postponed, now)).await?;
    Ok(all)
}

/// When the next mail may be due: with the next step, or tomorrow where some had to wait for it.
fn next_look(count: &Count, tomorrow: bool, now: Instant) -> Instant {
    let tomorrow = tomorrow.then(|| next_day(now));
    [count.next, tomorrow].into_iter().flatten().fold(now.plus(LOOK), Instant::min)
}

async fn rest(app: &App, campaign: &Campaign, until: Instant) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    campaigns::set_next(&mut tx, &campaign.id, campaign.version, until).await?;
    tx.commit().await
}

/// The event has come to everybody.
async fn over(app: &App, scribe: &Scribe<'_>, campaign: &Campaign) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    let done = Campaign { stage: Stage::Done, changed_at: scribe.now, ..campaign.clone() };
    if campaigns::put(&mut tx, &done).await? {
        let detail = json!({ "campaign": campaign.id });
        scribe.firm_event(&mut tx, "campaign.done", &ParticipantCode::staff(), detail).await?;
    }
    tx.commit().await
}

/// What a batch came to.
struct PutIn {
    letters: u64,
    /// Whether the campaign may put in no more today.
    full: bool,
}

/// Puts in a batch, in one transaction with its event; none where the campaign runs no more as it did.
async fn put_in(
    app: &App,
    scribe: &Scribe<'_>,
    campaign: &Campaign,
    batch: &[Planned],
) -> Result<Option<PutIn>, StoreError> {
    let mut tx = app.store.begin().await?;
    let held = campaigns::hold(&mut tx, &campaign.id).await?;
    if held.is_none_or(|held| held.stage != Stage::Running || held.version != campaign.version) {
        return Ok(None);
    }
    let since = Since { campaign: &campaign.id, day: day(scribe.now) };
    let mut room = u64::from(campaign.plan.daily).saturating_sub(campaigns::count_on(&mut tx, since).await?);
    let mut put = PutIn { letters: 0, full: false };
    let mut roles = [0_u64; Role::ALL.len()];
    for chunk in batch.chunks(BATCH) {
        // Once more, as things stand in this transaction.
        let ids: Vec<&AccountId> = chunk.iter().map(|planned| &planned.account).collect();
        let accounts = directory::accounts(&mut tx, &ids).await?;
        let mut wanted: Vec<&Planned> = chunk
            .iter()
            .filter(|planned| {
                accounts.get(&planned.account).is_some_and(|account| still(planned.role, account, campaign))
            })
            .collect();
        put.full |= wanted.len() as u64 > room;
        wanted.truncate(usize::try_from(room).unwrap_or(usize::MAX));
        let letters: Vec<(&Planned, outbox::Letter)> =
            wanted.iter().map(|planned| (*planned, letter(scribe, campaign, planned))).collect();
        let entries: Vec<Entry> = letters
            .iter()
            .map(|(planned, letter)| Entry {
                step: planned.step,
                account: planned.account.clone(),
                role: planned.role,
                letter: letter.id.clone(),
            })
            .collect();
        let entered = campaigns::enter(&mut tx, since, &entries, scribe.now).await?;
        let mut new = Vec::with_capacity(entered.len());
        for (planned, letter) in letters.into_iter().filter(|(_, letter)| entered.contains(&letter.id)) {
            roles[planned.role as usize] += 1;
            new.push(letter);
        }
        outbox::add_all(&mut tx, &new).await?;
        room -= new.len() as u64;
        put.letters += new.len() as u64;
    }
    if put.letters > 0 {
        let [users, administrators, staff] = roles;
        let detail =
            json!({ "campaign": campaign.id, "users": users, "administrators": administrators, "staff": staff });
        scribe.firm_event(&mut tx, "campaign.reminded", &ParticipantCode::staff(), detail).await?;
    }
    tx.commit().await?;
    Ok(Some(put))
}

/// Whether somebody is still to get what was planned. Whom a digest tells of is looked up as it is written.
fn still(role: Role, account: &accounts::Account, campaign: &Campaign) -> bool {
    let lacks = missing(account.state, campaign.plan.goal).is_some();
    account.status == Status::Active && account.address.is_some() && (role != Role::User || lacks)
}

fn letter(scribe: &Scribe<'_>, campaign: &Campaign, planned: &Planned) -> outbox::Letter {
    let kind = match planned.role {
        Role::User => Kind::CampaignReminder,
        Role::Administrator => Kind::CampaignFirmDigest,
        Role::Staff => Kind::CampaignHouseDigest,
    };
    outbox::Letter {
        detail: json!({ "step": planned.step }),
        cause: Some(cause(&campaign.id)),
        ..mail::outbox::letter(scribe, kind, &planned.account, &campaign.id, planned.ends)
    }
}
