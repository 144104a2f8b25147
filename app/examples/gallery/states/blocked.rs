//! Who would be blocked, what helps, and whom to call.

use app::{
    ports::{
        Chrome,
        rehearsal::{
            BlockedAct, BlockedConfirm, BlockedFirm, BlockedUser, By, CallFirm, CallList, ChoiceProblem, HelpLine,
            Rehearsal, Supposed,
        },
    },
    render::Page,
};
use domain::{
    language::Language,
    phase::Phase,
    reach::{Help, WhyBlocked},
    schedule::{Bilingual, Blocked},
    time::Instant,
};

use super::{Exhibit, chrome, now, person};

fn at() -> Instant {
    "2026-11-24T10:00:00Z".parse().expect("an instant")
}

fn both(en: &str, zh: &str) -> Bilingual {
    Bilingual { en: en.to_owned(), zh: zh.to_owned() }
}

fn switch() -> Bilingual {
    both("Parallel run ends", "並行運作結束")
}

struct Say(Language);

impl Say {
    fn words(&self, en: &str, zh: &str) -> String {
        both(en, zh).get(self.0).to_owned()
    }

    fn firm(&self, code: &str, blocked: u64, active: u64, has_pair: bool) -> BlockedFirm {
        let (register, approve) = match has_pair {
            true => (Help::Register, Help::Approve),
            false => (Help::StaffRegister, Help::StaffApprove),
        };
        BlockedFirm {
            code: code.to_owned(),
            name: self.words("Kestrel Futures Limited", "紅隼期貨有限公司"),
            blocked,
            active,
            helps: vec![(register, blocked / 2), (approve, 1), (Help::SetUp, blocked - blocked / 2 - 1)],
            extendable: blocked / 2,
            has_pair,
        }
    }

    fn user(&self, number: u32, help: Option<Help>) -> BlockedUser {
        let administrator = number == 1;
        BlockedUser {
            account: format!("CAAA/CAAA{number:03}").parse().expect("an account"),
            name: self.words("Lee Ka Yan", "李嘉欣"),
            help,
            extension: help.is_some() && number.is_multiple_of(2),
            pass: help.is_none(),
            administrator,
            mail_refused_at: (matches!(help, None | Some(Help::Correct))).then(now),
            last_login_at: administrator.then(now),
        }
    }

    fn whole(&self) -> Rehearsal {
        let line = |help, users, firms, extendable| HelpLine { help, users, firms, extendable };
        let helps = [Help::Register, Help::StaffRegister, Help::Approve, Help::Correct, Help::SetUp, Help::BindCard];
        Rehearsal {
            asked: Supposed { event: "two-factor-only".to_owned(), ..Supposed::default() },
            events: vec![("two-factor-only".to_owned(), switch(), Some(at()))],
            at: at(),
            phase: Phase::TwoFactorOnly,
            blocked: Blocked { users: 1_204, firms: 87 },
            active: 2_603,
            lines: vec![
                line(Help::Register, 480, 61, 402),
                line(Help::StaffRegister, 32, 3, 0),
                line(Help::Approve, 80, 22, 71),
                line(Help::StaffApprove, 8, 2, 8),
                line(Help::Correct, 12, 9, 4),
                line(Help::Invite, 91, 17, 60),
                line(Help::SetUp, 500, 70, 433),
                line(Help::BindCard, 1, 1, 0),
            ],
            shut_out: 1,
            without_pair: 3,
            by_mail: Blocked { users: 14, firms: 9 },
            mail_delayed: false,
            firms: vec![
                self.firm("CAAA", 17, 17, false),
                self.firm("CBBB", 31, 40, true),
                self.firm("CCCC", 4, 61, true),
            ],
            firms_found: 87,
            users: helps.into_iter().zip(1..).map(|(help, number)| self.user(number, Some(help))).collect(),
            users_found: 1_204,
            next: Some("CAAA/CAAA006".to_owned()),
            operator: true,
            wrong: None,
            problem: None,
            as_of: now(),
        }
    }

    fn confirm(&self, act: BlockedAct) -> BlockedConfirm {
        BlockedConfirm {
            act,
            asked: self.whole().asked,
            count: 3,
            left_out: if act == BlockedAct::Extend { 1 } else { 0 },
            users: [2, 4, 6].map(|number| self.user(number, None).account).into(),
            only: None,
            event: (act == BlockedAct::Remind).then(|| (switch(), at())),
            at: at(),
            until: String::new(),
            reason: String::new(),
            problem: None,
        }
    }

