//! Files of participants and users.

use domain::life::Status;
use server::registration::import::{ImportError, Options, What, verdict::Verdict};

use crate::world::{Told, data, on_each_database};

#[tokio::test]
async fn files_as_spreadsheets_write_them_say_what_the_plain_file_says() {
    on_each_database("", async |world| {
        world.import(What::Participants, data("participants.csv")).await;
        let plain = String::from_utf8(data("users.csv")).unwrap();
        world.import(What::Users, plain.split_inclusive('\n').take(41).collect::<String>()).await;
        for file in ["users-big5.csv", "users-excel-unicode.txt"] {
            let (summary, _) = world.import(What::Users, data(file)).await;
            assert_eq!((summary.records, summary.unchanged), (40, 40), "{file}");
        }
    })
    .await;
}

#[tokio::test]
async fn leaving_active_ends_sessions_and_being_disabled_ends_activations_too() {
    on_each_database("", async |world| {
        world.fill().await;
        world.addresses(&["CAAA,CAAA005,e@caaa.example", "CAAA,CAAA006,f@caaa.example"]).await;
        for name in ["CAAA/CAAA005", "CAAA/CAAA006"] {
            world.open_session(name, "smartcard").await;
        }
        let epoch = world.account("CAAA/CAAA005").await.epoch;
        let rows = ["CAAA,CAAA005,Kwok Hoi Lam,郭凱琳,,disabled", "CAAA,CAAA006,Leung Ka Yan,梁嘉欣,,dormant"];
        let (summary, _) = world.users(&rows).await;
        assert_eq!((summary.changed, summary.sessions_ended), (2, 2));
        assert!(world.sessions("CAAA/CAAA005").await.is_empty());
        let of_disabled = "SELECT COUNT(*) FROM activations WHERE revoked_at IS NULL AND account = 'CAAA/CAAA005'";
        assert_eq!(world.count(of_disabled).await, 0);
        let of_dormant = "SELECT COUNT(*) FROM activations WHERE revoked_at IS NULL AND account = 'CAAA/CAAA006'";
        assert_eq!(world.count(of_dormant).await, 1, "somebody dormant may still set up");
        let account = world.account("CAAA/CAAA005").await;
        assert_eq!(account.status, Status::Disabled);
        assert!(account.epoch > epoch, "codes under way end too");
        assert_eq!(world.users(&rows).await.0.unchanged, 2);
    })
    .await;
}

