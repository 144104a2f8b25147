//! Every page in every state: what must hold of its HTML, and what the main ones say.
#![cfg(feature = "ssr")]

#[path = "../examples/gallery/states.rs"]
mod states;

use std::collections::BTreeSet;

use app::render::render;
use domain::language::Language;
use states::{Exhibit, exhibits};

/// Every page of the gallery as its name, its URL and its HTML.
fn pages() -> Vec<(String, String, String)> {
    Language::ALL
        .into_iter()
        .flat_map(exhibits)
        .map(|Exhibit { name, chrome, page }| {
            let name = format!("{name}.{}", chrome.language.tag());
            let here = chrome.here.clone();
            (name, here, render(chrome, page).html)
        })
        .collect()
}

/// The values of an attribute, wherever it stands.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The tags of an element, from `<` to `>`.
fn tags<'a>(html: &'a str, element: &str) -> Vec<&'a str> {
    html.split('<')
        .filter(|rest| rest.strip_prefix(element).is_some_and(|rest| rest.starts_with([' ', '>'])))
        .filter_map(|rest| rest.split('>').next())
        .collect()
}

/// Without what scripts say, the only places in which anything like markup is no markup.
fn without_script(html: &str) -> String {
    without(html, "<script", "</script>")
}

fn without(html: &str, begin: &str, end: &str) -> String {
    let mut pieces = html.split(begin);
    let before = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(before, |html, piece| html + piece.split_once(end).map_or("", |(_, rest)| rest))
}

/// What the page says, a line for each block.
fn text(html: &str) -> String {
    let html = without(&without_script(html), "<!--", "-->");
    let body = html.split_once("<main").map_or("", |(_, rest)| rest);
    let body = body.split_once("</main>").map_or(body, |(body, _)| body);
    let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    let mut text = format!("[{title}]\n");
    let mut rest = body;
    while let Some((said, after)) = rest.split_once('<') {
        text += said.split_once('>').map_or(said, |(_, said)| said);
        let tag = after.split('>').next().unwrap_or_default();
        if [
            "p", "h1", "h2", "li", "dt", "dd", "div", "label", "button", "tr", "caption", "form", "pre", "summary",
            "legend", "option",
        ]
        .iter()
        .any(|block| tag == format!("/{block}"))
        {
            text.push('\n');
        } else if tag.starts_with("/th") || tag.starts_with("/td") {
            text += " | ";
        } else if ["/span", "/strong"].contains(&tag) {
            text.push(' ');
        }
        rest = after;
    }
    let lines: Vec<_> = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let lines = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    lines.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

#[test]
fn every_page_has_one_heading_and_says_its_language() {
    for (name, _, html) in pages() {
        assert_eq!(tags(&html, "h1").len(), 1, "{name}");
        let language = if name.ends_with("zh-HK") { "zh-Hant-HK" } else { "en-HK" };
        assert!(html.starts_with(&format!("<!DOCTYPE html><html lang=\"{language}\">")), "{name}");
    }
}

#[test]
fn nothing_is_styled_or_handled_inline() {
    for (name, _, html) in pages() {
        let html = without_script(&html);
        for forbidden in [" style=", " onclick=", " onsubmit=", "javascript:", "<style"] {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
    }
}

#[test]
fn the_bundle_is_loaded_only_where_something_moves_and_every_script_carries_the_nonce() {
    for Exhibit { name, chrome, page } in exhibits(Language::En) {
        let rendered = render(chrome, page);
        let moves = rendered.html.contains("<leptos-island");
        assert_eq!(rendered.html.contains("<script type=\"module\""), moves, "{name}");
        for script in rendered.html.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or_default();
            assert!(tag.contains(&format!("nonce=\"{}\"", rendered.nonce)), "{name}: {tag}");
        }
        assert!(rendered.nonce.len() >= 22, "{name}: 128 bits");
    }
}

/// Where forms of several pages post to.
const ELSEWHERE: [&str; 4] = ["/logout", "/login/passkey", "/setup", "/monitor/closing-pack"];

#[test]
fn forms_post_to_their_own_page_and_filters_get_it() {
    for (name, here, html) in pages() {
        let path = here.split('?').next().expect("a path");
        let here = here.replace('&', "&amp;");
        for form in tags(&html, "form") {
            if form.contains("method=\"get\"") {
                assert!(form.contains(&format!("action=\"{path}\"")), "{name}: {form}");
                continue;
            }
            assert!(form.contains("method=\"post\""), "{name}: {form}");
            let own = form.contains(&format!("action=\"{here}\""));
            let other = ELSEWHERE.iter().any(|url| form.contains(&format!("action=\"{url}\"")));
            assert!(own || other, "{name}: {form}");
        }
    }
}

#[test]
fn ids_are_unique_and_what_names_them_finds_them() {
    for (name, _, html) in pages() {
        let html = without_script(&html);
        let all = values(&html, "id");
        let ids: BTreeSet<_> = all.iter().copied().collect();
        assert_eq!(all.len(), ids.len(), "{name}: {all:?}");
        for attribute in ["for", "aria-describedby", "aria-labelledby", "aria-controls"] {
            for id in values(&html, attribute).into_iter().flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{name}: {attribute}={id}");
            }
        }
        for target in values(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
            assert!(ids.contains(target), "{name}: #{target}");
        }
    }
}

