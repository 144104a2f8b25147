//! The same script, its users played by the steps that their pages take, leaves the same behind as in bulk.

use std::{collections::HashMap, time::Duration};

use domain::{
    account::AccountId,
    card::Proof,
    code::{ActivationCode, OneTimeCode, TypedActivation},
    connectivity::{Check, Reason},
    method::Method,
    password::Password,
};
use server::{
    connectivity::{record, test as test_login},
    demo::{
        DemoError, PASSWORD,
        crowd::{self, Crowd, GIVEN_UP, GUIDE, InBulk},
        files,
        past::Past,
        plan::{
            Plan, Size,
            day::{Act, Deed},
        },
        populate_by,
    },
    guide,
    login::{Browser, Ticket, begin, code, enter},
    registration::setup,
    session,
    smartcard::arrive,
    store::{
        activations, credentials,
        events::Actor,
        logins::{self, Kind},
        outbox::{self, Outcome},
        sessions,
    },
};

use crate::{
    dump::{assert_same, dump},
    world::{World, on_each_database},
};

/// Users who do everything themselves.
#[derive(Default)]
struct ByStep {
    uses: HashMap<(u32, credentials::Kind), u32>,
    played: HashMap<&'static str, u32>,
}

impl Crowd for ByStep {
    async fn play(&mut self, past: &Past, plan: &Plan, acts: &[Act]) -> Result<(), DemoError> {
        for act in acts {
            past.set(act.at);
            // As Changeover forgets them by itself.
            let mut tx = past.app.store.begin().await.unwrap();
            let now = past.app.clock.now();
            sessions::prune(&mut tx, now, now.minus(Duration::from_secs(3600))).await.unwrap();
            tx.commit().await.unwrap();
            self.act(past, plan, act).await;
        }
        Ok(())
    }
}

fn browser(who: u32) -> Browser {
    let source = std::net::IpAddr::from([10, 0, (who >> 8) as u8, who as u8]);
    Browser { source, token: None, label: crowd::browser(who).to_owned() }
}

/// The code that is in the mail.
async fn mailed(past: &Past, ticket: &Ticket) -> String {
    let login = logins::find(&mut past.app.store.reader().await.unwrap(), &ticket.tag).await.unwrap().unwrap();
    let code_id = login.asked.unwrap().code_id;
    OneTimeCode::derive(&past.app.keys.code, &code_id, past.app.config.code_digits()).expose().to_owned()
}

async fn ask(past: &Past, id: &AccountId, who: u32, kind: Kind) -> Ticket {
    let browser = browser(who);
    let attempt = begin::Attempt {
        kind,
        participant: id.participant.as_str(),
        user: id.user.as_str(),
        password: Password::typed(PASSWORD),
        return_to: None,
        browser: &browser,
    };
    begin::begin(&past.app, &past.scribe(Actor::Anonymous), attempt).await.unwrap()
}

impl ByStep {
    async fn act(&mut self, past: &Past, plan: &Plan, act: &Act) {
        let (app, id, browser) = (&past.app, plan.id(act.who), browser(act.who));
        let anybody = || past.scribe(Actor::Anonymous);
        let card = plan.person(act.who).card;
        let played = match act.deed {
            Deed::SetUp => {
                set_up(past, &id, act.who, card).await;
                "set-up"
            }
            Deed::Passes => {
                let ticket = ask(past, &id, act.who, Kind::Test).await;
                past.advance(Duration::from_secs(75));
                let (code, run) = (mailed(past, &ticket).await, crowd::run(|_| "pass"));
                test_login::complete(app, &anybody(), &ticket, &code, &browser, &run).await.unwrap();
                "test"
            }
            Deed::Fails(reason) if reason.check() == Check::Mail => {
                let ticket = ask(past, &id, act.who, Kind::Test).await;
                if reason == Reason::MailMissing {
                    taken(past).await;
                }
                past.advance(GIVEN_UP);
                let run = crowd::run(|_| "pass");
                if reason == Reason::MailMissing {
                    test_login::give_up(app, &anybody(), &ticket, &browser, &run).await.unwrap();
                } else {
                    let code = mailed(past, &ticket).await;
                    test_login::complete(app, &anybody(), &ticket, &code, &browser, &run).await.unwrap_err();
                }
                "test without its mail"
            }
            Deed::Fails(reason) => {
                let account = past.account(&id).await.unwrap();
                let method = if card { Method::Smartcard } else { Method::TwoFactor };
                let mut tx = app.store.begin().await.unwrap();
                let label = &browser.label;
                let opened = session::open(app, &mut tx, &past.scribe_of(&id), &account, method, label).await.unwrap();
                tx.commit().await.unwrap();
                let present = session::look(app, &opened.token).await.unwrap().unwrap();
                let run = crowd::run(|check| crowd::seen_without(reason, check));
                record::keep_of_session(app, &past.scribe_of(&id), &present, &run, label).await.unwrap();
                "test in a browser that cannot"
            }
            Deed::LogsIn(Method::TwoFactor) => {
                let ticket = ask(past, &id, act.who, Kind::Login).await;
                past.advance(Duration::from_secs(75));
                let code = mailed(past, &ticket).await;
                code::complete(app, &anybody(), &ticket, &code, &browser).await.unwrap();
                "login by two factors"
            }
            Deed::LogsIn(method) => {
                let kind = if method.is_card() { credentials::Kind::Card } else { credentials::Kind::Passkey };
                let uses = self.uses.entry((act.who, kind)).or_default();
                let credential = files::credential(plan, act.who, kind);
                let account = past.account(&id).await.unwrap();
                let mut tx = app.store.begin().await.unwrap();
                let now = app.clock.now();
                assert!(credentials::note_use(&mut tx, &credential, *uses, *uses + 1, now).await.unwrap());
                *uses += 1;
                if method.is_card() {
                    let arrived = arrive::arrive(app, &mut tx, &anybody(), account, method, &browser, None).await;
                    assert!(matches!(arrived, Ok(Ok(arrive::Arrived::In(_)))), "{act:?}: {arrived:?}");
                } else {
                    let scribe = past.scribe_of(&id);
                    let entered = enter::enter(app, &mut tx, &scribe, account, method, &browser, None).await.unwrap();
                    assert!(entered.is_some(), "{act:?}");
                }
                tx.commit().await.unwrap();
                if method.is_card() { "login by card" } else { "login by passkey" }
            }
            Deed::Reads => {
                let account = past.account(&id).await.unwrap();
                let document = guide::document(&mut app.store.reader().await.unwrap(), GUIDE).await.unwrap().unwrap();
                let (scribe, version) = (past.scribe_of(&id), &document.version);
                guide::acknowledge::acknowledge(app, &scribe, &account, GUIDE, version).await.unwrap();
                "guide"
            }
        };
        *self.played.entry(played).or_default() += 1;
    }
}

