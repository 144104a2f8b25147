//! Users, uploads and the trail, in every state.

use std::time::Duration;

use app::{
    ports::{
        Chrome, SignedIn, Support,
        approval::{Diff, DiffField},
        domains::{Domains, DomainsProblem},
        events::{EVENTS, FAMILIES},
        login::Delivery,
        overview::Standing,
        portal::{
            ActivationState, AddressForm, AddressProblem, Blocker, Confirm, Done, Firm, Listing, OtherProblem, Outcome,
            Rights, Show, Sort, UserAct, UserPage, UserRow, Users, UsersProblem, WaitingChange, WhyNot,
        },
        setup::{ActivationForm, ActivationRefusal, Setup},
        trail::{Actor, Listed, Moment, Said, Trail},
        upload::{FileProblem, Finding, Preview, PreviewProblem, RecordReason, RecordRow, UploadForm},
    },
    render::Page,
};
use domain::{
    account::AccountId,
    approval::{ChangeKind, NotYours},
    language::Language,
    life::{State, Status},
    phase::Phase,
    role::DaRoles,
    time::Instant,
};

use super::{Exhibit, chrome, firm, now, person, standing};

const BOTH: Rights = Rights { maker: true, checker: true, sole_until: None };
const MAKER: Rights = Rights { maker: true, checker: false, sole_until: None };
const CHECKER: Rights = Rights { maker: false, checker: true, sole_until: None };

fn account(user: &str) -> AccountId {
    format!("CAAA/{user}").parse().expect("an account")
}

fn ago(minutes: i64) -> Instant {
    Instant::from_millis(now().as_millis() - minutes * 60_000 - 17_000)
}

fn ahead(minutes: u64) -> Instant {
    now().plus(Duration::from_secs(minutes * 60))
}

fn row(language: Language, number: usize) -> UserRow {
    let english = [
        "Chan Tai Man",
        "Wong Siu Ming",
        "Lee Ka Yan",
        "Venkataraman Subrahmanyan Ramanathan-Chakraborty",
        "Ng Wai Lam",
        "Ho Mei Ling",
        "O’Sullivan Áine",
    ];
    let chinese = ["陳大文", "黃小明", "李嘉欣", "歐陽上官雅芝", "吳慧琳", "何美玲", "蘇利文"];
    let state = State::ALL[number % 7];
    let long = number == 3;
    let address = match (state, long) {
        (State::Authorised | State::Proposed, _) => String::new(),
        (_, true) => "venkataraman.ramanathan-chakraborty@operations.asia-pacific.kestrel-001.example".to_owned(),
        _ => format!("user{number:03}@kestrel-001.example"),
    };
    UserRow {
        account: account(&if long {
            "CAAA-OPERATIONS.NIGHT_DESK-004".to_owned()
        } else {
            format!("CAAA{:03}", number + 1)
        }),
        name: match language {
            Language::En => english[number % 7],
            Language::ZhHk => chinese[number % 7],
        }
        .to_owned(),
        roles: DaRoles { maker: number.is_multiple_of(9), checker: number % 9 == 1 },
        status: match number {
            8 => Status::Dormant,
            11 => Status::Disabled,
            _ => Status::Active,
        },
        state,
        address,
        waits: match number {
            1 | 15 => Some((ChangeKind::Address, "r1".to_owned())),
            5 => Some((ChangeKind::Reset, "r2".to_owned())),
            _ => None,
        },
        mail_refused: number == 2,
        paused: number == 5 || number == 2,
        last_login: (state >= State::TwoFactor).then(|| ago(4_000 * number as i64)),
    }
}

pub(super) fn moment(kind: &str, minutes: i64, actor: Actor, detail: &[(&str, &str)], request: &str) -> Moment {
    Moment {
        at: ago(minutes),
        kind: kind.to_owned(),
        participant: Some(account("CAAA003").participant),
        account: Some(account("CAAA003")),
        actor,
        detail: detail.iter().map(|(name, text)| ((*name).to_owned(), said(text))).collect(),
        sealed: minutes > 30,
        request: request.to_owned(),
    }
}

