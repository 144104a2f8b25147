//! Whom of a firm the schedule shuts out at an instant: the firm's own part of [`blocked`].

use std::collections::BTreeMap;

use app::ports::readiness::{AtRisk, Laggard, Laggards, Wanted};
use domain::{
    account::ParticipantCode,
    language::Language,
    reach::{Case, WhyBlocked, rests_on_mail},
    schedule::{Terms, Timeline},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::{
    schedule::blocked::{self, Shut},
    store::{
        StoreError,
        schedule::{Member, each_member},
    },
};

/// Users on a page.
const PAGE: usize = 50;

/// A firm at an instant.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// How many active users it has.
    pub active: u64,
    /// Whom the schedule shuts out.
    pub shut: Vec<Shut>,
    /// Who reach the terminal by codes alone, while their mailbox refuses mail.
    pub at_risk: Vec<Member>,
}

impl Survey {
    /// Looks at `firm` as things stand, and at what `timeline` says at `at`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(
        db: &mut AnyConnection,
        firm: &ParticipantCode,
        timeline: Timeline,
        at: Instant,
    ) -> Result<Self, StoreError> {
        let mut survey = Self { shut: blocked::list(db, Some(firm), timeline, at).await?, ..Self::default() };
        each_member(db, Some(firm), at, |member| {
            survey.active += 1;
            let phase = Terms { timeline, own: member.own, firm: member.firm_wide }.phase(at);
            let Case { state, card, passkey, mail_refused, .. } = member.case;
            if mail_refused && rests_on_mail(phase, state, card, passkey) {
                survey.at_risk.push(member);
            }
        })
        .await?;
        Ok(survey)
    }

    /// How many are shut out.
    pub fn blocked(&self) -> u64 {
        self.shut.len() as u64
    }

    /// Those who are wanted, in the order of their names.
    pub fn found<'s>(&'s self, wanted: &'s Wanted) -> impl Iterator<Item = &'s Shut> {
        let q = wanted.q.to_lowercase();
        self.shut.iter().filter(move |shut| {
            let Member { id, name, .. } = &shut.member;
            let texts = [id.user.as_str(), &name.0, &name.1];
            wanted.why.is_none_or(|why| why == shut.why)
                && (q.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&q)))
        })
    }

    /// As the page shows it.
    pub fn page(&self, wanted: Wanted, language: Language) -> Laggards {
        let mut reasons: BTreeMap<WhyBlocked, u64> = BTreeMap::new();
        for shut in &self.shut {
            *reasons.entry(shut.why).or_default() += 1;
        }
        let count = self.found(&wanted).count();
        let pages = count.div_ceil(PAGE).max(1);
        let page = usize::try_from(wanted.page).unwrap_or(usize::MAX).clamp(1, pages);
        let rows = self.found(&wanted).skip((page - 1) * PAGE).take(PAGE);
        let rows = rows.map(|shut| laggard(shut, language)).collect();
        Laggards {
            active: self.active,
            blocked: self.blocked(),
            reasons: reasons.into_iter().collect(),
            rows,
            at_risk: self
                .at_risk
                .iter()
                .filter_map(|member| {
                    let (account, name) = (member.id.clone(), name(member, language));
                    Some(AtRisk { account, name, since: member.mail_refused_at? })
                })
                .collect(),
            page: (page as u64, pages as u64),
            found: count as u64,
            wanted,
        }
    }
}

/// One user who is shut out, as pages show it.
pub fn laggard(shut: &Shut, language: Language) -> Laggard {
    let member = &shut.member;
    Laggard {
        account: member.id.clone(),
        name: name(member, language),
        why: shut.why,
        administrator: member.administrator,
        mail_refused: member.mail_refused_at,
        last_login: member.last_login_at,
    }
}

fn name(member: &Member, language: Language) -> String {
    match language {
        Language::ZhHk if !member.name.1.is_empty() => member.name.1.clone(),
        _ => member.name.0.clone(),
    }
}
