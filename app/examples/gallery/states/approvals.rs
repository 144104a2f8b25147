//! Approvals, in every state.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        approval::{
            CodesFile, Decided, DecisionProblem, Desk, Diff, DiffField, HandOver, Item, Look, MailProgress,
            OperatorAct, Queue, Request, RequestRow, StaffProblem, StaffProposal, StaffTyped, Totals, Why,
        },
        portal::{AddressProblem, Firm, Rights, WhyNot},
    },
    render::Page,
};
use domain::{
    approval::{ChangeKind, ItemState, NotYours},
    language::Language,
    phase::Phase,
    schedule::Blocked,
    time::Instant,
};

use super::{Exhibit, chrome, now, person};

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let made = Made { language };
    let mut all = made.queues();
    all.extend(made.requests());
    all.extend(made.proposals());
    all
}

/// Made-up approvals in one language.
#[derive(Clone, Copy)]
struct Made {
    language: Language,
}

/// So many minutes before the page was made; after it, if negative.
fn ago(minutes: i64) -> Instant {
    Instant::from_millis(now().as_millis() - minutes * 60_000)
}

impl Made {
    fn say(self, english: &str, chinese: &str) -> String {
        match self.language {
            Language::En => english,
            Language::ZhHk => chinese,
        }
        .to_owned()
    }

    fn portal(self, maker: bool, checker: bool) -> Desk {
        let sole_until = (maker && checker).then(|| now().plus(Duration::from_secs(120 * 86_400)));
        let firm = Firm { participant: "CAAA".to_owned(), name: super::firm(self.language) };
        Desk::Portal { firm, rights: Rights { maker, checker, sole_until } }
    }

    fn chrome(self, here: &str, staff: bool) -> Chrome {
        let account = if staff { "STAFF/IPS" } else { "CAAA/CAAA001" };
        Chrome {
            signed_in: Some(person(self.language, account, !staff, staff)),
            ..chrome(self.language, here, Phase::ParallelRun)
        }
    }

    fn lee(self) -> String {
        self.say("Lee Siu Ming (CAAA/CAAA002)", "李小明（CAAA/CAAA002）")
    }

    fn chan(self) -> String {
        self.say("Chan Tai Man (CAAA/CAAA001)", "陳大文（CAAA/CAAA001）")
    }

    fn row(self, id: &str, kind: ChangeKind, about: &str, rows: u64, yours: u64) -> RequestRow {
        RequestRow {
            id: id.to_owned(),
            kind,
            participant: "CAAA".to_owned(),
            maker: self.lee(),
            mine: false,
            at: ago(1_500),
            expires_at: ago(-4 * 1_440),
            about: about.to_owned(),
            rows,
            waiting: rows,
            yours,
        }
    }

    fn user(self) -> String {
        self.say("Wong Mei Ling (CAAA003)", "黃美玲（CAAA003）")
    }

    fn settled(self) -> Vec<RequestRow> {
        let over = |id: &str, kind, about: &str, rows, days: i64| RequestRow {
            waiting: 0,
            at: ago(days * 1_440),
            ..self.row(id, kind, about, rows, 0)
        };
        vec![
            over("01K91", ChangeKind::Address, "addresses-2026-10.csv", 1_248, 12),
            over("01K92", ChangeKind::Roles, &self.say("Ho Ka Yan (CAAA007)", "何嘉欣（CAAA007）"), 1, 19),
            over("01K93", ChangeKind::Disable, "users-2026-09.csv", 3, 41),
            RequestRow { maker: self.chan(), ..over("01K94", ChangeKind::Domains, "", 1, 44) },
        ]
    }