/// What a particular says, from how the audit writes it.
fn said(text: &str) -> Said {
    match (text.parse(), text.parse()) {
        (Ok(flag), _) => Said::Flag(flag),
        (_, Ok(count)) => Said::Count(count),
        _ => Said::Text(text.to_owned()),
    }
}

fn moments(language: Language) -> Vec<Moment> {
    let name = |number| row(language, number).name;
    let maker = || Actor::Account(account("CAAA001"), name(0));
    let checker = || Actor::Account(account("CAAA002"), name(1));
    let user = || Actor::Account(account("CAAA003"), name(2));
    vec![
        moment("request.proposed", 3, maker(), &[("kind", "address")], "r1"),
        moment("login.refused", 20, Actor::Anonymous, &[("why", "wrong password")], ""),
        moment("login.completed", 1_500, user(), &[("method", "two-factor"), ("terminal", "true")], ""),
        moment("setup.completed", 1_510, user(), &[("sessions ended", "0")], ""),
        moment(
            "activation.sent",
            1_600,
            Actor::System,
            &[("reference", "K7Q2"), ("address", "l•••@kestrel-001.example")],
            "",
        ),
        moment("change.approved", 1_602, checker(), &[("kind", "address"), ("row", "1")], "r0"),
        moment("user.looked-up", 1_700, Actor::Staff, &[], ""),
        moment("directory.imported", 90_000, Actor::Operator, &[("file", "users-2026-11.csv")], ""),
        moment("planet.aligned", 90_100, Actor::System, &[], ""),
    ]
}

