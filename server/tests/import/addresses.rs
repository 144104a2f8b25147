//! Files of addresses.

use server::registration::import::{Options, What, verdict::Verdict};

use crate::world::{Told, data, on_each_database};

#[tokio::test]
async fn the_whole_directory_comes_in_and_a_second_run_changes_nothing() {
    on_each_database("", async |world| {
        let (summary, _) = world.import(What::Participants, data("participants.csv")).await;
        assert_eq!((summary.records, summary.added), (158, 158));
        let (summary, _) = world.import(What::Users, data("users.csv")).await;
        assert_eq!((summary.records, summary.added), (2603, 2603));
        let (summary, told) = world.import(What::Emails, data("emails.csv")).await;
        assert_eq!((summary.records, summary.accept, summary.added), (2547, 2547, 2547));
        assert_eq!(summary.mails, 2547, "one activation each, dormant users included");
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox").await, 2547);
        assert_eq!(world.count("SELECT COUNT(*) FROM accounts WHERE state = 'registered'").await, 2547);
        assert!(told.progress.is_sorted(), "progress never goes back");

        let before = world.counts().await;
        for (what, file) in
            [(What::Participants, "participants.csv"), (What::Users, "users.csv"), (What::Emails, "emails.csv")]
        {
            let (summary, told) = world.import(what, data(file)).await;
            assert_eq!((summary.unchanged, summary.mails), (summary.records, 0), "{file}");
            assert!(told.lines.iter().all(|line| line.effect.is_none()));
        }
        assert_eq!(world.counts().await, before);
    })
    .await;
}

