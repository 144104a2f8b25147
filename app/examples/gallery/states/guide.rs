//! Briefings and the user guide, in every state.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        briefing::{
            Attendance, Attendee, BriefingNotice, Briefings, Calendar, DeskProblem, FirmRow, Offer, SeatProblem,
            Session, SessionForm, SessionNotice, SessionPage, SessionProblem, SessionTyped,
        },
        guide::{
            DocumentPage, Entry, Guide, Holding, Library, PaperForm, PaperLink, PaperProblem, PaperPurpose, PaperTyped,
            ReaderRow, Readers, Reading,
        },
    },
    render::Page,
};
use domain::{
    briefing::{Seat, Spoken},
    guide::{Acknowledge, Audience},
    language::Language,
    phase::Phase,
};

use super::{Exhibit, chrome, firm, now, person};

const DAY: Duration = Duration::from_secs(86_400);

fn session(language: Language, id: &str, taken: u32, waiting: u32) -> Session {
    let say = |english: &str, chinese: &str| if language == Language::En { english } else { chinese }.to_owned();
    Session {
        id: id.to_owned(),
        title: say("Getting ready for the parallel run", "為並行運作作好準備"),
        place: say("Conference Hall, Two Exchange Square, Central", "中環交易廣場二座會議廳"),
        starts_at: now().plus(3 * DAY),
        minutes: 90,
        spoken: Spoken::Cantonese,
        capacity: 120,
        taken,
        waiting,
        called_off: false,
        begun: false,
    }
}

fn attendee(account: &str, name: &str, seat: Seat, attended: bool) -> Attendee {
    Attendee { account: account.parse().expect("an account"), name: name.to_owned(), seat, attended }
}

fn paper(language: Language, url: &str) -> PaperLink {
    PaperLink {
        id: "01KAN4ZC3W".to_owned(),
        url: url.to_owned(),
        title: if language == Language::En { "Slides of the session" } else { "簡介會簡報" }.to_owned(),
        language: Language::En,
        size: 1_340_000,
    }
}

fn briefings(language: Language) -> Briefings {
    let offer = |session, mine| Offer { session, mine, came: None, colleagues: vec![], materials: vec![] };
    let full = Session { spoken: Spoken::English, ..session(language, "b2", 120, 4) };
    let off = Session { called_off: true, ..session(language, "b3", 12, 0) };
    let over = Session { begun: true, starts_at: now(), ..session(language, "b4", 90, 0) };
    let past = Offer {
        came: Some(true),
        materials: vec![paper(language, "/briefings/materials/01KAN4ZC3W")],
        ..offer(over, Some(Seat::Taken))
    };
    Briefings {
        coming: vec![offer(session(language, "b1", 87, 0), None), offer(full, None), offer(off, Some(Seat::Taken))],
        past: vec![past],
        ..Briefings::default()
    }
}

fn entry(language: Language, id: &str, title: [&str; 2], acknowledge: Acknowledge, reader: Reading) -> Entry {
    Entry {
        id: id.to_owned(),
        title: title[usize::from(language == Language::ZhHk)].to_owned(),
        version: "1.0".to_owned(),
        date: now(),
        audience: if acknowledge == Acknowledge::Firm { Audience::Administrator } else { Audience::User },
        acknowledge,
        paper: None,
        reader,
    }
}

