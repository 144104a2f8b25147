//! The register of smartcards, in every state, and what is decided of it.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        approval::{CodesFile, DecisionProblem, Desk, Diff, DiffField, HandOver, Item, Look, Request, RequestRow, Why},
        card::CardRow,
        registry::{CardLine, CardProblem, CardProposal, CardTyped, Cards, Found, NothingToStop, Scope, Suspension},
    },
    render::Page,
};
use domain::{
    approval::{ChangeKind, ItemState, NotYours},
    card::CardState,
    language::Language,
    phase::Phase,
    time::Instant,
};

use super::{Exhibit, chrome, now, person};

/// So many days before the page was made.
fn ago(days: i64) -> Instant {
    Instant::from_millis(now().as_millis() - days * 86_400_000)
}

/// Cards in every state.
pub fn card_rows() -> Vec<CardRow> {
    let card = |name: &str, state, since, last_used: Option<i64>, certificate| CardRow {
        name: name.to_owned(),
        state,
        since: ago(since),
        last_used: last_used.map(ago),
        certificate,
    };
    vec![
        card("8852 0071 4419", CardState::Issued, 40, None, false),
        card("8852 0071 4420", CardState::Bound, 38, Some(1), false),
        card("CN=CAAA001, O=Kestrel Futures", CardState::Suspended, 2, Some(3), true),
        card("8852 0071 4422", CardState::Retired, 1, Some(9), false),
    ]
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
    let lines: Vec<_> = card_rows()
        .into_iter()
        .zip(1..)
        .map(|(card, number)| CardLine {
            account: format!("CAAA/CAAA{number:03}").parse().expect("an account"),
            holder: say("Lee Ka Yan", "李嘉欣"),
            card,
        })
        .collect();
    let full = Cards {
        operator: true,
        guardian: true,
        counts: CardState::ALL.into_iter().zip([1_204, 1_310, 3, 86]).collect(),
        found: Found { page: 2, pages: 53, count: 2_603, ..Found::default() },
        lines,
        suspended: None,
        problem: None,
    };
    add("registry", "/monitor/cards?page=2", Page::Cards(Box::new(full.clone())));
    let looking = Cards { operator: false, guardian: false, ..full.clone() };
    add("registry-viewer", "/monitor/cards?page=2", Page::Cards(Box::new(looking)));
    let found =
        Found { participant: "CAAA".to_owned(), user: "CAAA003".to_owned(), page: 1, pages: 1, ..Found::default() };
    let stopped = Cards {
        found: Found { count: 1, ..found.clone() },
        lines: full.lines[2..3].to_vec(),
        suspended: "CAAA/CAAA003".parse().ok(),
        ..full.clone()
    };
    let here = "/monitor/cards?participant=CAAA&user=CAAA003";
    add("registry-suspended", here, Page::Cards(Box::new(stopped.clone())));
    let nothing = Cards { suspended: None, problem: Some(NothingToStop), ..stopped.clone() };
    add("registry-nothing-to-stop", here, Page::Cards(Box::new(nothing)));
    let none = Found { state: Some(CardState::Suspended), ..found };
    let nobody = Cards { found: none, lines: vec![], suspended: None, ..stopped };
    add("registry-no-match", here, Page::Cards(Box::new(nobody)));
    let empty = Cards { counts: CardState::ALL.map(|state| (state, 0)).into(), operator: true, ..Cards::default() };
    add("registry-empty", "/monitor/cards", Page::Cards(Box::new(empty)));

    let suspension = Suspension {
        account: "CAAA/CAAA002".parse().expect("an account"),
        holder: say("Lee Ka Yan", "李嘉欣"),
        cards: card_rows()[..2].to_vec(),
        sessions: 1,
    };
    add("registry-suspend", "/monitor/cards", Page::Suspension(Box::new(suspension.clone())));
    let code = Suspension { cards: vec![], sessions: 0, ..suspension };
    add("registry-suspend-code", "/monitor/cards", Page::Suspension(Box::new(code)));

    let here = "/monitor/cards/new";
    add("registry-proposal", here, Page::CardProposal(CardProposal::default()));
    let typed = CardTyped {
        kind: ChangeKind::BindCard.name().to_owned(),
        scope: Scope::Firm.name().to_owned(),
        participant: "CAAA".to_owned(),
        user: String::new(),
        reason: say("New cards after the merger", "合併後的新卡"),
    };
    for (name, problem) in [
        ("kind-missing", CardProblem::KindMissing),
        ("scope-missing", CardProblem::ScopeMissing),
        ("scope-unfit", CardProblem::ScopeUnfit),
        ("unknown-firm", CardProblem::UnknownFirm),
        ("unknown-user", CardProblem::UnknownUser),
        ("reason-missing", CardProblem::ReasonMissing),
        ("nobody", CardProblem::Nobody),
    ] {
        let page = CardProposal { typed: typed.clone(), problem: Some(problem) };
        add(&format!("registry-proposal-{name}"), here, Page::CardProposal(page));
    }

    let request = |kind, operator: bool, now_held: &str, proposed: &str| Request {
        desk: Desk::Monitor { operator, approver: !operator },
        request: RequestRow {
            id: "01KC1".to_owned(),
            kind,
            participant: say("All participants", "所有參與者"),
            maker: say("Ip Siu (STAFF/IPS)", "葉兆（STAFF/IPS）"),
            mine: operator,
            at: ago(1),
            expires_at: now().plus(Duration::from_secs(13 * 86_400)),
            about: String::new(),
            rows: 316,
            waiting: 316,
            yours: if operator { 0 } else { 316 },
        },
        reason: say("Letters of November", "十一月郵件"),
        counts: vec![(ItemState::Waiting, 316)],
        show: None,
        items: vec![Item {
            number: 1,
            account: "CAAA/CAAA001".parse().ok(),
            name: say("Chan Tai Man", "陳大文"),
            state: ItemState::Waiting,
            diffs: vec![Diff {
                field: DiffField::Cards,
                now: now_held.to_owned(),
                proposed: proposed.to_owned(),
                new_domain: false,
                shared: false,
            }],
            sessions: u64::from(kind == ChangeKind::RetireCards),
            not_yours: operator.then_some(NotYours::OwnRequest),
            decided: None,
            why: Why::Nothing,
        }],
        page: (1, 7),
        seen: "7b1c".to_owned(),
        not_yours: operator.then_some(NotYours::OwnRequest),
        sessions: 0,
        totals: None,
        mails: None,
        hand_over: HandOver::None,
        typed_reason: String::new(),
        problem: None,
        notice: None,
        just_proposed: operator,
        left_out: if operator { 12 } else { 0 },
        codes: CodesFile::None,
        passes: app::ports::contingency::Passes::None,
        look: Look::Nothing,
    };
    let here = "/monitor/approvals/01KC1";
    let bind = request(ChangeKind::BindCard, true, "", "binding-code");
    add("approval-bind-card", here, Page::Request(Box::new(bind)));
    let retire =
        Request { sessions: 41, ..request(ChangeKind::RetireCards, false, "issued, bound, suspended", "retired") };
    add("approval-retire-cards", here, Page::Request(Box::new(retire)));
    let restore = request(ChangeKind::RestoreCards, false, "suspended, retired", "bound");
    add("approval-restore-cards", here, Page::Request(Box::new(restore)));
    let mut over = request(ChangeKind::BindCard, false, "", "binding-code");
    over.request.waiting = 0;
    over.request.yours = 0;
    over.counts = vec![(ItemState::Done, 316)];
    over.items[0].state = ItemState::Done;
    for (name, codes, problem) in [
        ("to-take", CodesFile::ToTake(316), None),
        ("taken", CodesFile::Taken(ago(0)), Some(DecisionProblem::CodesTaken)),
        ("own", CodesFile::ToTake(316), Some(DecisionProblem::CodesYourOwn)),
        ("none", CodesFile::None, Some(DecisionProblem::NoCodes)),
    ] {
        let page = Request { codes, problem, ..over.clone() };
        add(&format!("registry-codes-{name}"), here, Page::Request(Box::new(page)));
    }
    all
}
