//! The digest as it reads: what it counts comes from elsewhere.

use app::words::Words;
use domain::{
    language::Language,
    life::{State, Status},
    role::DaRoles,
    time::Instant,
};

use super::{form, kinds::Notice, version::Version};
use crate::{approval::digest::Waiting, config::Config, mail::Kind, store::accounts::Account, store::outbox::Letter};

fn checker(id: &str) -> Account {
    Account {
        id: id.parse().unwrap(),
        name_en: "Chan Tai Man".to_owned(),
        name_zh: "陳大文".to_owned(),
        da: DaRoles { maker: false, checker: true },
        staff_role: None,
        status: Status::Active,
        state: State::Ready,
        address: None,
        language: None,
        password_hash: None,
        password_at: None,
        epoch: 0,
        version: 0,
        sole_until: None,
        awaits_activation: false,
        mail_refused_at: None,
        last_login: None,
        previous_login: None,
        set_up_by: None,
        set_up_asked_at: None,
        cards_stopped_at: None,
    }
}

fn digest(id: &str, waiting: Waiting) -> String {
    let account = checker(id);
    let put_in: Instant = "2026-11-22T01:00:00Z".parse().unwrap();
    let letter = Letter {
        id: "1".to_owned(),
        kind: Kind::RequestsWaiting.name().to_owned(),
        account: account.id.clone(),
        subject: String::new(),
        bulk: false,
        recipient: None,
        detail: serde_json::Value::Null,
        cause: None,
        created_at: put_in,
        due_at: put_in,
        useless_at: put_in,
        tries: 0,
    };
    let written = "2026-11-22T01:10:05Z".parse().unwrap();
    let matter = Notice { letter: &letter, account: &account }.waiting(waiting, written);
    let config = Config::parse("", std::path::Path::new("/")).unwrap();
    let versions = [Language::En, Language::ZhHk].map(|language| Version::of(&config, &matter, language));
    let subjects = [&*versions[0].subject, &*versions[1].subject].join("\n");
    format!("{subjects}\n\n{}", form::as_text(None, &versions))
}

#[test]
fn the_digest_says_how_much_waits_as_it_is_written() {
    insta::assert_snapshot!(digest("CAAA/CAAA001", Waiting { requests: 2, rows: 1_400 }), @"
    Changes wait for your decision, 09:10:05 HKT
    有更改等候你決定，09:10:05（香港時間）

    Clearing house login: 2 requests wait for your decision, with 1,400 rows in all.

    User: CAAA/CAAA001
    As of: 22 November 2026, 09:10 HKT

    Look at them, and approve or reject them, on the Approvals page of the portal.

    If deciding on changes is not your task, tell the clearing house.

    * * *

    結算所登入服務：有 2 項更改申請等候你決定，共 1,400 個項目。

    用戶：CAAA/CAAA001
    截至：2026年11月22日（星期日）09:10（香港時間）

    請於公司網頁的「批核事項」查看，並批准或拒絕。

    如批核並非你的職責，請通知結算所。
    ");
}

#[test]
fn the_digest_counts_one_as_one_and_knows_where_staff_decide() {
    let digest = digest("STAFF/ANN", Waiting { requests: 1, rows: 1 });
    assert!(digest.contains("1 request waits for your decision, with 1 row.\n"), "{digest}");
    assert!(digest.contains(&Words::of(Language::En).get("mail-page-staff")), "{digest}");
}