    fn queues(self) -> Vec<Exhibit> {
        let mut all = Vec::new();
        let mut add = |name: &str, staff: bool, queue: Queue| {
            let here = if queue.page.0 > 1 {
                format!("{}?page={}", queue.desk.path(), queue.page.0)
            } else {
                queue.desk.path().to_owned()
            };
            all.push(Exhibit {
                name: format!("approvals{name}"),
                chrome: self.chrome(&here, staff),
                page: Page::Queue(Box::new(queue)),
            });
        };
        let empty = |desk| Queue {
            desk,
            waiting: vec![],
            settled: vec![],
            page: (1, 1),
            acts: vec![],
            reason: String::new(),
            problem: None,
            notice: None,
        };
        let checker = Queue {
            waiting: vec![
                RequestRow {
                    expires_at: ago(-300),
                    at: ago(6 * 1_440 + 1_140),
                    ..self.row("01KA1", ChangeKind::Address, "addresses-2026-11.csv", 12, 11)
                },
                self.row("01KA2", ChangeKind::Reset, &self.user(), 1, 1),
                RequestRow {
                    maker: self.say("The operator", "系統操作員"),
                    ..self.row("01KA3", ChangeKind::Disable, "users-2026-11.csv", 4, 4)
                },
                RequestRow { mine: true, maker: self.chan(), ..self.row("01KA4", ChangeKind::Domains, "", 1, 0) },
                self.row("01KA5", ChangeKind::Address, &self.chan(), 1, 0),
            ],
            settled: self.settled(),
            page: (1, 7),
            ..empty(self.portal(false, true))
        };
        add("", false, checker.clone());
        add("-page-2", false, Queue { page: (2, 7), ..checker.clone() });
        for (name, notice) in [
            ("approved", Decided { done: 11, stale: 1, left: 2, ..Decided::default() }),
            ("rejected", Decided { rejected: 1, ..Decided::default() }),
            ("taken-back", Decided { withdrawn: 3, ..Decided::default() }),
        ] {
            add(&format!("-{name}"), false, Queue { notice: Some(notice), ..checker.clone() });
        }
        for (name, problem) in [
            ("nothing-chosen", DecisionProblem::NothingChosen),
            ("reason-missing", DecisionProblem::ReasonMissing),
            ("not-yours", DecisionProblem::NotYours(NotYours::OwnAccount)),
            ("changed", DecisionProblem::Changed),
            ("phase-closed", DecisionProblem::PhaseClosed),
        ] {
            let reason = if name == "changed" { "Not the firm’s domain".to_owned() } else { String::new() };
            add(&format!("-{name}"), false, Queue { problem: Some(problem), reason, ..checker.clone() });
        }
        let mine = |id, kind, about: &str, rows| RequestRow {
            mine: true,
            maker: self.chan(),
            ..self.row(id, kind, about, rows, 0)
        };
        let maker = Queue {
            waiting: vec![
                mine("01KA1", ChangeKind::Address, "addresses-2026-11.csv", 12),
                mine("01KA2", ChangeKind::Roles, &self.user(), 1),
            ],
            ..empty(self.portal(true, false))
        };
        add("-maker", false, maker.clone());
        add("-maker-empty", false, empty(self.portal(true, false)));
        add("-checker-empty", false, empty(self.portal(false, true)));
        let sole = Queue {
            waiting: vec![RequestRow { yours: 1, ..mine("01KA2", ChangeKind::Enable, &self.user(), 1) }],
            ..empty(self.portal(true, true))
        };
        add("-sole", false, sole);

        let staff = |operator, approver| Desk::Monitor { operator, approver };
        let act = |id: &str, what: &str, facts: &[(&str, &str)]| OperatorAct {
            id: id.to_owned(),
            at: ago(200),
            what: what.to_owned(),
            facts: facts.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect(),
            seen: vec![],
            yours: true,
        };
        let (file, created, changed) =
            (self.say("File", "檔案"), self.say("Created", "新增"), self.say("Changed", "更改"));
        let (account, role) = (self.say("Account", "帳戶"), self.say("Role", "權限"));
        let acts = vec![
            act("a1", "import", &[(&file, "users-2026-11.csv"), (&created, "41"), (&changed, "7")]),
            act("a2", "staff-added", &[(&account, "STAFF/KLT"), (&role, "approver")]),
        ];
        let desk = Queue {
            waiting: vec![
                RequestRow {
                    maker: self.say("Ip Suk Yee (STAFF/IPS2)", "葉淑儀（STAFF/IPS2）"),
                    participant: "DAAA".to_owned(),
                    ..self.row(
                        "01KB1",
                        ChangeKind::Sole,
                        &self.say("Mak Wai Hung (DAAA001)", "麥偉雄（DAAA001）"),
                        1,
                        1,
                    )
                },
                self.row("01KB2", ChangeKind::Address, &self.lee(), 1, 1),
            ],
            settled: self.settled(),
            ..empty(staff(false, true))
        };
        let viewed = acts.iter().cloned().map(|act| OperatorAct { yours: false, ..act }).collect();
        let saw = self.say("Kwong Lok Tin (STAFF/KLT)", "鄺樂天（STAFF/KLT）");
        let seen = acts[..1].iter().cloned().map(|act| OperatorAct {
            seen: vec![(saw.clone(), ago(20))],
            yours: false,
            ..act
        });
        let seen: Vec<_> = seen.collect();
        add("-staff", true, Queue { acts, ..desk.clone() });
        let acknowledged = Decided { acknowledged: true, ..Decided::default() };
        add("-staff-acknowledged", true, Queue { notice: Some(acknowledged), ..empty(staff(false, true)) });
        let others = desk.waiting.iter().cloned().map(|row| RequestRow { yours: 0, ..row }).collect();
        add("-staff-operator", true, Queue { waiting: others, acts: seen, ..empty(staff(true, false)) });
        add("-staff-viewer", true, Queue { acts: viewed, ..empty(staff(false, false)) });
        all
    }

