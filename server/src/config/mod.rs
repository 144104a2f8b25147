//! Configuration: `changeover.toml`, each key overridden by `CHANGEOVER_SECTION__KEY`.
//!
//! A wrong or unknown key stops the start with its name, where it stands and what is allowed. To add a key: a field
//! here with its default, and a row in `docs/operations.md`.

mod certificate;
mod value;

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use domain::{code::CodeDigits, phase::Phase, weekly::Weekly};
use figment::{
    Figment,
    providers::{Env, Format as _, Toml},
};
use serde::Deserialize;

use value::{ArgonCosts, Digits, List, MinLength, Network, Span, Text};

pub use certificate::{CertificateCards, CertificateUser};
pub use value::{Argon, Secret, TrustedProxy};

/// Why the configuration was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key is wrong.
    #[error("configuration: {0}")]
    Key(String),
    /// The file named by `--config` is not there.
    #[error("configuration: there is no file {0}")]
    Missing(String),
}

/// The whole configuration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where it listens and how it is reached.
    pub server: Server,
    /// The database.
    pub database: Database,
    /// Sending mail.
    pub mail: Mail,
    /// Codes, budgets and where a login leads.
    pub login: Login,
    /// Passwords.
    pub password: Password,
    /// Set-up.
    pub setup: Setup,
    /// Sessions.
    pub session: Session,
    /// Smartcards.
    pub smartcard: Smartcard,
    /// Which addresses may be registered.
    pub registration: Registration,
    /// The phase.
    pub schedule: Schedule,
    /// The audit.
    pub audit: Audit,
    /// The report of the week.
    pub report: Report,
    /// How long what is kept is kept.
    pub retention: Retention,
    /// Keys of the server.
    pub keys: Keys,
    /// Where people find help.
    pub support: Support,
    /// The clearing house.
    pub organisation: Organisation,
    /// For tests only.
    pub limits: Limits,
    /// For tests only.
    pub test: Test,
    /// For demonstrations only.
    pub demo: Demo,
    /// The folder that relative paths begin from: the one of the configuration file.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// A one-time pass has to be told over the telephone, and typed.
const SHORTEST_PASS: Duration = Duration::from_secs(60);
/// It stands for one code of today, not for a second password.
const LONGEST_PASS: Duration = Duration::from_secs(4 * 3600);

macro_rules! section {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty = $default:expr),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }
        impl Default for $name {
            fn default() -> Self { Self { $($field: $default.into()),* } }
        }
    };
}

