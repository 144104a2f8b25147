//! Relays: what takes a finished mail.

use std::time::Duration;

use app::ports::mailbox::CaughtMail;
use async_trait::async_trait;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor, transport::smtp::PoolConfig};

use super::{caught::Caught, letter::Finished};

/// Connections to one relay at most.
const CONNECTIONS: u32 = 8;

/// Why a relay did not take a mail.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// It will never take it: an SMTP answer of class 5.
    #[error("{0}")]
    Refused(String),
    /// Not now: it cannot be reached, or an SMTP answer of class 4.
    #[error("{0}")]
    NotNow(String),
}

/// Takes mail.
#[async_trait]
pub trait Relay: Send + Sync {
    /// What it is called in the outbox and in logs: no credentials.
    fn name(&self) -> &str;

    /// Takes `mail`, and says what was answered.
    ///
    /// # Errors
    /// [`RelayError`] says whether it is worth trying again.
    async fn take(&self, mail: &Finished) -> Result<String, RelayError>;
}

/// An SMTP server.
pub struct Smtp {
    name: String,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// The relay at an SMTP URL: `smtp://host:25`, `smtps://user:password@host`, `smtp://host:587?tls=required`.
    ///
    /// # Errors
    /// Says what is wrong with the URL, without repeating credentials.
    pub fn new(address: &str) -> Result<Self, String> {
        let shown = url::Url::parse(address).map_err(|e| format!("mail.relays: {e}"))?;
        let name = format!(
            "{}:{}",
            shown.host_str().unwrap_or_default(),
            shown.port().map_or_else(|| shown.scheme().to_owned(), |p| p.to_string())
        );
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(address)
            .map_err(|e| format!("mail.relays: {name}: {e}"))?
            .timeout(Some(Duration::from_secs(10)))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(Duration::from_secs(30)))
            .build();
        Ok(Self { name, transport })
    }
}

#[async_trait]
impl Relay for Smtp {
    fn name(&self) -> &str {
        &self.name
    }

    async fn take(&self, mail: &Finished) -> Result<String, RelayError> {
        match self.transport.send(mail.message.clone()).await {
            Ok(answer) => Ok(format!("{} {}", answer.code(), answer.first_line().unwrap_or_default())),
            Err(error) if error.is_permanent() => Err(RelayError::Refused(error.to_string())),
            Err(error) => Err(RelayError::NotNow(error.to_string())),
        }
    }
}

/// Keeps mail for `/demo/mail`.
pub struct Catcher(pub Caught);

#[async_trait]
impl Relay for Catcher {
    fn name(&self) -> &'static str {
        "demo"
    }

    async fn take(&self, mail: &Finished) -> Result<String, RelayError> {
        self.0.keep(CaughtMail {
            at: mail.sent_at,
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
        });
        Ok("250 caught".to_owned())
    }
}
