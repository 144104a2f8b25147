### What mails say, in English. No mail holds a link; a code stands on the first line, and never in the subject.

mail-house-unnamed = Clearing house login
mail-fact = { $label }: { $value }
mail-label-reference = Reference
mail-label-asked = Asked for
mail-label-until = Works until
mail-label-account = User
mail-label-when = When
mail-label-as-of = As of
mail-label-roles = Your roles now
mail-label-request = Request
mail-label-about = About
mail-label-done = Rows carried out
mail-label-rejected = Rows rejected
mail-label-stale = Rows gone stale
mail-label-expired = Rows expired
mail-call = Questions: hotline { $hotline }
mail-write = Questions: { $email }

mail-code-subject = One-time code asked for at { $time }, reference { $reference }
mail-code-purpose = This is your one-time code for { $house }. Type it on the page that shows the same reference.
mail-code-warning = Nobody from the clearing house or your firm will ever ask you for it. If you did not ask for a code, somebody knows your password: tell your Delegated Administrator at once.

mail-activation-subject = Set up your two-factor login, reference { $reference }
mail-activation-purpose = { $house }: your e-mail address has been registered for two-factor login. Above is your activation code.
mail-activation-how = Open the login page that your firm uses, as you always do, and choose “Set up two-factor login”. Type your participant code, your user ID and the activation code, then choose a password.
mail-activation-hand-over = You also need the hand-over code, which your Delegated Administrator gives you in person. No mail carries it.
mail-activation-warning = If you do not know what this is about, tell your Delegated Administrator. Do not pass this mail on.

mail-paused-subject = Login attempts on your account are paused, { $time }
mail-paused-purpose = { $house }: too many wrong passwords were typed for your account. Further attempts from browsers that you have not used before are refused for up to { $minutes } minutes.
mail-paused-way = A browser in which you have logged in before still works. If this was not you, tell your Delegated Administrator.

mail-closed-subject = Your account is not active, { $time }
mail-closed-purpose = { $house }: somebody typed the right password for your account, but the account is not active.
mail-closed-way = If this was you, ask your Delegated Administrator to have it opened again. If it was not you, tell them that somebody knows your password.

mail-password-subject = Your password was changed, { $time }
mail-password-purpose = { $house }: the password of your account was changed.
mail-password-way = If this was not you, tell your Delegated Administrator and the clearing house at once.

mail-registered-subject = Your e-mail address is registered, { $time }
mail-registered-purpose = { $house }: this e-mail address has been registered for two-factor login. Set-up is not open yet, and you need do nothing now.
mail-registered-next = When set-up opens, an activation code will come to this address. This mail shows that our mail reaches you.
mail-registered-way = If you do not know what this is about, tell your Delegated Administrator.

mail-left-subject = Another e-mail address was registered for your account, { $time }
mail-left-purpose = { $house }: another e-mail address was registered for your account. Codes no longer come to this one.
mail-left-way = If you did not expect this, somebody may be trying to use your account: tell your Delegated Administrator and the clearing house at once.

mail-removed-subject = Your e-mail address was taken away, { $time }
mail-removed-purpose = { $house }: this e-mail address is no longer registered for your account. Codes no longer come to it, and you cannot log in with a code until an address is registered again.
mail-removed-way = If you did not expect this, tell your Delegated Administrator and the clearing house at once.

mail-reset-subject = Your access was reset, { $time }
mail-reset-purpose = { $house }: the Delegated Administrators of your firm reset your access. Your password no longer works, and you were logged out everywhere.
mail-reset-next = An activation code follows in another mail. With it you choose a new password.
mail-reset-way = If you did not ask for this, tell your Delegated Administrator and the clearing house at once.

mail-roles-subject = Your roles as Delegated Administrator changed, { $time }
mail-roles-purpose = { $house }: what you may do as a Delegated Administrator of your firm was changed.
mail-roles-way = If you did not expect this, tell another Delegated Administrator of your firm and the clearing house at once.
mail-roles-both = maker and checker (you propose changes, and decide on what others have proposed)
mail-roles-maker = maker (you propose changes, and others decide on them)
mail-roles-checker = checker (you decide on what others have proposed)
mail-roles-none = none (you are no longer a Delegated Administrator)

