//! Files of the schedule: verdicts, and the same file written again.

use std::fmt::Write as _;

use domain::{
    phase::Phase,
    schedule::{Bilingual, Event, EventKind, EventState},
};
use proptest::{prelude::*, sample::select, test_runner::TestRunner};
use server::{
    registration::import::{Options, What},
    schedule::{self, import, view},
    store::{operator_acts, schedule as store},
};

use crate::world::{World, on_each_database};

const HEADER: &str = "event,kind,date,time,when_en,when_zh,title_en,title_zh,text_en,text_zh\n";

fn example() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples/schedule.csv")).unwrap()
}

/// A record with a title and a text of its own.
fn record(event: &str, kind: &str, date: &str, time: &str) -> String {
    format!("{event},{kind},{date},{time},soon,不久,Title of {event},{event}標題,,\n")
}

async fn export(world: &World) -> String {
    let mut reader = world.app.store.reader().await.unwrap();
    let (_, events) = view::standing(&world.app, &mut reader, world.app.clock.now()).await.unwrap();
    let mut file = Vec::new();
    import::write(&view::in_order(events), &mut file).unwrap();
    String::from_utf8(file).unwrap()
}

async fn state(world: &World, event: &str) -> EventState {
    store::find(&mut world.app.store.reader().await.unwrap(), event).await.unwrap().unwrap().state
}

#[tokio::test]
async fn the_announced_schedule_is_taken_once_and_written_again_as_it_was() {
    on_each_database("", async |world| {
        let (summary, _) = world.import_with(What::Schedule, example().as_bytes(), dry()).await;
        assert_eq!((summary.accept, summary.added), (7, 7));
        assert_eq!(world.count("SELECT COUNT(*) FROM schedule_events").await, 0, "looking changes nothing");

        let (summary, _) = world.import(What::Schedule, example()).await;
        assert_eq!((summary.accept, summary.added), (7, 7));
        assert_eq!(export(world).await, example());

        let before = world.counts().await;
        let (summary, _) = world.import(What::Schedule, example()).await;
        assert_eq!((summary.unchanged, summary.added + summary.changed), (7, 0));
        assert_eq!(world.counts().await, before);
        assert_eq!(world.count("SELECT MAX(version) FROM schedule_events").await, 1);
    })
    .await;
}

const fn dry() -> Options {
    Options { dry_run: true, complete: false }
}

#[tokio::test]
async fn each_record_gets_its_verdict() {
    on_each_database("", async |world| {
        world.import(What::Schedule, example()).await;
        let rows = [
            (record("parallel-run", "parallel-run", "2027-04-05", "08:00"), "changed"),
            (record("two-factor-only", "two-factor-only", "2027-06-25", "18:00"), "changed"),
            (record("guide-2", "user-guide", "2027-06-25", "18:00"), "another event has the same instant"),
            (record("guide-3", "user-guide", "2027-02-01", "09:00"), "added"),
            (record("guide-4", "user-guide", "2026-02-01", "09:00"), "its instant has passed"),
            (record("guide-5", "user-guide", "01/02/2027", "09:00"), "date and time are not both empty"),
            (record("guide-6", "user-guide", "2027-02-02", ""), "date and time are not both empty"),
            (record("new", "user-guide", "", ""), "not the name of an event"),
            (record("guide 7", "user-guide", "", ""), "not the name of an event"),
            (record("guide-8", "guide", "", ""), "kind is none of"),
            ("guide-9,user-guide,,,,不久,Guide,指南,,\n".to_owned(), "needs when_en and when_zh"),
            ("guide-10,user-guide,,,soon,不久,Guide,,,\n".to_owned(), "title_en and title_zh"),
            ("guide-11,user-guide,,,soon,不久,Guide,指南,Text,\n".to_owned(), "text_en and text_zh"),
            ("guide-12,user-guide,,,soon,不久,Gu\u{200B}ide,指南,,\n".to_owned(), "control or invisible"),
            (format!("guide-13,user-guide,,,soon,不久,{},指南,,\n", "a".repeat(201)), "too long"),
            (record("guide-14", "user-guide", "", ""), "two different records for one event"),
            (record("guide-14", "preparation", "", ""), "two different records for one event"),
        ];
        let file = rows.iter().fold(HEADER.to_owned(), |file, (row, _)| file + row);
        for options in [dry(), Options::default()] {
            let (_, told) = world.import_with(What::Schedule, file.as_bytes(), options).await;
            for (why, (row, wanted)) in told.whys().iter().zip(&rows) {
                assert!(why.contains(wanted), "{row}: {why}");
            }
        }
        assert_eq!(state(world, "two-factor-only").await, EventState::Confirmed);
    })
    .await;
}