    fn call_list(&self) -> CallList {
        let firm = |code: &str, number: &str, has_pair: bool, helps| CallFirm {
            code: code.to_owned(),
            name: self.words("Kestrel Futures Limited", "紅隼期貨有限公司"),
            number: number.to_owned(),
            administrators: match has_pair {
                true => [("Chan Tai Man", "陳大文", 1, true), ("Wong Siu Ming", "黃小明", 2, false)]
                    .map(|(en, zh, number, able)| (self.words(en, zh), self.user(number, None).account, able))
                    .into(),
                false => vec![],
            },
            blocked: 17,
            active: if has_pair { 40 } else { 17 },
            has_pair,
            helps,
        };
        let every = Help::ALL.into_iter().zip(1..).collect();
        CallList {
            asked: self.whole().asked,
            at: at(),
            phase: Phase::TwoFactorOnly,
            blocked: Blocked { users: 72, firms: 2 },
            firms: vec![
                firm("CAAA", "", false, vec![(Help::StaffRegister, 16), (Help::StaffApprove, 1)]),
                firm("CBBB", "+852 5550 0188", true, every),
            ],
            as_of: now(),
        }
    }
}

/// Every state of these pages.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let say = Say(language);
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, page: Page| {
        let chrome = Chrome {
            signed_in: Some(person(language, "STAFF/IPS", false, true)),
            ..chrome(language, here, Phase::ParallelRun)
        };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let whole = say.whole();
    let here = "/monitor/blocked";
    let mut show = |name: &str, here: &str, rehearsal| add(name, here, Page::Rehearsal(Box::new(rehearsal)));
    show("blocked", here, whole.clone());
    show("blocked-looked-at", here, Rehearsal { operator: false, ..whole.clone() });
    let ordered = |by| Supposed { by, ..whole.asked.clone() };
    show("blocked-by-firm", "/monitor/blocked?by=firm", Rehearsal { asked: ordered(By::Firm), ..whole.clone() });
    let by_mail = Rehearsal {
        asked: ordered(By::Mail),
        users: vec![say.user(11, None), say.user(12, None)],
        users_found: 14,
        ..whole.clone()
    };
    show("blocked-by-mail", "/monitor/blocked?by=mail", by_mail.clone());
    show("blocked-mail-delayed", "/monitor/blocked?by=mail", Rehearsal { mail_delayed: true, ..by_mail.clone() });
    let by_mail_nobody =
        Rehearsal { by_mail: Blocked::default(), users: vec![], users_found: 0, next: None, ..by_mail };
    show("blocked-mail-nobody", "/monitor/blocked?by=mail", by_mail_nobody);
    let part = Rehearsal {
        asked: Supposed {
            firm: "CAAA".to_owned(),
            reason: Some(WhyBlocked::NotSetUp),
            help: Some(Help::SetUp),
            after: "CAAA/CAAA004".to_owned(),
            ..whole.asked.clone()
        },
        users: vec![say.user(1, Some(Help::SetUp))],
        users_found: 1,
        next: None,
        ..whole.clone()
    };
    show("blocked-filtered", "/monitor/blocked?firm=CAAA", part.clone());
    show("blocked-no-match", "/monitor/blocked?firm=CAAA", Rehearsal { users: vec![], ..part });
    let nobody = Rehearsal {
        blocked: Blocked::default(),
        by_mail: Blocked::default(),
        shut_out: 0,
        without_pair: 0,
        ..whole.clone()
    };
    show("blocked-nobody", here, nobody);
    for (name, problem) in [
        ("blocked-nobody-chosen", ChoiceProblem::Nobody),
        ("blocked-no-act", ChoiceProblem::Act),
        ("blocked-too-many", ChoiceProblem::TooMany(5_000)),
        ("blocked-no-event", ChoiceProblem::NoEvent),
        ("blocked-nobody-fits", ChoiceProblem::NobodyFits),
    ] {
        show(name, here, Rehearsal { problem: Some(problem), ..whole.clone() });
    }
    for (name, field) in [
        ("blocked-wrong-date", "date"),
        ("blocked-wrong-event", "event"),
        ("blocked-wrong-phase", "phase"),
        ("blocked-wrong-firm", "firm"),
    ] {
        show(name, here, Rehearsal { wrong: Some(field), ..whole.clone() });
    }

    let mut ask = |name: &str, confirm| add(name, here, Page::BlockedConfirm(Box::new(confirm)));
    ask("blocked-remind", say.confirm(BlockedAct::Remind));
    ask(
        "blocked-remind-all",
        BlockedConfirm { users: vec![], only: Some(Help::SetUp), count: 500, ..say.confirm(BlockedAct::Remind) },
    );
    let extend = say.confirm(BlockedAct::Extend);
    ask("blocked-extend", extend.clone());
    for (name, problem) in [
        ("blocked-extend-until", ChoiceProblem::Until),
        ("blocked-extend-too-soon", ChoiceProblem::TooSoon),
        ("blocked-extend-too-long", ChoiceProblem::TooLong(366)),
        ("blocked-extend-reasonless", ChoiceProblem::ReasonMissing),
    ] {
        let typed = BlockedConfirm { until: "2026-11-01".to_owned(), problem: Some(problem), ..extend.clone() };
        ask(name, typed);
    }
    let call = "/monitor/blocked/call-list";
    let list = say.call_list();
    add("call-list", call, Page::CallList(Box::new(list.clone())));
    let nobody = CallList { firms: vec![], blocked: Blocked::default(), ..list };
    add("call-list-nobody", call, Page::CallList(Box::new(nobody)));
    all
}
