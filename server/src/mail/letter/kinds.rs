//! What a mail of each kind is about. To add a kind: its arm in [`gather`], and its words in `mails.ftl`.

use domain::{
    code::{ActivationCode, OneTimeCode},
    life::has_two_factor,
    time::Instant,
};
use sqlx::AnyConnection;

use super::{
    WriteError, briefings, calendar, campaign,
    detail::{self, Act, Acted, Decided, Named, Numbers, Reminder, Roles, one_line},
    matter::{Fact, Matter, Phrase, Value},
    report as weekly,
};
use crate::{
    app::App,
    approval::digest::{self, Waiting},
    mail::Kind,
    report,
    store::{
        accounts::Account,
        activations::{self, Activation},
        logins::{self, Stage},
        outbox::Letter,
    },
};

/// Gathers what `letter` is about.
pub(super) async fn gather(
    app: &App,
    db: &mut AnyConnection,
    kind: Kind,
    letter: &Letter,
    account: &Account,
) -> Result<Matter, WriteError> {
    let now = app.clock.now();
    let notice = Notice { letter, account };
    Ok(match kind {
        Kind::Code => {
            let login = logins::find(db, &letter.subject).await?.ok_or(WriteError::Useless)?;
            let alive = login.stage == Stage::Code && login.epoch == account.epoch;
            let asked = login.asked.filter(|a| alive && a.expires_at > now).ok_or(WriteError::Useless)?;
            let code = OneTimeCode::derive(&app.keys.code, &asked.code_id, app.config.code_digits());
            let reference = asked.reference.to_string();
            Matter {
                code: Some(code.expose().to_owned()),
                // Wherever a letter says that it goes: a code goes to the registered address only.
                to: account.address.clone(),
                at: asked.asked_at,
                subject: Phrase::new("mail-code-subject", [("reference", Value::Text(reference.clone()))]),
                opening: "mail-code-purpose".into(),
                facts: facts_of_code(account, reference, asked.asked_at, asked.expires_at),
                paragraphs: vec!["mail-code-warning".into()],
                tables: vec![],
                file: None,
            }
        }
        Kind::Activation => {
            let open = activations::find_open(db, &letter.account).await?;
            let activation = open.filter(|open| open.id == letter.subject).ok_or(WriteError::Useless)?;
            let code = ActivationCode::derive(&app.keys.code, &activation.id);
            invitation(account, activation, code.expose())
        }
        Kind::LoginPaused => {
            let minutes = app.config.login.budget_window.as_secs().div_ceil(60);
            let opening = Phrase::new("mail-paused-purpose", [("minutes", Value::Count(minutes))]);
            notice.of("mail-paused-subject", opening, &["mail-paused-way"])
        }
        Kind::AccountClosed => notice.of("mail-closed-subject", "mail-closed-purpose", &["mail-closed-way"]),
        Kind::PasswordChanged => notice.of("mail-password-subject", "mail-password-purpose", &["mail-password-way"]),
        Kind::AddressRegistered => notice.of(
            "mail-registered-subject",
            "mail-registered-purpose",
            &["mail-registered-next", "mail-registered-way"],
        ),
        Kind::AddressLeft => notice.to_former("mail-left-subject", "mail-left-purpose", &["mail-left-way"]),
        Kind::AddressRemoved => notice.to_former("mail-removed-subject", "mail-removed-purpose", &["mail-removed-way"]),
        Kind::AccessReset => {
            notice.of("mail-reset-subject", "mail-reset-purpose", &["mail-reset-next", "mail-reset-way"])
        }
        Kind::RolesChanged => {
            let roles: Roles = detail::of(letter)?;
            notice
                .of("mail-roles-subject", "mail-roles-purpose", &["mail-roles-way"])
                .with([Fact::words("mail-label-roles", roles.words())])
        }
        Kind::AccountDisabled => notice.of("mail-disabled-subject", "mail-disabled-purpose", &["mail-disabled-way"]),
        Kind::AccountEnabled => notice.of("mail-enabled-subject", "mail-enabled-purpose", &["mail-enabled-way"]),
        Kind::CardSuspended => notice.of(
            "mail-card-suspended-subject",
            "mail-card-suspended-purpose",
            &["mail-card-suspended-next", "mail-card-suspended-way"],
        ),
        Kind::CardRetired => notice.of(
            "mail-card-retired-subject",
            "mail-card-retired-purpose",
            &["mail-card-retired-next", "mail-card-way"],
        ),
        Kind::CardRestored => notice.of("mail-card-restored-subject", "mail-card-restored-purpose", &["mail-card-way"]),
        Kind::RequestDecided => notice.decided(&detail::of(letter)?),
        Kind::RequestsWaiting => {
            let waiting = digest::waiting(db, account, now).await?;
            if waiting.requests == 0 {
                return Err(WriteError::Useless);
            }
            notice.waiting(waiting, now)
        }
        Kind::CardBound => notice.of("mail-card-bound-subject", "mail-card-bound-purpose", &["mail-card-bound-way"]),
        Kind::PasskeyAdded => {
            let named: Named = detail::of(letter)?;
            notice
                .of("mail-passkey-added-subject", "mail-passkey-added-purpose", &["mail-passkey-way"])
                .with([Fact::text("mail-label-passkey", named.name())])
        }
        Kind::PasskeyRemoved => {
            let named: Named = detail::of(letter)?;
            notice
                .of("mail-passkey-removed-subject", "mail-passkey-removed-purpose", &["mail-passkey-way"])
                .with([Fact::text("mail-label-passkey", named.name())])
        }
        Kind::ScheduleChanged => calendar::changed(notice)?,
        Kind::EventHeld => calendar::held(notice)?,
        Kind::ExceptionGranted => calendar::exception(notice)?,
        Kind::BriefingConfirmed
        | Kind::BriefingSeat
        | Kind::BriefingReminder
        | Kind::BriefingMoved
        | Kind::BriefingCalledOff => briefings::gather(db, kind, notice).await?,
        Kind::GuideVersion => briefings::guide(db, notice).await?,
        Kind::PassIssued => {
            notice.of("mail-pass-issued-subject", "mail-pass-issued-purpose", &["mail-pass-how", "mail-pass-way"])
        }
        Kind::PassUsed => notice.of("mail-pass-used-subject", "mail-pass-used-purpose", &["mail-pass-used-way"]),
        Kind::CallBackChanged => {
            let numbers: Numbers = detail::of(letter)?;
            let [from, to] = numbers.shown().map(|number| match number.as_str() {
                "" => Value::Words("mail-call-back-none"),
                _ => Value::Text(number),
            });
            notice.of("mail-call-back-subject", "mail-call-back-purpose", &["mail-call-back-way"]).with([
                Fact(Value::Words("mail-label-number-before"), from),
                Fact(Value::Words("mail-label-number-now"), to),
            ])
        }
        Kind::FirmReminder => reminder(notice)?,
        Kind::CampaignReminder | Kind::CampaignFirmDigest | Kind::CampaignHouseDigest => {
            campaign::remind(db, kind, notice, now).await?
        }
        Kind::Probe => notice.of("mail-probe-subject", "mail-probe-purpose", &["mail-probe-way"]),
        Kind::AuditAnchor => anchor(letter),
        Kind::WeeklyReport => weekly::matter(notice, &report::gather(app, db).await?)?,
        Kind::OperatorActed => {
            let acted: Acted = detail::of(letter)?;
            let (subject, opening) = match acted.what {
                Act::Import => ("mail-import-subject", "mail-import-purpose"),
                Act::StaffAdded => ("mail-staff-subject", "mail-staff-purpose"),
            };
            notice
                .of(subject, opening, &["mail-operator-next", "mail-operator-way"])
                .with(acted.facts().map(|(label, value)| Fact(Value::Text(label), Value::Text(value))))
        }
    })
}