fn waiting(language: Language, not_yours: Option<NotYours>) -> WaitingChange {
    WaitingChange {
        request: "r1".to_owned(),
        diffs: vec![Diff {
            field: DiffField::Address,
            now: "user002@kestrel-001.example".to_owned(),
            proposed: "lee.ka.yan@kestrel-futures.example".to_owned(),
            new_domain: true,
            shared: false,
        }],
        maker: row(language, 0).name,
        at: ago(3),
        not_yours,
    }
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, page: Page| {
        let signed_in: SignedIn = person(language, "CAAA/CAAA001", true, false);
        let chrome = Chrome { signed_in: Some(signed_in), ..chrome(language, here, Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let firm = || Firm { participant: "CAAA".to_owned(), name: firm(language) };

    // Users
    let listing = Listing { page: 2, pages: 7, found: 129, ..Listing::default() };
    let users = Users {
        firm: firm(),
        rights: BOTH,
        blockers: vec![Blocker::WaitsForYou(4), Blocker::MailRefused(1), Blocker::WaitsForStaff(1), Blocker::Guides(1)],
        standing: standing([9, 2, 14, 31, 12, 44, 0]),
        listing,
        rows: (0..20).map(|number| row(language, number)).collect(),
        notice: None,
        problem: None,
    };
    let here = "/portal/users";
    add("portal", "/portal/users?page=2", Page::Users(Box::new(users.clone())));
    let outcome = |act, count, left_out| Some(Outcome { act, count, left_out });
    for (name, notice) in [
        ("invited", outcome(Done::Act(UserAct::Invite), 3, 1)),
        ("proposed", outcome(Done::Proposed(ChangeKind::Reset), 1, 0)),
        ("disabled", outcome(Done::Act(UserAct::Disable), 2, 0)),
    ] {
        let model = Users { notice, blockers: vec![], ..users.clone() };
        add(&format!("portal-{name}"), here, Page::Users(Box::new(model)));
    }
    for (name, problem) in [
        ("nobody-chosen", UsersProblem::NobodyChosen),
        ("no-act", UsersProblem::UnknownAct),
        ("not-maker", UsersProblem::NotMaker),
    ] {
        let model = Users { problem: Some(problem), rights: CHECKER, ..users.clone() };
        add(&format!("portal-{name}"), here, Page::Users(Box::new(model)));
    }
    let filtered = Listing {
        q: "chan & 陳".to_owned(),
        show: Show::NotReady,
        sort: Sort::LastLogin,
        descending: true,
        page: 1,
        pages: 1,
        found: 3,
    };
    add(
        "portal-filtered",
        "/portal/users?q=chan%20%26%20%E9%99%B3&show=not-ready&sort=last-login&order=down",
        Page::Users(Box::new(Users { listing: filtered.clone(), rows: users.rows[..3].to_vec(), ..users.clone() })),
    );
    add(
        "portal-no-match",
        "/portal/users?q=chan%20%26%20%E9%99%B3&show=not-ready",
        Page::Users(Box::new(Users {
            listing: Listing { found: 0, pages: 0, ..filtered },
            rows: vec![],
            blockers: vec![],
            ..users.clone()
        })),
    );
    let alone = Users {
        firm: firm(),
        rights: Rights { sole_until: Some(ahead(200_000)), ..BOTH },
        blockers: vec![Blocker::NoMaker, Blocker::NoChecker, Blocker::WaitsForFirm(2)],
        standing: standing([0, 0, 0, 1, 0, 0, 0]),
        listing: Listing { page: 1, pages: 1, found: 1, ..Listing::default() },
        rows: vec![row(language, 3)],
        ..Users::default()
    };
    add("portal-alone", here, Page::Users(Box::new(alone)));
    let nobody = Users {
        firm: firm(),
        rights: MAKER,
        standing: Standing { dormant: 0, disabled: 0, ..standing([0; 7]) },
        ..Users::default()
    };
    add("portal-empty", here, Page::Users(Box::new(nobody)));

    // Confirmation
    for act in UserAct::ALL {
        let model = Confirm {
            firm: firm(),
            act,
            users: (3..6).map(|number| row(language, number)).collect(),
            left_out: vec![
                (row(language, 0), WhyNot::Oneself),
                (row(language, 1), WhyNot::NoAddress),
                (row(language, 11), WhyNot::Disabled),
            ],
            sessions: 2,
            reason: String::new(),
            reason_missing: false,
        };
        add(&format!("confirm-{}", act.name()), here, Page::Confirm(Box::new(model)));
    }
    let model = Confirm {
        firm: firm(),
        act: UserAct::Reset,
        users: vec![row(language, 4)],
        left_out: vec![],
        sessions: 0,
        reason: String::new(),
        reason_missing: true,
    };
    add("confirm-reason-missing", here, Page::Confirm(Box::new(model.clone())));
    let left_out = [
        WhyNot::Active,
        WhyNot::NotSetUp,
        WhyNot::SetUpClosed,
        WhyNot::NotPaused,
        WhyNot::NoSession,
        WhyNot::Already,
        WhyNot::Waits,
        WhyNot::Capped,
        WhyNot::NoCard,
    ];
    let left_out = left_out.into_iter().enumerate().map(|(number, why)| (row(language, number), why)).collect();
    let model = Confirm { users: vec![], left_out, reason_missing: false, ..model };
    add("confirm-nobody", here, Page::Confirm(Box::new(model)));

    // One user
    let here = "/portal/users/CAAA003";
    let page = UserPage {
        firm: firm(),
        rights: BOTH,
        user: UserRow { mail_refused: false, paused: false, ..row(language, 2) },
        other_name: match language {
            Language::En => "李嘉欣",
            Language::ZhHk => "Lee Ka Yan",
        }
        .to_owned(),
        oneself: false,
        sessions: (2, 1),
        card_sessions: 1,
        cards: super::registry::card_rows()[1..2].to_vec(),
        passkeys: 2,
        exceptions: vec![],
        activation: Some(ActivationState {
            reference: "K7Q2".to_owned(),
            sent_at: ago(1_600),
            expires_at: ahead(8_000),
            delivery: Delivery::Sent(ago(1_599)),
        }),
        awaits_set_up: false,
        pauses: vec![],
        waiting: vec![],
        acts: vec![
            UserAct::Invite,
            UserAct::EndSessions,
            UserAct::Disable,
            UserAct::Dormant,
            UserAct::SuspendCard,
            UserAct::RemoveAddress,
        ],
        address_form: AddressForm::default(),
        other_problem: None,
        timeline: moments(language),
        more: true,
        notice: None,
    };
    add("user", here, Page::User(Box::new(page.clone())));
    for (name, why) in [
        ("yours", None),
        ("own-account", Some(NotYours::OwnAccount)),
        ("own-request", Some(NotYours::OwnRequest)),
        ("same-person", Some(NotYours::SamePerson)),
        ("for-firm", Some(NotYours::ForFirm)),
        ("for-staff", Some(NotYours::ForStaff)),
        ("no-right", Some(NotYours::NoRight)),
    ] {
        let mut change = waiting(language, why);
        if name == "for-staff" {
            change.diffs = [
                (DiffField::Password, "", ""),
                (DiffField::Roles, "da-maker", "da-maker;da-checker"),
                (DiffField::Status, "dormant", "active"),
                (DiffField::Sole, "", "2027-03-31T00:00:00Z"),
                (DiffField::Domains, "", "kestrel-001.example, kestrel-futures.example"),
            ]
            .map(|(field, now, proposed)| Diff {
                field,
                now: now.to_owned(),
                proposed: proposed.to_owned(),
                new_domain: false,
                shared: field == DiffField::Status,
            })
            .into();
        }
        let model = UserPage { waiting: vec![change], oneself: name == "own-account", ..page.clone() };
        add(&format!("user-waiting-{name}"), here, Page::User(Box::new(model)));
    }
    let paused = UserPage {
        user: UserRow { paused: true, ..row(language, 2) },
        pauses: vec![Some(ahead(40)), None],
        activation: Some(ActivationState {
            reference: "K7Q2".to_owned(),
            sent_at: ago(30_000),
            expires_at: ago(10_000),
            delivery: Delivery::Refused,
        }),
        acts: vec![UserAct::Unlock, UserAct::Invite, UserAct::Reset],
        notice: outcome(Done::Act(UserAct::EndSessions), 1, 0),
        ..page.clone()
    };
    add("user-paused", here, Page::User(Box::new(paused)));
    let new = UserPage {
        user: UserRow { roles: DaRoles::default(), ..row(language, 7) },
        other_name: String::new(),
        sessions: (0, 0),
        activation: None,
        acts: vec![UserAct::Disable, UserAct::Dormant],
        timeline: vec![],
        more: false,
        ..page.clone()
    };
    add("user-new", here, Page::User(Box::new(new.clone())));
    add("user-not-maker", here, Page::User(Box::new(UserPage { rights: CHECKER, ..page.clone() })));
    let disabled = UserPage {
        user: UserRow { status: Status::Disabled, ..row(language, 4) },
        acts: vec![UserAct::Enable],
        ..new.clone()
    };
    add("user-disabled", here, Page::User(Box::new(disabled.clone())));
    let dormant = UserPage { user: UserRow { status: Status::Dormant, ..row(language, 3) }, ..disabled };
    add("user-dormant", here, Page::User(Box::new(dormant)));
    for state in [State::Proposed, State::Registered, State::Tested, State::TwoFactor, State::TwoFactorOnly] {
        let model =
            UserPage { user: row(language, state as usize), awaits_set_up: state == State::Registered, ..new.clone() };
        add(&format!("user-{}", state.name()), here, Page::User(Box::new(model)));
    }
    let confirm = |new_domain: bool, shared| AddressProblem::Confirm {
        new_domain: new_domain.then(|| "kestrel-futures.example".to_owned()),
        shared,
    };
    for (name, problem) in [
        ("empty", AddressProblem::Empty),
        ("not-plain", AddressProblem::NotPlain),
        ("non-ascii", AddressProblem::NonAscii),
        ("domain-refused", AddressProblem::DomainRefused),
        ("shared-refused", AddressProblem::SharedRefused),
        ("confirm", confirm(true, true)),
        ("confirm-domain", confirm(true, false)),
        ("already", AddressProblem::Already),
        ("waits", AddressProblem::Waits),
        ("disabled", AddressProblem::Disabled),
        ("phase", AddressProblem::PhaseClosed),
    ] {
        let address_form = AddressForm {
            email: if name == "empty" { String::new() } else { "lee.ka.yan@kestrel-futures.example".to_owned() },
            reason: "New mailbox </textarea><b>since</b> she moved desks & floors".to_owned(),
            problem: Some(problem),
        };
        let model = UserPage { address_form, ..page.clone() };
        add(&format!("user-address-{name}"), here, Page::User(Box::new(model)));
    }
    for (name, problem) in [
        ("act", OtherProblem::Act(UserAct::Invite, WhyNot::Capped)),
        ("act-gone", OtherProblem::Act(UserAct::Unlock, WhyNot::NotPaused)),
        ("reason", OtherProblem::ReasonMissing(ChangeKind::RemoveAddress)),
        ("reason-gone", OtherProblem::ReasonMissing(ChangeKind::Reset)),
        ("roles-reason", OtherProblem::ReasonMissing(ChangeKind::Roles)),
        ("same-roles", OtherProblem::SameRoles),
        ("roles-wait", OtherProblem::RolesWait),
        ("no-right", OtherProblem::NotMaker),
    ] {
        let model = UserPage { other_problem: Some(problem), ..page.clone() };
        add(&format!("user-problem-{name}"), here, Page::User(Box::new(model)));
    }

    // Upload
    let here = "/portal/upload";
    let form = UploadForm {
        maker: true,
        firm: firm(),
        most_records: 5_000,
        most_bytes: 4 << 20,
        open: vec![("u7".to_owned(), "addresses-2026-11-20.csv".to_owned(), ago(2_900))],
        problem: None,
    };
    add("upload", here, Page::Upload(form.clone()));
    for (name, problem) in [
        ("missing", FileProblem::Missing),
        ("empty", FileProblem::Empty),
        ("too-large", FileProblem::TooLarge),
        ("too-many", FileProblem::TooManyRecords),
        (
            "columns",
            FileProblem::Columns {
                wanted: "participant, user, email".to_owned(),
                missing: "email".to_owned(),
                found: "participant, user, mail".to_owned(),
            },
        ),
        ("twice", FileProblem::Twice("email".to_owned())),
        ("record", FileProblem::RecordTooLong(1_204)),
        ("workbook", FileProblem::Workbook),
        ("unreadable", FileProblem::Unreadable),
    ] {
        let model = UploadForm { problem: Some(problem), open: vec![], ..form.clone() };
        add(&format!("upload-{name}"), here, Page::Upload(model));
    }

    // Preview
    let here = "/portal/upload/u7";
    let record = |number: u64, finding, reason: Option<RecordReason>| RecordRow {
        record: number,
        finding,
        reason,
        participant: "CAAA".to_owned(),
        user: format!("CAAA{number:03}"),
        email: format!("user{number:03}@kestrel-001.example"),
        name: row(language, number as usize).name,
        now: String::new(),
        new_domain: false,
        user_editable: false,
    };
    let rows = vec![
        record(2, Finding::Accept, None),
        RecordRow { now: "old003@kestrel-001.example".to_owned(), ..record(3, Finding::Accept, None) },
        RecordRow {
            email: "venkataraman.ramanathan-chakraborty@asia-pacific.kestrel-futures.example".to_owned(),
            new_domain: true,
            ..record(4, Finding::Accept, None)
        },
        record(5, Finding::Unchanged, Some(RecordReason::Unchanged)),
        RecordRow {
            user: "CAAB001".to_owned(),
            name: String::new(),
            user_editable: true,
            ..record(6, Finding::Reject, Some(RecordReason::NotYours))
        },
        RecordRow {
            email: "user007 at kestrel".to_owned(),
            ..record(7, Finding::Reject, Some(RecordReason::NotPlainAddress))
        },
        RecordRow {
            email: "desk@kestrel-001.example".to_owned(),
            ..record(8, Finding::Warn, Some(RecordReason::Shared))
        },
        RecordRow {
            user: String::new(),
            email: String::new(),
            name: String::new(),
            participant: String::new(),
            ..record(9, Finding::Skip, Some(RecordReason::EmptyRow))
        },
    ];
    let preview = Preview {
        firm: firm(),
        id: "u7".to_owned(),
        file: "addresses-2026-11-20.csv".to_owned(),
        form: "UTF-8, comma".to_owned(),
        counts: vec![
            (Finding::Accept, 15),
            (Finding::Unchanged, 40),
            (Finding::Warn, 1),
            (Finding::Skip, 1),
            (Finding::Reject, 2),
        ],
        records: 59,
        registers: 12,
        changes: 4,
        sessions: 3,
        new_domains: vec![("asia-pacific.kestrel-futures.example".to_owned(), 1)],
        show: None,
        rows,
        page: (1, 2),
        corrected: false,
        reason: String::new(),
        problem: None,
    };
    add("preview", here, Page::Preview(Box::new(preview.clone())));
    add("preview-corrected", here, Page::Preview(Box::new(Preview { corrected: true, ..preview.clone() })));
    let every = [
        RecordReason::Repeated,
        RecordReason::SharedRefused,
        RecordReason::Undecodable,
        RecordReason::CellMissing,
        RecordReason::CellTooMany,
        RecordReason::Disabled,
        RecordReason::Dormant,
        RecordReason::NonAsciiMailbox,
        RecordReason::DomainNotListed,
        RecordReason::TwoAddresses,
        RecordReason::Waits,
    ];
    let refused: Vec<_> =
        (10..).zip(every).map(|(number, reason)| record(number, Finding::Reject, Some(reason))).collect();
    let model = Preview { show: Some(Finding::Reject), page: (1, 1), rows: refused.clone(), ..preview.clone() };
    add("preview-refused", "/portal/upload/u7?show=reject", Page::Preview(Box::new(model)));
    let model = Preview { show: Some(Finding::Skip), page: (1, 1), rows: vec![], ..preview.clone() };
    add("preview-no-match", "/portal/upload/u7?show=skip", Page::Preview(Box::new(model)));
    let nothing = Preview {
        registers: 0,
        changes: 0,
        new_domains: vec![],
        counts: vec![(Finding::Reject, 11)],
        records: 11,
        rows: refused,
        page: (1, 1),
        ..preview.clone()
    };
    add("preview-nothing", here, Page::Preview(Box::new(nothing.clone())));
    let model = Preview { problem: Some(PreviewProblem::NothingToPropose), ..nothing };
    add("preview-nothing-proposed", here, Page::Preview(Box::new(model)));
    let clean = Preview {
        registers: 1,
        changes: 0,
        sessions: 0,
        new_domains: vec![],
        counts: vec![(Finding::Accept, 1)],
        records: 1,
        rows: vec![record(2, Finding::Accept, None)],
        page: (1, 1),
        ..preview.clone()
    };
    add("preview-clean", here, Page::Preview(Box::new(clean.clone())));
    let odd = Preview { file: "a</title><script>b & c.csv".to_owned(), ..clean };
    add("preview-odd-name", here, Page::Preview(Box::new(odd)));
    for (name, problem) in [
        ("unconfirmed", PreviewProblem::Confirm),
        ("phase", PreviewProblem::PhaseClosed),
        ("cell", PreviewProblem::Cell(7)),
        ("cell-elsewhere", PreviewProblem::Cell(700)),
    ] {
        let model = Preview { problem: Some(problem), reason: "Autumn round".to_owned(), ..preview.clone() };
        add(&format!("preview-{name}"), here, Page::Preview(Box::new(model)));
    }

    // Audit trail
    let here = "/portal/audit";
    let mut events = moments(language);
    events[7].account = None;
    let trail = Trail {
        firm: firm(),
        families: FAMILIES.iter().map(|(family, _)| *family).chain(["planet"]).map(str::to_owned).collect(),
        listed: Listed { moments: events, older: Some("0001".to_owned()), begun: false },
        ..Trail::default()
    };
    add("trail", here, Page::Trail(Box::new(trail.clone())));
    let filtered = Trail {
        user: "CAAA003".to_owned(),
        family: "login".to_owned(),
        from: "2026-11-01".to_owned(),
        until: "2026-11-22".to_owned(),
        listed: Listed { begun: true, ..trail.listed.clone() },
        ..trail.clone()
    };
    let there = "/portal/audit?user=CAAA003&family=login&from=2026-11-01&until=2026-11-22&before=0009";
    add("trail-filtered", there, Page::Trail(Box::new(filtered.clone())));
    let none = Trail { listed: Listed::default(), ..filtered };
    add("trail-no-match", there, Page::Trail(Box::new(none)));
    let empty = Trail { listed: Listed::default(), ..trail };
    add("trail-empty", here, Page::Trail(Box::new(empty.clone())));
    for (name, wrong) in [("user", "user"), ("date", "from")] {
        let model = Trail { user: "??".to_owned(), from: "yesterday".to_owned(), wrong: Some(wrong), ..empty.clone() };
        add(&format!("trail-wrong-{name}"), "/portal/audit?user=%3F%3F&from=yesterday", Page::Trail(Box::new(model)));
    }
    let moments = EVENTS.iter().zip(40..).map(|((kind, _), at)| moment(kind, at, Actor::System, &[], "")).collect();
    let listed = Listed { moments, ..Listed::default() };
    add("trail-every-kind", here, Page::Trail(Box::new(Trail { listed, ..empty })));

    // Mail domains
    let here = "/portal/domains";
    let domains = Domains {
        firm: firm(),
        rights: MAKER,
        agreed: vec!["kestrel-001.example".to_owned(), "kestrel-futures.example".to_owned()],
        in_use: vec![("kestrel-001.example".to_owned(), 97), ("mail.other.example".to_owned(), 1)],
        ..Domains::default()
    };
    add("domains", here, Page::Domains(domains.clone()));
    let none = Domains { agreed: vec![], in_use: vec![], ..domains.clone() };
    add("domains-empty", here, Page::Domains(none));
    add("domains-wait", here, Page::Domains(Domains { waits: Some("r9".to_owned()), ..domains.clone() }));
    add("domains-not-maker", here, Page::Domains(Domains { rights: CHECKER, ..domains.clone() }));
    for (name, problem) in [
        ("not-domain", DomainsProblem::NotDomain("desk@kestrel".to_owned())),
        ("too-many", DomainsProblem::TooMany),
        ("same", DomainsProblem::Same),
        ("waits", DomainsProblem::Waits),
        ("reason", DomainsProblem::ReasonMissing),
        ("no-right", DomainsProblem::NotMaker),
    ] {
        let typed = "kestrel-001.example\ndesk@kestrel".to_owned();
        let model = Domains { problem: Some(problem), typed, ..domains.clone() };
        add(&format!("domains-{name}"), here, Page::Domains(model));
    }

    // Without a hotline; set-up with the hand-over code
    let lonely = Users { blockers: vec![Blocker::NoChecker], ..users };
    let unsupported = Chrome {
        support: Support::default(),
        signed_in: Some(person(language, "CAAA/CAAA001", true, false)),
        ..chrome(language, "/portal/users", Phase::Registration)
    };
    all.push(Exhibit {
        name: "portal-unconfigured".to_owned(),
        chrome: unsupported,
        page: Page::Users(Box::new(lonely)),
    });
    for (name, problem) in [("hand-over", None), ("hand-over-wrong", Some(ActivationRefusal::HandOver))] {
        let form = ActivationForm {
            participant: "CAAA".to_owned(),
            user: "CAAA003".to_owned(),
            activation: "7K3M-Q2XA-9RTP".to_owned(),
            hand_over_asked: true,
            hand_over: if problem.is_some() { "4F7".to_owned() } else { String::new() },
            problem,
        };
        all.push(Exhibit {
            name: format!("setup-activation-{name}"),
            chrome: chrome(language, "/setup", Phase::ParallelRun),
            page: Page::Setup(Setup::Activation(form)),
        });
    }
    all
}
