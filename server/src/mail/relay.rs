//! Relays: what takes a finished mail.

use std::time::Duration;

use app::ports::mailbox::CaughtMail;
use async_trait::async_trait;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor, transport::smtp::PoolConfig};

use super::{answer::is_about_mailbox, caught::Caught, letter::Finished};

/// Connections to one relay at most.
const CONNECTIONS: u32 = 8;

/// Why a relay did not take a mail.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// The mailbox takes no mail: an SMTP answer of class 5 that is about it ([`is_about_mailbox`]).
    #[error("{0}")]
    Refused(String),
    /// Not now, or not from us: it cannot be reached, an SMTP answer of class 4, or one of class 5 about ourselves.
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
            Err(error) => {
                let answer = error.to_string();
                let code = error.status().map(u16::from);
                Err(match code.is_some_and(|code| is_about_mailbox(code, &answer)) {
                    true => RelayError::Refused(answer),
                    false => RelayError::NotNow(answer),
                })
            }
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
