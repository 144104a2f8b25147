//! One run: what the server sees of a browser, and what the browser says of itself.

use domain::connectivity::{Check, Finding, Findings, Reason, TOLD};

use crate::session::Present;

/// A run under way. It travels in the page's URL, so that it needs no account and leaves nothing behind.
#[derive(Clone, Debug)]
pub struct Run {
    /// Whether the browser was checked.
    pub started: bool,
    told: Vec<(Check, Finding)>,
    seen: Seen,
}

/// What the server sees of one request.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Whether it came to us encrypted, or from this machine itself.
    pub encrypted: bool,
    /// Whether the probe cookie came back.
    pub cookie: bool,
}

impl Run {
    /// A run with what the browser says in a form or a URL, by the names of the checks. What is not on the closed list
    /// is dropped.
    pub fn of<'a>(started: bool, seen: Seen, said: impl Fn(&str) -> &'a str) -> Self {
        let told = TOLD.into_iter().filter_map(|check| Some((check, Finding::told(check, said(check.name()))?)));
        Self { started, told: told.collect(), seen }
    }

    /// The page's URL in this run, with whatever else it is to carry.
    pub fn url(&self, with: &[(&str, &str)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if self.started {
            query.append_pair("started", "1");
        }
        for (check, finding) in &self.told {
            query.append_pair(check.name(), finding.verdict().name());
        }
        let query = query.extend_pairs(with).finish();
        if query.is_empty() { "/connectivity".to_owned() } else { format!("/connectivity?{query}") }
    }

    /// What was found so far. A login that is there shows what it was made with.
    pub fn findings(&self, present: Option<&Present>) -> Findings {
        let mut findings = Findings::default();
        let mut note = |check, right: bool, reason| {
            findings.note(check, if right { Finding::Pass } else { Finding::Because(reason) });
        };
        note(Check::Tls, self.seen.encrypted, Reason::PlainConnection);
        if self.started || present.is_some() {
            note(Check::Cookies, self.seen.cookie || present.is_some(), Reason::CookiesBlocked);
        }
        let script = self.told.iter().any(|(check, _)| *check == Check::JavaScript);
        if self.started {
            note(Check::JavaScript, script, Reason::JavaScriptOff);
            if script {
                // The bundle itself says that it runs: silence is a no.
                note(Check::WebAssembly, false, Reason::WebAssemblyOff);
            }
        }
        for (check, finding) in &self.told {
            findings.note(*check, *finding);
        }
        match present.map(|present| present.session.method) {
            Some(method) if method.is_card() => findings.note(Check::Card, Finding::Pass),
            Some(domain::method::Method::Passkey) => findings.note(Check::Passkey, Finding::Pass),
            _ => {}
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(said: &'static [(&'static str, &'static str)]) -> Run {
        let told = |name: &str| said.iter().find(|(held, _)| *held == name).map_or("", |(_, value)| *value);
        Run::of(true, Seen { encrypted: true, cookie: true }, told)
    }

    #[test]
    fn a_browser_that_is_silent_runs_no_script_and_of_the_bundle_nothing_is_known() {
        let findings = run(&[]).findings(None);
        assert_eq!(findings.of(Check::JavaScript), Some(Finding::Because(Reason::JavaScriptOff)));
        assert_eq!(findings.of(Check::WebAssembly), None);
    }

    #[test]
    fn a_script_without_the_bundle_is_a_browser_without_webassembly() {
        let findings = run(&[("javascript", "pass"), ("clock", "warn")]).findings(None);
        assert_eq!(findings.of(Check::JavaScript), Some(Finding::Pass));
        assert_eq!(findings.of(Check::WebAssembly), Some(Finding::Because(Reason::WebAssemblyOff)));
        assert_eq!(findings.of(Check::Clock), Some(Finding::Because(Reason::ClockDrifts)));
    }

    #[test]
    fn what_the_url_carries_is_the_closed_list_and_nothing_else() {
        let run = run(&[("javascript", "pass"), ("webassembly", "<script>"), ("login", "pass"), ("tls", "fail")]);
        assert_eq!(run.url(&[]), "/connectivity?started=1&javascript=pass");
        assert_eq!(run.findings(None).of(Check::Tls), Some(Finding::Pass));
        assert_eq!(run.findings(None).of(Check::Login), None);
    }
}
