//! `/demo/mail`.

use crate::{
    components::{Frame, Time, fact},
    markup::*,
    ports::mailbox::CaughtMail,
    render::Sheet,
};

/// Mail caught instead of sent, plainly labelled as a demonstration.
pub(crate) fn demo_mail(frame: &Frame, mails: Vec<CaughtMail>) -> Sheet {
    let title = frame.get("demo-mail-title");
    let list = if mails.is_empty() {
        view! { <p class="empty">{frame.get("demo-mail-empty")}</p> }
    } else {
        mails
            .into_iter()
            .map(|mail| {
                view! {
                    <article class="card mail">
                        <h2>{mail.subject}</h2>
                        <dl class="facts">
                            {fact(frame.get("mail-to"), mail.to)}
                            {fact(frame.get("mail-at"), view! { <Time frame=frame.clone() at=mail.at /> })}
                        </dl>
                        <pre>{mail.text}</pre>
                    </article>
                }
            })
            .collect_view()
            .into_any()
    };
    let body = view! {
        <p class="step"><span class="tag">{frame.get("tag-demo")}</span></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("demo-mail-lead")}</p>
        {list}
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}