#[test]
fn every_visible_field_has_a_label() {
    for (name, _, html) in pages() {
        let labelled: BTreeSet<_> = values(&html, "for").into_iter().collect();
        for input in ["input", "select", "textarea"].into_iter().flat_map(|field| tags(&html, field)) {
            if input.contains("type=\"hidden\"") || input.contains(" hidden") {
                continue;
            }
            let tag = format!(" {input}");
            let id = values(&tag, "id");
            assert!(id.first().is_some_and(|id| labelled.contains(id)), "{name}: {input}");
        }
    }
}

#[test]
fn an_error_is_said_in_title_summary_and_field() {
    for (name, _, html) in pages() {
        let titled = html.contains("<title>Error: ") || html.contains("<title>錯誤：");
        let summary = html.contains("role=\"alert\" tabindex=\"-1\" autofocus");
        assert_eq!(titled, summary, "{name}");
        if !summary {
            assert!(!html.contains("aria-invalid"), "{name}");
            continue;
        }
        let heading = html.find("<h1").expect("a heading");
        assert!(html.find("id=\"problems\"").expect("a summary") < heading, "{name}");
        let list = html[..heading].split("<ul>").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("a list");
        for item in list.split("<a href=\"#").skip(1) {
            let (field, rest) = item.split_once("\">").expect("a link");
            let words = rest.split("</a>").next().expect("its words");
            if ["input", "select", "textarea"].iter().any(|tag| html.contains(&format!("<{tag} id=\"{field}\""))) {
                let at_field = html.split(&format!("id=\"{field}-error\"")).nth(1).expect("words at the field");
                assert!(at_field.contains(&format!(">{words}</p>")), "{name}: {field}");
            }
        }
    }
}

#[test]
fn what_was_typed_stays_and_passwords_never_do() {
    for (name, _, html) in pages() {
        for input in tags(&html, "input") {
            if input.contains("type=\"password\"") {
                assert!(!input.contains("value="), "{name}: {input}");
                assert!(!input.contains("maxlength"), "{name}: {input}");
            }
        }
        if name.starts_with("login-refused") {
            assert!(html.contains("value=\"CAAA\"") && html.contains("value=\"CAAA001\""), "{name}");
            assert!(html.contains("name=\"return_to\" value=\"/account\""), "{name}");
        }
    }
}

