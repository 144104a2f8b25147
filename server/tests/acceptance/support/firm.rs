//! Firms with delegated administrators, staff, and what they propose and decide at their pages.

use domain::{
    account::AccountId,
    role::{DaRoles, StaffRole},
};

use super::{Answer, Browser, TestServer};

/// The maker of most tests.
pub const MAKER: &str = "CAAA/MAKER";
/// The checker of most tests.
pub const CHECKER: &str = "CAAA/CHECKER";
/// A member of staff who proposes.
pub const OPERATOR: &str = "STAFF/OPERATOR";
/// A member of staff who decides.
pub const APPROVER: &str = "STAFF/APPROVER";

/// `da-maker;da-checker`, and so on.
pub fn roles(text: &str) -> DaRoles {
    DaRoles::parse(text).unwrap()
}

impl TestServer {
    /// A person of a name of their own, who can log in and holds `roles`.
    pub async fn administrator(&self, account: &str, roles: &str) -> AccountId {
        let roles = self::roles(roles);
        self.ready_person(account, |person| {
            person.name_en = format!("Person {account}");
            person.name_zh.clear();
            person.da = roles;
        })
        .await
    }

    /// A member of staff who can log in.
    pub async fn staff(&self, account: &str, role: StaffRole) -> AccountId {
        self.ready_person(account, |person| {
            person.name_en = format!("Person {account}");
            person.name_zh.clear();
            person.staff_role = Some(role);
        })
        .await
    }

    /// [`MAKER`] and [`CHECKER`], each in a browser of their own.
    pub async fn pair(&self) -> (Browser, Browser) {
        self.administrator(MAKER, "da-maker").await;
        self.administrator(CHECKER, "da-checker").await;
        (self.logged_in(MAKER).await, self.logged_in(CHECKER).await)
    }

    /// [`OPERATOR`] and [`APPROVER`], each in a browser of their own.
    pub async fn house(&self) -> (Browser, Browser) {
        self.staff(OPERATOR, StaffRole::Operator).await;
        self.staff(APPROVER, StaffRole::Approver).await;
        (self.logged_in(OPERATOR).await, self.logged_in(APPROVER).await)
    }

    /// A browser with a session of `account` that does not rest on a mailbox, without the way there.
    pub async fn session_of(&self, account: &str) -> Browser {
        let held = self.account(&super::id(account)).await;
        let mut tx = self.app.store.begin().await.unwrap();
        let opened =
            server::session::open(&self.app, &mut tx, &self.operator(), &held, domain::method::Method::Passkey, "")
                .await
                .unwrap();
        tx.commit().await.unwrap();
        let browser = self.browser();
        browser.plant("__Host-session", opened.token.expose());
        browser
    }

    /// Where the rows of a request stand, in their order.
    pub async fn states(&self, request: &str) -> Vec<String> {
        self.rows(&format!("SELECT state FROM request_rows WHERE request = '{request}' ORDER BY number")).await.concat()
    }

    /// Why the rows of a request were not carried out.
    pub async fn whys(&self, request: &str) -> Vec<String> {
        self.rows(&format!("SELECT why FROM request_rows WHERE request = '{request}' ORDER BY number")).await.concat()
    }

    /// The state in the life of a user.
    pub async fn life(&self, account: &str) -> &'static str {
        self.account(&super::id(account)).await.state.name()
    }

    /// How many mails of `kind` were put in for `account`.
    pub async fn letters(&self, kind: &str, account: &str) -> i64 {
        self.count(&format!("SELECT COUNT(*) FROM outbox WHERE kind = '{kind}' AND account = '{account}'")).await
    }

    /// Takes over what a file says of an account.
    pub async fn change(&self, account: &str, change: impl FnOnce(&mut server::store::accounts::Particulars)) {
        let held = self.account(&super::id(account)).await;
        let mut person = server::store::accounts::Particulars {
            id: held.id,
            name_en: held.name_en,
            name_zh: held.name_zh,
            da: held.da,
            staff_role: held.staff_role,
            status: held.status,
        };
        change(&mut person);
        let mut tx = self.app.store.begin().await.unwrap();
        server::store::accounts::set_particulars(&mut tx, &person).await.unwrap();
        tx.marks().firm(person.id.participant.clone(), self.app.clock.now());
        tx.commit().await.unwrap();
    }
}

impl Browser {
    /// Proposes an address on the page of the firm's `user`, and says which request it became.
    pub async fn propose(&self, user: &str, email: &str) -> String {
        let fields = [("action", "propose-address"), ("email", email), ("confirm", "yes")];
        proposed(&self.post(&format!("/portal/users/{user}"), &fields).await)
    }

    /// Proposes anything else that needs a reason, and says which request it became.
    pub async fn propose_act(&self, server: &TestServer, user: &str, fields: &[(&str, &str)]) -> String {
        let mut fields = fields.to_vec();
        fields.push(("reason", "asked for by the user"));
        let answer = self.post(&format!("/portal/users/{user}"), &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        server.rows("SELECT id FROM requests ORDER BY id DESC LIMIT 1").await.concat().concat()
    }

    /// Looks at a request of the own desk.
    pub async fn look_at(&self, desk: &str, request: &str) -> Answer {
        self.get(&format!("/{desk}/approvals/{request}")).await
    }

    /// Presses a button on the page of a request, as it stands now.
    pub async fn press(&self, desk: &str, request: &str, action: &str, more: &[(&str, &str)]) -> Answer {
        let seen = self.look_at(desk, request).await.hidden("seen").unwrap_or_default();
        self.press_having_seen(desk, request, &seen, action, more).await
    }

    /// Presses a button on a page that was loaded before.
    pub async fn press_having_seen(
        &self,
        desk: &str,
        request: &str,
        seen: &str,
        action: &str,
        more: &[(&str, &str)],
    ) -> Answer {
        let mut fields = vec![("seen", seen), ("action", action)];
        fields.extend(more);
        self.post(&format!("/{desk}/approvals/{request}"), &fields).await
    }

    /// Approves all that waits in a request of the firm.
    pub async fn approve(&self, request: &str) -> Answer {
        self.press("portal", request, "approve-all", &[]).await
    }
}

/// The request that a proposal became.
#[track_caller]
pub fn proposed(answer: &Answer) -> String {
    let (path, query) = answer.location().split_once('?').unwrap_or_default();
    assert_eq!((answer.status.as_u16(), query), (303, "proposed=1"), "{}", answer.words());
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

impl TestServer {
    /// What the page of a request gives back with a decision: also for those who get no form.
    pub async fn seen(&self, request: &str) -> String {
        let found = server::store::requests::find(&mut self.app.store.reader().await.unwrap(), request).await;
        server::approval::decide::seen(&found.unwrap().unwrap())
    }

    /// Somebody presses a button whether their page has it or not.
    pub async fn forge(&self, by: &Browser, desk: &str, request: &str, action: &str, more: &[(&str, &str)]) -> Answer {
        let seen = self.seen(request).await;
        by.press_having_seen(desk, request, &seen, action, more).await
    }
}