/// What a user is to do who is shut out soon; nothing, once they have done it.
fn reminder(notice: Notice<'_>) -> Result<Matter, WriteError> {
    let told: Reminder = detail::of(notice.letter)?;
    if has_two_factor(notice.account.state) {
        return Err(WriteError::Useless);
    }
    let paragraphs = ["mail-reminder-how", "mail-reminder-way"];
    let closing = told.closing.map(|at| Fact::date("mail-label-closing", at));
    Ok(notice.of("mail-reminder-subject", "mail-reminder-purpose", &paragraphs).with(closing))
}

/// The head of the audit's seal.
pub(super) fn anchor(letter: &Letter) -> Matter {
    Matter {
        code: None,
        to: letter.recipient.clone(),
        at: letter.created_at,
        subject: "mail-anchor-subject".into(),
        opening: "mail-anchor-purpose".into(),
        facts: vec![
            Fact::date("mail-label-when", letter.created_at),
            Fact::text("mail-label-anchor", letter.detail["anchor"].as_str().map(one_line).unwrap_or_default()),
        ],
        paragraphs: vec!["mail-anchor-keep".into()],
        tables: vec![],
        file: None,
    }
}

/// Mails without a code: something happened to the account when the letter was put in.
#[derive(Clone, Copy)]
pub(super) struct Notice<'a> {
    pub(super) letter: &'a Letter,
    pub(super) account: &'a Account,
}

