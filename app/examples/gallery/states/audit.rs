//! The staff's audit, in every state.

use app::{
    ports::{
        Chrome,
        trail::{Actor, Head, Listed, Moment, Said, Seals, StaffAsked, StaffTrail},
    },
    render::Page,
};
use domain::{language::Language, phase::Phase};

use super::{Exhibit, chrome, now, person, portal::moment};

fn text(text: &str) -> Said {
    Said::Text(text.to_owned())
}

fn told(mut moment: Moment, account: Option<&str>, detail: Vec<(&str, Said)>) -> Moment {
    moment.account = account.map(|account| account.parse().expect("an account"));
    moment.participant = moment.account.as_ref().map(|account| account.participant.clone());
    moment.detail.extend(detail.into_iter().map(|(name, said)| (name.to_owned(), said)));
    moment
}

fn moments(language: Language) -> Vec<Moment> {
    let name = match language {
        Language::En => "Chan Tai Man",
        Language::ZhHk => "陳大文",
    };
    let staff = || Actor::Account("STAFF/OPERATOR".parse().expect("an account"), name.to_owned());
    let firm = |user: &str| Actor::Account(format!("CAAA/{user}").parse().expect("an account"), name.to_owned());
    let changed = Said::Each(vec![("from".to_owned(), text("active")), ("to".to_owned(), text("dormant"))]);
    let counts = Said::Each(vec![("records".to_owned(), Said::Count(2_603)), ("added".to_owned(), Said::Count(12))]);
    let asked = Said::Each(vec![("participant".to_owned(), text("CAAA")), ("family".to_owned(), text("login"))]);
    vec![
        told(moment("code.sent", 1, Actor::Anonymous, &[("reference", "K7Q2")], ""), Some("CAAA/CAAA003"), vec![]),
        told(moment("audit.exported", 2, staff(), &[("format", "csv")], ""), None, vec![("asked", asked)]),
        told(moment("login.refused", 4, Actor::Anonymous, &[("why", "unknown account")], ""), None, vec![]),
        told(
            moment("certificate.refused", 9, Actor::Anonymous, &[("why", "crl stale"), ("serial", "7F:03")], ""),
            Some("CAAA/CAAA003"),
            vec![],
        ),
        told(
            moment("address.changed", 31, firm("CAAA002"), &[("maker", "CAAA/CAAA001")], "r0"),
            Some("CAAA/CAAA003"),
            vec![("address", Said::Withheld), ("sessions_ended", Said::Count(1))],
        ),
        told(
            moment("user.changed", 300, Actor::Operator, &[("by", "import")], ""),
            Some("CAAA/CAAA003"),
            vec![("status", changed)],
        ),
        told(
            moment("directory.imported", 301, Actor::Operator, &[("what", "users")], ""),
            None,
            vec![("summary", counts)],
        ),
        told(
            moment("schedule.held", 900, Actor::System, &[("event", "two-factor-only"), ("why", "grown")], ""),
            Some("STAFF/OPERATOR"),
            vec![("blocked_users", Said::Count(1_204))],
        ),
        told(moment("login.completed", 90_000, Actor::Expired, &[], ""), None, vec![]),
        told(moment("planet.aligned", 90_100, Actor::System, &[("orbit", "third")], ""), None, vec![]),
    ]
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, model: StaffTrail| {
        let signed_in = Some(person(language, "STAFF/IPS", false, true));
        let chrome = Chrome { signed_in, ..chrome(language, here, Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page: Page::StaffTrail(Box::new(model)) });
    };
    let head = Head {
        number: 4_711,
        at: now(),
        events: 1_204_388,
        hash: "9f2c4b7e0d18a3c65f90b1e2d3c4a5968778695a4b3c2d1e0f9e8d7c6b5a4938".to_owned(),
    };
    let seals = Seals {
        head: Some(head),
        waiting: 3,
        waiting_more: false,
        anchored: true,
        anchor_sent_at: Some(now().minus(std::time::Duration::from_secs(54_000))),
    };
    let here = "/monitor/audit";
    let model = StaffTrail {
        asked: StaffAsked::default(),
        wrong: None,
        listed: Listed { moments: moments(language), older: Some("0001".to_owned()), begun: false },
        seals,
        sees_addresses: false,
        as_of: now(),
    };
    add("audit", here, model.clone());
    let asked = StaffAsked {
        participant: "CAAA".to_owned(),
        user: "CAAA003".to_owned(),
        actor: "operator".to_owned(),
        what: "user.changed".to_owned(),
        q: "K7Q2".to_owned(),
        from: "2026-11-01".to_owned(),
        until: "2026-11-22 15:05".to_owned(),
    };
    let there = "/monitor/audit?participant=CAAA&user=CAAA003&actor=operator&what=user.changed&q=K7Q2\
                 &from=2026-11-01&until=2026-11-22%2015%3A05&before=0009";
    let listed = Listed { begun: true, ..model.listed.clone() };
    let filtered = StaffTrail { asked, listed, sees_addresses: true, ..model.clone() };
    add("audit-filtered", there, filtered.clone());
    add("audit-no-match", there, StaffTrail { listed: Listed::default(), ..filtered });
    let empty = StaffTrail { listed: Listed::default(), seals: Seals::default(), ..model };
    add("audit-empty", here, empty.clone());
    let behind = Seals { waiting: 10_000, waiting_more: true, anchored: false, ..empty.seals.clone() };
    let head = Some(Head { number: 1, at: now(), events: 1_000, hash: "0".repeat(64) });
    add("audit-behind", here, StaffTrail { seals: Seals { head, ..behind }, ..empty.clone() });
    for wrong in ["participant", "user", "actor", "what", "q", "from", "until"] {
        let mut asked = StaffAsked { what: "code".to_owned(), ..StaffAsked::default() };
        let field = match wrong {
            "participant" => &mut asked.participant,
            "user" => &mut asked.user,
            "actor" => &mut asked.actor,
            "what" => &mut asked.what,
            "q" => &mut asked.q,
            "from" => &mut asked.from,
            _ => &mut asked.until,
        };
        *field = "??".to_owned();
        let there = format!("/monitor/audit?{wrong}=%3F%3F");
        add(&format!("audit-wrong-{wrong}"), &there, StaffTrail { asked, wrong: Some(wrong), ..empty.clone() });
    }
    all
}
