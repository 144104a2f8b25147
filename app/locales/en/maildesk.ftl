### Mail as the staff see it, in English.

maildesk-title = Mail
maildesk-takeaway = Half of the codes of the last 24 hours left within { $half }, nineteen of twenty within { $most }. Measured by { $count ->
    [one] one code
   *[other] { $count } codes
}.
maildesk-takeaway-none = No code has left in the last 24 hours.
maildesk-queue = Mails waiting to leave
maildesk-oldest = The oldest waits for
maildesk-oldest-since = { $age }, written { $time }
maildesk-at-least = { $count } or more
maildesk-refusing = Addresses that refuse mail
maildesk-never = Domains never reached
maildesk-never-count = { $domains }, with { $users ->
    [one] one address
   *[other] { $users } addresses
}
maildesk-reports = Reports from mail servers in 7 days
maildesk-reports-count = { $failed } failed, { $late } late; { $unknown } of these to addresses that nobody has registered
maildesk-reports-off = Not received here: no token is configured
maildesk-none-refused = No mail was refused in the last 7 days.
maildesk-refused-by-domain = Refused or returned in the last 7 days
maildesk-refused-elsewhere = { $count ->
    [one] One more domain refused mail.
   *[other] { $count } more domains refused mail.
}
maildesk-domain-unknown = Not known

maildesk-outbox = Outbox
maildesk-states = Mails by state
maildesk-all = All
maildesk-counted = The figures count the newest { $count } mails.
maildesk-waiting = Waiting
maildesk-queued = In the queue
maildesk-deferred = Deferred
maildesk-refused = Refused
maildesk-came-back = Returned
maildesk-sent = Sent
maildesk-suppressed = Not sent: address refuses mail
maildesk-useless = Not needed any more

maildesk-domain = Recipient domain
maildesk-mails = Mails
maildesk-written = Written
maildesk-kind = Kind
maildesk-kind-all = All kinds
maildesk-account = User
maildesk-state = State
maildesk-answer = Last answer
maildesk-took = Took { $span }
maildesk-next = Next try { $time }
maildesk-tries = { $count } tries
maildesk-chip-firm = Participant: { $firm }
maildesk-chip-domain = Domain: { $domain }
maildesk-chip-account = User: { $account }
maildesk-chip-hours = { $count ->
    [one] The last { $count } hour
   *[other] The last { $count } hours
}
maildesk-wrong-firm = Enter a participant code, such as CAAA
maildesk-wrong-account = Enter participant and user, such as CAAA/CAAA001
maildesk-nothing-asked = Correct the filter to see mails.
maildesk-no-match = No mail matches.
maildesk-empty = No mail has been written yet.
maildesk-caption = Mails, newest first
maildesk-newest = Newest
maildesk-older = Older
maildesk-first = First page
maildesk-next-page = Next page
maildesk-csv = CSV
maildesk-json = JSON
maildesk-files-mean = The same list with all its pages, 10,000 lines at most.

maildesk-seconds = { $number } s
maildesk-minutes = { $number } min
maildesk-hours = { $number } h
maildesk-days = { $number } days

maildomains-title = Mail domains
maildomains-empty = No address is registered yet.
maildomains-takeaway = { $never } of { $all ->
    [one] one domain
   *[other] { $all } domains
} have never taken a mail from us. { $users ->
    [one] One address is
   *[other] { $users } addresses are
} registered there.
maildomains-takeaway-good = { $all ->
    [one] The one domain has taken mail from us.
   *[other] All { $all } domains have taken mail from us.
}
maildomains-before = Probe them before { $event }, { $time }.
maildomains-caption = Domains, worst first
maildomains-users = Addresses
maildomains-accepted = Last accepted
maildomains-never = Never
maildomains-refused = Refused in 30 days
maildomains-probe = Probe
maildomains-send = Send a probe
maildomains-accepted-probe = Accepted
maildomains-probed = A probe to { $domain } is on its way. Its result appears here.
maildomains-probe-means = A probe is a short notice without a code, to a Delegated Administrator of the largest firm at the domain. One for each domain a day.
maildomains-no-probe-unknown = Nobody has an address registered at this domain any more.
maildomains-no-probe-today = This domain has been probed today. Try again tomorrow.
maildomains-no-probe-nobody = Nobody at this domain can be written to: every address there refuses mail or is out of use.

mailrefused-title = Addresses that refuse mail
mailrefused-empty = No registered address refuses mail.
mailrefused-takeaway = { $count ->
    [one] One registered address refuses mail.
   *[other] { $count } registered addresses refuse mail.
}
mailrefused-takeaway-more = { $count } registered addresses or more refuse mail.
mailrefused-means = Reminders and notices to many are not sent to them. Codes, activations and warnings are still tried, up to { $count } mails a day for each. A login with a code from the mailbox, another address, or clearing ends it.
mailrefused-caption = Users, the newest refusal first
mailrefused-since = Since
mailrefused-again = Again { $time }
mailrefused-by = Said by
mailrefused-by-relay = Mail relay, at sending
mailrefused-by-report = Mail server, in a report afterwards
mailrefused-clear = Clear
mailrefused-cleared = { $account } is written to again.
mailrefused-nothing = Nothing to clear: this address does not refuse mail any more.

mail-kind-code = One-time code
mail-kind-activation = Activation
mail-kind-login-paused = Password paused
mail-kind-account-closed = Login to a closed account
mail-kind-password-changed = Password changed
mail-kind-address-registered = Address registered
mail-kind-address-left = Address replaced
mail-kind-address-removed = Address removed
mail-kind-access-reset = Access reset
mail-kind-roles-changed = Roles changed
mail-kind-account-disabled = User disabled
mail-kind-account-enabled = User enabled
mail-kind-card-suspended = Card suspended
mail-kind-card-retired = Card retired
mail-kind-card-restored = Card restored
mail-kind-request-decided = Request decided
mail-kind-requests-waiting = Requests waiting
mail-kind-operator-acted = Operator’s act
mail-kind-card-bound = Card bound
mail-kind-passkey-added = Passkey added
mail-kind-passkey-removed = Passkey removed
mail-kind-schedule-changed = Schedule changed
mail-kind-event-held = Event held
mail-kind-exception-granted = Exception granted or ended
mail-kind-briefing-confirmed = Briefing: signed up
mail-kind-briefing-seat = Briefing: seat free
mail-kind-briefing-reminder = Briefing: reminder
mail-kind-briefing-moved = Briefing: changed
mail-kind-briefing-called-off = Briefing: called off
mail-kind-guide-version = New version of a document
mail-kind-pass-issued = One-time pass agreed
mail-kind-pass-used = One-time pass used
mail-kind-call-back-changed = Call-back number changed
mail-kind-firm-reminder = Reminder by the firm
mail-kind-campaign-reminder = Campaign: reminder
mail-kind-campaign-firm-digest = Campaign: digest of a firm
mail-kind-campaign-house-digest = Campaign: digest of all firms
mail-kind-probe = Probe
mail-kind-audit-anchor = Head of the audit’s seal

family-mail = Mail
event-mail-accepted = Mail arrives again
event-mail-bounced = Mail returned
event-mail-cleared = Address cleared for mail
event-mail-probed = Probe sent
event-mail-refused = Mail refused