    fn diff(field: DiffField, now: &str, proposed: &str) -> Diff {
        Diff { field, now: now.to_owned(), proposed: proposed.to_owned(), new_domain: false, shared: false }
    }

    fn item(self, number: u64, diff: Diff) -> Item {
        let names = [
            ("Wong Mei Ling", "黃美玲"),
            ("Cheung Chi Keung", "張志強"),
            ("Ho Ka Yan", "何嘉欣"),
            ("Lau Kin Fai", "劉健輝"),
        ];
        let (english, chinese) = names[number as usize % names.len()];
        Item {
            number,
            account: format!("CAAA/CAAA{:03}", number + 2).parse().ok(),
            name: self.say(english, chinese),
            state: ItemState::Waiting,
            diffs: vec![diff],
            sessions: 0,
            not_yours: None,
            decided: None,
            why: Why::Nothing,
        }
    }

    /// Four addresses, one of which is the reader's own.
    fn addresses(self) -> Vec<Item> {
        let address = |now: &str, proposed: &str| Self::diff(DiffField::Address, now, proposed);
        vec![
            self.item(1, address("", "chi.keung.cheung@kestrel-001.example")),
            Item {
                sessions: 2,
                ..self.item(2, address("ka.yan.ho@kestrel-001.example", "ka.yan.h0@kestrel-001.example"))
            },
            self.item(
                3,
                Diff {
                    new_domain: true,
                    shared: true,
                    ..address("", "settlement.operations.group@kestrel-futures-hk.example")
                },
            ),
            Item {
                name: self.say("Chan Tai Man", "陳大文"),
                account: "CAAA/CAAA001".parse().ok(),
                not_yours: Some(NotYours::OwnAccount),
                ..self.item(4, address("tai.man.chan@kestrel-001.example", "tm.chan@kestrel-001.example"))
            },
        ]
    }

    fn request(self, desk: Desk, request: RequestRow, items: Vec<Item>) -> Request {
        let counts = ItemState::ALL
            .into_iter()
            .map(|state| (state, items.iter().filter(|item| item.state == state).count() as u64))
            .filter(|(_, count)| *count > 0)
            .collect();
        let waits = || items.iter().filter(|item| item.state == ItemState::Waiting);
        let with = |holds: fn(&Diff) -> bool| waits().filter(|item| item.diffs.iter().any(holds)).count() as u64;
        let totals = Totals {
            registers: with(|diff| diff.now.is_empty()),
            changes: with(|diff| !diff.now.is_empty()),
            new_domain: with(|diff| diff.new_domain),
            shared: with(|diff| diff.shared),
        };
        Request {
            totals: (request.kind == ChangeKind::Address && request.waiting == waits().count() as u64)
                .then_some(totals),
            desk,
            request,
            reason: self.say("New joiners of November, ticket 4711", "十一月新入職員工，工單 4711"),
            counts,
            show: None,
            items,
            page: (1, 1),
            seen: "7b1c".to_owned(),
            not_yours: None,
            sessions: 0,
            mails: None,
            hand_over: HandOver::None,
            typed_reason: String::new(),
            problem: None,
            notice: None,
            just_proposed: false,
            left_out: 0,
            codes: CodesFile::None,
            passes: app::ports::contingency::Passes::None,
            look: Look::Nothing,
        }
    }