impl Notice<'_> {
    pub(super) fn of(self, subject: &'static str, opening: impl Into<Phrase>, paragraphs: &[&'static str]) -> Matter {
        Matter {
            code: None,
            to: self.letter.recipient.clone().or_else(|| self.account.address.clone()),
            at: self.letter.created_at,
            subject: subject.into(),
            opening: opening.into(),
            facts: vec![
                Fact::text("mail-label-account", &self.account.id),
                Fact::date("mail-label-when", self.letter.created_at),
            ],
            paragraphs: paragraphs.iter().copied().map(Phrase::from).collect(),
            tables: vec![],
            file: None,
        }
    }

    /// To the letter's own recipient or nobody: what it says is not true of the address that is registered now.
    fn to_former(self, subject: &'static str, opening: &'static str, paragraphs: &[&'static str]) -> Matter {
        Matter { to: self.letter.recipient.clone(), ..self.of(subject, opening, paragraphs) }
    }

    /// What became of a request: how much was done, and every other figure that is not zero.
    fn decided(self, decided: &Decided) -> Matter {
        let mut matter = self.of("mail-decided-subject", "mail-decided-purpose", &[]);
        matter.facts.push(Fact::words("mail-label-request", decided.words()));
        let about = one_line(&decided.about);
        if !about.is_empty() {
            matter.facts.push(Fact::text("mail-label-about", about));
        }
        matter.facts.push(Fact::count("mail-label-done", decided.done));
        for (label, rows, advice) in [
            ("mail-label-rejected", decided.rejected, None),
            ("mail-label-stale", decided.stale, Some("mail-decided-stale")),
            ("mail-label-expired", decided.expired, Some("mail-decided-expired")),
        ] {
            if rows > 0 {
                matter.facts.push(Fact::count(label, rows));
                matter.paragraphs.extend(advice.map(Phrase::from));
            }
        }
        matter.paragraphs.push(Phrase::new("mail-decided-where", [("page", self.approvals_page())]));
        matter.paragraphs.push("mail-decided-way".into());
        matter
    }

    /// The digest of what waits, as it stands `now`.
    pub(super) fn waiting(self, waiting: Waiting, now: Instant) -> Matter {
        let figures = [("requests", Value::Count(waiting.requests)), ("rows", Value::Count(waiting.rows))];
        let place = Phrase::new("mail-waiting-where", [("page", self.approvals_page())]);
        Matter {
            at: now,
            facts: vec![Fact::text("mail-label-account", &self.account.id), Fact::date("mail-label-as-of", now)],
            paragraphs: vec![place, "mail-waiting-way".into()],
            ..self.of("mail-waiting-subject", Phrase::new("mail-waiting-purpose", figures), &[])
        }
    }

    /// Where the reader decides, and sees what was decided.
    fn approvals_page(self) -> Value {
        Value::Words(if self.account.id.is_staff() { "mail-page-staff" } else { "mail-page-portal" })
    }
}

fn invitation(account: &Account, activation: Activation, code: &str) -> Matter {
    let reference = activation.reference.to_string();
    let mut paragraphs = vec![Phrase::from("mail-activation-how")];
    if activation.hand_over {
        paragraphs.push("mail-activation-hand-over".into());
    }
    paragraphs.push("mail-activation-warning".into());
    Matter {
        code: Some(code.to_owned()),
        to: Some(activation.address),
        at: activation.created_at,
        subject: Phrase::new("mail-activation-subject", [("reference", Value::Text(reference.clone()))]),
        opening: "mail-activation-purpose".into(),
        facts: facts_of_code(account, reference, activation.created_at, activation.expires_at),
        paragraphs,
        tables: vec![],
        file: None,
    }
}

fn facts_of_code(account: &Account, reference: String, asked_at: Instant, until: Instant) -> Vec<Fact> {
    let same_day = until.since(asked_at).as_secs() < 3600;
    let until = if same_day { Value::Clock(until) } else { Value::Date(until) };
    vec![
        Fact::text("mail-label-reference", reference),
        Fact::text("mail-label-account", &account.id),
        Fact::date("mail-label-asked", asked_at),
        Fact(Value::Words("mail-label-until"), until),
    ]
}
