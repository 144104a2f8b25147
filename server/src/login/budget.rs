//! Which budgets an attempt is paid from.
//!
//! A stranger pays from the source's budget and from the account's. A browser that has completed a login of the
//! account pays from one of its own instead, so that strangers cannot shut its owner out. An account that
//! does not exist has budgets like any other.

use std::{net::IpAddr, time::Duration};

use domain::{
    account::AccountId,
    budget::{BudgetRule, Closed},
    time::Instant,
};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    random::{Token, digest},
    store::{
        StoreError, Tx,
        budgets::{self, Payment},
    },
};

/// What is being tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A password.
    Password,
    /// A one-time code.
    Code,
    /// An activation code.
    Activation,
    /// A code with which a smartcard is bound.
    Binding,
    /// A card with an X.509 certificate.
    Certificate,
}

/// Codes in a row that may be wrong before the method is paused: NIST SP 800-63B-4 §3.2.2 allows 100.
const CODE_STREAK: u32 = 100;

impl Method {
    const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Activation => "activation",
            Self::Binding => "binding",
            Self::Certificate => "certificate",
        }
    }

    /// The name of the budget that strangers pay from for `account`.
    pub fn budget_of(self, account: &AccountId) -> String {
        format!("{}:{account}", self.name())
    }

    /// How much it grants.
    pub fn rule(self, app: &App) -> BudgetRule {
        BudgetRule {
            failures: app.config.login.budget_failures,
            window: *app.config.login.budget_window,
            // A password of 15 characters outlasts any rate; a code of six digits does not.
            streak: (self == Self::Code).then_some(CODE_STREAK),
        }
    }
}

/// The budgets one attempt is paid from.
#[derive(Clone, Debug)]
pub struct Purse {
    method: Method,
    /// The account's, or this browser's own.
    account: String,
    /// The source's; a known browser pays nothing here.
    source: Option<String>,
    off: bool,
}

impl Purse {
    /// The purse for trying `method` on `account` (as typed, if it is none) from `source`. `known` is the browser's
    /// token where the browser has completed a login of this account.
    pub fn of(app: &App, method: Method, account: &str, source: IpAddr, known: Option<&Token>) -> Self {
        let name = method.name();
        let (account, source) = match (method, known) {
            (_, Some(browser)) => (format!("{name}:{account}:{}", &browser.hash()[..16]), None),
            // 60 bits cannot be guessed: the budget only stops floods, and a stranger elsewhere must not close it.
            (Method::Activation | Method::Binding, None) => {
                (format!("{name}:{account}:{}", source_key(source)), Some(source_budget(source)))
            }
            (_, None) => (format!("{name}:{account}"), Some(source_budget(source))),
        };
        Self { method, account, source, off: app.config.limits.off }
    }

    /// Pays for one attempt on `account` before it is evaluated. That a source is closed is written down here: it says
    /// nothing of the account, whose owner is not to be told.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn spend(
        &self,
        app: &App,
        tx: &mut Tx,
        scribe: &Scribe<'_>,
        account: Option<&AccountId>,
    ) -> Result<Payment, StoreError> {
        if self.off {
            return Ok(Payment::Paid);
        }
        if let Some(source) = &self.source
            && let Payment::Closed { why, first } = budgets::spend(tx, source, &source_rule(app), scribe.now).await?
        {
            if first {
                scribe.event(tx, "source.paused", None, json!({ "budget": source })).await?;
            }
            self.turn_away(app, tx, scribe, account, source).await?;
            return Ok(Payment::Closed { why, first: false });
        }
        let payment = budgets::spend(tx, &self.account, &self.method.rule(app), scribe.now).await?;
        if matches!(payment, Payment::Closed { .. }) {
            self.turn_away(app, tx, scribe, account, &self.account).await?;
        }
        Ok(payment)
    }

    /// Writes down that an attempt was not evaluated, so that the help desk finds it by the number that the page shows:
    /// as often in a window as attempts are evaluated in it, so that a flood fills no audit.
    async fn turn_away(
        &self,
        app: &App,
        tx: &mut Tx,
        scribe: &Scribe<'_>,
        account: Option<&AccountId>,
        closed: &str,
    ) -> Result<(), StoreError> {
        let rule = BudgetRule { streak: None, ..self.method.rule(app) };
        if budgets::spend(tx, &format!("told:{closed}"), &rule, scribe.now).await? != Payment::Paid {
            return Ok(());
        }
        let detail = json!({ "what": self.method.name(), "why": "too many failures" });
        scribe.event(tx, "login.turned-away", account, detail).await
    }

    /// The attempt succeeded.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn succeed(&self, app: &App, tx: &mut Tx, now: Instant) -> Result<(), StoreError> {
        if self.off {
            return Ok(());
        }
        if let Some(source) = &self.source {
            budgets::succeed(tx, source, &source_rule(app), now).await?;
        }
        budgets::succeed(tx, &self.account, &self.method.rule(app), now).await
    }

    /// The attempt was not evaluated.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn refund(&self, tx: &mut Tx, now: Instant) -> Result<(), StoreError> {
        if self.off {
            return Ok(());
        }
        if let Some(source) = &self.source {
            budgets::refund(tx, source, now).await?;
        }
        budgets::refund(tx, &self.account, now).await
    }
}

