//! Where a login may lead: a path of Changeover's own, or a configured target.

use url::Url;

use crate::config::Config;

/// Longest target that is carried through a login, in bytes.
const LONGEST: usize = 2000;

/// Takes `asked` if a login may lead there, written as it is to be redirected to; else `None`, and the default page
/// is it. Compared after parsing as browsers do (WHATWG URL), so that no disguise of another host passes.
pub fn accept(config: &Config, asked: &str) -> Option<String> {
    if asked.is_empty() || asked.len() > LONGEST {
        return None;
    }
    // A parser drops these; a header or an older browser may not.
    if asked.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return None;
    }
    let own = config.public_url().ok()?;
    if asked.starts_with('/') && !asked.starts_with("//") {
        let url = own.join(asked).ok()?;
        let same = url.origin() == own.origin() && url.username().is_empty() && url.password().is_none();
        let path = url.path();
        // Pages that would answer a login with another login, or end it.
        let loops = ["/login", "/logout", "/setup"]
            .iter()
            .any(|own| path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
        return (same && !loops && !path.starts_with("//")).then(|| relative(&url));
    }
    let url = Url::parse(asked).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let listed = config.login.return_targets.iter().filter_map(|target| Url::parse(target).ok()).any(|target| {
        let folder = target.path().trim_end_matches('/');
        let below = url.path().strip_prefix(folder);
        url.origin() == target.origin() && below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    listed.then(|| url.to_string())
}

fn relative(url: &Url) -> String {
    let query = url.query().map(|q| format!("?{q}")).unwrap_or_default();
    format!("{}{query}", url.path())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::Path;

    use super::*;

    fn config() -> Config {
        let text = "[server]\npublic_url = \"https://login.example\"\n[login]\nreturn_targets = \"https://ccms.example/terminal\"";
        Config::parse(text, Path::new(".")).unwrap()
    }

    #[test]
    fn own_paths_and_listed_targets_are_taken() {
        let config = config();
        for (asked, taken) in [
            ("/account", "/account"),
            ("/portal/users?state=ready", "/portal/users?state=ready"),
            ("/a/../account", "/account"),
            ("https://ccms.example/terminal", "https://ccms.example/terminal"),
            ("https://CCMS.example/terminal/x?y=1", "https://ccms.example/terminal/x?y=1"),
        ] {
            assert_eq!(accept(&config, asked).as_deref(), Some(taken), "{asked}");
        }
    }

    #[test]
    fn every_disguise_of_another_place_leads_to_the_default_page() {
        let config = config();
        for asked in [
            "",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "https:evil.example",
            "https:/evil.example",
            "https://evil.example",
            "http://ccms.example/terminal",
            "https://ccms.example/terminalx",
            "https://ccms.example/",
            "https://ccms.example.evil.example/terminal",
            "https://ccms.example@evil.example/terminal",
            "https://user@ccms.example/terminal",
            "https://ccms.example:444/terminal",
            "https://ccms.example/terminal/../admin",
            "javascript:alert(1)",
            "data:text/html,x",
            "/account\r\nSet-Cookie: a=b",
            " /account",
            "/login",
            "/login/code",
            "/logout",
            "/setup?login=x",
            "/./%2e%2e//evil.example",
            "/..//evil.example",
            "account",
            "?x",
            "#x",
        ] {
            assert_eq!(accept(&config, asked), None, "{asked:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_taken_stays_on_a_listed_origin(asked in ".{0,60}") {
            if let Some(taken) = accept(&config(), &asked) {
                let url = Url::parse("https://login.example").unwrap().join(&taken).unwrap();
                let origin = url.origin().ascii_serialization();
                proptest::prop_assert!(origin == "https://login.example" || origin == "https://ccms.example");
            }
        }
    }
}
