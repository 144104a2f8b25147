### A firm's readiness, exceptions and the information package, in English.

readiness-link = Readiness
readiness-title = Readiness of { $firm }
readiness-back = Readiness
readiness-nobody = Your firm has no active users.
readiness-all-after = All of your { $active } users could reach the terminal after { $time }.
readiness-all-at = All of your { $active } users could reach the terminal at { $time }.
readiness-blocked-after = { $blocked } of your { $active } users could not reach the terminal after { $time }.
readiness-blocked-at = { $blocked } of your { $active } users could not reach the terminal at { $time }.
readiness-all-supposed = All of your { $active } users could reach the terminal if two factors alone opened it now.
readiness-blocked-supposed = { $blocked } of your { $active } users could not reach the terminal if two factors alone opened it now.

## What holds, and what comes

readiness-phase = Phase for your firm
readiness-exception = Exception
readiness-next = Next
readiness-next-none = No event has a confirmed date.
readiness-next-untitled = Next event
readiness-days = { $days ->
    [0] in less than a day
    [one] in { $days } day
   *[other] in { $days } days
}
readiness-event = { $title }, { $time }

## Whom an instant shuts out

readiness-look-title = Who could not log in
readiness-event-label = After an event
readiness-event-usual = What closes next
readiness-at-label = Or at a time (HKT)
readiness-at-hint = 2027-06-30 18:00
readiness-at-wrong = Enter a date and a time in Hong Kong time, for example 2027-06-30 18:00
readiness-at-past = Enter a time that is still to come
readiness-no-event = That event is not to come. Choose another one
readiness-q-label = User ID or name
readiness-why-label = Why
readiness-why-any = Any reason
readiness-chip-at = Time: { $at }
readiness-chip-q = Search: { $q }
readiness-reasons = By reason
readiness-cure = What helps
readiness-found = { $count ->
    [one] { $count } user found
   *[other] { $count } users found
}
readiness-no-match = Nobody matches. Change or clear the filters.
readiness-export = Download as CSV
readiness-administrator = Delegated Administrator
readiness-mail-refused = mail refused

lagging-no-address = No address
lagging-no-address-cure = Register an e-mail address on the user’s page, or for many at once:
lagging-not-approved = Address not approved
lagging-not-approved-cure = Ask a checker of your firm to decide:
lagging-not-set-up = Not set up
lagging-not-set-up-cure = Remind them, or send the activation again, below.
lagging-no-card = No smartcard
lagging-no-card-cure = Smartcards alone would open the terminal. Ask the clearing house for one.

readiness-risk-title = At risk: mailbox refuses mail
readiness-risk-lead = These users could log in, but codes do not reach them. Check their addresses.
readiness-refused-since = Refused since

## Reminders

nudge-remind = Send a reminder
nudge-remind-means = A mail says what to do, and by when. It holds no code.
nudge-invite = Send the activation again
nudge-rule = Each user gets one reminder or activation a day at most. Nothing goes to users who have no registered address, or are set up.
nudge-all = Everybody found ({ $count }), on every page
nudge-confirm-remind = Send a reminder to { $count } users?
nudge-confirm-invite = Send the activation again to { $count } users?
nudge-done-remind = { $count ->
    [0] No reminder was sent.
    [one] A reminder was sent to { $count } user.
   *[other] Reminders were sent to { $count } users.
}
nudge-done-invite = { $count ->
    [0] No activation was sent.
    [one] The activation was sent again to { $count } user.
   *[other] The activation was sent again to { $count } users.
}
nudge-left = { $count ->
    [one] Nothing was sent to { $count } other: it would not help, or was done today.
   *[other] Nothing was sent to { $count } others: it would not help, or was done today.
}

## Declaration of readiness