    /// A request with rows in every state.
    fn decided_items(self) -> Vec<Item> {
        let by = Some((self.chan(), ago(90)));
        let with = |number, state, why| Item {
            state,
            why,
            decided: by.clone(),
            ..self.item(number, Self::diff(DiffField::Address, "", &format!("user{number}@kestrel-001.example")))
        };
        let words = Why::Words(self.say("Left the firm in October", "已於十月離職"));
        vec![
            with(1, ItemState::Done, Why::Nothing),
            with(2, ItemState::Done, Why::Nothing),
            with(3, ItemState::Rejected, words),
            with(4, ItemState::Stale, Why::AccountChanged),
            with(5, ItemState::Stale, Why::Disabled),
            with(6, ItemState::Stale, Why::PhaseClosed),
            with(7, ItemState::Stale, Why::AddressRefused),
            with(8, ItemState::Stale, Why::NotPossible),
            with(9, ItemState::Stale, Why::MakerGone),
            Item { decided: None, ..with(10, ItemState::Withdrawn, Why::Nothing) },
            Item { decided: None, ..with(11, ItemState::Expired, Why::Nothing) },
        ]
    }

    fn requests(self) -> Vec<Exhibit> {
        let mut all = Vec::new();
        let mut add = |name: &str, request: Request| {
            let staff = matches!(request.desk, Desk::Monitor { .. });
            let mut here = format!("{}/{}", request.desk.path(), request.request.id);
            if let Some(show) = request.show {
                here += &format!("?show={}", show.name());
            } else if request.page.0 > 1 {
                here += &format!("?page={}", request.page.0);
            }
            all.push(Exhibit {
                name: format!("approval-{name}"),
                chrome: self.chrome(&here, staff),
                page: Page::Request(Box::new(request)),
            });
        };
        let checker = || self.portal(false, true);
        let addresses = Request {
            sessions: 2,
            ..self.request(
                checker(),
                self.row("01KA1", ChangeKind::Address, "addresses-2026-11.csv", 4, 3),
                self.addresses(),
            )
        };
        add("addresses", addresses.clone());
        for (name, problem) in [
            ("nothing-chosen", DecisionProblem::NothingChosen),
            ("reason-missing", DecisionProblem::ReasonMissing),
            ("not-yours", DecisionProblem::NotYours(NotYours::SamePerson)),
            ("changed", DecisionProblem::Changed),
            ("phase-closed", DecisionProblem::PhaseClosed),
        ] {
            let typed_reason = "Ask HR </textarea><b>first</b>".to_owned();
            add(name, Request { problem: Some(problem), typed_reason, ..addresses.clone() });
        }
        let own = |items: Vec<Item>| {
            items.into_iter().map(|item| Item { not_yours: Some(NotYours::OwnRequest), ..item }).collect::<Vec<_>>()
        };
        let mine = RequestRow { mine: true, maker: self.chan(), yours: 0, ..addresses.request.clone() };
        let mine = Request {
            request: mine,
            items: own(addresses.items.clone()),
            desk: self.portal(true, false),
            not_yours: Some(NotYours::OwnRequest),
            sessions: 0,
            ..addresses.clone()
        };
        add("mine", mine.clone());
        add("just-proposed", Request { just_proposed: true, ..mine });

        // One row, of each kind.
        let diff = Self::diff;
        let kinds = [
            (
                "one-address",
                ChangeKind::Address,
                Diff { new_domain: true, ..diff(DiffField::Address, "", "wong@new.example") },
            ),
            ("remove-address", ChangeKind::RemoveAddress, diff(DiffField::Address, "wong@kestrel-001.example", "")),
            ("reset", ChangeKind::Reset, diff(DiffField::Password, "", "")),
            ("roles", ChangeKind::Roles, diff(DiffField::Roles, "da-maker", "da-maker;da-checker")),
            ("enable", ChangeKind::Enable, diff(DiffField::Status, "dormant", "active")),
            ("disable", ChangeKind::Disable, diff(DiffField::Status, "active", "disabled")),
        ];
        for (name, kind, diff) in kinds {
            let item = Item { sessions: 1, ..self.item(4, diff) };
            let row = self.row("01KA2", kind, &self.user(), 1, 1);
            add(name, Request { sessions: 1, ..self.request(checker(), row, vec![item]) });
        }
        let list = "kestrel-001.example, kestrel.example";
        let domains = diff(DiffField::Domains, list, "kestrel-001.example, kestrel-futures-hk.example");
        let item = Item { account: None, name: String::new(), ..self.item(1, domains) };
        add("domains", self.request(checker(), self.row("01KA6", ChangeKind::Domains, "", 1, 1), vec![item]));
        let approver = Desk::Monitor { operator: false, approver: true };
        let sole = Self::diff(DiffField::Sole, "", "2027-03-31T16:00:00Z");
        let row = self.row("01KB1", ChangeKind::Sole, &self.user(), 1, 1);
        add("sole", self.request(approver.clone(), row.clone(), vec![self.item(4, sole)]));
        let said = |key, proposed: &str| Item {
            account: None,
            name: String::new(),
            ..self.item(1, Self::diff(DiffField::Said(key), "", proposed))
        };
        let title = self.say("Parallel run ends", "並行運作結束");
        let arming = Request {
            look: Look::Blocked { event: "two-factor-only".to_owned(), now: Blocked { users: 1_207, firms: 88 } },
            ..self.request(
                approver.clone(),
                self.row("01KB2", ChangeKind::Arm, &title, 1, 1),
                vec![said("agreed-blocked", &self.say("1,204 users of 87 firms", "87個參與者的1,204名用戶"))],
            )
        };
        add("arm", arming);
        let about = self.say("Year-end reminder (1,204 users of 87 firms)", "年底提示（87個參與者的1,204名用戶）");
        let campaign = Request {
            look: Look::Campaign("01KC7".to_owned()),
            ..self.request(
                approver.clone(),
                self.row("01KB3", ChangeKind::Campaign, &about, 1, 1),
                vec![said("campaign-name", &self.say("Year-end reminder", "年底提示"))],
            )
        };
        add("campaign", campaign);
        let item = Item { not_yours: Some(NotYours::ForFirm), ..self.addresses().swap_remove(0) };
        let row = RequestRow { kind: ChangeKind::Address, yours: 0, ..row };
        let firm = Request {
            not_yours: Some(NotYours::ForFirm),
            reason: String::new(),
            ..self.request(approver, row, vec![item])
        };
        add("for-firm", firm.clone());
        for (name, why) in
            [("for-staff", NotYours::ForStaff), ("same-person", NotYours::SamePerson), ("no-right", NotYours::NoRight)]
        {
            let items = firm.items.iter().cloned().map(|item| Item { not_yours: Some(why), ..item }).collect();
            add(name, Request { desk: checker(), not_yours: Some(why), items, ..firm.clone() });
        }

        // Decided, with mails and hand-over codes.
        let items = self.decided_items();
        let row = RequestRow { waiting: 0, ..self.row("01KA1", ChangeKind::Address, "addresses-2026-11.csv", 11, 0) };
        let decided = self.request(checker(), row, items);
        add("decided", decided.clone());
        let taken = RequestRow { mine: true, maker: self.chan(), ..decided.request.clone() };
        add(
            "stale-mine",
            Request {
                request: taken,
                show: Some(ItemState::Stale),
                items: decided.items[3..9].to_vec(),
                ..decided.clone()
            },
        );
        add("no-match", Request { show: Some(ItemState::Waiting), items: vec![], ..decided.clone() });
        let many = RequestRow {
            waiting: 1_250,
            yours: 1_249,
            ..self.row("01KA1", ChangeKind::Address, "addresses-2026-11.csv", 2_500, 1_249)
        };
        let many = Request {
            counts: vec![(ItemState::Waiting, 1_250), (ItemState::Done, 1_247), (ItemState::Rejected, 3)],
            page: (2, 50),
            sessions: 17,
            mails: Some(MailProgress { all: 1_247, sent: 987, refused: 3, waiting: 7, later: 250 }),
            hand_over: HandOver::ToShow(3),
            notice: Some(Decided { done: 1_247, ..Decided::default() }),
            request: many,
            ..addresses.clone()
        };
        add("mails", many.clone());
        let sent = MailProgress { all: 12, sent: 12, ..MailProgress::default() };
        add("codes-shown", Request { hand_over: HandOver::Shown(ago(30)), mails: Some(sent), ..decided.clone() });
        let codes =
            self.addresses().into_iter().filter_map(|item| Some((item.account?, item.name, "4K7M-Q2XA".to_owned())));
        add("codes", Request { hand_over: HandOver::Here(codes.collect()), ..decided });
        all
    }

