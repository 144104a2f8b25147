use domain::enquiry::Matter;

use super::matters::failure_words;
use crate::{
    components::{Frame, href},
    markup::*,
    pages::trail::{Particulars, Seconds, actor_words, event_words, paging},
    ports::enquiry::{Entry, MailEntry, MailFate, Person, user_path},
};

/// Everything that happened, newest first.
#[component]
pub(super) fn Timeline(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Person,
) -> impl IntoView {
    let path = user_path(&model.account);
    let newest = model.begun.then(|| path.clone());
    let older = model.older.as_ref().map(|key| href(&path, &[("before", key)]));
    let entries = if model.timeline.is_empty() {
        view! { <p class="empty">{frame.get("timeline-empty")}</p> }
    } else {
        let entries = model.timeline.into_iter().map(|entry| line(&frame, &model.matters, entry)).collect_view();
        view! { <ol class="timeline">{entries}</ol> }
    };
    view! {
        <h2 id="timeline">{frame.get("timeline-title")}</h2>
        {entries}
        {paging(&frame, newest, older)}
    }
}

fn line(frame: &Frame, matters: &[Matter], entry: Entry) -> AnyView {
    match entry {
        Entry::Event(moment, failure, number) => {
            let who = actor_words(frame, &moment.actor);
            let failed = failure.map(|failure| {
                let (failed, say) = failure_words(frame, failure);
                // What still holds is said on top, and in other words.
                let say = (!failure.is_said_by(matters)).then(|| {
                    view! {
                        <details>
                            <summary>{frame.get("enquiry-say")}</summary>
                            <p>{say}</p>
                        </details>
                    }
                });
                view! { <p>{failed}</p> {say} }
            });
            let number = (failure.is_some() && !number.is_empty()).then(|| {
                view! { <p class="muted">{frame.get("reference")} " " <code>{number}</code></p> }
            });
            view! {
                <li>
                    <Seconds frame=frame.clone() at=moment.at />
                    <div>
                        <p>
                            <strong>{event_words(frame, &moment.kind)}</strong>
                            " "
                            <span class="muted">"· " {who}</span>
                        </p>
                        {failed}
                        <Particulars frame=frame.clone() moment />
                        {number}
                    </div>
                </li>
            }
        }
        Entry::Mail(mail) => {
            let fate = fate_words(frame, &mail);
            let look = match mail.fate {
                MailFate::Accepted => "tag good",
                MailFate::Refused => "tag refused",
                MailFate::Deferred => "tag bad",
                MailFate::Waiting | MailFate::Useless => "tag",
            };
            view! {
                <li>
                    <Seconds frame=frame.clone() at=mail.at />
                    <div>
                        <p>
                            <strong>{frame.with("enquiry-mail", &[("kind", kind_words(frame, &mail.kind).into())])}</strong>
                            " "
                            <span class=look>{fate_word(frame, mail.fate)}</span>
                        </p>
                        <p class="muted">{fate}</p>
                    </div>
                </li>
            }
        }
    }
}

fn fate_word(frame: &Frame, fate: MailFate) -> String {
    frame.get(match fate {
        MailFate::Waiting => "mail-fate-waiting",
        MailFate::Deferred => "mail-fate-deferred",
        MailFate::Accepted => "mail-fate-accepted",
        MailFate::Refused => "mail-fate-refused",
        MailFate::Useless => "mail-fate-useless",
    })
}

fn fate_words(frame: &Frame, mail: &MailEntry) -> String {
    let when = mail.settled_at.map(|at| domain::time::clock_seconds(at, frame.language())).unwrap_or_default();
    match mail.fate {
        MailFate::Waiting => frame.get("mail-fate-waiting-means"),
        MailFate::Deferred => frame.get("mail-fate-deferred-means"),
        MailFate::Accepted => frame.with("mail-fate-accepted-means", &[("time", when.into())]),
        MailFate::Refused if mail.answer.is_empty() => frame.get("mail-fate-refused-means"),
        MailFate::Refused => frame.with("mail-fate-refused-with", &[("answer", (&mail.answer).into())]),
        MailFate::Useless => frame.get("mail-fate-useless-means"),
    }
}

/// What a mail is for.
fn kind_words(frame: &Frame, kind: &str) -> String {
    let key = match kind {
        "code" => "mail-for-code",
        "activation" => "mail-for-activation",
        "login-paused" => "mail-for-pause",
        "account-closed" | "account-disabled" | "account-enabled" => "mail-for-account",
        "password-changed" => "mail-for-password",
        "address-registered" | "address-left" | "address-removed" => "mail-for-address",
        "access-reset" => "mail-for-reset",
        "roles-changed" => "mail-for-roles",
        "card-suspended" | "card-retired" | "card-restored" | "card-bound" => "mail-for-card",
        "passkey-added" | "passkey-removed" => "mail-for-passkey",
        "request-decided" | "requests-waiting" => "mail-for-request",
        "pass-issued" | "pass-used" => "mail-for-pass",
        "firm-reminder" | "campaign-reminder" | "campaign-firm-digest" | "campaign-house-digest" => "mail-for-reminder",
        "schedule-changed" | "event-held" | "exception-granted" => "mail-for-schedule",
        kind if kind.starts_with("briefing-") => "mail-for-briefing",
        "guide-version" => "mail-for-guide",
        _ => "mail-for-notice",
    };
    frame.get(key)
}
