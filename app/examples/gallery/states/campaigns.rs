//! Campaigns and announcements, in every state.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        campaign::{
            ActProblem, AnnouncementProblem, AnnouncementRow, AnnouncementTyped, Announcements, CampaignForm,
            CampaignPage, CampaignProblem, CampaignRow, CampaignTyped, Campaigns, Preview, Recipient, SampleMail,
            Shown, Tally,
        },
    },
    render::Page,
};
use domain::{
    campaign::{Plan, Rhythm, RhythmProblem, Role, Stage},
    language::Language,
    life::State,
    phase::Phase,
    schedule::Bilingual,
    time::Instant,
};

use super::{Exhibit, chrome, now, person};

const DAY: u64 = 86_400;

/// So many days after the page was made.
fn ahead(days: u64) -> Instant {
    now().plus(Duration::from_secs(days * DAY))
}

fn ago(days: u64) -> Instant {
    now().minus(Duration::from_secs(days * DAY))
}

fn title() -> Bilingual {
    Bilingual { en: "Parallel run ends".to_owned(), zh: "並行運作結束".to_owned() }
}

fn mail(role: Role, language: Language) -> SampleMail {
    let (subject, text) = match language {
        Language::En => (
            "Something to do before login changes, 15:05:00 HKT",
            "Harbour Clearing House: you still have one thing to do.",
        ),
        Language::ZhHk => ("登入方式更改前尚有一項待辦，15:05:00（香港時間）", "海港結算所：你尚有一項須完成。"),
    };
    SampleMail { role, subject: subject.to_owned(), text: text.to_owned() }
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let say = |english: &str, chinese: &str| match language {
        Language::En => english.to_owned(),
        Language::ZhHk => chinese.to_owned(),
    };
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, page: Page| {
        let signed_in = Some(person(language, "STAFF/IPS", false, true));
        let chrome = Chrome { signed_in, ..chrome(language, here, Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let name = say("Set up before the end", "結束前完成設定");
    let row = |stage, waits, sent: u64| CampaignRow {
        id: "01KC7".to_owned(),
        title: name.clone(),
        goal: State::Ready,
        firm: (stage == Stage::Stopped).then(|| "CAAA".parse().expect("a code")),
        event: (stage != Stage::Paused).then(|| (title(), ahead(29))),
        stage,
        waits,
        moved: (sent, sent / 3),
    };
    let rows = vec![
        row(Stage::Draft, false, 0),
        row(Stage::Draft, true, 0),
        row(Stage::Running, false, 1_204),
        row(Stage::Paused, false, 12),
        row(Stage::Stopped, false, 1),
        row(Stage::Done, false, 2_547),
    ];
    add("campaigns", "/monitor/campaigns", Page::Campaigns(Campaigns { operator: true, rows }));
    add("campaigns-empty", "/monitor/campaigns", Page::Campaigns(Campaigns::default()));

    let plan = Plan {
        title: name.clone(),
        goal: State::Ready,
        firm: None,
        users: vec![],
        event: "two-factor-only".to_owned(),
        rhythm: Rhythm::default(),
        daily: 5_000,
    };
    let form = CampaignForm {
        id: None,
        typed: CampaignTyped::from(&plan),
        events: vec![("two-factor-only".to_owned(), title(), ahead(29))],
        problems: vec![],
    };
    add("campaign-new", "/monitor/campaigns/new", Page::CampaignForm(Box::new(form.clone())));
    let wrong = CampaignForm {
        id: Some("01KC7".to_owned()),
        typed: CampaignTyped { days: "30, 30".to_owned(), firm: "CZZZ".to_owned(), ..CampaignTyped::default() },
        problems: vec![
            CampaignProblem::Title,
            CampaignProblem::Goal,
            CampaignProblem::Firm,
            CampaignProblem::Event,
            CampaignProblem::Rhythm(RhythmProblem::Days),
            CampaignProblem::Daily,
        ],
        ..form.clone()
    };
    add("campaign-edit-wrong", "/monitor/campaigns/01KC7/edit", Page::CampaignForm(Box::new(wrong)));
    for (problem, name) in [(RhythmProblem::Administrators, "administrators"), (RhythmProblem::Staff, "staff")] {
        let form = CampaignForm { problems: vec![CampaignProblem::Rhythm(problem)], ..form.clone() };
        add(&format!("campaign-new-{name}"), "/monitor/campaigns/new", Page::CampaignForm(Box::new(form)));
    }

    let recipient = |account: &str, role| Recipient {
        account: account.parse().expect("an account"),
        name: say("Lee Ka Yan", "李嘉欣"),
        address: "s•••@kestrel-001.example".to_owned(),
        role,
    };
    let code = |code: &str| code.parse().expect("a code");
    let preview = Preview {
        shown: Shown { step: 30, page: 2, pages: 41, found: 2_007, ..Shown::default() },
        audience: (2_043, 157),
        unreachable: 56,
        roles: [1_724, 281, 2],
        firms: vec![(code("CAAA"), [41, 2, 0]), (code("CBBB"), [7, 0, 0]), (code("STAFF"), [0, 0, 2])],
        lines: vec![
            recipient("CAAA/CAAA001", Role::User),
            recipient("CAAA/CAAA002", Role::Administrator),
            recipient("STAFF/IPS", Role::Staff),
        ],
        mails: Role::ALL.map(|role| mail(role, language)).into(),
        seen: "0.7b1c".to_owned(),
    };
    let draft = CampaignPage {
        id: "01KC7".to_owned(),
        plan,
        stage: Stage::Draft,
        made: ("STAFF/IPS".parse().expect("an account"), ago(1)),
        request: None,
        operator: true,
        guardian: true,
        event: Some((title(), ahead(29))),
        log: vec![],
        moved: (0, 0),
        preview: Some(preview.clone()),
        reason: String::new(),
        problem: None,
    };
    let here = "/monitor/campaigns/01KC7";
    let page = |page: CampaignPage| Page::Campaign(Box::new(page));
    add("campaign-draft", here, page(draft.clone()));
    add("campaign-waits", here, page(CampaignPage { request: Some("01KC9".to_owned()), ..draft.clone() }));
    let tally = |step, role, letters: u64, days| Tally {
        step,
        role,
        letters,
        waiting: if step == 30 { letters / 4 } else { 0 },
        sent: letters - letters / 20 - if step == 30 { letters / 4 } else { 0 } - 1,
        refused: letters / 20,
        useless: 1,
        reached: if role == Role::User { letters / 3 } else { 0 },
        since: ago(days),
    };
    let running = CampaignPage {
        stage: Stage::Running,
        log: vec![
            tally(60, Role::User, 2_310, 31),
            tally(45, Role::User, 2_004, 16),
            tally(30, Role::User, 1_724, 1),
            tally(30, Role::Administrator, 281, 1),
        ],
        moved: (2_190, 586),
        operator: false,
        ..draft.clone()
    };
    add("campaign-running", here, page(running.clone()));
    let looking = CampaignPage { guardian: false, ..running.clone() };
    add("campaign-viewer", here, page(looking));
    let nobody = Preview {
        shown: Shown { step: 30, role: Some(Role::Staff), firm: "CAAA".to_owned(), page: 1, pages: 1, found: 0 },
        lines: vec![],
        unreachable: 0,
        ..preview
    };
    let paused = CampaignPage { stage: Stage::Paused, operator: true, preview: Some(nobody), ..running.clone() };
    add("campaign-paused", "/monitor/campaigns/01KC7?step=30&role=staff&firm=CAAA", page(paused));
    let done = CampaignPage { stage: Stage::Done, event: None, preview: None, ..running.clone() };
    add("campaign-done", here, page(done));
    for (name, problem, model) in [
        ("reason", ActProblem::ReasonMissing("propose"), &draft),
        ("pause-reason", ActProblem::ReasonMissing("pause"), &running),
        ("stop-reason", ActProblem::ReasonMissing("stop"), &running),
        ("not-now", ActProblem::NotNow, &running),
        ("no-date", ActProblem::NoDate, &draft),
        ("nobody", ActProblem::Nobody, &draft),
        ("changed", ActProblem::Changed, &draft),
    ] {
        add(&format!("campaign-{name}"), here, page(CampaignPage { problem: Some(problem), ..model.clone() }));
    }

    let told = |audience, firm: Option<&str>, from, until, ended_at| AnnouncementRow {
        id: "01KC8".to_owned(),
        text: Bilingual {
            en: "The help desk is closed on 25 and 26 December.".to_owned(),
            zh: "服務台於12月25日及26日休息。".to_owned(),
        },
        audience,
        firm: firm.map(code),
        from,
        until,
        ended_at,
    };
    let rows = vec![
        told("administrators", None, ahead(3), ahead(9), None),
        told("everybody", None, ago(1), ahead(9), None),
        told("staff", None, ago(9), ago(2), None),
        told("firm", Some("CAAA"), ago(9), ahead(2), Some(ago(3))),
    ];
    let here = "/monitor/announcements";
    let announced = Announcements { operator: true, guardian: true, rows, ..Announcements::default() };
    add("announcements", here, Page::Announcements(Box::new(announced.clone())));
    let over = Announcements { operator: false, nothing_to_end: true, ..announced.clone() };
    add("announcements-nothing-to-end", here, Page::Announcements(Box::new(over)));
    let wrong = Announcements {
        rows: vec![],
        typed: AnnouncementTyped { audience: "firm".to_owned(), ..AnnouncementTyped::default() },
        problems: vec![
            AnnouncementProblem::English,
            AnnouncementProblem::Chinese,
            AnnouncementProblem::Firm,
            AnnouncementProblem::From,
            AnnouncementProblem::Until,
        ],
        ..announced.clone()
    };
    add("announcements-wrong", here, Page::Announcements(Box::new(wrong.clone())));
    let unsaid = Announcements { problems: vec![AnnouncementProblem::Audience], ..wrong };
    add("announcements-for-nobody", here, Page::Announcements(Box::new(unsaid)));

    // Above every page.
    let told = vec![
        announced.rows[0].text.clone(),
        Bilingual { en: "Mail may be late today.".to_owned(), zh: "今日電郵可能延誤。".to_owned() },
    ];
    let chrome = Chrome { announcements: told, ..chrome(language, "/help", Phase::ParallelRun) };
    all.push(Exhibit { name: "help-announced".to_owned(), chrome, page: Page::Help });
    all
}