async fn set_up(past: &Past, id: &AccountId, who: u32, card: bool) {
    let (app, browser) = (&past.app, browser(who));
    let scribe = past.scribe_of(id);
    let ticket = if card {
        let account = past.account(id).await.unwrap();
        let mut tx = app.store.begin().await.unwrap();
        let ticket = setup::begin_proved(&mut tx, &scribe, app, &account, Proof::Card).await.unwrap();
        tx.commit().await.unwrap();
        ticket
    } else {
        let open = activations::find_open(&mut app.store.reader().await.unwrap(), id).await.unwrap().unwrap();
        let code = ActivationCode::derive(&app.keys.code, &open.id);
        let typed = setup::Typed {
            participant: id.participant.as_str(),
            user: id.user.as_str(),
            activation: TypedActivation::parse(code.expose()).unwrap(),
            hand_over: None,
            browser: &browser,
        };
        match setup::begin(app, &past.scribe(Actor::Anonymous), typed).await.unwrap() {
            setup::Begun::Password(ticket) => ticket,
            other => panic!("{other:?}"),
        }
    };
    past.advance(Duration::from_secs(35));
    let anybody = past.scribe(Actor::Anonymous);
    let ticket = setup::choose_password(app, &anybody, &ticket, PASSWORD).await.unwrap();
    past.advance(Duration::from_secs(40));
    let code = mailed(past, &ticket).await;
    setup::complete(app, &past.scribe(Actor::Anonymous), &ticket, &code, &browser).await.unwrap();
}

/// The relay takes what waits.
async fn taken(past: &Past) {
    let now = past.app.clock.now();
    let mut tx = past.app.store.begin().await.unwrap();
    let until = now.plus(Duration::from_secs(60));
    for letter in outbox::lease(&mut tx, "relay", false, 100, now, until).await.unwrap() {
        let sent = Outcome::Sent { relay: "relay".to_owned(), answer: "250".to_owned() };
        outbox::settle(&mut tx, &letter.id, "relay", &sent, None, now).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A few firms, whose users do everything that there is to do at least once.
const SIZE: Size = Size { participants: 5, users: 60, seed: 30, days_in: 200, visits: 8 };

#[tokio::test]
async fn what_is_written_in_bulk_is_what_the_steps_leave_behind() {
    on_each_database("", async |world: &World| {
        let hash = world.app.hasher.hash(&Password::typed(PASSWORD), &*world.app.random).await.unwrap();
        let mut steps = ByStep::default();
        populate_by(&world.app, SIZE, &mut steps, &hash).await.unwrap();
        for what in [
            "set-up",
            "test",
            "test without its mail",
            "test in a browser that cannot",
            "login by two factors",
            "login by card",
            "login by passkey",
            "guide",
        ] {
            assert!(steps.played.get(what).is_some_and(|times| *times > 1), "{what}: {:?}", steps.played);
        }
        let one = dump(world).await;
        // What is compared is the same on both databases.
        let bulk = World::on_sqlite().await;
        let mut crowd = InBulk::new(hash.clone(), hash.clone(), Default::default());
        populate_by(&bulk.app, SIZE, &mut crowd, &hash).await.unwrap();
        assert_same(&one, &dump(&bulk).await);
    })
    .await;
}