section! {
    /// `[server]`
    Server {
        /// Address and port to listen on.
        listen: SocketAddr = ([127, 0, 0, 1], 8080),
        /// The address people type; redirects lead here.
        public_url: Text = "http://localhost:8080",
        /// Networks whose forwarded-for headers count.
        trusted_proxies: List<Network> = Vec::new(),
    }
}
section! {
    /// `[database]`
    Database {
        /// `sqlite:` or `postgres:`; empty: a file beside the configuration.
        url: Text = "",
    }
}
section! {
    /// `[mail]`
    Mail {
        /// SMTP URLs in the order they are tried.
        relays: List<Text> = Vec::new(),
        /// Sender of every mail.
        from: Text = "",
        /// Activations and campaigns a second; codes never wait for them.
        bulk_per_second: u32 = 20_u32,
        /// What whoever posts reports of mail servers shows; none: no reports are taken.
        bounce_token: Option<Secret> = None,
        /// A file that holds it instead.
        bounce_token_file: Option<PathBuf> = None,
    }
}
section! {
    /// `[login]`
    Login {
        /// Digits of a one-time code.
        code_digits: Digits = Digits::default(),
        /// How long a code works.
        code_lifetime: Span = Duration::from_secs(600),
        /// How long a one-time pass works once it is shown to whoever passes it on.
        pass_lifetime: Span = Duration::from_secs(1800),
        /// Wrong codes that one login takes.
        code_attempts: u32 = 5_u32,
        /// Wait between two mails of one login.
        resend_after: Span = Duration::from_secs(60),
        /// Where a login may lead beside Changeover's own paths.
        return_targets: List<Text> = Vec::new(),
        /// Failures an account may have in a window.
        budget_failures: u32 = 20_u32,
        /// The window.
        budget_window: Span = Duration::from_secs(3600),
        /// Failures one source may have in an hour.
        source_failures: u32 = 1000_u32,
        /// Whether passkeys log in, wherever password and code do.
        passkeys: bool = true,
        /// Mails with codes for one account in ten minutes.
        mails_per_account: u32 = 20_u32,
    }
}
section! {
    /// `[password]`
    Password {
        /// Least number of characters.
        min_length: MinLength = MinLength::default(),
        /// Costs of Argon2id.
        argon2: ArgonCosts = ArgonCosts::default(),
        /// A file with a refused password a line.
        blocklist: Option<PathBuf> = None,
    }
}
section! {
    /// `[setup]`
    Setup {
        /// When a proof beside the mailbox is asked for.
        second_proof: SecondProof = SecondProof::WhenHeld,
        /// How long an activation works.
        activation_lifetime: Span = Duration::from_secs(14 * 86_400),
        /// How often somebody who logs in by card is asked to set up two-factor login.
        remind_every: Span = Duration::from_secs(86_400),
    }
}
section! {
    /// `[session]`
    Session {
        /// Ends a session that nobody uses.
        idle: Span = Duration::from_secs(3600),
        /// Ends every session.
        absolute: Span = Duration::from_secs(12 * 3600),
        /// Parent domain that shares the session.
        cookie_domain: Option<Text> = None,
        /// How long sessions of a closed method last.
        closing_grace: Span = Duration::ZERO,
    }
}
section! {
    /// `[smartcard]`
    Smartcard {
        /// Certificates of card issuers, `FILE#AAGUID`.
        attestation_ca: List<Text> = Vec::new(),
        /// Whether a card must prove its make.
        attestation: Attestation = Attestation::Required,
        /// Where cards with X.509 certificates log in; none: nowhere.
        x509_listen: Option<SocketAddr> = None,
        /// How people reach it.
        x509_url: Text = "",
        /// The listener's own certificate and the chain above it, PEM.
        x509_certificate: Option<PathBuf> = None,
        /// Its key, PEM.
        x509_key: Option<PathBuf> = None,
        /// Certificates of the cards' issuers, PEM.
        x509_ca: List<Text> = Vec::new(),
        /// Their revocation lists, PEM or DER; an empty list: none is asked.
        x509_crl: Option<List<Text>> = None,
        /// How a certificate names its user.
        x509_user: Option<CertificateUser> = None,
        /// How long a code works with which a user binds a card.
        binding_lifetime: Span = Duration::from_secs(30 * 86_400),
    }
}
section! {
    /// `[registration]`
    Registration {
        /// What happens to something unusual that is not wrong.
        shared_address: Policy = Policy::Warn,
        /// The only mail domains that are taken; none: any.
        domains: List<Text> = Vec::new(),
        /// What happens when a firm registers an address for a dormant user.
        dormant: Policy = Policy::Allow,
        /// How long a request waits for a decision.
        request_lifetime: Span = Duration::from_secs(14 * 86_400),
    }
}
section! {
    /// `[schedule]`
    Schedule {
        /// Fixes one phase; empty: by the schedule, and without one `parallel-run`.
        phase: FixedPhase = FixedPhase(None),
        /// By how many users or firms more than were agreed on an armed event may shut out.
        tolerance: u64 = 5_u64,
    }
}
section! {
    /// `[audit]`
    Audit {
        /// Mailboxes beyond the operator's control that get the head of the seal once a day.
        anchor_to: List<Text> = Vec::new(),
    }
}
section! {
    /// `[report]`
    Report {
        /// When staff get the report of the week by mail, in Hong Kong; empty: never.
        weekly: ReportTime = ReportTime("monday 08:00".parse().ok()),
    }
}
section! {
    /// `[retention]`
    Retention {
        /// Whom events of the audit concern and who did them.
        who: Span = Duration::from_secs(2557 * 86_400),
        /// The particulars of events.
        particulars: Span = Duration::from_secs(2557 * 86_400),
        /// Mails that were sent, refused or useless.
        mail: Span = Duration::from_secs(400 * 86_400),
    }
}
section! {
    /// `[keys]`
    Keys {
        /// Where the server's keys are; by default beside the database.
        file: Option<PathBuf> = None,
    }
}
section! {
    /// `[support]`
    Support {
        /// Telephone.
        hotline: Text = "",
        /// E-mail address.
        email: Text = "",
    }
}
section! {
    /// `[organisation]`
    Organisation {
        /// The clearing house's name in English.
        name_en: Text = "",
        /// The clearing house's name in Traditional Chinese.
        name_zh: Text = "",
    }
}
section! {
    /// `[limits]`, for tests only.
    Limits {
        /// Switches budgets off.
        off: bool = false,
    }
}
section! {
    /// `[test]`, for tests only.
    Test {
        /// A file that holds the server's time.
        clock: Option<PathBuf> = None,
    }
}
section! {
    /// `[demo]`
    Demo {
        /// Catches mail and shows it at `/demo/mail`.
        mail: bool = false,
    }
}