#[tokio::test]
async fn a_first_schedule_tells_of_what_has_happened_and_what_closes_a_method_is_held_unarmed() {
    on_each_database("", async |world| {
        let rows = [
            record("registration", "registration", "2026-01-05", "09:00"),
            record("connectivity-test", "connectivity-test", "2026-08-03", "09:00"),
            record("parallel-run", "parallel-run", "2026-09-07", "09:00"),
            record("two-factor-only", "two-factor-only", "2026-11-20", "18:00"),
        ];
        let file = HEADER.to_owned() + &rows.concat();
        let (summary, _) = world.import(What::Schedule, &file).await;
        assert_eq!(summary.added, 4);
        let now = world.app.clock.now();
        let phase = schedule::phase(&world.app, &mut world.app.store.reader().await.unwrap(), now).await.unwrap();
        assert_eq!(phase, Phase::ParallelRun);
        assert_eq!(state(world, "parallel-run").await, EventState::Done);
        assert_eq!(state(world, "two-factor-only").await, EventState::Held);

        // What has happened stays as it is, and one person does not confirm again what is held.
        let moved = HEADER.to_owned()
            + &record("parallel-run", "parallel-run", "2027-09-07", "09:00")
            + &record("two-factor-only", "two-factor-only", "2027-11-20", "18:00")
            + &record("registration", "registration", "2026-01-05", "09:00");
        let (_, told) = world.import(What::Schedule, &moved).await;
        let whys = told.whys();
        assert!(whys[0].contains("happened or was cancelled"), "{whys:?}");
        assert!(whys[1].contains("is held"), "{whys:?}");
        assert!(whys[2].contains("already so"), "{whys:?}");
        assert_eq!(export(world).await, file, "and the file comes back");
    })
    .await;
}

/// The parallel run is in force, and the closing is planned.
async fn in_the_parallel_run(world: &World) {
    let rows = [
        record("connectivity-test", "connectivity-test", "2026-08-03", "09:00"),
        record("parallel-run", "parallel-run", "2026-09-07", "09:00"),
        record("two-factor-only", "two-factor-only", "2026-11-24", "07:00"),
        record("guide", "user-guide", "2027-01-04", "09:00"),
    ];
    assert_eq!(world.import(What::Schedule, HEADER.to_owned() + &rows.concat()).await.0.added, 4);
}

#[tokio::test]
async fn one_person_with_a_file_plans_no_way_back() {
    on_each_database("", async |world| {
        in_the_parallel_run(world).await;
        let file = HEADER.to_owned()
            + &record("test-2", "connectivity-test", "2026-11-23", "09:00")
            + &record("run-2", "parallel-run", "2026-11-25", "09:00")
            + &record("two-factor-only", "two-factor-only", "2026-11-24", "08:00")
            + &record("test-3", "connectivity-test", "", "");
        for options in [dry(), Options::default()] {
            let (_, told) = world.import_with(What::Schedule, file.as_bytes(), options).await;
            let whys = told.whys();
            for (at, why) in [(0, "lead back"), (1, "lead back"), (2, "changed"), (3, "added")] {
                assert!(whys[at].contains(why), "{at}: {whys:?}");
            }
        }
        // Nor by moving what is announced, while a whole schedule may be put off.
        let put_off = HEADER.to_owned()
            + &record("run-2", "parallel-run", "2026-11-30", "09:00")
            + &record("two-factor-only", "two-factor-only", "2026-12-01", "07:00");
        let (_, told) = world.import(What::Schedule, put_off).await;
        assert_eq!(told.whys(), ["added", "changed"], "what comes before the closing leads nowhere back");
        let moved = HEADER.to_owned() + &record("run-2", "parallel-run", "2026-12-02", "09:00");
        let (_, told) = world.import(What::Schedule, moved).await;
        assert!(told.whys()[0].contains("lead back"), "{:?}", told.whys());
    })
    .await;
}