#[tokio::test]
async fn each_dirty_record_gets_the_expected_verdict() {
    on_each_database("", async |world| {
        world.fill().await;
        let (summary, told) = world.import(What::Emails, data("dirty-emails.csv")).await;
        let expected = data("dirty-emails.expected.csv");
        let mut expected = csv::Reader::from_reader(expected.as_slice());
        let mut lines = told.lines.iter();
        for row in expected.records() {
            let row = row.unwrap();
            let line = lines.next().unwrap();
            assert_eq!(line.record.to_string(), row[0]);
            assert_eq!(line.verdict().name(), &row[1], "record {}: {}", line.record, line.why());
            if line.verdict() != Verdict::Accept {
                assert!(line.why().starts_with(&row[2]), "record {}: {}", line.record, line.why());
            }
        }
        assert!(lines.next().is_none());
        assert_eq!(summary.mails, summary.accept + summary.warn);
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox").await, 8);
        assert_eq!(world.address("CAAA/CAAA001").await, "anna@caaa.example");
        assert_eq!(world.address("CAAA/CAAA003").await, "Carl@caaa.example");
        assert_eq!(world.address("CAAA/CAAA005").await, "");
        assert_eq!(world.address("CAAD/CAAD004").await, "chan@xn--55qx5d.example");

        let before = world.counts().await;
        let (summary, _) = world.import(What::Emails, data("dirty-emails.csv")).await;
        assert_eq!((summary.accept, summary.warn, summary.unchanged), (0, 0, 8));
        assert_eq!(world.counts().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_changes_nothing() {
    on_each_database("", async |world| {
        world.fill().await;
        let before = world.counts().await;
        let options = Options { dry_run: true, ..Options::default() };
        let (dry, dry_told) = world.import_with(What::Emails, &data("dirty-emails.csv"), options).await;
        assert_eq!(world.counts().await, before);
        let (wet, told) = world.import(What::Emails, data("dirty-emails.csv")).await;
        assert_eq!(dry, wet);
        assert_eq!(dry_told.lines, told.lines);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_done_either() {
    on_each_database("", async |world| {
        world.fill().await;
        let before = world.counts().await;
        let mut told = Told { fail_at: Some(30), ..Told::default() };
        let error =
            world.try_import(What::Emails, &data("dirty-emails.csv"), Options::default(), &mut told).await.unwrap_err();
        assert!(error.to_string().contains("the disk is full"));
        assert_eq!(world.counts().await, before);
    })
    .await;
}

#[tokio::test]
async fn another_address_ends_what_rests_on_the_former_one() {
    on_each_database("", async |world| {
        world.fill().await;
        world.addresses(&["CAAA,CAAA001,old@caaa.example"]).await;
        for method in ["two-factor", "smartcard", "passkey"] {
            world.open_session("CAAA/CAAA001", method).await;
        }
        let (summary, told) = world.addresses(&["CAAA,CAAA001,new@caaa.example"]).await;
        assert_eq!((summary.changed, summary.mails, summary.sessions_ended), (1, 1, 1));
        assert_eq!(told.whys(), ["address changed, activation queued"]);
        assert_eq!(world.sessions("CAAA/CAAA001").await, ["passkey", "smartcard"]);
        assert_eq!(world.count("SELECT COUNT(*) FROM activations WHERE revoked_at IS NULL").await, 1);
        let trail = world.details("address.registered").await;
        assert!(trail.contains("n•••@caaa.example") && trail.contains("o•••@caaa.example"));
        assert!(!trail.contains("old@") && !trail.contains("new@"));
    })
    .await;
}

#[tokio::test]
async fn a_user_who_comes_back_from_disabled_gets_the_activation_that_was_revoked() {
    on_each_database("", async |world| {
        world.fill().await;
        let (summary, _) = world.addresses(&["CAAE,CAAE003,sleepy@caae.example"]).await;
        assert_eq!((summary.accept, summary.added, summary.mails), (1, 1, 1));
        let as_status = |status: &str| format!("CAAE,CAAE003,Leung Wing Sze,梁詠詩,da-maker,{status}");
        for (status, mails) in [("disabled", 0), ("dormant", 1), ("active", 0)] {
            let (summary, _) = world.users(&[&as_status(status)]).await;
            assert_eq!((summary.changed, summary.mails), (1, mails), "{status}");
        }
        let open = "SELECT COUNT(*) FROM activations WHERE used_at IS NULL AND revoked_at IS NULL";
        assert_eq!(world.count(open).await, 1);
    })
    .await;
}

#[tokio::test]
async fn sharing_goes_by_how_all_stand_once_the_file_is_taken() {
    on_each_database("", async |world| {
        world.fill().await;
        world.addresses(&["CAAA,CAAA001,one@caaa.example", "CAAA,CAAA002,two@caaa.example"]).await;
        let (summary, _) = world.addresses(&["CAAA,CAAA003,ONE@caaa.example"]).await;
        assert_eq!(summary.warn, 1, "an address in the database counts, whatever its case");
        world.addresses(&["CAAA,CAAA003,three@caaa.example"]).await;
        let (summary, _) = world.addresses(&["CAAA,CAAA001,two@caaa.example", "CAAA,CAAA002,one@caaa.example"]).await;
        assert_eq!((summary.accept, summary.warn), (2, 0), "two users change places");
    })
    .await;
}

#[tokio::test]
async fn shared_addresses_are_blocked_by_policy_and_a_second_run_agrees() {
    on_each_database("[registration]\nshared_address = \"block\"", async |world| {
        world.fill().await;
        world.addresses(&["CAAA,CAAA001,one@caaa.example", "CAAA,CAAA002,two@caaa.example"]).await;
        let rows = [
            "CAAA,CAAA001,desk@caaa.example", // refused: shared with the next
            "CAAA,CAAA003,desk@caaa.example",
            "CAAA,CAAA004,one@caaa.example", // refused: CAAA001 stays where it is
            "CAAA,CAAA005,two@caaa.example", // refused: CAAA002 has it
            "CAAA,CAAA002,two@caaa.example", // says what is so
            "CAAA,CAAA006,six@caaa.example",
        ];
        use Verdict::{Accept, Reject, Unchanged};
        let (_, told) = world.addresses(&rows).await;
        let verdicts: Vec<Verdict> = told.lines.iter().map(|line| line.verdict()).collect();
        assert_eq!(verdicts, [Reject, Reject, Reject, Reject, Unchanged, Accept]);
        let before = world.counts().await;
        let (_, told) = world.addresses(&rows).await;
        let verdicts: Vec<Verdict> = told.lines.iter().map(|line| line.verdict()).collect();
        assert_eq!(verdicts, [Reject, Reject, Reject, Reject, Unchanged, Unchanged]);
        assert_eq!(world.counts().await, before);
    })
    .await;
}

#[tokio::test]
async fn policy_may_allow_sharing_and_list_the_domains() {
    let config = "[registration]\nshared_address = \"allow\"\ndomains = [\"CAAA.example\", \"公司.example\"]";
    on_each_database(config, async |world| {
        world.fill().await;
        let rows = [
            "CAAA,CAAA001,desk@caaa.example",
            "CAAA,CAAA002,desk@CAAA.EXAMPLE",
            "CAAA,CAAA003,desk@公司.example",
            "CAAA,CAAA004,desk@other.example",
            "CAAA,CAAA005,desk@sub.caaa.example",
        ];
        let (_, told) = world.addresses(&rows).await;
        let verdicts: Vec<Verdict> = told.lines.iter().map(|line| line.verdict()).collect();
        use Verdict::{Accept, Reject};
        assert_eq!(verdicts, [Accept, Accept, Accept, Reject, Reject]);
    })
    .await;
}

#[tokio::test]
async fn staff_get_no_address_from_a_file() {
    on_each_database("", async |world| {
        world.fill().await;
        let (summary, told) = world.addresses(&["STAFF,ANN,ann@house.example", "CAAA,ANN,ann@house.example"]).await;
        assert_eq!(summary.reject, 2);
        assert_eq!(told.whys(), ["staff are not imported from files", "unknown user"]);
    })
    .await;
}
