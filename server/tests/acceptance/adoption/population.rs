//! Every figure over the population of the demonstration, which has lived through months.

use domain::{adoption::Day, password::Password};
use server::{
    adoption::check,
    demo::{PASSWORD, calendar::CLOSING, crowd::InBulk, plan::Size, populate_by},
};

use super::{differences, pages::agree, plain::Log};
use crate::support::{Backend, Browser, TestServer, on_both};

on_both! {
    every_figure_on_the_pages_equals_a_count_over_the_raw_events,
}

const SIZE: Size = Size { participants: 16, users: 160, seed: 3, days_in: CLOSING - 1, visits: 10 };

/// All files of all views, now and as the day ended.
async fn files(viewer: &Browser, day: Day) -> Vec<String> {
    let mut files = Vec::new();
    for view in ["funnel", "readiness", "logins", "firms", "blocked", "help", "mail", "proofs"] {
        for query in ["".to_owned(), format!("?day={day}"), format!("?until={day}")] {
            let file = viewer.get(&format!("/monitor/figures/{view}.json{query}")).await;
            assert_eq!(file.status, 200, "{view}{query}");
            files.push(file.body);
        }
    }
    files
}

async fn every_figure_on_the_pages_equals_a_count_over_the_raw_events(backend: Backend) {
    let mut server = TestServer::start(backend).await;
    // The past's mail is the past's own.
    server.stop_worker();
    let hash = server.app.hasher.hash(&Password::typed(PASSWORD), &*server.app.random).await.unwrap();
    let mut crowd = InBulk::new(hash.clone(), hash.clone(), Default::default());
    populate_by(&server.app, SIZE, &mut crowd, &hash).await.unwrap();
    let viewer = server.session_of("STAFF/IRIS").await;
    let today = Day::of(server.app.clock.now());

    // There is something of everything to count.
    let log = Log::read(&server).await;
    let mut figures: Vec<String> =
        ["by_mail_alone", "with_passkey", "mail_refused", "dormant", "disabled"].map(String::from).into();
    figures.extend(
        ["authorised", "registered", "ready", "two_factor", "firms_without_pair", "firms_never_came"].map(String::from),
    );
    let house = log.house(today);
    let nothing: Vec<_> = figures.iter().filter(|figure| house.of(figure) == 0).collect();
    assert!(nothing.is_empty(), "{nothing:?} of nobody: {house:?}");
    for what in [
        "login by smartcard",
        "login by two-factor",
        "login by passkey",
        "access.reset",
        "pause.cleared",
        "pass.issued",
    ] {
        assert!(log.ever(what) > 0, "{what} never happened");
    }

    let past = [60, 150, 199].map(|back| today.later(-back));
    agree(&server, &viewer, None).await;
    for day in past {
        agree(&server, &viewer, Some(day)).await;
    }
    assert_eq!(differences(&server).await, [""; 0]);

    // Told anew where nothing was wrong, and where much was: always the same.
    let before = files(&viewer, past[0]).await;
    assert_eq!(check::rebuild(&server.app, &server.operator()).await.unwrap(), []);
    assert!(files(&viewer, past[0]).await == before);
    for wrong in [
        "UPDATE adoption_firms SET state_ready = state_ready + 3, behind = 0",
        "UPDATE adoption_history SET dormant = 7, with_passkey = 0, state_tested = 1",
        "UPDATE adoption_totals SET firms_ready = 99",
        "DELETE FROM adoption_days WHERE happening = 'login-smartcard'",
    ] {
        server.meddle(wrong).await;
    }
    assert!(files(&viewer, past[0]).await != before);
    assert!(!check::rebuild(&server.app, &server.operator()).await.unwrap().is_empty());
    assert!(files(&viewer, past[0]).await == before);
    for table in ["firms", "history", "days", "totals"] {
        server.meddle(&format!("DELETE FROM adoption_{table}")).await;
    }
    check::rebuild(&server.app, &server.operator()).await.unwrap();
    assert!(files(&viewer, past[0]).await == before, "from nothing");
    agree(&server, &viewer, None).await;
    for day in past {
        agree(&server, &viewer, Some(day)).await;
    }
    assert_eq!(differences(&server).await, [""; 0]);
}