fn entries(language: Language) -> [Entry; 3] {
    let pdf = entry(language, "01KAN4ZC3W", ["Desk card", "案頭指引"], Acknowledge::None, Reading::Free);
    [
        entry(
            language,
            "two-factor-login",
            ["Logging in with two factors", "以雙重認證登入"],
            Acknowledge::User,
            Reading::Asked,
        ),
        entry(
            language,
            "registering-users",
            ["Registering your users", "登記貴公司的用戶"],
            Acknowledge::Firm,
            Reading::Done("Chan Tai Man".to_owned(), now()),
        ),
        Entry { paper: Some(paper(language, "/guide/papers/01KAN4ZC3W")), ..pdf },
    ]
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, who: Option<(&str, bool, bool)>, page: Page| {
        let signed_in = who.map(|(account, administrator, staff)| person(language, account, administrator, staff));
        let chrome = Chrome { signed_in, ..chrome(language, here, Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let user = Some(("CAAA/CAAA001", false, false));
    let administrator = Some(("CAAA/CAAA001", true, false));
    let staff = Some(("STAFF/IPS", false, true));

    let page = |model| Page::Briefings(Box::new(model));
    add("briefings", "/briefings", user, page(briefings(language)));
    add("briefings-none", "/briefings", user, page(Briefings::default()));
    let mut mine = briefings(language);
    mine.coming[0].mine = Some(Seat::Taken);
    mine.coming[1].mine = Some(Seat::Waiting);
    for notice in BriefingNotice::ALL {
        let name = format!("briefings-{}", notice.name());
        add(&name, "/briefings?done=1", user, page(Briefings { notice: Some(notice), ..mine.clone() }));
    }
    let mut firms = Briefings { administrator: true, ..briefings(language) };
    firms.coming[0].colleagues = vec![
        attendee("CAAA/CAAA002", "Lee Ka Yan", Seat::Taken, false),
        attendee("CAAA/CAAA003", "Wong Siu Ming", Seat::Waiting, false),
    ];
    add("briefings-administrator", "/briefings", administrator, page(firms.clone()));
    for (name, problem) in [
        ("full", SeatProblem::Full(0)),
        ("few", SeatProblem::Full(2)),
        ("closed", SeatProblem::Closed),
        ("too-often", SeatProblem::TooOften),
        ("nobody", SeatProblem::NobodyNamed),
        ("too-many", SeatProblem::TooMany(50)),
        ("unknown", SeatProblem::UnknownUser("CAAA999".to_owned())),
    ] {
        let refused = Some(("b1".to_owned(), problem));
        let model = Briefings { problem: refused, users: "CAAA002 CAAA999".to_owned(), ..firms.clone() };
        add(&format!("briefings-refused-{name}"), "/briefings", administrator, page(model));
    }
    add("briefings-staff", "/briefings", staff, page(Briefings { guest: true, ..briefings(language) }));

    let sessions: Vec<_> = briefings(language).coming.into_iter().map(|offer| offer.session).collect();
    let past: Vec<_> = briefings(language).past.into_iter().map(|offer| offer.session).collect();
    let calendar = Calendar { operator: true, coming: sessions.clone(), past: past.clone() };
    add("calendar", "/monitor/briefings", staff, Page::Calendar(calendar));
    add("calendar-empty", "/monitor/briefings", staff, Page::Calendar(Calendar::default()));
    add("session-new", "/monitor/briefings/new", staff, Page::SessionForm(Box::default()));
    let problems = vec![
        SessionProblem::Missing("title_en"),
        SessionProblem::Missing("title_zh"),
        SessionProblem::Missing("place_en"),
        SessionProblem::Missing("place_zh"),
        SessionProblem::NotATime("date"),
        SessionProblem::NotATime("time"),
        SessionProblem::Minutes(5, 1440),
        SessionProblem::Spoken,
        SessionProblem::Capacity(1, 10_000),
    ];
    let model = SessionForm { problems, ..SessionForm::default() };
    add("session-new-missing", "/monitor/briefings/new", staff, Page::SessionForm(Box::new(model)));
    for (name, problem) in [
        ("past", SessionProblem::Past),
        ("taken", SessionProblem::Taken(87)),
        ("overtaken", SessionProblem::Overtaken),
        ("closed", SessionProblem::Closed),
    ] {
        let typed = SessionTyped {
            title_en: "Getting ready".to_owned(),
            title_zh: "準備就緒".to_owned(),
            place_en: "Conference Hall".to_owned(),
            place_zh: "會議廳".to_owned(),
            date: "2026-11-25".to_owned(),
            time: "10:00".to_owned(),
            minutes: "90".to_owned(),
            spoken: "english".to_owned(),
            capacity: "60".to_owned(),
        };
        let model = SessionForm { id: Some("b1".to_owned()), seen: 2, told: 87, typed, problems: vec![problem] };
        let page = Page::SessionForm(Box::new(model));
        add(&format!("session-change-{name}"), "/monitor/briefings/b1/change", staff, page);
    }

    let open = SessionPage {
        operator: true,
        session: sessions[1].clone(),
        seated: vec![
            attendee("CAAA/CAAA001", "Chan Tai Man", Seat::Taken, false),
            attendee("CBBB/CBBB014", "Wong Siu Ming", Seat::Taken, true),
        ],
        waiting: vec![attendee("CAAA/CAAA002", "Lee Ka Yan", Seat::Waiting, false)],
        recorded_at: None,
        materials: vec![paper(language, "/briefings/materials/01KAN4ZC3W")],
        notice: None,
        problem: None,
    };
    let here = "/monitor/briefings/b1";
    let page = |model| Page::Session(Box::new(model));
    add("session", here, staff, page(open.clone()));
    let nobody = SessionPage { seated: vec![], waiting: vec![], materials: vec![], ..open.clone() };
    add("session-nobody", here, staff, page(nobody));
    let over = SessionPage { session: past[0].clone(), waiting: vec![], ..open.clone() };
    add("session-over", here, staff, page(over.clone()));
    let recorded = SessionPage { recorded_at: Some(now()), operator: false, ..over };
    add("session-recorded-viewer", here, staff, page(recorded));
    for notice in SessionNotice::ALL {
        let model = SessionPage { notice: Some(notice), ..open.clone() };
        add(&format!("session-{}", notice.name()), "/monitor/briefings/b1?done=1", staff, page(model));
    }
    for (name, problem) in [
        ("not-confirmed", DeskProblem::NotConfirmed),
        ("closed", DeskProblem::Closed),
        ("not-begun", DeskProblem::NotBegun),
    ] {
        let model = SessionPage { problem: Some(problem), ..open.clone() };
        add(&format!("session-refused-{name}"), here, staff, page(model));
    }
    let row = |participant: &str, signed_up, attended| FirmRow {
        participant: participant.to_owned(),
        name: firm(language),
        signed_up,
        attended,
    };
    let attendance = Attendance {
        none_only: false,
        firms: 158,
        absent: 61,
        page: (1, 4),
        rows: vec![row("CAAA", 12, 9), row("CBBB", 3, 0), row("CCCC", 0, 0)],
    };
    let here = "/monitor/briefings/attendance";
    add("attendance", here, staff, Page::Attendance(attendance.clone()));
    let none = Attendance { none_only: true, page: (1, 2), ..attendance };
    add("attendance-none", "/monitor/briefings/attendance?show=none", staff, Page::Attendance(none));

    let shelf = Guide { entries: entries(language).into() };
    add("guide", "/guide", user, Page::Guide(shelf));
    let html = "<h2 id=\"section-1\">One</h2><p>Text with a <a href=\"/help\">link</a>.</p><ol><li>First</li><li>Second</li></ol>\
                <h2 id=\"section-2\">Two</h2><p>Text.</p>";
    let sections = [("section-1", "One"), ("section-2", "Two")].map(|(id, words)| (id.to_owned(), words.to_owned()));
    let document = |place: usize| DocumentPage {
        entry: entries(language)[place].clone(),
        html: html.to_owned(),
        sections: sections.to_vec(),
        thanked: false,
        overtaken: false,
    };
    let page = |model| Page::Document(Box::new(model));
    let here = "/guide/two-factor-login";
    add("guide-document", here, user, page(document(0)));
    add("guide-document-overtaken", here, user, page(DocumentPage { overtaken: true, ..document(0) }));
    let mut own = DocumentPage { thanked: true, ..document(0) };
    own.entry.reader = Reading::Done(String::new(), now());
    add("guide-document-thanked", "/guide/two-factor-login?done=acknowledged", user, page(own));
    add("guide-document-firm", "/guide/registering-users", administrator, page(document(1)));
    let mut asked = document(1);
    asked.entry.reader = Reading::Asked;
    add("guide-document-firm-asked", "/guide/registering-users", administrator, page(asked));
    let pdf = DocumentPage { html: String::new(), sections: vec![], ..document(2) };
    add("guide-document-pdf", "/guide/01KAN4ZC3W", None, page(pdf));

    let holding = |place: usize| Holding {
        entry: Entry { reader: Reading::Free, ..entries(language)[place].clone() },
        asked: if place == 0 { 2_603 } else { 158 },
        done: if place == 0 { 1_204 } else { 97 },
        firms: 158,
        firms_done: 97,
    };
    let former = Entry { version: "0.9".to_owned(), ..entries(language)[2].clone() };
    let library = Library {
        operator: true,
        documents: vec![holding(0), holding(1), holding(2)],
        former: vec![(former, now())],
        published: true,
    };
    add("library", "/monitor/guide?done=published", staff, Page::Library(library.clone()));
    let looking = Library { operator: false, published: false, former: vec![], ..library };
    add("library-viewer", "/monitor/guide", staff, Page::Library(looking));
    let reader = |participant: &str, asked, done, by: &str| ReaderRow {
        participant: participant.to_owned(),
        name: firm(language),
        asked,
        done,
        last: (done > 0).then(now),
        by: by.to_owned(),
    };
    let users = Readers {
        holding: holding(0),
        missing_only: false,
        page: (1, 4),
        rows: vec![reader("CAAA", 20, 20, ""), reader("CBBB", 14, 3, ""), reader("CCCC", 9, 0, "")],
    };
    add("readers", "/monitor/guide/two-factor-login", staff, Page::Readers(Box::new(users)));
    let firms = Readers {
        holding: holding(1),
        missing_only: true,
        page: (1, 2),
        rows: vec![reader("CAAA", 1, 1, "CAAA/CAAA001"), reader("CBBB", 1, 0, "")],
    };
    add("readers-firms", "/monitor/guide/registering-users?show=missing", staff, Page::Readers(Box::new(firms)));

    let form = PaperForm {
        purpose: PaperPurpose::Guide(vec![("01KAN4ZC3W".to_owned(), "Desk card (1.0)".to_owned())]),
        most_bytes: 10 * 1_048_576,
        typed: PaperTyped::default(),
        problems: vec![],
    };
    let page = |model| Page::PaperForm(Box::new(model));
    add("paper-form", "/monitor/guide/new", staff, page(form.clone()));
    let missing = ["title_en", "title_zh", "language", "version", "audience", "acknowledge"].map(PaperProblem::Missing);
    let problems = std::iter::once(PaperProblem::NoFile).chain(missing).collect();
    add("paper-form-missing", "/monitor/guide/new", staff, page(PaperForm { problems, ..form.clone() }));
    for (name, problem) in [
        ("not-pdf", PaperProblem::NotPdf),
        ("too-large", PaperProblem::TooLarge),
        ("unreadable", PaperProblem::Unreadable),
        ("same-version", PaperProblem::SameVersion),
    ] {
        let model = PaperForm { problems: vec![problem], ..form.clone() };
        add(&format!("paper-form-{name}"), "/monitor/guide/new", staff, page(model));
    }
    let material = PaperForm { purpose: PaperPurpose::Material("b1".to_owned(), sessions[0].title.clone()), ..form };
    add("paper-form-material", "/monitor/briefings/b1/materials", staff, page(material));
    all
}