#[tokio::test]
async fn one_person_with_a_file_changes_nothing_that_two_armed() {
    on_each_database("", async |world| {
        in_the_parallel_run(world).await;
        let mut tx = world.app.store.begin().await.unwrap();
        let event = store::find(&mut tx, "two-factor-only").await.unwrap().unwrap();
        let armed = domain::schedule::Arming { at: world.app.clock.now(), blocked: Default::default() };
        assert!(store::put(&mut tx, &Event { armed: Some(armed), ..event }).await.unwrap());
        tx.commit().await.unwrap();
        let text = record("two-factor-only", "two-factor-only", "2026-11-24", "07:00").replace(",,\n", ",Other,別的\n");
        for row in [record("two-factor-only", "two-factor-only", "2026-11-24", "08:00"), text] {
            let (_, told) = world.import(What::Schedule, HEADER.to_owned() + &row).await;
            assert!(told.whys()[0].contains("it is armed"), "{:?}", told.whys());
        }
        let event = store::find(&mut world.app.store.reader().await.unwrap(), "two-factor-only").await.unwrap();
        assert!(event.is_some_and(|event| event.armed == Some(armed)));
    })
    .await;
}

#[tokio::test]
async fn approvers_are_shown_what_the_operator_imported() {
    on_each_database("", async |world| {
        for approver in ["ONE", "TWO"] {
            let scribe = server::audit::Scribe::of_command(&world.app, server::store::events::Actor::Operator);
            let address = format!("{approver}@house.example");
            let role = domain::role::StaffRole::Approver;
            server::registration::staff::add(&world.app, &scribe, approver, &address, role).await.unwrap();
        }
        world.import(What::Schedule, example()).await;
        let mut reader = world.app.store.reader().await.unwrap();
        let acts = operator_acts::unseen(&mut reader, &crate::world::id("STAFF/ONE")).await.unwrap();
        let said = acts.iter().map(|act| format!("{:?}", act.facts)).collect::<String>();
        assert!(said.contains("schedule"), "{said}");
        let moved = HEADER.to_owned() + &record("parallel-run", "parallel-run", "2027-04-05", "08:00");
        world.import(What::Schedule, moved).await;
        let acts = operator_acts::unseen(&mut reader, &crate::world::id("STAFF/ONE")).await.unwrap();
        let said = acts
            .iter()
            .flat_map(|act| &act.facts)
            .find(|(label, value)| label == "parallel-run" && value.contains(" → 2027-04-05 08:00 HKT"));
        assert!(said.is_some(), "{acts:?}");
    })
    .await;
}

#[test]
fn any_plan_is_written_and_read_again() {
    let text = "[ -~éü登記、，。：；\u{2019}=+@＝-]{1,30}";
    let both = move || (text, text).prop_map(|(en, zh)| Bilingual { en: en.trim().into(), zh: zh.trim().into() });
    let plans = (select(&EventKind::ALL[..]), proptest::option::of(0..100_000_000_u32), both(), both(), both());
    let mut runner = TestRunner::default();
    runner
        .run(&plans, |(kind, minutes, when, title, words)| {
            prop_assume!([&when, &title, &words].iter().all(|both| !both.en.is_empty() && !both.zh.is_empty()));
            let at = minutes.map(|minutes| domain::time::Instant::from_millis(i64::from(minutes) * 60_000));
            let plan = domain::schedule::Plan { kind, at, when, title, text: words };
            let (state, armed, held, happened_at) = (EventState::Tentative, None, None, None);
            let id = "event-1".to_owned();
            let event = Event { id, plan, state, armed, held, happened_at, version: 1 };
            let mut file = Vec::new();
            import::write(std::slice::from_ref(&event), &mut file).unwrap();
            let mut sheet = server::registration::import::reader::Sheet::new(
                "x".to_owned(),
                std::io::Cursor::new(file),
                import::COLUMNS,
            )
            .unwrap();
            let mut records = sheet.records().unwrap();
            let record = records.next_record().unwrap().unwrap();
            let mut seen = String::new();
            for cell in record.iter() {
                let _ = writeln!(seen, "{cell}");
                let formula = cell.starts_with(['=', '+', '-', '@', '＝']);
                prop_assert!(!formula, "a spreadsheet would run {cell:?}");
            }
            prop_assert_eq!(import::planned(&record).map_err(|why| why.text()), Ok(event.plan), "{}", seen);
            Ok(())
        })
        .unwrap();
}