mail-disabled-subject = Your account was put out of use, { $time }
mail-disabled-purpose = { $house }: your account was put out of use. You cannot log in with it any more, and you were logged out everywhere.
mail-disabled-way = If this is wrong, tell your Delegated Administrator, who can have it put back into use.

mail-enabled-subject = Your account is in use again, { $time }
mail-enabled-purpose = { $house }: your account was put back into use.
mail-enabled-way = If you did not expect this, tell your Delegated Administrator.

mail-card-suspended-subject = Your smartcards were suspended, { $time }
mail-card-suspended-purpose = { $house }: your smartcards were suspended. You cannot log in with them any more, what they were logged in to was closed, and codes to bind a smartcard stopped working.
mail-card-suspended-next = Only the clearing house can bring them back into use.
mail-card-suspended-way = If this is wrong, tell your Delegated Administrator.

mail-card-retired-subject = Your smartcards were retired, { $time }
mail-card-retired-purpose = { $house }: your smartcards were retired. You cannot log in with them any more.
mail-card-retired-next = If you have set up login with password and code, log in with these.
mail-card-restored-subject = Your smartcards work again, { $time }
mail-card-restored-purpose = { $house }: your smartcards were brought back into use.
mail-card-way = If you did not expect this, tell your Delegated Administrator and the clearing house at once.

mail-decided-subject = Your request for changes is closed, { $time }
mail-decided-purpose = { $house }: a request for changes that you made is closed. This is what became of it.
mail-decided-stale = What the stale rows rest on had changed since you proposed them. Nothing was done with them: they came back to you, and you can propose them again.
mail-decided-expired = Nobody decided on the expired rows in time. Nothing was done with them, and you can propose them again.
mail-decided-where = You find every row, and the reason for each rejection, on { $page }.
mail-decided-way = If you did not make this request, somebody else may be using your account: tell the clearing house at once.
mail-change-address = registering e-mail addresses
mail-change-remove-address = taking e-mail addresses away
mail-change-reset = resetting access
mail-change-roles = changing roles of Delegated Administrators
mail-change-enable = putting users back into use
mail-change-disable = putting users out of use
mail-change-sole = letting one person check what they made
mail-change-domains = changing the firm’s mail domains
mail-change-bind-card = issuing codes to bind smartcards
mail-change-retire-cards = retiring smartcards
mail-change-restore-cards = bringing smartcards back into use
mail-page-portal = the Approvals page of the portal
mail-page-staff = the Approvals page for staff

mail-waiting-subject = Changes wait for your decision, { $time }
mail-waiting-purpose = { $house }: { $requests ->
    [one] { $requests } request waits
   *[other] { $requests } requests wait
} for your decision, with { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows in all
}.
mail-waiting-where = Look at them, and approve or reject them, on { $page }.
mail-waiting-way = If deciding on changes is not your task, tell the clearing house.

mail-import-subject = The operator imported a file, { $time }
mail-import-purpose = { $house }: at the command line, the operator imported a file that touches people’s access.
mail-staff-subject = The operator added a member of staff, { $time }
mail-staff-purpose = { $house }: at the command line, the operator made somebody a member of the clearing house’s staff.
mail-operator-next = Every approver is told. It stands on your Approvals page until you acknowledge it.
mail-operator-way = If you know of no reason for this, tell the other approvers at once, and have the operator’s access checked.

mail-label-anchor = Anchor
mail-anchor-subject = Anchor of the audit trail, { $time }
mail-anchor-purpose = { $house }: this is today’s head of the sealed audit trail of the login system.
mail-anchor-keep = Keep this mail where the operator of the system cannot reach it. Given with “changeover audit verify FILE --anchor MAIL” it shows whether the trail that was sealed by then is still whole. A day without this mail should be asked about.

