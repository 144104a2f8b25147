//! What the clearing house's staff do, by the use cases that their pages call; and when.

mod chore;
mod meet;

use std::time::Duration;

use domain::{
    account::{AccountId, ParticipantCode, UserId},
    address::EmailAddress,
    approval::{Change, ChangeKind},
    life::{Status, Step},
    method::Method,
    role::{DaRoles, StaffRole},
};

pub use chore::{Chore, chores, play};

use super::{DemoError, dice::mix, firms, past::Past, plan::Plan};
use crate::{
    approval::{
        decide::{DecideError, Pick, Verdict, decide},
        jury::Decider,
        propose::{Proposal, Proposer, propose},
    },
    login::{Browser, enter},
    registration::life,
    rights::Viewer,
    store::{
        accounts::{self, Account, Particulars},
        credentials,
        participants::{self, Participant},
        requests::Subject,
    },
};

/// Who works there.
pub const STAFF: [(&str, &str, &str, StaffRole); 4] = [
    ("GRACE", "Grace Tam", "譚詠恩", StaffRole::Approver),
    ("HENRY", "Henry Mok", "莫浩然", StaffRole::Operator),
    ("IRIS", "Iris Poon", "潘曉彤", StaffRole::Viewer),
    ("JUNE", "June Lo", "羅詠君", StaffRole::Approver),
];

/// Who proposes.
const OPERATOR: &str = "HENRY";
/// Who decides.
const APPROVER: &str = "GRACE";
/// Who else could.
const SECOND_APPROVER: &str = "JUNE";

/// Somebody of the staff.
pub fn id(user: &str) -> AccountId {
    let user = UserId::parse(user).unwrap_or_else(|_| unreachable!("letters"));
    AccountId { participant: ParticipantCode::staff(), user }
}

/// Puts the staff in, who log in by the password of that hash.
///
/// # Errors
/// When the database does not take it.
pub async fn staff(past: &Past, hash: &str) -> Result<(), DemoError> {
    let (app, scribe) = (&past.app, past.scribe(crate::store::events::Actor::Operator));
    let names = &app.config.organisation;
    let house = Participant::house(names.name_en.to_string(), names.name_zh.to_string());
    let mut tx = app.store.begin().await?;
    participants::put(&mut tx, &house, scribe.now).await?;
    for (user, name_en, name_zh, role) in STAFF {
        let id = id(user);
        let new = Particulars {
            id: id.clone(),
            name_en: name_en.to_owned(),
            name_zh: name_zh.to_owned(),
            da: DaRoles::default(),
            staff_role: Some(role),
            status: Status::Active,
        };
        accounts::add(&mut tx, &new, scribe.now).await?;
        let address = EmailAddress::parse(&format!("{user}@staff.example").to_ascii_lowercase());
        let address = address.unwrap_or_else(|_| unreachable!("letters and one dot"));
        accounts::set_address(&mut tx, &id, Some(&address)).await?;
        for step in [Step::Register, Step::SetUp] {
            if let Some(account) = accounts::find(&mut tx, &id).await? {
                life::step(&mut tx, &scribe, &account, step).await?;
            }
        }
        accounts::set_password(&mut tx, &id, hash, scribe.now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Who proposes and decides gets a way in that does not rest on mail, and uses it.
async fn staff_passkeys(past: &Past, plan: &Plan) -> Result<(), DemoError> {
    for (user, _, _, role) in STAFF {
        if !role.guards() {
            continue;
        }
        let id = id(user);
        let bytes: Vec<u8> =
            (0..4).flat_map(|part| mix(plan.size.seed, u64::from(user.as_bytes()[0]), part).to_le_bytes()).collect();
        let credential = data_encoding::BASE64URL_NOPAD.encode(&bytes);
        firms::add_passkey(past, &id, credential.clone(), "Security key").await?;
        let scribe = past.scribe_of(&id);
        let account = past.account(&id).await?;
        let mut tx = past.app.store.begin().await?;
        credentials::note_use(&mut tx, &credential, 0, 1, scribe.now).await?;
        enter::enter(&past.app, &mut tx, &scribe, account, Method::Passkey, &browser(), None).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A browser of the house.
fn browser() -> Browser {
    Browser { source: std::net::IpAddr::from([192, 0, 2, 10]), token: None, label: "Edge on Windows".to_owned() }
}

/// Somebody of the staff, and what they may do.
struct Member(Account);

impl Member {
    async fn of(past: &Past, user: &str) -> Result<Self, DemoError> {
        past.account(&id(user)).await.map(Self)
    }

    fn viewer(&self) -> Result<Viewer<'_>, DemoError> {
        Viewer::of(&self.0).ok_or_else(|| DemoError::Script(format!("{} is not of the staff", self.0.id)))
    }
}

fn no_right(of: &str) -> DemoError {
    DemoError::Script(format!("{of} may not do this"))
}

/// An operator proposes a change about `subject`; gives the request's id.
async fn ask(
    past: &Past,
    participant: &ParticipantCode,
    changes: Vec<(Subject, Change)>,
    reason: &str,
) -> Result<String, DemoError> {
    let member = Member::of(past, OPERATOR).await?;
    let operator = member.viewer()?.operator().ok_or_else(|| no_right(OPERATOR))?;
    let kind = changes.first().map_or(ChangeKind::Schedule, |(_, change)| change.kind());
    let proposal = Proposal { participant, kind, changes, reason, file: "" };
    let request = propose(&past.app, &past.scribe_of(&member.0.id), Proposer::Staff(operator), proposal).await?;
    Ok(request.id)
}

/// An approver agrees on what of a request is for staff to decide, and waits.
///
/// # Errors
/// When the database does not take it.
pub async fn agree(past: &Past, request: &str) -> Result<(), DemoError> {
    let member = Member::of(past, APPROVER).await?;
    let approver = member.viewer()?.approver().ok_or_else(|| no_right(APPROVER))?;
    let scribe = past.scribe_of(&member.0.id);
    match decide(&past.app, &scribe, Decider::Staff(approver), request, None, Pick::All, Verdict::Approve).await {
        Ok(_) | Err(DecideError::NotYours(_) | DecideError::Nothing | DecideError::Changed) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// An operator proposes, and after a while an approver agrees.
async fn settle(
    past: &Past,
    participant: &ParticipantCode,
    changes: Vec<(Subject, Change)>,
    reason: &str,
) -> Result<(), DemoError> {
    let request = ask(past, participant, changes, reason).await?;
    past.advance(GAP);
    agree(past, &request).await
}

/// How long what is proposed waits for the second of the staff.
pub const GAP: Duration = Duration::from_secs(35 * 60);