    fn proposals(self) -> Vec<Exhibit> {
        let mut all = Vec::new();
        let mut add = |name: &str, model: StaffProposal| {
            all.push(Exhibit {
                name: format!("staff-proposal{name}"),
                chrome: self.chrome("/monitor/approvals/new", true),
                page: Page::StaffProposal(model),
            });
        };
        add("", StaffProposal::default());
        let typed = |kind: &str| StaffTyped {
            kind: kind.to_owned(),
            participant: "DAAA".to_owned(),
            user: "DAAA001".to_owned(),
            email: "wh.mak@egret.example".to_owned(),
            maker: kind == "roles",
            checker: false,
            until: "2027-03-31".to_owned(),
            reason: self.say("Called by the responsible officer; called back", "負責人員來電；已致電核實"),
        };
        let domain = || Some("egret.example".to_owned());
        let address = |found| StaffProblem::Address(found);
        for (name, kind, problem) in [
            ("kind-missing", "", StaffProblem::KindMissing),
            ("unknown-user", "reset", StaffProblem::UnknownUser),
            ("reason-missing", "enable", StaffProblem::ReasonMissing),
            ("until", "sole", StaffProblem::Until),
            ("same-roles", "roles", StaffProblem::SameRoles),
            ("firm-can", "address", StaffProblem::FirmCan),
            ("confirm-domain", "address", address(AddressProblem::Confirm { new_domain: domain(), shared: false })),
            ("confirm-shared", "address", address(AddressProblem::Confirm { new_domain: None, shared: true })),
            ("confirm-both", "address", address(AddressProblem::Confirm { new_domain: domain(), shared: true })),
            ("email-missing", "address", address(AddressProblem::Empty)),
            ("email-not-plain", "address", address(AddressProblem::NotPlain)),
            ("email-non-ascii", "address", address(AddressProblem::NonAscii)),
            ("email-domain", "address", address(AddressProblem::DomainRefused)),
            ("email-shared", "address", address(AddressProblem::SharedRefused)),
            ("email-already", "address", address(AddressProblem::Already)),
            ("waits", "address", address(AddressProblem::Waits)),
            ("disabled", "address", address(AddressProblem::Disabled)),
            ("phase-closed", "address", address(AddressProblem::PhaseClosed)),
            ("no-address", "reset", StaffProblem::NotPossible(WhyNot::NoAddress)),
            ("active", "enable", StaffProblem::NotPossible(WhyNot::Active)),
            ("not-set-up", "reset", StaffProblem::NotPossible(WhyNot::NotSetUp)),
            ("already", "sole", StaffProblem::NotPossible(WhyNot::Already)),
            ("oneself", "reset", StaffProblem::NotPossible(WhyNot::Oneself)),
            ("not-now", "reset", StaffProblem::NotPossible(WhyNot::Capped)),
        ] {
            add(&format!("-{name}"), StaffProposal { typed: typed(kind), problem: Some(problem) });
        }
        all
    }
}
