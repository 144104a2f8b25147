//! Old and new of what other capabilities own, in the reader's words.

use app::{
    ports::{
        approval::{Diff, DiffField},
        campaign::{CampaignTyped, goal_word},
        readiness::edition,
    },
    words::{Words, grouped},
};
use domain::{
    approval::Change,
    campaign,
    language::Language,
    schedule::{Bilingual, Blocked, EventKind, Exception, ExceptionKind, Plan},
    time::date_time,
};

use crate::{schedule::exceptions::ends, store::requests::Row};

/// Old and new of a row.
pub fn of(row: &Row, language: Language) -> Vec<Diff> {
    let say = Say { words: Words::of(language), language };
    match &row.change {
        Change::Schedule { plan, cancelled, at_once } => say.plan(row.former.plan.as_ref(), plan, *cancelled, *at_once),
        Change::Arm { blocked } => vec![said("agreed-blocked", String::new(), say.blocked(*blocked))],
        Change::Exception { exception, blocked } => {
            let former = row.former.exception.map(|held| say.exception(held)).unwrap_or_default();
            let mut diffs = vec![said("agreed-exception", former, say.exception(*exception))];
            if ends(*exception) || exception.kind == ExceptionKind::EarlyMove {
                diffs.push(said("agreed-readiness-blocked", String::new(), say.users(blocked.users)));
            }
            diffs
        }
        Change::OneTimePass => vec![said("agreed-pass", String::new(), say.words.get("agreed-pass-once"))],
        Change::CallBack { number } => vec![said("agreed-call-back", row.former.call_back.clone(), number.clone())],
        Change::Package { version } => vec![said("agreed-package", String::new(), edition(*version))],
        Change::Readiness { at, blocked, .. } => vec![
            said("agreed-readiness-at", String::new(), date_time(*at, language)),
            said("agreed-readiness-blocked", String::new(), say.users(*blocked)),
        ],
        Change::Campaign { plan, audience } => say.campaign(plan, audience),
        _ => Vec::new(),
    }
}

/// Old and new of an event of the schedule; of one that is not there yet everything is new.
pub fn of_plan(former: Option<&Plan>, plan: &Plan, cancelled: bool, at_once: bool, language: Language) -> Vec<Diff> {
    Say { words: Words::of(language), language }.plan(former, plan, cancelled, at_once)
}

fn said(key: &'static str, now: String, proposed: String) -> Diff {
    Diff { field: DiffField::Said(key), now, proposed, new_domain: false, shared: false }
}

struct Say {
    words: &'static Words,
    language: Language,
}

impl Say {
    /// What differs of an event; of a new one everything.
    fn plan(&self, former: Option<&Plan>, plan: &Plan, cancelled: bool, at_once: bool) -> Vec<Diff> {
        let now = |part: &dyn Fn(&Plan) -> String| former.map(part).unwrap_or_default();
        let when = match (cancelled, at_once) {
            (true, _) => self.words.get("agreed-cancelled"),
            (_, true) => self.words.get("agreed-at-once"),
            _ => self.when(plan),
        };
        let all = [
            said("agreed-kind", now(&|plan| self.kind(plan.kind)), self.kind(plan.kind)),
            said("agreed-when", now(&|plan| self.when(plan)), when),
            said("agreed-title", now(&|plan| self.both(&plan.title)), self.both(&plan.title)),
            said("agreed-text", now(&|plan| self.both(&plan.text)), self.both(&plan.text)),
        ];
        let differ: Vec<Diff> = all.into_iter().filter(|diff| diff.now != diff.proposed).collect();
        match differ.is_empty() {
            // Held, and to happen as it was planned.
            true => vec![said("agreed-state", String::new(), self.words.get("agreed-again"))],
            false => differ,
        }
    }

    fn kind(&self, kind: EventKind) -> String {
        self.words.get(event_word(kind))
    }

    fn when(&self, plan: &Plan) -> String {
        plan.at.map_or_else(|| self.both(&plan.when), |at| date_time(at, self.language))
    }

    /// Both languages: whoever agrees answers for both.
    fn both(&self, text: &Bilingual) -> String {
        match (text.en.is_empty(), text.zh.is_empty()) {
            (true, true) => String::new(),
            _ => self.words.with("agreed-both", &[("en", (&text.en).into()), ("zh", (&text.zh).into())]),
        }
    }

    /// All that is planned of a campaign, and whom it was seen to address.
    fn campaign(&self, plan: &campaign::Plan, audience: &campaign::Audience) -> Vec<Diff> {
        let typed = CampaignTyped::from(plan);
        let only = |day: String| if day.is_empty() { self.words.get("campaign-only-unreached") } else { day };
        let firm = if typed.firm.is_empty() { self.words.get("campaign-all-firms") } else { typed.firm };
        let figures = [("users", audience.users.into()), ("firms", audience.firms.into())];
        let chosen = (!plan.users.is_empty())
            .then(|| self.words.with("agreed-campaign-chosen", &[("count", plan.users.len().into())]));
        let all = [
            ("campaign-name", typed.title),
            ("campaign-goal-fact", self.words.get(goal_word(plan.goal))),
            ("campaign-firm", firm),
            ("campaign-event", typed.event),
            ("campaign-days", typed.days),
            ("campaign-administrators", only(typed.administrators)),
            ("campaign-staff", only(typed.staff)),
            ("campaign-daily", grouped(u64::from(plan.daily))),
            ("campaign-preview-title", self.words.with("campaign-audience", &figures)),
        ];
        let chosen = chosen.map(|words| ("agreed-campaign-users", words));
        all.into_iter().chain(chosen).map(|(key, value)| said(key, String::new(), value)).collect()
    }

    fn blocked(&self, blocked: Blocked) -> String {
        let figures = [("users", blocked.users.into()), ("firms", blocked.firms.into())];
        self.words.with("agreed-blocked-count", &figures)
    }

    fn users(&self, count: u64) -> String {
        self.words.with("agreed-readiness-count", &[("count", count.into())])
    }

    fn exception(&self, exception: Exception) -> String {
        if ends(exception) {
            return self.words.get("agreed-exception-none");
        }
        let key = match exception.kind {
            ExceptionKind::Extension => "agreed-exception-extension",
            ExceptionKind::EarlyMove => "agreed-exception-early-move",
        };
        let (from, until) = (date_time(exception.from, self.language), date_time(exception.until, self.language));
        self.words.with(key, &[("from", from.into()), ("until", until.into())])
    }
}

/// What a kind of event is called: its key among the words.
pub const fn event_word(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Registration => "event-registration",
        EventKind::Preparation => "event-preparation",
        EventKind::UserGuide => "event-user-guide",
        EventKind::ConnectivityTest => "event-connectivity-test",
        EventKind::ParallelRun => "event-parallel-run",
        EventKind::TwoFactorOnly => "event-two-factor-only",
        EventKind::Decommissioning => "event-decommissioning",
    }
}
