//! A campaign over all the firms and users of the data files, with a relay in a bad way.

use std::{collections::BTreeSet, io::Cursor, time::Duration};

use server::{
    campaign::round::round,
    registration::import::{Options, Watch, What, import, reader::Sheet, verdict::Line},
    store::directory::User,
};

use super::{DAY, house, look, propose, table};
use crate::support::{APPROVER, Backend, Mood, OPERATOR, TestServer, on_both};

on_both! {
    thousands_get_one_mail_each_from_two_instances_and_a_relay_that_refuses_and_stalls,
}

struct Quiet;

impl Watch for Quiet {
    fn line(&mut self, _: &Line) -> std::io::Result<()> {
        Ok(())
    }

    fn missing(&mut self, _: &User) -> std::io::Result<()> {
        Ok(())
    }

    fn progress(&mut self, _: u64, _: u64) {}
}

async fn fill(server: &TestServer) {
    let data = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (what, name) in
        [(What::Participants, "participants.csv"), (What::Users, "users.csv"), (What::Emails, "emails.csv")]
    {
        let bytes = std::fs::read(data.join(name)).unwrap();
        let mut sheet = Sheet::new(name.to_owned(), Cursor::new(&bytes[..]), what.columns()).unwrap();
        import(&server.app, &server.operator(), what, &mut sheet, Options::default(), &mut Quiet).await.unwrap();
    }
}

