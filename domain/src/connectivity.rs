//! The connectivity test: what a login will need, and what one run of the test found.

mod reason;

pub use reason::{Party, Reason};

use std::{collections::BTreeMap, fmt, str::FromStr, time::Duration};

use crate::name::{UnknownName, lookup};

/// Something that a login needs, in the order in which pages show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// The connection is encrypted.
    Tls,
    /// The computer's clock agrees with the server's.
    Clock,
    /// The browser keeps cookies.
    Cookies,
    /// The browser runs JavaScript.
    JavaScript,
    /// The browser loads and runs WebAssembly.
    WebAssembly,
    /// The browser can ask smartcards and passkeys.
    WebAuthn,
    /// The user's smartcard logs in.
    Card,
    /// The user's passkey logs in.
    Passkey,
    /// A mail with a code arrives.
    Mail,
    /// Names, password and code together are right.
    Login,
}

impl Check {
    /// Every check, in order.
    pub const ALL: [Self; 10] = [
        Self::Tls,
        Self::Clock,
        Self::Cookies,
        Self::JavaScript,
        Self::WebAssembly,
        Self::WebAuthn,
        Self::Card,
        Self::Passkey,
        Self::Mail,
        Self::Login,
    ];

    /// The name in forms, addresses, files and the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::Clock => "clock",
            Self::Cookies => "cookies",
            Self::JavaScript => "javascript",
            Self::WebAssembly => "webassembly",
            Self::WebAuthn => "webauthn",
            Self::Card => "card",
            Self::Passkey => "passkey",
            Self::Mail => "mail",
            Self::Login => "login",
        }
    }

    /// Whether password and code do not work without it.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        matches!(self, Self::Tls | Self::Cookies | Self::Mail | Self::Login)
    }
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// As it should be.
    Pass,
    /// It works, with something to know.
    Warn,
    /// It does not work.
    Fail,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Pass, Self::Warn, Self::Fail];

    /// The name in forms and addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// What became of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Pass,
    /// Not as it should be.
    Because(Reason),
}

impl Finding {
    /// How the check ended.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Pass => Verdict::Pass,
            Self::Because(reason) => reason.verdict(),
        }
    }

    /// What a browser reports of itself; `None` for what no browser can know, and for a verdict that the check does
    /// not have.
    #[must_use]
    pub fn told(check: Check, verdict: &str) -> Option<Self> {
        if !TOLD.contains(&check) {
            return None;
        }
        match Verdict::ALL.into_iter().find(|known| known.name() == verdict)? {
            Verdict::Pass => Some(Self::Pass),
            verdict => {
                let reason = Reason::ALL.into_iter().find(|r| r.check() == check && r.verdict() == verdict);
                reason.map(Self::Because)
            }
        }
    }

    /// The name in the store: `pass`, or that of the reason.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Because(reason) => reason.name(),
        }
    }
}

/// The checks that only the browser can make. What it says of them counts for the report and for nothing else.
pub const TOLD: [Check; 4] = [Check::Clock, Check::JavaScript, Check::WebAssembly, Check::WebAuthn];

/// What a run found. A check that is absent was not made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(BTreeMap<Check, Finding>);

impl Findings {
    /// Notes what became of a check.
    pub fn note(&mut self, check: Check, finding: Finding) {
        self.0.insert(check, finding);
    }

    /// Notes why a check did not pass.
    pub fn fault(&mut self, reason: Reason) {
        self.note(reason.check(), Finding::Because(reason));
    }

    /// What became of a check.
    #[must_use]
    pub fn of(&self, check: Check) -> Option<Finding> {
        self.0.get(&check).copied()
    }

    /// Every check that was made, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Check, Finding)> + '_ {
        self.0.iter().map(|(check, finding)| (*check, *finding))
    }

    /// Why the run failed, or what remains to be said of one that passed: what password and code need comes first.
    #[must_use]
    pub fn gravest(&self) -> Option<Reason> {
        let failed = || {
            self.iter().filter_map(|(_, finding)| match finding {
                Finding::Because(reason) if reason.verdict() == Verdict::Fail => Some(reason),
                _ => None,
            })
        };
        failed().find(|reason| reason.check().is_needed()).or_else(|| failed().next())
    }

    /// What the run comes to. A whole test login that ended well has shown that password and code work, whatever else
    /// was found.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match (self.of(Check::Login), self.gravest()) {
            (Some(Finding::Pass), _) => Outcome::Passed,
            (_, Some(_)) => Outcome::Failed,
            (_, None) => Outcome::Partly,
        }
    }
}

