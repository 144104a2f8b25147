//! Reminders by campaigns: what is true of their readers is asked as they are written.

use std::collections::{BTreeMap, BTreeSet};

use app::words::Words;
use domain::{
    account::ParticipantCode,
    campaign::{Missing, Role, Stage, closing, missing},
    language::Language,
    life::Status,
    schedule::Bilingual,
    time::Instant,
};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::{
    WriteError, detail, form,
    kinds::Notice,
    matter::{Fact, Matter, Phrase, Value},
    version::Version,
};
use crate::{
    app::App,
    campaign::{
        audience::{Ground, firms_told_of, told_of},
        event,
    },
    mail::Kind,
    store::{
        StoreError,
        accounts::Account,
        activations,
        campaigns::{self, Campaign, Laggard, Since},
        terms,
    },
};

/// Users or firms that one mail names at most.
const NAMED: usize = 40;

/// The detail of reminders.
#[derive(Debug, Deserialize)]
struct Step {
    step: u16,
}

/// What a reminder says, if there is still anything to remind of.
pub(super) async fn remind(
    db: &mut AnyConnection,
    kind: Kind,
    notice: Notice<'_>,
    now: Instant,
) -> Result<Matter, WriteError> {
    let Step { step } = detail::of(notice.letter)?;
    let campaign = campaigns::find(db, &notice.letter.subject).await?;
    let campaign = campaign.filter(|campaign| campaign.stage == Stage::Running).ok_or(WriteError::Useless)?;
    let (event, at) = event(db, &campaign.plan).await?.ok_or(WriteError::Useless)?;
    let account = notice.account;
    if account.status != Status::Active {
        return Err(WriteError::Useless);
    }
    let ground = Ground { id: &campaign.id, plan: &campaign.plan, event: (event.plan.kind, at) };
    let title = event.plan.title;
    let matter = match kind {
        Kind::CampaignFirmDigest if account.da.any() => {
            let firm = &account.id.participant;
            let laggards = told_of(db, &ground, Some(firm), step, now).await?;
            let own = match laggards.iter().any(|laggard| laggard.account == account.id) {
                true => to_do(db, account, &campaign, now).await?,
                false => None,
            };
            let comes = laggards.first().map_or(at, |first| closing(ground.event.0, at, None, first.firm_wide));
            to_firm(&title, comes, &laggards, &campaign, own)
        }
        Kind::CampaignHouseDigest if account.staff_role.is_some() => {
            let firms = firms_told_of(db, &ground, step, now).await?.into_iter().collect();
            to_house(&title, at, firms, &campaign.plan.title)
        }
        Kind::CampaignReminder => {
            let terms = terms::find(db, &account.id).await?.ok_or(WriteError::Useless)?.terms;
            let comes = closing(ground.event.0, at, terms.own, terms.firm);
            match to_do(db, account, &campaign, now).await? {
                Some(words) if comes > now => Some(to_user(&title, comes, &account.id.to_string(), words)),
                _ => None,
            }
        }
        _ => None,
    };
    let matter = matter.ok_or(WriteError::Useless)?;
    Ok(Matter { to: account.address.clone(), at: notice.letter.created_at, ..matter })
}

/// What somebody is to do next, in words; nothing for whoever is done, or cannot do anything about it.
async fn to_do(
    db: &mut AnyConnection,
    account: &Account,
    campaign: &Campaign,
    now: Instant,
) -> Result<Option<Phrase>, StoreError> {
    Ok(match missing(account.state, campaign.plan.goal) {
        Some(Missing::SetUp) if account.awaits_activation => Some("mail-remind-wait".into()),
        Some(Missing::SetUp) => {
            let open = activations::find_open(db, &account.id).await?.filter(|open| open.expires_at > now);
            Some(match open {
                Some(open) => with_code(&open.reference.to_string(), open.created_at, open.expires_at),
                None => "mail-remind-again".into(),
            })
        }
        Some(Missing::Test) => Some("mail-remind-test".into()),
        Some(Missing::Login) => Some("mail-remind-login".into()),
        Some(Missing::Address) | None => None,
    })
}

fn with_code(reference: &str, sent: Instant, until: Instant) -> Phrase {
    let fill =
        [("reference", Value::Text(reference.to_owned())), ("sent", Value::Date(sent)), ("until", Value::Date(until))];
    Phrase::new("mail-remind-code", fill)
}

/// Recipient and time come afterwards.
fn matter(subject: &'static str, opening: Phrase, facts: Vec<Fact>, paragraphs: Vec<Phrase>) -> Matter {
    let at = Instant::from_millis(0);
    Matter { code: None, to: None, at, subject: subject.into(), opening, facts, paragraphs, tables: vec![], file: None }
}

fn of_event(title: &Bilingual, comes: Instant) -> [Fact; 2] {
    [Fact(Value::Words("mail-label-event"), Value::Both(title.clone())), Fact::date("mail-label-when", comes)]
}

fn to_user(title: &Bilingual, comes: Instant, account: &str, words: Phrase) -> Matter {
    let mut facts = vec![Fact::text("mail-label-account", account)];
    facts.extend(of_event(title, comes));
    matter("mail-remind-subject", "mail-remind-purpose".into(), facts, vec![words, "mail-remind-way".into()])
}