declaration-title = Declaration of readiness
declaration-for = What closes next: { $event }
declaration-none = Your firm has not declared that it is ready.
declaration-declared = Declared on { $time } by { $maker }, approved by { $checker }, with { $count ->
    [0] nobody shut out.
    [one] { $count } user shut out.
   *[other] { $count } users shut out.
}
declaration-void = What your firm declared on { $time } was for { $event }. It no longer counts.
declaration-says = { $count ->
    [0] As things stand, all users could log in. A checker of your firm approves the declaration.
    [one] As things stand, { $count } user could not log in. The declaration says so. A checker of your firm approves it.
   *[other] As things stand, { $count } users could not log in. The declaration says so. A checker of your firm approves it.
}
declaration-remark = Remark (optional)
declaration-remark-hint = For example, why some users need not log in.
declaration-propose = Declare that we are ready
declaration-waits = A declaration waits for approval.
declaration-changed = The figures have changed since you saw them. Look at them again, then declare

## Information package

package-title = Information package
package-edition = Edition { $edition }
package-link = Information package, edition { $edition }
package-lead = For your firm’s IT: what to let through so that your users can log in.
package-download = Download as a text file
package-print = To print it, print this page.
package-yours = Your firm’s confirmation
package-has = Your firm confirmed on { $time } that it has this edition: proposed by { $maker }, approved by { $checker }.
package-former = Your firm has an earlier edition. Pass this one on, and confirm it.
package-not-yet = Your firm has not confirmed yet that it has the package.
package-waits = The confirmation waits for approval.
package-word = By this your firm says that it has this edition and has passed it on to its IT.
package-propose = We have it and passed it on
package-changed = There is a newer edition by now. Look at it, then confirm
package-mail = E-mail
package-sender = Sender
package-sender-none = none configured
package-sender-domain = Sender’s domain
package-mail-through = Let mail from this sender through to your users’ mailboxes at once: no quarantine, no delay by greylisting, no rewriting.
package-mail-soon = { $minutes ->
    [one] A code works for { $minutes } minute. A mail that arrives later is of no use.
   *[other] A code works for { $minutes } minutes. A mail that arrives later is of no use.
}
package-mail-plain = Mails hold no link and no attachment. Nobody is asked to reply.
package-hosts = Hosts and ports
package-host-pages = Login and portal
package-host-certificates = Login by card with certificate
package-host-terminal = Terminal
package-host-secure = { $host }, TCP port { $port } (HTTPS)
package-host-plain = { $host }, TCP port { $port } (HTTP)
package-hosts-outgoing = Your users’ computers connect to these hosts. Nothing connects to your network.
package-hosts-certificates = Exempt the host for cards with certificates from TLS inspection: it asks the card itself.
package-browsers = Browsers
package-browsers-which = Use a current version of Microsoft Edge, Google Chrome, Mozilla Firefox or Apple Safari. There is nothing to install.
package-browsers-scripts = Allow JavaScript and first-party cookies for { $host }. Logging in by password and code works without JavaScript too.
package-browsers-wasm = Allow WebAssembly for { $host }: smartcards and passkeys need it. Where a policy switches off just-in-time compilation, list the host in JavaScriptJitAllowedForSites.
package-browsers-webauthn = Allow WebAuthn for { $host }, with smartcards and passkeys as authenticators.
package-browsers-attestation = List { $host } in SecurityKeyPermitAttestation, so that browsers do not ask each user whether the site may see the card’s make.
package-clock = Clock
package-clock-right = Let the computers follow a time server. A clock that is wrong makes certificates look invalid.
package-clock-zone = All times are Hong Kong time (UTC+8).

## Exceptions