#[tokio::test]
async fn losing_a_role_ends_sessions_and_gaining_one_does_not() {
    on_each_database("", async |world| {
        world.fill().await;
        world.open_session("CAAA/CAAA001", "two-factor").await;
        world.open_session("CAAA/CAAA005", "two-factor").await;
        let (summary, _) = world
            .users(&[
                "CAAA,CAAA001,Kwok Suk Yee,郭淑儀,da-checker,active",
                "CAAA,CAAA005,Kwok Hoi Lam,郭凱琳, DA-Checker ; da-maker ,Active",
            ])
            .await;
        assert_eq!((summary.changed, summary.sessions_ended), (2, 1));
        assert!(world.sessions("CAAA/CAAA001").await.is_empty());
        assert_eq!(world.sessions("CAAA/CAAA005").await, ["two-factor"]);
        let trail = world.details("user.changed").await;
        assert!(trail.contains(r#""from":"da-maker","to":"da-checker""#), "{trail}");
    })
    .await;
}

#[tokio::test]
async fn a_complete_file_proposes_to_disable_whom_it_lacks_and_disables_nobody() {
    on_each_database("", async |world| {
        world.fill().await;
        let text = String::from_utf8(data("users.csv")).unwrap();
        let lacking: Vec<&str> =
            text.lines().take(41).filter(|l| !l.contains(",CAAA002,") && !l.contains(",CAAE011,")).collect();
        // A record that is not taken names its user all the same.
        let lacking = lacking.join("\n").replace(",CAAA003,Yip Chi Ming,", ",CAAA003,,");
        let (before, statuses) = (world.counts().await, world.statuses().await);
        for dry_run in [true, false] {
            let options = Options { dry_run, complete: true };
            let (summary, told) = world.import_with(What::Users, lacking.as_bytes(), options).await;
            assert_eq!((summary.reject, summary.missing, summary.changed), (1, 2, 0));
            let mut missing = told.missing.clone();
            missing.sort();
            assert_eq!(missing, ["CAAA/CAAA002 active", "CAAE/CAAE011 disabled"]);
            // One of the two is disabled already.
            assert_eq!(summary.proposed, u64::from(!dry_run));
            if dry_run {
                assert_eq!(world.counts().await, before);
            }
        }
        assert_eq!(world.statuses().await, statuses);
        // Again: it waits already.
        let options = Options { complete: true, ..Options::default() };
        let (summary, _) = world.import_with(What::Users, lacking.as_bytes(), options).await;
        assert_eq!((summary.missing, summary.proposed), (2, 0));
        let options = Options { complete: true, ..Options::default() };
        let refused = world.try_import(What::Emails, &data("emails.csv"), options, &mut Told::default()).await;
        assert!(matches!(refused, Err(ImportError::Complete)));
    })
    .await;
}

#[tokio::test]
async fn wrong_users_are_rejected_one_by_one() {
    on_each_database("", async |world| {
        world.fill().await;
        let long = format!("CAAA,X6,{},,,active", "x".repeat(201));
        let (_, told) = world
            .users(&[
                "STAFF,ROOT,Root,,,active",
                "ZZZZ,ZZZZ001,A,,,active",
                "CAAA,A B,A,,,active",
                "CAAA,X1,,,,active",
                "CAAA,X2,A,,boss,active",
                "CAAA,X3,A,,,gone",
                "CAAA,X4,A\u{202E}B,,,active",
                "CAAA,X5,A,,,active",
                "caaa, x5 ,B,,,active",
                &long,
                "CAAA,X7,A,,,active",
                "CAAA,X7,A,,,active",
                ",,,,,",
                "CAAA,X8,A,,active",
                "CAAB,CAAA001,A,,,active",
            ])
            .await;
        insta::allow_duplicates! {
        insta::assert_snapshot!(told.whys().join("\n"), @r"
        staff are not imported from files
        unknown participant
        not a user id: 1 to 32 of A-Z, 0-9, dot, underscore and hyphen
        the English name is missing
        da_roles holds something other than da-maker and da-checker
        status is none of active, dormant and disabled
        control or invisible characters in a name
        two different records for one user
        two different records for one user
        a cell is too long
        added
        identical to an earlier row
        an empty row
        a cell is missing
        added
        ");
        }
    })
    .await;
}

#[tokio::test]
async fn participants_are_added_and_changed() {
    on_each_database("", async |world| {
        let header = "participant_code,name_en,name_zh,category,da_model\n";
        let (summary, _) = world.import(What::Participants, format!("{header}AAAA,One,一,clearing,pair")).await;
        assert_eq!(summary.added, 1);
        let rows =
            "AAAA,One,一,clearing,Sole\nSTAFF,House,,,pair\nA,Short,,,pair\nBBBB,Two,,clearing,trio\nCCCC,,,,sole";
        let (summary, told) = world.import(What::Participants, format!("{header}{rows}")).await;
        assert_eq!((summary.changed, summary.reject), (1, 4));
        assert_eq!(told.verdicts()[0], (2, Verdict::Accept));
        assert_eq!(world.count("SELECT COUNT(*) FROM participants WHERE da_model = 'sole'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn numbers_to_call_back_come_with_participants_where_the_file_has_them() {
    on_each_database("", async |world| {
        let header = "participant_code,name_en,name_zh,category,da_model";
        let numbers = "SELECT COUNT(*) FROM participants WHERE call_back = '+852 5555 0100' AND version = 0";
        let with =
            format!("call_back,{header}\n+852  5555 0100,AAAA,One,,,pair\n,BBBB,Two,,,pair\nring us,CCCC,Three,,,pair");
        let (summary, told) = world.import(What::Participants, with).await;
        assert_eq!((summary.added, summary.reject), (2, 1), "{:?}", told.verdicts());
        assert_eq!(world.count(numbers).await, 1);
        // A file without the column, or with nothing in it, forgets no number.
        for file in [format!("{header}\nAAAA,One,,,pair"), format!("{header},call_back\nAAAA,One,,,pair, ")] {
            let (summary, _) = world.import(What::Participants, file).await;
            assert_eq!((summary.changed, world.count(numbers).await), (0, 1));
        }
        // Where there is none, the file brings one.
        let first = format!("{header},call_back\nBBBB,Two,,,pair,+852 5555 0111");
        assert_eq!(world.import(What::Participants, first).await.0.changed, 1);
        let set = "SELECT COUNT(*) FROM participants WHERE call_back = '+852 5555 0111' AND version = 1";
        assert_eq!(world.count(set).await, 1);
    })
    .await;
}

#[tokio::test]
async fn one_person_with_a_file_replaces_no_number_to_call_back_but_proposes_it() {
    on_each_database("", async |world| {
        let header = "participant_code,name_en,name_zh,category,da_model,call_back";
        world.import(What::Participants, format!("{header}\nAAAA,One,,,pair,+852 5555 0100")).await;
        let kept = "SELECT COUNT(*) FROM participants WHERE call_back = '+852 5555 0100' AND version = 0";
        let waiting =
            "SELECT COUNT(*) FROM request_rows WHERE kind = 'call-back' AND subject = 'AAAA' AND state = 'waiting'
                       AND change LIKE '%+852 5555 0199%'";
        let other = format!("{header}\nAAAA,One and only,,,pair,+852 5555 0199");
        let dry = Options { dry_run: true, ..Options::default() };
        let (_, told) = world.import_with(What::Participants, other.as_bytes(), dry).await;
        assert!(told.whys()[0].contains("the new one is proposed"), "{:?}", told.whys());
        assert_eq!(world.count(waiting).await, 0, "looking proposes nothing");

        let (summary, told) = world.import(What::Participants, &other).await;
        assert_eq!((summary.warn, summary.changed, summary.proposed), (1, 1, 1), "the rest of the record is taken");
        assert!(told.whys()[0].contains("an approver of the staff decides"), "{:?}", told.whys());
        assert_eq!((world.count(kept).await, world.count(waiting).await), (1, 1));

        let before = world.counts().await;
        let (summary, told) = world.import(What::Participants, &other).await;
        assert_eq!((summary.changed, summary.proposed), (0, 0));
        assert!(told.whys()[0].contains("waits for a decision already"), "{:?}", told.whys());
        assert_eq!(world.counts().await, before);
    })
    .await;
}

#[tokio::test]
async fn what_changed_something_is_told_to_the_audit_once() {
    on_each_database("", async |world| {
        world.fill().await;
        world.import(What::Users, data("users-big5.csv")).await;
        assert_eq!(world.count("SELECT COUNT(*) FROM events WHERE kind = 'directory.imported'").await, 2);
        assert_eq!(
            world.count("SELECT COUNT(*) FROM events WHERE kind = 'user.added' AND actor = 'operator'").await,
            40
        );
    })
    .await;
}
