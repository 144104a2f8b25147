use domain::connectivity::{Check, Finding, Verdict};

use super::words::{check_name, party, passed, reason, unchecked, verdict_word};
use crate::{components::Frame, markup::*};

/// The checks, each with what became of it, its cure, and whose job that is.
#[component]
pub(super) fn Rows(
    /// Words and frame.
    frame: Frame,
    /// The checks, in order.
    rows: Vec<(Check, Option<Finding>)>,
    /// Whether the phase has the test login.
    test_open: bool,
) -> impl IntoView {
    let script = rows.iter().find(|(check, _)| *check == Check::JavaScript).and_then(|(_, finding)| *finding);
    let script_off = script.is_some_and(|finding| finding.verdict() == Verdict::Fail);
    let lines = rows
        .into_iter()
        .map(|(check, finding)| {
            let look = match finding.map(Finding::verdict) {
                Some(Verdict::Pass) => "tag pass",
                Some(Verdict::Warn) => "tag warn",
                Some(Verdict::Fail) => "tag fail",
                None => "tag",
            };
            let says = match finding {
                Some(Finding::Pass) => view! { <p>{passed(&frame, check)}</p> },
                Some(Finding::Because(why)) => {
                    let (says, cure) = reason(&frame, why);
                    view! {
                        <p>{says}</p>
                        <p><strong>{party(&frame, why.party())}</strong> {frame.gap()} {cure}</p>
                    }
                }
                None => {
                    let way = match check {
                        Check::Card => Some(("/login/smartcard?return_to=%2Fconnectivity", "smartcard-log-in")),
                        Check::Passkey => Some(("/login?return_to=%2Fconnectivity", "log-in")),
                        _ => None,
                    };
                    view! {
                        <p class="muted">{unchecked(&frame, check, script_off, test_open)}</p>
                        {way.map(|(path, key)| view! { <p><a href=path>{frame.get(key)}</a></p> })}
                    }
                }
            };
            view! {
                <tr>
                    <th scope="row">{check_name(&frame, check)}</th>
                    <td><span class=look>{verdict_word(&frame, finding)}</span></td>
                    <td>{says}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="checks">
            <caption>{frame.get("checks-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("checks-check")}</th>
                    <th scope="col">{frame.get("checks-result")}</th>
                    <th scope="col">{frame.get("checks-what")}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}