/// What a run comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The whole test login ended well.
    Passed,
    /// What was checked is well; the test login was not made.
    Partly,
    /// Something does not work.
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Passed, Self::Partly, Self::Failed];

    /// The name in the store, in files and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Partly => "partly",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Outcome {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("outcome", &Self::ALL, Self::name, text)
    }
}

/// How long a mail takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Latency {
    /// From asking until our relay took the mail; `None` where it has not.
    pub relay: Option<Duration>,
    /// From asking until the right code was typed in.
    pub typed: Option<Duration>,
}

/// A relay that takes longer is slow.
const SLOW_RELAY: Duration = Duration::from_secs(30);

impl Latency {
    /// What it says of mail delivery when a code lives for `lifetime`: slow where most of that had gone by.
    #[must_use]
    pub fn finding(self, lifetime: Duration) -> Finding {
        let slow = self.relay.is_some_and(|relay| relay > SLOW_RELAY) || self.typed.is_some_and(|t| t > lifetime / 2);
        if slow { Finding::Because(Reason::MailSlow) } else { Finding::Pass }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select, sample::subsequence};

    use super::*;

    #[test]
    fn a_browser_is_asked_of_itself_alone_and_answers_from_a_closed_list() {
        assert_eq!(Finding::told(Check::WebAssembly, "fail"), Some(Finding::Because(Reason::WebAssemblyOff)));
        assert_eq!(Finding::told(Check::Clock, "warn"), Some(Finding::Because(Reason::ClockDrifts)));
        assert_eq!(Finding::told(Check::JavaScript, "warn"), None);
        for check in Check::ALL {
            for said in ["PASS", "", "passed", "pass ", "<b>"] {
                assert_eq!(Finding::told(check, said), None, "{check:?} {said}");
            }
            let known = TOLD.contains(&check);
            assert_eq!(Finding::told(check, "pass").is_some(), known, "{check:?}");
            assert_eq!(Finding::told(check, "fail").is_some(), known, "{check:?}");
        }
    }

    #[test]
    fn a_mail_is_slow_by_its_relay_or_by_when_its_code_was_typed() {
        let lifetime = Duration::from_secs(600);
        let seconds = |relay: u64, typed: u64| Latency {
            relay: Some(Duration::from_secs(relay)),
            typed: Some(Duration::from_secs(typed)),
        };
        assert_eq!(seconds(30, 300).finding(lifetime), Finding::Pass);
        assert_eq!(seconds(31, 40).finding(lifetime).verdict(), Verdict::Warn);
        assert_eq!(seconds(1, 301).finding(lifetime).verdict(), Verdict::Warn);
    }

    proptest! {
        #[test]
        fn names_lead_back(reason in select(&Reason::ALL[..]), outcome in select(&Outcome::ALL[..])) {
            prop_assert_eq!(reason.name().parse(), Ok(reason));
            prop_assert_eq!(outcome.name().parse(), Ok(outcome));
        }

        #[test]
        fn nothing_but_a_whole_login_passes_and_no_failure_is_lost(
            reasons in subsequence(Reason::ALL.to_vec(), 0..=Reason::ALL.len()),
            logged_in in any::<bool>(),
        ) {
            let mut findings = Findings::default();
            for reason in &reasons {
                findings.fault(*reason);
            }
            if logged_in {
                findings.note(Check::Login, Finding::Pass);
            }
            prop_assert_eq!(findings.outcome() == Outcome::Passed, logged_in);
            let failed: Vec<_> = findings.iter().filter(|(_, f)| f.verdict() == Verdict::Fail).collect();
            prop_assert_eq!(findings.gravest().is_some(), !failed.is_empty());
            if let Some(reason) = findings.gravest() {
                prop_assert!(reason.check().is_needed() || failed.iter().all(|(check, _)| !check.is_needed()));
            }
        }
    }
}