/// Waits until so many mails of campaigns are in `state`.
async fn until(server: &TestServer, state: &str, wanted: i64) {
    let text = format!("SELECT COUNT(*) FROM outbox WHERE kind LIKE 'campaign-%' AND state = '{state}'");
    for _ in 0..12_000 {
        if server.count(&text).await == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{} {state}, not {wanted}, after a minute", server.count(&text).await);
}

/// So many users at once are further on.
async fn move_on(server: &TestServer, state: &str, accounts: impl Iterator<Item = &String>) {
    let accounts: Vec<String> = accounts.map(|account| format!("'{account}'")).collect();
    let text = format!("UPDATE accounts SET state = '{state}' WHERE account IN ({})", accounts.join(", "));
    server.meddle(&text).await;
}

/// The addresses in a file of recipients, sorted.
fn addresses(file: &str) -> Vec<String> {
    let mut rows = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let mut addresses: Vec<String> = rows.records().map(|row| row.unwrap()[4].to_owned()).collect();
    addresses.sort();
    addresses
}

async fn thousands_get_one_mail_each_from_two_instances_and_a_relay_that_refuses_and_stalls(backend: Backend) {
    let first = house(backend, 31).await;
    first.mails.set_mood(Mood::Down);
    fill(&first).await;
    assert_eq!(first.count("SELECT COUNT(*) FROM accounts WHERE staff_role IS NULL").await, 2603);
    // The activations are another matter.
    first.meddle("DELETE FROM outbox").await;
    first.meddle("UPDATE accounts SET mail_refused_at = NULL").await;
    // Every fifth has set up.
    let registered = "SELECT account FROM accounts WHERE state = 'registered' ORDER BY account";
    move_on(&first, "ready", first.rows(registered).await.concat().iter().step_by(5)).await;
    let server = first.another_with(|config| config.mail.bulk_per_second = 250).await;
    let other = server.another().await;
    let mut first = first;
    first.stop_worker();

    // The preview, the raw rows, and the file say the same.
    let change = [("days", "30"), ("administrators", "30"), ("staff", "30")];
    let page = super::draft(&server, &change).await;
    let operator = server.session_of(OPERATOR).await;
    let lagging = "status = 'active' AND staff_role IS NULL AND state IN ('authorised', 'proposed', 'registered')";
    let users = server.count(&format!("SELECT COUNT(*) FROM accounts WHERE {lagging}")).await;
    let firms = server.count(&format!("SELECT COUNT(DISTINCT participant) FROM accounts WHERE {lagging}")).await;
    let administrators = format!(
        "SELECT COUNT(*) FROM accounts a WHERE status = 'active' AND email IS NOT NULL AND da_maker + da_checker > 0
         AND EXISTS (SELECT 1 FROM accounts u WHERE u.participant = a.participant AND {})",
        lagging.replace("status", "u.status").replace("staff_role", "u.staff_role").replace("state IN", "u.state IN")
    );
    let administrators = server.count(&administrators).await;
    let to_users = server
        .count(&format!(
            "SELECT COUNT(*) FROM accounts WHERE {lagging} AND email IS NOT NULL AND da_maker + da_checker = 0"
        ))
        .await;
    let all = to_users + administrators + 2;
    assert!(users > 1800 && firms > 150 && administrators > 200, "{users} {firms} {administrators}");
    let grouped = |count: i64| app::words::grouped(count.unsigned_abs());
    let words = operator.get(&page).await.words();
    let said = format!(
        "{} mails – {} to users, {administrators} to Delegated Administrators, 2 to staff.",
        grouped(all),
        grouped(to_users)
    );
    assert!(words.contains(&said), "{said} not in {words}");
    let said = format!("{} users still have to do it, at {firms} participants.", grouped(users));
    assert!(words.contains(&said), "{said} not in {words}");
    let file = operator.get(&format!("{page}/recipients.csv")).await.body;
    let recipients = addresses(&file);
    assert_eq!(recipients.len() as i64, all);

    let request = propose(&operator, &page).await;
    server.session_of(APPROVER).await.press("monitor", &request, "approve-all", &[]).await;
    assert_eq!(server.states(&request).await, ["done"]);
    // What the request itself causes has left.
    server.mails.set_mood(Mood::Takes);
    server.quiet().await;
    // It is due; the relay stalls for a minute while two instances put in and carry.
    let before = server.mails.all().len();
    server.mails.set_mood(Mood::Stalls);
    server.advance(DAY);
    let (one, two) = tokio::join!(round(&server.app), round(&other.app));
    assert_eq!((one.unwrap() + two.unwrap()) as i64, all);
    server
        .until("SELECT COUNT(*) FROM outbox WHERE kind = 'campaign-reminder' AND leased_by IS NULL AND tries > 0", 0)
        .await;
    server.advance(Duration::from_secs(60));
    assert_eq!((server.mails.all().len(), server.mails.refused().len()), (before, 0));
    let row = &table(&look(&server, &page).await, "Mails by step")[0];
    assert!(row.contains(&format!("User | {} | 0 | 0 | 0 | {} | 0", grouped(to_users), grouped(to_users))), "{row}");

    server.mails.set_mood(Mood::RefusesEvery(20));
    until(&server, "waiting", 0).await;
    let (one, two) = tokio::join!(round(&server.app), round(&other.app));
    assert_eq!(one.unwrap() + two.unwrap(), 0);

    // Whoever was previewed got one, or was refused one; nobody else.
    let taken: Vec<String> = server.mails.all().into_iter().skip(before).map(|mail| mail.to).collect();
    let refused = server.mails.refused();
    assert_eq!(refused.len() as i64, all / 20);
    let mut reached = [taken.clone(), refused.clone()].concat();
    reached.sort();
    assert_eq!(reached, recipients);
    let done = "SELECT email FROM accounts WHERE state = 'ready' AND da_maker + da_checker = 0 AND staff_role IS NULL";
    let done: BTreeSet<String> = server.rows(done).await.concat().into_iter().collect();
    let shared: BTreeSet<String> = recipients.iter().cloned().collect();
    // A mailbox may be shared with somebody who is not done.
    let untouched: Vec<&String> = done.iter().filter(|address| !shared.contains(*address)).collect();
    assert!(untouched.len() > 400 && untouched.iter().all(|address| !taken.contains(address)));
    let none_done = "SELECT COUNT(*) FROM campaign_letters l JOIN accounts a ON a.account = l.account
                     WHERE l.role = 'user' AND a.state = 'ready'";
    assert_eq!(server.count(none_done).await, 0);

    // What the page says is what the raw rows say, also of what it moved.
    let sent = "SELECT l.account FROM campaign_letters l JOIN outbox o ON o.id = l.letter
                WHERE l.role = 'user' AND o.state = 'sent' ORDER BY l.account";
    let sent = server.rows(sent).await.concat();
    move_on(&server, "tested", sent.iter().step_by(10)).await;
    let moved = sent.len().div_ceil(10) as i64;
    let shown = look(&server, &page).await;
    let rows = table(&shown, "Mails by step");
    for (role, name) in [("user", "User"), ("administrator", "Delegated Administrator"), ("staff", "Staff")] {
        let count = async |state: &str| {
            let text = format!(
                "SELECT COUNT(*) FROM outbox WHERE state LIKE '{state}'
                 AND id IN (SELECT letter FROM campaign_letters WHERE role = '{role}')"
            );
            grouped(server.count(&text).await)
        };
        let reached = if role == "user" { grouped(moved) } else { "0".to_owned() };
        let wanted = format!(
            "{name} | {} | {} | {} | 0 | 0 | {reached}",
            count("%").await,
            count("sent").await,
            count("refused").await
        );
        assert!(rows.iter().any(|row| row.ends_with(&wanted)), "{wanted} not in {rows:?}");
    }
    let said = format!("{} users were written to; {} have done it since.", grouped(sent.len() as i64), grouped(moved));
    assert!(shown.words().contains(&said), "{said}");
    let log = look(&server, &format!("{page}/log.csv")).await.body;
    assert_eq!(log.lines().count() as i64, all + 1);
    assert_eq!(log.matches(",refused,").count(), refused.len());
}