/// Pays for one mail with a code. `Err` until when no more leave.
///
/// # Errors
/// When the database does not take it.
pub async fn pay_mail(app: &App, tx: &mut Tx, account: &str, now: Instant) -> Result<Result<(), Instant>, StoreError> {
    if app.config.limits.off {
        return Ok(Ok(()));
    }
    let rule =
        BudgetRule { failures: app.config.login.mails_per_account, window: Duration::from_secs(600), streak: None };
    Ok(match budgets::spend(tx, &format!("mail:{account}"), &rule, now).await? {
        Payment::Closed { why: Closed::Until(until), .. } => Err(until),
        _ => Ok(()),
    })
}

/// Steps of ceremonies that one source may take in an hour, for each failure that it may have: whoever opens the login
/// page begins one that may never be finished.
const CEREMONIES_PER_FAILURE: u32 = 20;

/// Pays for one step of a ceremony, so that no source fills the database with them. `Err` until when no more begin.
///
/// # Errors
/// When the database does not take it.
pub async fn pay_ceremony(
    app: &App,
    tx: &mut Tx,
    source: IpAddr,
    now: Instant,
) -> Result<Result<(), Instant>, StoreError> {
    if app.config.limits.off {
        return Ok(Ok(()));
    }
    let mut rule = source_rule(app);
    rule.failures = rule.failures.saturating_mul(CEREMONIES_PER_FAILURE);
    Ok(match budgets::spend(tx, &format!("ceremony:{}", source_key(source)), &rule, now).await? {
        Payment::Closed { why: Closed::Until(until), .. } => Err(until),
        _ => Ok(()),
    })
}

/// Whether it is written down once more that a way in is closed: to one account as often in a window as passwords are
/// evaluated in it, and from one source as often as it may fail.
///
/// # Errors
/// When the database does not take it.
pub async fn tells_closed(
    app: &App,
    tx: &mut Tx,
    account: Option<&AccountId>,
    source: IpAddr,
    now: Instant,
) -> Result<bool, StoreError> {
    let by_source = format!("told:closed:{}", source_key(source));
    if budgets::spend(tx, &by_source, &source_rule(app), now).await? != Payment::Paid {
        return Ok(false);
    }
    let Some(account) = account else { return Ok(true) };
    let by_account = format!("told:closed:{account}");
    Ok(budgets::spend(tx, &by_account, &Method::Password.rule(app), now).await? == Payment::Paid)
}

/// Names an account that was typed but cannot exist, so that it has budgets like any other.
pub fn nameless(participant: &str, user: &str) -> String {
    let fold = |text: &str| text.trim().to_uppercase();
    format!("?{}", &digest(&format!("{}/{}", fold(participant), fold(user)))[..32])
}

fn source_rule(app: &App) -> BudgetRule {
    BudgetRule { failures: app.config.login.source_failures, window: Duration::from_secs(3600), streak: None }
}

fn source_budget(source: IpAddr) -> String {
    format!("source:{}", source_key(source))
}

/// An IPv4 address, or the /64 that one line is given in IPv6.
fn source_key(source: IpAddr) -> String {
    match source.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}
