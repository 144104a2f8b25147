//! A person with a browser and a mailbox.

use std::net::SocketAddr;

use hyper::{StatusCode, header};

use crate::{
    Outcome,
    client::{Answer, Browser},
    load::Person,
    sink::Mailbox,
};

/// The participant of everybody.
pub const PARTICIPANT: &str = "CAAA";

/// Long, and built on no name: the server refuses others.
const PASSWORD: &str = "meadow-7-orbit lantern quartz";

/// A user with an account of its own, so that no budget or wait of one touches another.
#[derive(Debug)]
pub struct User {
    name: String,
    browser: Browser,
    mailbox: Mailbox,
}

impl User {
    /// The `n`th user's ID.
    pub fn name(n: usize) -> String {
        format!("{PARTICIPANT}{n:03}")
    }

    /// The `n`th user's address.
    pub fn mail_address(n: usize) -> String {
        format!("user{n:03}@bench.example")
    }

    /// The `n`th user, with a browser that the server at `address` does not know.
    ///
    /// # Errors
    /// When the server does not listen.
    pub async fn new(n: usize, mailbox: Mailbox, address: SocketAddr) -> Outcome<Self> {
        Ok(Self { name: Self::name(n), browser: Browser::open(address).await?, mailbox })
    }

    /// The cookies of this user's browser, as a request carries them.
    pub fn cookies(&self) -> String {
        self.browser.cookies()
    }

    /// Uploads a file of addresses, and looks at its preview.
    ///
    /// # Errors
    /// When the file is not taken.
    pub async fn upload(&mut self, file: &[u8]) -> Outcome {
        let answer = self.browser.upload("/portal/upload", file, StatusCode::SEE_OTHER).await?;
        let preview = answer.header(header::LOCATION).to_owned();
        self.browser.get(&preview, StatusCode::OK).await?;
        Ok(())
    }

    /// Sets the account up: the activation that has been mailed, a password, a code.
    ///
    /// # Errors
    /// When a step goes another way than it should.
    pub async fn set_up(&mut self) -> Outcome {
        let activation = self.mailbox.next().await?;
        let proof = [("participant", PARTICIPANT), ("user", &self.name), ("activation", &activation)];
        let answer = self.browser.post("/setup", &proof, StatusCode::SEE_OTHER).await?;
        let (page, login) = under_way(&answer)?;
        let choice = [("login", &*login), ("password", PASSWORD)];
        self.browser.post(&page, &choice, StatusCode::SEE_OTHER).await?;
        let code = self.mailbox.next().await?;
        self.browser.post(&page, &[("login", &login), ("code", &code)], StatusCode::SEE_OTHER).await?;
        Ok(())
    }

    /// Shows that the login has opened a session.
    ///
    /// # Errors
    /// When it has not.
    pub async fn see_account(&mut self) -> Outcome {
        self.browser.get("/account", StatusCode::OK).await.map(drop)
    }
}

impl Person for User {
    /// The form, the password, the page that asks for the code, the mail, the code.
    async fn log_in(&mut self) -> Outcome {
        self.browser.get("/login", StatusCode::OK).await?;
        let proof = [("participant", PARTICIPANT), ("user", &self.name), ("password", PASSWORD), ("return_to", "")];
        let answer = self.browser.post("/login", &proof, StatusCode::SEE_OTHER).await?;
        let (page, login) = under_way(&answer)?;
        self.browser.get(&page, StatusCode::OK).await?;
        let code = self.mailbox.next().await?;
        self.browser.post("/login/code", &[("login", &login), ("code", &code)], StatusCode::SEE_OTHER).await?;
        Ok(())
    }
}

/// Where a step led, and the name of the login under way, which its page carries in the URL and its form in a field.
fn under_way(answer: &Answer) -> Outcome<(String, String)> {
    let page = answer.header(header::LOCATION);
    let (_, login) = page.split_once("login=").ok_or_else(|| format!("a step led to {page}"))?;
    Ok((page.to_owned(), login.to_owned()))
}