mail-card-bound-subject = A smartcard was bound to your account, { $time }
mail-card-bound-purpose = { $house }: a smartcard was bound to your account. Its holder can log in with it.
mail-card-bound-way = If this was not you, tell your Delegated Administrator and the clearing house at once: they suspend the card.
mail-passkey-added-subject = A passkey was added to your account, { $time }
mail-passkey-added-purpose = { $house }: a passkey was added to your account. It logs in instead of password and one-time code.
mail-passkey-removed-subject = A passkey was removed from your account, { $time }
mail-passkey-removed-purpose = { $house }: a passkey was removed from your account. Password and one-time code log in as before.
mail-passkey-way = If this was not you, change your password, and tell your Delegated Administrator and the clearing house at once.
mail-label-passkey = Passkey

mail-change-schedule = changing the schedule
mail-change-arm = arming an event of the schedule
mail-change-exception = exceptions from the schedule
mail-change-campaign = sending reminders
mail-change-one-time-pass = issuing one-time passes
mail-change-call-back = changing the number to call back
mail-change-package = confirming the information package
mail-change-readiness = declaring readiness

mail-schedule-subject = The schedule has changed, { $time }
mail-schedule-purpose = { $house }: an event of the change to two-factor login has another date.
mail-schedule-cancelled = { $house }: an event of the change to two-factor login will not take place.
mail-schedule-where = The whole schedule stands under Schedule in Changeover.
mail-label-event = Event
mail-label-before = Before
mail-label-now = Now
mail-schedule-none = no date

mail-held-subject = An event of the schedule is held, { $time }
mail-held-purpose = { $house }: an event of the schedule is held. It does not happen until two people confirm it again.
mail-held-next = See the schedule in the monitor: what holds it, whom it would shut out, and how to confirm it again.
mail-label-why = Why
mail-label-reason = Reason
mail-held-by-hand = somebody held it
mail-held-not-armed = two people did not arm it within 72 hours before its instant
mail-held-grown = it would shut out more users than was agreed on
mail-held-too-early = smartcards still open the terminal

mail-exception-subject = An exception was granted, { $time }
mail-exception-ended-subject = An exception has ended, { $time }
mail-exception-extension = { $house }: smartcards work on between these dates, beside login with two factors.
mail-exception-early-move = { $house }: between these dates two factors alone open the terminal. Smartcards do not.
mail-exception-ended = { $house }: an exception was ended. From now on the schedule holds as for everybody.
mail-exception-way = If you did not expect this, tell the clearing house at once.
mail-label-from = From
mail-label-to = To
mail-briefing-confirmed-subject = Your seat at a briefing, { $time }
mail-briefing-confirmed-purpose = { $house }: you have a seat at a briefing about the change to two-factor login.
mail-briefing-seat-subject = A seat at a briefing is yours now, { $time }
mail-briefing-seat-purpose = { $house }: you were on the waiting list of a briefing. A seat has become free, and it is yours.
mail-briefing-reminder-subject = Your briefing is about to take place, { $time }
mail-briefing-reminder-purpose = { $house }: the briefing at which you have a seat begins within a day.
mail-briefing-moved-subject = A briefing has changed, { $time }
mail-briefing-moved-purpose = { $house }: a briefing that you signed up for has changed. This holds now:
mail-briefing-off-subject = A briefing is called off, { $time }
mail-briefing-off-purpose = { $house }: a briefing that you signed up for is called off. It does not take place.
mail-briefing-off-way = Other sessions are on the Briefings page, after you log in.
mail-briefing-way = If you cannot come, log in and give the seat back on the Briefings page. Somebody else then gets it.
mail-guide-subject = The user guide waits to be acknowledged, { $time }
mail-guide-purpose = { $house }: there is a new version of a document of the user guide.
mail-guide-next = Log in, open the User guide page, read the document, and say there that you have read it.
mail-guide-next-firm = Log in, open the User guide page, read the document, and say there for your firm that you have read it. One Delegated Administrator of the firm is enough.
mail-guide-way = If this document is not meant for you, tell your Delegated Administrator or the clearing house.