#[test]
fn the_language_switch_keeps_page_and_state() {
    for Exhibit { name, chrome, page } in exhibits(Language::En) {
        let joint = if chrome.here.contains('?') { "&amp;" } else { "?" };
        let link = format!("href=\"{}{joint}lang=zh-HK\"", chrome.here.replace('&', "&amp;"));
        assert!(render(chrome, page).html.contains(&link), "{name}: {link}");
    }
}

#[test]
fn help_stands_last_on_every_page() {
    for (name, _, html) in pages() {
        let footer = html.split("<footer").nth(1).expect("a footer");
        assert!(footer.contains("<ul><li><a href=\"/help\">"), "{name}");
    }
}

#[test]
fn what_is_typed_is_escaped() {
    use app::{ports::login::PasswordForm, render::Page};
    let chrome = exhibits(Language::En).swap_remove(0).chrome;
    let form = PasswordForm { participant: "\"><script>alert(1)</script>".to_owned(), ..PasswordForm::default() };
    let html = render(chrome, Page::Login(form)).html;
    assert!(!html.contains("<script>alert") && !html.contains("value=\"\">"), "{html}");
}

#[test]
fn what_is_typed_into_several_lines_is_escaped() {
    let typed: Vec<_> = pages().into_iter().filter(|(name, ..)| name.starts_with("user-address-confirm.")).collect();
    assert_eq!(typed.len(), Language::ALL.len());
    for (name, _, html) in typed {
        assert!(
            html.contains(
                ">\nNew mailbox &lt;/textarea&gt;&lt;b&gt;since&lt;/b&gt; she moved desks &amp; floors</textarea>"
            ),
            "{name}"
        );
    }
}

#[test]
fn a_file_name_is_escaped_in_heading_and_title() {
    for (name, _, html) in pages().into_iter().filter(|(name, ..)| name.starts_with("preview-odd-name.")) {
        assert!(!html.contains("a</title>") && !html.contains("<script>b"), "{name}");
    }
}

#[test]
fn what_the_pages_say() {
    let shown = [
        "methods-registration",
        "methods-preparation",
        "methods-connectivity-test",
        "methods-parallel-run",
        "methods-two-factor-only",
        "login",
        "login-missing",
        "login-refused",
        "login-closed",
        "code-sent",
        "code-slow",
        "code-resent",
        "code-wrong",
        "code-expired",
        "code-used-up",
        "setup-activation",
        "setup-password-short",
        "setup-done-now",
        "setup-done-later",
        "account-several",
        "change-password",
        "setup-activation-hand-over",
        "portal",
        "portal-filtered",
        "portal-no-match",
        "portal-alone",
        "portal-empty",
        "confirm-disable",
        "confirm-reset",
        "user",
        "user-waiting-yours",
        "user-paused",
        "user-address-confirm",
        "upload",
        "upload-workbook",
        "preview",
        "preview-nothing",
        "trail",
        "trail-every-kind",
        "domains",
        "forgot-password",
        "help-unconfigured",
        "demo-mail",
        "refusal-failed",
    ];
    assert_shown(&shown);
}

#[test]
fn what_the_pages_of_the_schedule_say() {
    let shown = [
        "methods-extensions",
        "card-extensions",
        "schedule",
        "banner-coming",
        "banner-extension",
        "schedule-desk",
        "schedule-desk-way-back",
        "event",
        "event-to-arm",
        "event-wrong",
        "event-decommissioning",
        "event-check",
        "event-check-first",
        "event-check-back",
    ];
    for language in Language::ALL {
        let mut all = exhibits(language);
        for name in shown {
            let place = all.iter().position(|exhibit| exhibit.name == name).expect(name);
            let Exhibit { name, chrome, page } = all.swap_remove(place);
            insta::assert_snapshot!(format!("{name}.{}", language.tag()), text(&render(chrome, page).html));
        }
    }
}

