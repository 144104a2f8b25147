//! Campaigns and announcements: `/monitor/campaigns` and `/monitor/announcements`.

use domain::{
    account::{AccountId, ParticipantCode},
    campaign::{Plan, RhythmProblem, Role, Stage},
    life::State,
    schedule::Bilingual,
    time::Instant,
};

/// `/monitor/campaigns`.
#[derive(Clone, Debug, Default)]
pub struct Campaigns {
    /// Whether the reader drafts campaigns.
    pub operator: bool,
    /// All of them, newest first.
    pub rows: Vec<CampaignRow>,
}

/// One campaign of the list.
#[derive(Clone, Debug)]
pub struct CampaignRow {
    /// Its id.
    pub id: String,
    /// What staff call it.
    pub title: String,
    /// Whoever has not reached this is reminded.
    pub goal: State,
    /// One firm; none: all.
    pub firm: Option<ParticipantCode>,
    /// The event's title and instant; none where it has no date any more.
    pub event: Option<(Bilingual, Instant)>,
    /// Where it stands.
    pub stage: Stage,
    /// Whether it waits for a second person.
    pub waits: bool,
    /// Users whom a mail was sent to, and how many of them have reached the goal since.
    pub moved: (u64, u64),
}

/// `/monitor/campaigns/new` and `/monitor/campaigns/{id}/edit`. Fields: [`CampaignTyped`]'s.
#[derive(Clone, Debug, Default)]
pub struct CampaignForm {
    /// The draft that is changed; none: a new one.
    pub id: Option<String>,
    /// What was typed.
    pub typed: CampaignTyped,
    /// Events with a date still to come: name in the schedule, title, instant.
    pub events: Vec<(String, Bilingual, Instant)>,
    /// What is wrong.
    pub problems: Vec<CampaignProblem>,
}

/// What was typed into a draft, each the field of that name.
#[derive(Clone, Debug, Default)]
pub struct CampaignTyped {
    /// `title`
    pub title: String,
    /// `goal`: the name of a state.
    pub goal: String,
    /// `firm`: a participant code, or empty for all.
    pub firm: String,
    /// `event`: its name in the schedule.
    pub event: String,
    /// `days`: the steps, in days before the event.
    pub days: String,
    /// `administrators`: one of these days, or empty.
    pub administrators: String,
    /// `staff`: one of these days, or empty.
    pub staff: String,
    /// `daily`: the most mails a day.
    pub daily: String,
}

impl From<&Plan> for CampaignTyped {
    fn from(plan: &Plan) -> Self {
        let day = |day: Option<u16>| day.map(|day| day.to_string()).unwrap_or_default();
        let days: Vec<String> = plan.rhythm.days().iter().map(u16::to_string).collect();
        Self {
            title: plan.title.clone(),
            goal: plan.goal.name().to_owned(),
            firm: plan.firm.as_ref().map(ToString::to_string).unwrap_or_default(),
            event: plan.event.clone(),
            days: days.join(", "),
            administrators: day(plan.rhythm.administrators()),
            staff: day(plan.rhythm.staff()),
            daily: plan.daily.to_string(),
        }
    }
}

/// What reaching a goal is called: its key among the words.
pub const fn goal_word(goal: State) -> &'static str {
    match goal {
        State::Ready => "campaign-goal-ready",
        State::Tested => "campaign-goal-tested",
        State::TwoFactor => "campaign-goal-two-factor",
        _ => "campaign-goal-registered",
    }
}

/// Why there is no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignProblem {
    /// It has no title.
    Title,
    /// No goal was chosen.
    Goal,
    /// There is no such firm.
    Firm,
    /// No event was chosen, or it has no date.
    Event,
    /// The rhythm cannot be.
    Rhythm(RhythmProblem),
    /// The cap is no number from 1 on.
    Daily,
}

/// `/monitor/campaigns/{id}`. In the URL: [`Shown`]. Its forms post `action`: `propose` with `seen` and `reason`,
/// `pause` and `stop` with `reason`.
#[derive(Clone, Debug)]
pub struct CampaignPage {
    /// Its id.
    pub id: String,
    /// What is planned.
    pub plan: Plan,
    /// Where it stands.
    pub stage: Stage,
    /// Who drafted it, and when.
    pub made: (AccountId, Instant),
    /// The request that waits for a second person.
    pub request: Option<String>,
    /// Whether the reader proposes.
    pub operator: bool,
    /// Whether the reader pauses and stops.
    pub guardian: bool,
    /// The event's title and instant; none where it has no date any more.
    pub event: Option<(Bilingual, Instant)>,
    /// What became of its mails, step by step.
    pub log: Vec<Tally>,
    /// Users whom a mail was sent to, and how many of them have reached the goal since.
    pub moved: (u64, u64),
    /// Whom a step addresses; none where the event has no date, or the campaign is over.
    pub preview: Option<Preview>,
    /// What is typed as a reason.
    pub reason: String,
    /// Why nothing was done.
    pub problem: Option<ActProblem>,
}