mail-pass-issued-subject = A one-time pass for your account was agreed on, { $time }
mail-pass-issued-purpose = { $house }: two people agreed on a one-time pass for your account, because mail is down. It replaces one e-mailed code, never your password.
mail-pass-how = Somebody of the clearing house or a Delegated Administrator of your firm tells you the pass, in person or over your firm’s telephone. Nobody asks for your password.
mail-pass-way = If you did not ask for it, tell your Delegated Administrator and the clearing house at once.
mail-pass-used-subject = Your account was logged in to with a one-time pass, { $time }
mail-pass-used-purpose = { $house }: somebody logged in to your account with your password and a one-time pass.
mail-pass-used-way = If this was not you, change your password, and tell your Delegated Administrator and the clearing house at once.
mail-call-back-subject = The number at which we call your firm back changed, { $time }
mail-call-back-purpose = { $house }: two of our staff agreed on another number at which your firm is called back. One-time passes are told over it when mail is down.
mail-call-back-way = If the number is not your firm’s, call the clearing house at once.
mail-call-back-none = none
mail-label-number-before = Number before
mail-label-number-now = Number now

mail-reminder-subject = Set up two-factor login, { $time }
mail-reminder-purpose = { $house }: a Delegated Administrator of your firm reminds you to set up login by password and e-mailed code.
mail-reminder-how = Open Changeover, choose Set up two-factor login, and type the activation code that was mailed to you. If you no longer have it, ask your Delegated Administrator to send it again.
mail-reminder-way = If you do not use the terminal any more, tell your Delegated Administrator.
mail-label-closing = Next change

mail-label-campaign = Campaign
mail-sample-account = a user
mail-remind-subject = Something to do before login changes, { $time }
mail-remind-purpose = { $house }: login to the terminal changes, and you still have one thing to do before the event below.
mail-remind-code = Set up two-factor login with the activation code that was mailed to you on { $sent }, with reference { $reference }. It works until { $until }.
mail-remind-again = Set up two-factor login. Ask your Delegated Administrator to have your activation sent again: you have none that works.
mail-remind-wait = Set up two-factor login once your activation code arrives by mail. You need do nothing until then.
mail-remind-test = Pass the connectivity test: log in, and choose Connectivity.
mail-remind-login = Log in to the terminal once with password and one-time code, to be sure that it works for you.
mail-remind-way = If you need help, ask your Delegated Administrator first. Once it is done, you get no more of these reminders.
mail-remind-firm-subject = Users of your firm still have something to do, { $time }
mail-remind-firm-purpose = { $house }: { $count ->
    [one] { $count } user of your firm still has something to do before the event below.
   *[other] { $count } users of your firm still have something to do before the event below.
}
mail-remind-more = { $count ->
    [one] And { $count } more.
   *[other] And { $count } more.
}
mail-remind-yourself = You are one of them.
mail-remind-firm-next = Please see that each of them does it in time. Whoever is not done when the event comes may have no way into the terminal.
mail-remind-firm-where = The whole list stands on the Users page of the portal.
mail-lacks-address = no registered address
mail-lacks-mailbox = the registered address refuses mail
mail-lacks-set-up = has not set up two-factor login
mail-lacks-test = has not passed the connectivity test
mail-lacks-login = has not logged in with two factors
mail-remind-house-subject = Users still have something to do, { $time }
mail-remind-house-purpose = { $house }: { $users ->
    [one] { $users } user
   *[other] { $users } users
} of { $firms ->
    [one] { $firms } participant
   *[other] { $firms } participants
} still have something to do before the event below.
mail-remind-house-next = See the campaign in the monitor for what was sent and what it moved.

mail-probe-subject = A test of mail delivery, { $time }
mail-probe-purpose = { $house }: we are checking that our mail reaches your mail domain before two-factor login depends on it. You need do nothing.
mail-probe-way = This mail holds no code. If such mails land in junk or quarantine, ask your firm’s IT staff to let our sender through.