#[test]
fn what_the_pages_about_mail_say() {
    let shown = [
        "mail-outbox",
        "mail-outbox-viewer",
        "mail-outbox-empty",
        "mail-domains-probed",
        "mail-domains-not-probed",
        "mail-refusing",
        "mail-refusing-empty",
    ];
    for language in Language::ALL {
        let mut all = exhibits(language);
        for name in shown {
            let place = all.iter().position(|exhibit| exhibit.name == name).expect(name);
            let Exhibit { name, chrome, page } = all.swap_remove(place);
            insta::assert_snapshot!(format!("{name}.{}", language.tag()), text(&render(chrome, page).html));
        }
    }
}

#[test]
fn what_the_pages_about_who_would_be_blocked_say() {
    let shown = [
        "blocked",
        "blocked-looked-at",
        "blocked-by-firm",
        "blocked-by-mail",
        "blocked-mail-delayed",
        "blocked-mail-nobody",
        "blocked-filtered",
        "blocked-nobody",
        "blocked-nobody-chosen",
        "blocked-remind",
        "blocked-remind-all",
        "blocked-extend",
        "blocked-extend-too-soon",
        "call-list",
        "call-list-nobody",
    ];
    assert_shown(&shown);
}

#[test]
fn what_the_pages_about_approvals_say() {
    let shown = [
        "approvals",
        "approvals-reason-missing",
        "approvals-maker",
        "approvals-maker-empty",
        "approvals-staff",
        "approval-addresses",
        "approval-mine",
        "approval-reset",
        "approval-arm",
        "approval-campaign",
        "approval-domains",
        "approval-decided",
        "approval-mails",
        "approval-codes",
        "staff-proposal-kind-missing",
        "staff-proposal-confirm-both",
    ];
    assert_shown(&shown);
}

#[test]
fn what_the_pages_about_cards_and_passkeys_say() {
    let shown = [
        "card",
        "card-typed",
        "card-bound",
        "card-ended",
        "card-half-user",
        "binding",
        "binding-demonstration",
        "binding-refused",
        "ceremony-card",
        "ceremony-demonstration",
        "ceremony-passkey",
        "ceremony-adding",
        "setup-proof",
        "login-passkeys",
        "account-cards",
        "account-by-card",
        "account-no-address",
        "passkeys",
        "passkeys-none",
        "passkeys-too-many",
        "passkeys-remove-current-missing",
        "reminder",
        "reminder-no-address",
    ];
    assert_shown(&shown);
}

#[test]
fn each_refusal_of_a_card_or_passkey_has_words_of_its_own() {
    let summary = |html: &str| {
        let summary = html.split("id=\"problems-title\"").nth(1).expect("a summary");
        summary.split("</ul>").next().expect("its end").to_owned()
    };
    let all = pages();
    for language in Language::ALL {
        for way in ["card-refused-", "binding-refused-", "login-passkey-", "setup-proof-refused-"] {
            let said: Vec<_> = all
                .iter()
                .filter(|(name, ..)| name.starts_with(way) && name.ends_with(&format!(".{}", language.tag())))
                .map(|(_, _, html)| summary(html))
                .collect();
            assert_eq!(said.len(), 13, "{way}");
            assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), 13, "{way}: {said:?}");
        }
    }
}

#[test]
fn what_needs_a_script_says_so_and_shows_the_other_way() {
    for (name, _, html) in pages() {
        let asks = html.contains("name=\"credential\"") && !html.contains("id=\"passkey-credential\"");
        let card = name.starts_with("card") || name.starts_with("binding");
        let said = html.split("<noscript>").nth(1).and_then(|rest| rest.split("</noscript>").next());
        if asks || card {
            assert!(said.is_some_and(|said| said.contains("JavaScript") && said.contains("<a href=")), "{name}");
        }
    }
}

#[test]
fn what_the_pages_of_the_connectivity_test_say() {
    let shown = [
        "connectivity",
        "connectivity-closed",
        "connectivity-checked",
        "connectivity-faults",
        "connectivity-silent",
        "connectivity-refused",
        "connectivity-code",
        "connectivity-passed",
        "connectivity-failed",
        "account-test",
        "tests",
        "tests-no-match",
    ];
    assert_shown(&shown);
}

