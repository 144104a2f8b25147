//! The help desk: whoever calls is found, what is wrong is said, and that somebody was looked at is written down.

mod firms;
mod person;
mod references;
mod refusals;
mod searches;

use crate::support::{Answer, Browser, TestServer};

/// A member of staff who only looks.
pub const VIEWER: &str = "STAFF/VIEWER";

impl TestServer {
    /// A member of staff of each role, logged in: viewer, operator, approver.
    pub async fn desk(&self) -> [Browser; 3] {
        self.staff(VIEWER, domain::role::StaffRole::Viewer).await;
        let (operator, approver) = self.house().await;
        [self.session_of(VIEWER).await, operator, approver]
    }
}

impl TestServer {
    /// Tells the audit of `account`, whose firm's figures follow.
    pub async fn tell_of(&self, account: &str) {
        self.tell(account, "user.added", serde_json::json!({})).await;
    }

    /// Tells the audit something of `account`.
    pub async fn tell(&self, account: &str, kind: &str, detail: serde_json::Value) {
        let mut tx = self.app.store.begin().await.unwrap();
        self.operator().event(&mut tx, kind, Some(&crate::support::id(account)), detail).await.unwrap();
        tx.commit().await.unwrap();
    }
}

impl Browser {
    /// The page of a caller.
    pub async fn enquire(&self, account: &str) -> Answer {
        self.get(&format!("/monitor/users/{account}")).await
    }

    /// What the search finds.
    pub async fn find(&self, q: &str) -> Answer {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
        self.get(&format!("/monitor/users?{query}")).await
    }
}

/// The page between header and footer, in which no viewer may find an address.
pub fn main_of(answer: &Answer) -> &str {
    let main = answer.body.split_once("<main").map_or("", |(_, rest)| rest);
    main.split_once("</main>").map_or("", |(main, _)| main)
}

/// The reference that a page tells to read out.
#[track_caller]
pub fn read_out(answer: &Answer) -> String {
    let told = answer.body.split_once("class=\"call-reference\"").expect("a reference to read out").1;
    let code = told.split_once("<code>").unwrap().1;
    code.split_once("</code>").unwrap().0.to_owned()
}
