//! Whether mail arrives at a domain is tried before a phase needs it: a notice without a code, to one person there.

use std::time::Duration;

use app::ports::mail_desk::NoProbe;
use domain::{account::AccountId, address::EmailAddress, adoption::Day};
use serde_json::json;

use super::{Kind, outbox::letter};
use crate::{
    app::App,
    audit::Scribe,
    rights::Operator,
    store::{StoreError, accounts, mail_domains, outbox},
};

/// How long a probe is worth sending.
const LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// Firms of a domain among whose people somebody is looked for: the largest.
const FIRMS: u32 = 5;

/// Sends a probe to `domain`: to an administrator of the largest firm there, whose address takes mail as far as we know;
/// to somebody else where there is none. One a domain and day in Hong Kong. Gives whom it goes to.
///
/// # Errors
/// When the database does not take it. `Ok(Err(_))` says why there is none.
pub async fn probe(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    domain: &str,
) -> Result<Result<AccountId, NoProbe>, StoreError> {
    let mut tx = app.store.begin().await?;
    if mail_domains::find(&mut tx, domain).await?.is_none() {
        return Ok(Err(NoProbe::Unknown));
    }
    let mut chosen = None;
    let firms = mail_domains::firms(&mut tx, domain, FIRMS).await?;
    for administrators in [true, false] {
        for (firm, _) in &firms {
            if chosen.is_none() {
                chosen = accounts::writable_at(&mut tx, firm, domain, administrators).await?;
            }
        }
    }
    let Some(reader) = chosen else { return Ok(Err(NoProbe::Nobody)) };
    let probe = letter(scribe, Kind::Probe, &reader.id, domain, scribe.now.plus(LIFETIME));
    let today = Day::of(scribe.now).begins();
    let operator = by.account().id.to_string();
    if !mail_domains::take_probe(&mut tx, domain, &probe.id, &operator, scribe.now, today).await? {
        return Ok(Err(NoProbe::Today));
    }
    outbox::add(&mut tx, &probe).await?;
    let masked = reader.address.as_ref().map(EmailAddress::masked);
    let detail = json!({ "domain": domain, "address": masked });
    scribe.event(&mut tx, "mail.probed", Some(&reader.id), detail).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(Ok(reader.id))
}
