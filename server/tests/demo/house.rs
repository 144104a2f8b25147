//! What a demonstration shows.

use domain::{
    password::Password,
    schedule::{EventKind, EventState, Verdict},
};
use server::{
    adoption,
    audit::{export, verify},
    cli::DemoArgs,
    demo::{PASSWORD, calendar::CLOSING, crowd::InBulk, fill, plan::Size, populate_by},
    schedule::{arming, settle},
    store::{events::Actor, schedule as store},
};

use crate::{
    dump::{assert_same, dump},
    world::{World, on_each_database},
};

const SIZE: Size = Size { participants: 12, users: 110, seed: 1, days_in: CLOSING - 1, visits: 10 };

async fn populate(world: &World, size: Size) {
    let hash = world.app.hasher.hash(&Password::typed(PASSWORD), &*world.app.random).await.unwrap();
    let mut crowd = InBulk::new(hash.clone(), hash.clone(), Default::default());
    populate_by(&world.app, size, &mut crowd, &hash).await.unwrap();
}

#[tokio::test]
async fn it_is_the_eve_of_the_closing_and_nothing_is_left_to_send() {
    on_each_database("", async |world| {
        populate(world, SIZE).await;
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'").await, 0);
        assert!(world.count("SELECT COUNT(*) FROM outbox WHERE state = 'refused'").await > 0);
        let late = world.app.clock.now().as_millis();
        for (table, column) in
            [("events", "at"), ("outbox", "created_at"), ("outbox", "settled_at"), ("requests", "created_at")]
        {
            let text = format!("SELECT COUNT(*) FROM {table} WHERE {column} > {late}");
            let mut reader = world.app.store.reader().await.unwrap();
            let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(text)).fetch_one(&mut *reader).await.unwrap();
            assert_eq!(found, 0, "{table}.{column} lies in the future");
        }

        let (id, now) = (EventKind::TwoFactorOnly.name(), world.app.clock.now());
        let mut reader = world.app.store.reader().await.unwrap();
        let event = store::find(&mut reader, id).await.unwrap().unwrap();
        let at = event.due_at().unwrap();
        assert_eq!((event.state, at.to_string().as_str()), (EventState::Confirmed, "2026-11-22T23:00:00Z"));
        let history = store::history(&mut reader, Some(id), 100).await.unwrap();
        let whats: Vec<&str> = history.iter().rev().map(|chapter| chapter.what.as_str()).collect();
        assert!(["planned", "armed"].iter().all(|what| whats.contains(what)), "{whats:?}");
        assert_eq!(whats.iter().filter(|what| **what == "planned").count(), 3, "announced, dated, put off: {whats:?}");
        let ground = arming::ground(&mut reader, id, now).await.unwrap().unwrap();
        assert!(ground.blocked.users > 0, "some would be blocked tomorrow");

        // And tomorrow it happens.
        let (timeline, _) = server::store::terms::timeline(&mut reader).await.unwrap();
        let events = store::list(&mut reader).await.unwrap();
        let schedule = domain::schedule::Schedule { timeline, events };
        let (_, due) = settle::foresee(&world.app, &mut reader, schedule, at).await.unwrap();
        assert_eq!(due.iter().map(|due| due.verdict).collect::<Vec<_>>(), [Verdict::Happens]);
    })
    .await;
}

#[tokio::test]
async fn its_figures_are_what_the_audit_tells_and_the_audit_holds() {
    on_each_database("", async |world| {
        populate(world, SIZE).await;
        let differences = adoption::check::check(&world.app).await.unwrap();
        assert!(differences.is_empty(), "{differences:?}");
        let mut file = Vec::new();
        let done = export::write(&world.app, Actor::Operator, 1..=i64::MAX, &mut file, |_, _| {}).await.unwrap();
        assert_eq!(done.strays, 0);
        assert!(done.events > 1000, "{}", done.events);
        verify::verify(&file[..], &[]).unwrap();

        // Each figure of every day, and what happened on it.
        let mut reader = world.app.store.reader().await.unwrap();
        let today = domain::adoption::Day::of(world.app.clock.now());
        let began = adoption::began(&mut reader).await.unwrap().unwrap();
        assert_eq!(began, today.later(-i64::from(SIZE.days_in)));
        let series = adoption::series(&mut reader, began, today, None).await.unwrap();
        let ready: Vec<u64> = series.iter().map(|(_, house)| house.users.ready()).collect();
        assert!(ready[20] * 10 < *ready.last().unwrap(), "{ready:?}");
        assert!(adoption::reconciled(&mut reader).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn the_same_seed_makes_the_same_population() {
    let (one, other) = (World::on_sqlite().await, World::on_sqlite().await);
    let size = Size { participants: 4, users: 30, ..SIZE };
    populate(&one, size).await;
    populate(&other, size).await;
    assert_same(&dump(&one).await, &dump(&other).await);
}

#[tokio::test]
async fn filling_again_changes_nothing_and_a_database_in_use_is_left_alone() {
    let world = World::on_sqlite().await;
    let args = DemoArgs { participants: 2, users: 12, seed: 3, days_in: 60 };
    fill(&world.app, &args).await.unwrap();
    let before = dump(&world).await;
    fill(&world.app, &args).await.unwrap();
    assert_same(&before, &dump(&world).await);

    let used = World::on_sqlite().await;
    let firm = "participant_code,name_en,name_zh,category,da_model\nAAAA,One,,,pair";
    used.import(server::registration::import::What::Participants, firm).await;
    assert!(fill(&used.app, &args).await.unwrap_err().to_string().contains("an empty one"));
}

#[tokio::test]
async fn it_can_be_any_day_of_the_changeover() {
    for days_in in [1, 20, 47, 118, 165, 172, 215] {
        let world = World::on_sqlite().await;
        populate(&world, Size { participants: 4, users: 30, days_in, ..SIZE }).await;
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'").await, 0, "day {days_in}");
        let differences = adoption::check::check(&world.app).await.unwrap();
        assert!(differences.is_empty(), "day {days_in}: {differences:?}");
    }
}