/// When set-up asks for a proof beside the mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondProof {
    /// From everybody.
    Required,
    /// From whoever holds a card or passkey.
    WhenHeld,
    /// From nobody.
    Off,
}

/// Whether a card must prove its make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attestation {
    /// Always.
    Required,
    /// Not in a demonstration.
    Demo,
}

/// What happens to something unusual that is not wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Taken.
    Allow,
    /// Taken, and said.
    Warn,
    /// Refused.
    Block,
}

/// A fixed phase, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct FixedPhase(pub Option<Phase>);

impl TryFrom<String> for FixedPhase {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self(None));
        }
        let allowed = || Phase::ALL.iter().map(|p| p.name()).collect::<Vec<_>>().join(", ");
        text.parse()
            .map(|p| Self(Some(p)))
            .map_err(|_| format!("{text:?} is no phase; allowed: {} or empty", allowed()))
    }
}

/// A time of the week, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ReportTime(pub Option<Weekly>);

impl TryFrom<String> for ReportTime {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self(None));
        }
        text.parse().map(|weekly| Self(Some(weekly))).map_err(|error| format!("{text:?}: {error}, or empty"))
    }
}

impl Config {
    /// Reads `file`; without one `changeover.toml` in the working folder if it is there, else the defaults. The
    /// environment goes over the file.
    ///
    /// # Errors
    /// Names the key, the place and what is allowed.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let path = file.map_or_else(|| PathBuf::from("changeover.toml"), Path::to_path_buf);
        if file.is_some() && !path.is_file() {
            return Err(ConfigError::Missing(path.display().to_string()));
        }
        let environment = Env::prefixed("CHANGEOVER_").filter(|key| key.as_str().contains("__")).split("__");
        let mut figment = Figment::new();
        if path.is_file() {
            figment = figment.merge(Toml::file_exact(&path));
        }
        let figment = figment.merge(environment);
        let mut config: Self = figment.extract().map_err(|error| ConfigError::Key(value::plain(&error)))?;
        config.folder =
            path.parent().filter(|p| !p.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf);
        config.check()?;
        Ok(config)
    }

    /// Reads a configuration from text, without the environment: tests.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, folder: &Path) -> Result<Self, ConfigError> {
        let mut config: Self = Figment::new()
            .merge(Toml::string(text))
            .extract()
            .map_err(|error| ConfigError::Key(value::plain(&error)))?;
        folder.clone_into(&mut config.folder);
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let url = self.public_url()?;
        if url.path() != "/" || url.query().is_some() {
            return Err(ConfigError::Key(
                "server.public_url: scheme, host and port only, as https://login.example".into(),
            ));
        }
        let loopback = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        };
        let for_tests = [
            ("limits.off", self.limits.off),
            ("test.clock", self.test.clock.is_some()),
            ("demo.mail", self.demo.mail),
            ("smartcard.attestation = \"demo\"", self.smartcard.attestation == Attestation::Demo),
        ];
        if let Some((key, _)) = for_tests.iter().find(|(_, set)| *set && !loopback) {
            return Err(ConfigError::Key(format!(
                "{key} is for tests: it is allowed only while server.public_url is localhost, 127.0.0.0/8 or ::1, not {url}"
            )));
        }
        if url.scheme() == "http" && !loopback {
            return Err(ConfigError::Key(format!(
                "server.public_url must begin with https:// unless it is localhost: {url}"
            )));
        }
        if !self.mail.relays.is_empty() && domain::address::EmailAddress::parse(&self.mail.from).is_err() {
            return Err(ConfigError::Key("mail.from must be one plain e-mail address when mail.relays is set".into()));
        }
        if self.mail.bounce_token.is_some() && self.mail.bounce_token_file.is_some() {
            return Err(ConfigError::Key("mail.bounce_token and mail.bounce_token_file: one of them is enough".into()));
        }
        if let Some(wrong) = self.audit.anchor_to.iter().find(|to| domain::address::EmailAddress::parse(to).is_err()) {
            return Err(ConfigError::Key(format!(
                "audit.anchor_to: {:?} is no plain e-mail address; a list of them is allowed",
                &**wrong
            )));
        }
        // These reach mails, where a line's end would begin something else.
        let shown = [
            ("organisation.name_en", &self.organisation.name_en),
            ("organisation.name_zh", &self.organisation.name_zh),
            ("support.hotline", &self.support.hotline),
            ("support.email", &self.support.email),
        ];
        if let Some((key, _)) = shown.iter().find(|(_, text)| text.chars().any(char::is_control)) {
            return Err(ConfigError::Key(format!("{key} must be one line, without control characters")));
        }
        let positive = [
            ("login.code_attempts", self.login.code_attempts),
            ("login.budget_failures", self.login.budget_failures),
            ("login.source_failures", self.login.source_failures),
            ("login.mails_per_account", self.login.mails_per_account),
            ("mail.bulk_per_second", self.mail.bulk_per_second),
        ];
        if let Some((key, _)) = positive.iter().find(|(_, value)| *value == 0) {
            return Err(ConfigError::Key(format!("{key} must be 1 or more")));
        }
        if !(SHORTEST_PASS..=LONGEST_PASS).contains(&*self.login.pass_lifetime) {
            return Err(ConfigError::Key("login.pass_lifetime must be from 1m to 4h".into()));
        }
        self.certificate_cards().map(drop)
    }

    /// The public URL, parsed.
    ///
    /// # Errors
    /// When it is none.
    pub fn public_url(&self) -> Result<url::Url, ConfigError> {
        let wrong =
            || ConfigError::Key(format!("server.public_url: {:?} is no http or https URL", &*self.server.public_url));
        let url = url::Url::parse(&self.server.public_url).map_err(|_| wrong())?;
        if matches!(url.scheme(), "http" | "https") { Ok(url) } else { Err(wrong()) }
    }

    /// The origin that browsers send for pages of ours: scheme, host and port.
    pub fn origin(&self) -> String {
        self.public_url().map(|url| url.origin().ascii_serialization()).unwrap_or_default()
    }

    /// The database's URL; by default a SQLite file beside the configuration.
    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() {
            format!("sqlite:{}", self.folder.join("changeover.sqlite").display())
        } else {
            self.database.url.to_string()
        }
    }

    /// The keys' file; by default beside the database, or beside the configuration where the database is elsewhere.
    pub fn keys_file(&self) -> PathBuf {
        if let Some(file) = &self.keys.file {
            return self.folder.join(file);
        }
        let beside = self.database.url.strip_prefix("sqlite:").map(|rest| {
            let path = rest.trim_start_matches("//").split('?').next().unwrap_or_default();
            Path::new(path).parent().unwrap_or_else(|| Path::new("")).to_path_buf()
        });
        beside.unwrap_or_else(|| self.folder.clone()).join("changeover.keys")
    }

    /// Digits of a one-time code.
    pub fn code_digits(&self) -> CodeDigits {
        self.login.code_digits.0
    }
}

#[cfg(test)]
mod tests;