exceptions-title = Exceptions
exceptions-link = See and ask for exceptions
readiness-exceptions-lead = Your firm or one user can keep smartcards for longer, or do without them sooner, between two dates. The clearing house decides.
exceptions-lead = For your firm or one user: smartcards for longer, or two factors only sooner, between two dates. The clearing house decides. A user’s own exception goes before the firm’s.
exceptions-lead-staff = Extensions and early moves of participants and users. They begin and end by themselves. A user’s own goes before the participant’s.
exceptions-none = There are no exceptions.
exceptions-no-match = No exception matches. Change or clear the filters.
exceptions-any = Any
exceptions-found = { $count ->
    [one] { $count } exception
   *[other] { $count } exceptions
}
exception-of = For
exception-what = What and when
exception-standing = State
exception-people = Who
exception-firm = All of { $participant }
exception-by = Asked for by { $requester }, approved by { $approver }
exception-in-force = In force
exception-to-come = To come
exception-over = Over
exception-ended-at = ended early: { $time }
exception-dated = { $kind }: { $from } to { $until }
exception-of-user = The user’s own: { $exception }
exception-of-firm = The firm’s: { $exception }
exception-extension = Extension
exception-extension-hint = The smartcard works on after the parallel run has ended.
exception-early-move = Early move
exception-early-move-hint = Two factors only, before the parallel run has ended. You see first whom that would shut out.
exception-propose = Propose an exception
exception-ask-title = Ask for an exception
exception-scope = For whom?
exception-scope-firm = For the whole firm
exception-scope-any-firm = For a whole participant
exception-scope-firm-hint = All of its users, except those with an exception of their own.
exception-scope-user = For one user
exception-scope-user-hint = It goes before the firm’s.
exception-kind = What
exception-from = From
exception-from-hint = Hong Kong time, for example 2027-06-30 18:00. A day alone begins at 00:00.
exception-until = Until
exception-until-hint = Hong Kong time, for example 2027-07-31 18:00. A day alone counts to its end.
exception-next = Next, the clearing house decides.
exception-end = Ask for its end
exception-end-of = for { $about }
exception-waits = A request about { $about } waits for a decision.
exception-scope-missing = Choose whether it is for the whole firm or one user
exception-unknown-user = There is no such user in use. Check the user ID
exception-kind-missing = Choose an extension or an early move
exception-from-wrong = Enter from when: a day such as 2027-06-30, or with a time, 2027-06-30 18:00
exception-until-wrong = Enter until when: a day such as 2027-07-31, or with a time, 2027-07-31 18:00
exception-dates = Enter an end that is after the beginning and still to come
exception-too-long = Enter an end that is at most { $days } days after the beginning
exception-no-way-back = Smartcards are out of use for good. There are no exceptions any more.
exception-nothing = There is no exception to end.
exception-waits-already = A request about the same firm or user waits already.
exception-count-wrong = Enter exactly how many users it would shut out

effect-title = Whom this would shut out: { $about }
effect-end-title = End the exception of { $about }?
effect-nothing = As the schedule stands, it would change nothing.
effect-nobody = It makes a difference from { $time }. Nobody would be shut out by it.
effect-blocked = { $count ->
    [one] From { $time }, { $count } user could no longer reach the terminal because of it.
   *[other] From { $time }, { $count } users could no longer reach the terminal because of it.
}
effect-table = Who would be shut out
effect-table-first = Who would be shut out: the first { $count }
effect-count = How many users would it shut out?
effect-count-hint = Type the number, to show that you have seen it. For nobody, type 0.
effect-propose = Ask for it
effect-back = Back, without asking for anything

## Every firm, for staff

overview-title = Readiness of participants
overview-takeaway = { $declared } of { $firms } participants have declared that they are ready. What closes next: { $event }.
overview-nothing-closes = Nothing that closes a way in has a confirmed date. Who is shut out is counted as of now.
overview-show = Show
overview-all = All
overview-no-pair = No working pair
overview-not-declared = Not declared
overview-no-package = Package not confirmed
overview-blocked = Users shut out
overview-q = Participant code or name
overview-no-match = No participant matches. Change or clear the filters.
overview-found = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
overview-firm = Participant
overview-pair = Administrators
overview-pair-yes = Working pair
overview-pair-no = No working pair
overview-shut-out = Shut out
overview-count = { $blocked } of { $active }
overview-declared = { $count ->
    [0] with nobody shut out
    [one] with { $count } user shut out
   *[other] with { $count } users shut out
}
overview-by = By { $maker }, approved by { $checker }
overview-void = Void: the event was moved
overview-not-yet = Not yet

## What two people agree on

agreed-package = Edition of the information package
agreed-readiness-at = Ready for
agreed-readiness-blocked = Shut out by it
agreed-readiness-count = { $count ->
    [0] nobody
    [one] { $count } user
   *[other] { $count } users
}

## The trail

event-exception-ended = Exception ended early
event-exception-granted = Exception granted
event-exception-over = Exception over
event-package-acknowledged = Information package confirmed
event-readiness-declared = Readiness declared
event-reminder-sent = Reminder sent
family-exception = Exceptions
family-package = Information package
family-readiness = Readiness
family-reminder = Reminders