#[test]
fn every_reason_has_words_a_cure_and_somebody_to_do_it() {
    for (name, _, html) in pages().into_iter().filter(|(name, ..)| name.starts_with("connectivity-reason-")) {
        let row = html.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a row");
        assert_eq!(tags(row, "p").len(), 2, "{name}");
        assert_eq!(tags(row, "strong").len(), 1, "{name}");
        assert!(html.contains("class=\"tag fail\"") || html.contains("class=\"tag warn\""), "{name}");
    }
}

/// Asserts that the exhibits of these names say what they said.
fn assert_shown(shown: &[&str]) {
    for language in Language::ALL {
        let mut all = exhibits(language);
        for name in shown {
            let place = all.iter().position(|exhibit| exhibit.name == *name).expect(name);
            let Exhibit { name, chrome, page } = all.swap_remove(place);
            insta::assert_snapshot!(format!("{name}.{}", language.tag()), text(&render(chrome, page).html));
        }
    }
}

#[test]
fn what_the_pages_about_the_register_say() {
    let shown = [
        "registry",
        "registry-viewer",
        "registry-empty",
        "registry-suspend",
        "registry-proposal-scope-unfit",
        "approval-bind-card",
        "approval-retire-cards",
        "registry-codes-to-take",
        "registry-codes-taken",
    ];
    assert_shown(&shown);
}

#[test]
fn what_the_pages_about_briefings_and_the_guide_say() {
    let shown = [
        "briefings-administrator",
        "briefings-signed-up",
        "briefings-refused-few",
        "calendar",
        "session-over",
        "session-refused-not-confirmed",
        "session-new-missing",
        "attendance",
        "guide",
        "guide-document",
        "guide-document-firm",
        "library",
        "readers",
        "readers-firms",
        "paper-form-missing",
    ];
    assert_shown(&shown);
}

#[test]
fn what_the_pages_say_while_mail_is_down() {
    let shown = [
        "delay-login",
        "delay-code",
        "delay-setup",
        "pass-entry-refused",
        "contingency",
        "contingency-quiet",
        "contingency-firm",
        "contingency-no-number",
        "firm-contingency",
        "firm-contingency-checker",
        "call-back",
        "approval-pass-to-call",
        "approval-pass-in-person",
        "approval-pass-not-confirmed",
        "passes-call",
        "passes-in-person",
    ];
    assert_shown(&shown);
}

#[test]
fn what_the_pages_about_readiness_say() {
    let shown = [
        "readiness",
        "readiness-reminded",
        "readiness-ready",
        "readiness-moved",
        "readiness-looked",
        "readiness-early",
        "readiness-wrong-not-instant",
        "readiness-confirm",
        "package",
        "package-has",
        "exceptions",
        "exceptions-none",
        "exceptions-wrong-from",
        "exceptions-all",
        "exception-proposal",
        "effect",
        "effect-end",
        "overview",
        "overview-no-match",
    ];
    for language in Language::ALL {
        let mut all = exhibits(language);
        for name in shown {
            let place = all.iter().position(|exhibit| exhibit.name == name).expect(name);
            let Exhibit { name, chrome, page } = all.swap_remove(place);
            insta::assert_snapshot!(format!("{name}.{}", language.tag()), text(&render(chrome, page).html));
        }
    }
}

#[test]
fn what_the_pages_about_campaigns_say() {
    let shown = [
        "campaigns",
        "campaigns-empty",
        "campaign-new",
        "campaign-edit-wrong",
        "campaign-draft",
        "campaign-running",
        "campaign-paused",
        "campaign-done",
        "announcements",
        "help-announced",
    ];
    for language in Language::ALL {
        let mut all = exhibits(language);
        for name in shown {
            let place = all.iter().position(|exhibit| exhibit.name == name).expect(name);
            let Exhibit { name, chrome, page } = all.swap_remove(place);
            insta::assert_snapshot!(format!("{name}.{}", language.tag()), text(&render(chrome, page).html));
        }
    }
}