/// What became of the mails of one step to people of one role.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// Days before the event.
    pub step: u16,
    /// To whom.
    pub role: Role,
    /// Put in.
    pub letters: u64,
    /// Still to leave.
    pub waiting: u64,
    /// Sent.
    pub sent: u64,
    /// Refused for good.
    pub refused: u64,
    /// Not sent: done meanwhile, or called off.
    pub useless: u64,
    /// Of those sent, whose reader has reached the goal since.
    pub reached: u64,
    /// When the first was put in.
    pub since: Instant,
}

/// What is shown of a preview. In the URL: `step`, `role`, `firm`, `page` (from 1).
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The step, in days before the event.
    pub step: u16,
    /// To whom; none: all.
    pub role: Option<Role>,
    /// Of one firm, as typed; empty: all.
    pub firm: String,
    /// The page.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// How many mails are found.
    pub found: u64,
}

/// Whom a step addresses, as things stand.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// What is shown.
    pub shown: Shown,
    /// Users who have not reached the goal, and of how many firms.
    pub audience: (u64, u64),
    /// Those of them who cannot be written to.
    pub unreachable: u64,
    /// How many mails the step has, by [`Role::ALL`].
    pub roles: [u64; 3],
    /// The same by firm, in the order of codes.
    pub firms: Vec<(ParticipantCode, [u64; 3])>,
    /// The recipients shown, 50 at most.
    pub lines: Vec<Recipient>,
    /// The mails as they read.
    pub mails: Vec<SampleMail>,
    /// What a proposal gives back: exactly what was seen.
    pub seen: String,
}

/// One mail of a step.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// To whom.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// The address, covered for those who only read.
    pub address: String,
    /// As what.
    pub role: Role,
}

/// A mail as it would read, with a made-up reader.
#[derive(Clone, Debug)]
pub struct SampleMail {
    /// To whom such a mail goes.
    pub role: Role,
    /// Its subject.
    pub subject: String,
    /// Its text, in both languages.
    pub text: String,
}

/// Why nothing was done with a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActProblem {
    /// A reason is missing; for the action of that name.
    ReasonMissing(&'static str),
    /// It does not stand so that it could be done.
    NotNow,
    /// Its event has no date.
    NoDate,
    /// It addresses nobody.
    Nobody,
    /// What was seen is not what stands there now.
    Changed,
}

/// `/monitor/announcements`. Its forms post `action`: `announce` with [`AnnouncementTyped`]'s fields, or `end` with
/// `announcement`.
#[derive(Clone, Debug, Default)]
pub struct Announcements {
    /// Whether the reader makes announcements.
    pub operator: bool,
    /// Whether the reader ends them.
    pub guardian: bool,
    /// All of them, newest first.
    pub rows: Vec<AnnouncementRow>,
    /// What was typed.
    pub typed: AnnouncementTyped,
    /// What is wrong with it.
    pub problems: Vec<AnnouncementProblem>,
    /// Whether there was nothing to end.
    pub nothing_to_end: bool,
}

/// One announcement.
#[derive(Clone, Debug)]
pub struct AnnouncementRow {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: Bilingual,
    /// Whom it is for: `everybody`, `administrators`, `staff`, `firm`.
    pub audience: &'static str,
    /// The firm that it is for.
    pub firm: Option<ParticipantCode>,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// When somebody ended it.
    pub ended_at: Option<Instant>,
}

/// What was typed into an announcement, each the field of that name.
#[derive(Clone, Debug, Default)]
pub struct AnnouncementTyped {
    /// `text_en`
    pub text_en: String,
    /// `text_zh`
    pub text_zh: String,
    /// `audience`
    pub audience: String,
    /// `firm`
    pub firm: String,
    /// `from`: the first day.
    pub from: String,
    /// `until`: the last day.
    pub until: String,
}

/// Why there is no announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnouncementProblem {
    /// The English text is missing or too long.
    English,
    /// The Chinese one is.
    Chinese,
    /// Not said for whom.
    Audience,
    /// There is no such firm.
    Firm,
    /// No first day.
    From,
    /// No last day, or it has passed, or lies before the first, or too far off.
    Until,
}