/// Who of a firm is not done, and what each lacks; nothing where nobody is left.
fn to_firm(
    title: &Bilingual,
    comes: Instant,
    laggards: &[Laggard],
    campaign: &Campaign,
    own: Option<Phrase>,
) -> Option<Matter> {
    let opening = Phrase::new("mail-remind-firm-purpose", [("count", Value::Count(laggards.len() as u64))]);
    let mut facts = Vec::from(of_event(title, comes));
    facts.extend(laggards.iter().take(NAMED).filter_map(|laggard| {
        let lacks = match missing(laggard.state, campaign.plan.goal)? {
            Missing::Address => "mail-lacks-address",
            _ if laggard.address.is_none() => "mail-lacks-mailbox",
            Missing::SetUp => "mail-lacks-set-up",
            Missing::Test => "mail-lacks-test",
            Missing::Login => "mail-lacks-login",
        };
        let named = Bilingual {
            en: format!("{} ({})", detail::one_line(&laggard.name.0), laggard.account.user),
            zh: format!("{}（{}）", detail::one_line(either(&laggard.name)), laggard.account.user),
        };
        Some(Fact(Value::Both(named), Value::Words(lacks)))
    }));
    let mut paragraphs = more(laggards.len());
    if let Some(own) = own {
        paragraphs.extend(["mail-remind-yourself".into(), own]);
    }
    paragraphs.extend(["mail-remind-firm-next".into(), "mail-remind-firm-where".into()]);
    (!laggards.is_empty()).then(|| matter("mail-remind-firm-subject", opening, facts, paragraphs))
}

/// The Chinese name, or the English one where there is none.
fn either((en, zh): &(String, String)) -> &str {
    if zh.is_empty() { en } else { zh }
}

/// How many of which firms are not done, the most first; nothing where nobody is left.
fn to_house(title: &Bilingual, at: Instant, mut firms: Vec<(ParticipantCode, u64)>, name: &str) -> Option<Matter> {
    firms.sort_by_key(|(_, users)| std::cmp::Reverse(*users));
    let users: u64 = firms.iter().map(|(_, users)| users).sum();
    let fill = [("users", Value::Count(users)), ("firms", Value::Count(firms.len() as u64))];
    let mut facts = vec![Fact::text("mail-label-campaign", detail::one_line(name))];
    facts.extend(of_event(title, at));
    facts.extend(
        firms.iter().take(NAMED).map(|(firm, users)| Fact(Value::Text(firm.to_string()), Value::Count(*users))),
    );
    let mut paragraphs = more(firms.len());
    paragraphs.push("mail-remind-house-next".into());
    let opening = Phrase::new("mail-remind-house-purpose", fill);
    (!firms.is_empty()).then(|| matter("mail-remind-house-subject", opening, facts, paragraphs))
}

/// That there are more than are named.
fn more(count: usize) -> Vec<Phrase> {
    let rest = count.saturating_sub(NAMED);
    let words = (rest > 0).then(|| Phrase::new("mail-remind-more", [("count", Value::Count(rest as u64))]));
    words.into_iter().collect()
}

/// A mail of a campaign as it would read, with a made-up reader.
#[derive(Clone, Debug)]
pub struct Sample {
    /// To whom such a mail goes.
    pub role: Role,
    /// Its subject in the language asked for.
    pub subject: String,
    /// Its text, that language first.
    pub text: String,
}

/// Those whom the samples tell of.
#[derive(Default)]
struct Cast {
    lacked: BTreeSet<Missing>,
    /// Of the first firm.
    firm: Vec<Laggard>,
    firms: BTreeMap<ParticipantCode, u64>,
}

/// The mails that `campaign` writes before the event `title` at `at`, as a reader of `language` would get them. What
/// they say differs by what each user lacks, and digests by whom they tell of.
///
/// # Errors
/// When the database cannot be read.
pub async fn samples(
    app: &App,
    db: &mut AnyConnection,
    campaign: &Campaign,
    (title, at): (&Bilingual, Instant),
    language: Language,
) -> Result<Vec<Sample>, StoreError> {
    let now = app.clock.now();
    let goal = campaign.plan.goal;
    let mut cast = Cast::default();
    let nobody = Since { campaign: "", day: 0 };
    campaigns::each_laggard(db, goal, campaign.plan.firm.as_ref(), nobody, |laggard| {
        if !campaign.plan.is_about(&laggard.account) {
            return;
        }
        cast.lacked.extend(missing(laggard.state, goal).filter(|_| laggard.address.is_some()));
        let firm = laggard.account.participant.clone();
        *cast.firms.entry(firm).or_insert(0) += 1;
        if cast.firms.len() == 1 {
            cast.firm.push(laggard);
        }
    })
    .await?;
    let account = Words::of(language).get("mail-sample-account");
    let mut matters = Vec::new();
    for lacks in cast.lacked {
        let said = match lacks {
            Missing::SetUp => vec![with_code("K7Q2", now, at), "mail-remind-again".into()],
            Missing::Test => vec!["mail-remind-test".into()],
            Missing::Login => vec!["mail-remind-login".into()],
            Missing::Address => vec![],
        };
        matters.extend(said.into_iter().map(|said| (Role::User, to_user(title, at, &account, said))));
    }
    let firm = to_firm(title, at, &cast.firm, campaign, None);
    let house = to_house(title, at, cast.firms.into_iter().collect(), &campaign.plan.title);
    matters.extend(firm.map(|matter| (Role::Administrator, matter)));
    matters.extend(house.map(|matter| (Role::Staff, matter)));
    let other = if language == Language::En { Language::ZhHk } else { Language::En };
    let said = matters.into_iter().map(|(role, matter)| {
        let matter = Matter { at: now, ..matter };
        let versions = [language, other].map(|language| Version::of(&app.config, &matter, language));
        Sample { role, subject: versions[0].subject.clone(), text: form::as_text(None, &versions) }
    });
    Ok(said.collect())
}