#[test]
fn what_the_pages_of_the_help_desk_say() {
    assert_shown(&[
        "enquiry-search",
        "enquiry-number",
        "enquiry-names",
        "enquiry-list",
        "enquiry-shown",
        "enquiry-secret",
        "caller",
        "caller-viewer",
        "caller-capped",
        "caller-staff",
        "firms",
        "firms-narrowed",
        "firm-file",
        "firm-file-bare",
    ]);
}

#[test]
fn a_viewer_finds_no_address_on_a_page_of_the_help_desk() {
    for (name, _, html) in pages() {
        if name.starts_with("caller-viewer") {
            assert!(
                !html.split("<main").nth(1).expect("a page").split("</main>").next().expect("its end").contains('@')
            );
        }
    }
}

#[test]
fn what_the_staff_s_audit_says() {
    let shown = ["audit", "audit-filtered", "audit-no-match", "audit-empty", "audit-behind", "audit-wrong-user"];
    for language in Language::ALL {
        let mut all = exhibits(language);
        for name in shown {
            let place = all.iter().position(|exhibit| exhibit.name == name).expect(name);
            let Exhibit { name, chrome, page } = all.swap_remove(place);
            insta::assert_snapshot!(format!("{name}.{}", language.tag()), text(&render(chrome, page).html));
        }
    }
}

#[test]
fn what_is_typed_into_a_text_area_is_escaped() {
    let typed = pages().into_iter().filter(|(_, _, html)| html.contains("Ask HR"));
    let mut seen = 0;
    for (name, _, html) in typed {
        assert!(html.contains(">\nAsk HR &lt;/textarea&gt;&lt;b&gt;first&lt;/b&gt;</textarea>"), "{name}");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn what_the_pages_about_the_adoption_say() {
    let shown = [
        "monitor",
        "monitor-empty",
        "monitor-start",
        "monitor-ready",
        "monitor-past",
        "monitor-decommissioned",
        "figures-funnel",
        "figures-readiness-none",
        "figures-firms",
        "figures-firms-past",
        "figures-blocked",
        "figures-mail",
        "figures-wrong",
    ];
    assert_shown(&shown);
}

#[test]
fn every_chart_is_a_named_image_with_a_table_and_colours_by_class_alone() {
    let mut seen = 0;
    for (name, _, html) in pages() {
        for chart in html.split("<svg role=\"img\"").skip(1) {
            let (tag, drawing) = chart.split_once('>').expect("a tag");
            assert!(tag.contains("class=\"chart\"") && tag.contains("aria-labelledby"), "{name}: {tag}");
            let said = drawing.split("<desc").nth(1).and_then(|desc| desc.split("</desc>").next()).expect(&name);
            assert!(said.len() > 20, "{name}: {said}");
            let drawing = drawing.split("</section>").next().unwrap_or_default();
            for colour in ["fill=\"", "stroke=\"", "#fff"] {
                assert!(!drawing.contains(colour), "{name}: {colour}");
            }
            assert!(drawing.contains("<table"), "{name}: the chart's own table is missing");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn a_place_of_the_staff_is_marked_in_its_group() {
    for (name, here, html) in pages().into_iter().filter(|(_, here, _)| here.starts_with("/monitor")) {
        let Some(within) = html.split("<nav class=\"places within\"").nth(1) else { continue };
        let within = within.split("</nav>").next().unwrap_or_default();
        assert_eq!(within.matches("aria-current").count(), 1, "{name} at {here}");
        let groups =
            html.split("<nav class=\"places\"").nth(1).and_then(|nav| nav.split("</nav>").next()).expect("groups");
        assert_eq!(groups.matches("aria-current").count(), 1, "{name} at {here}");
    }
}
