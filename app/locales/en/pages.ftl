### What pages say, in English. Plain verbs; one thing a sentence; every refusal says what to do next.

## Frame

service-name = Terminal login
house-unnamed = Clearing house
title = { $title } – { $service }
title-error = Error: { $title } – { $service }
skip = Skip to main content
navigation = Your pages
portal-link = Users
monitor-link = Adoption
account-link = Your account
log-out = Log out
help-link = Help
support-hotline = Hotline
support-email = E-mail
demo-mail-link = Demo mail
english-prevails = If the English and the Chinese versions differ, the English version prevails.
problem-title = There is a problem

## Phase

phase-registration = E-mail addresses are being registered. Log in to the terminal with your smartcard as before.
phase-preparation = Users can set up two-factor login. Log in to the terminal with your smartcard until the parallel run starts.
phase-connectivity-test = Connectivity test: you can make a test login. Log in to the terminal with your smartcard as before.
phase-parallel-run = Parallel run: log in with password and one-time code, or with your smartcard.
phase-two-factor-only = Log in with password and one-time code. Smartcards no longer open the terminal.
phase-coming = { $days ->
    [one] , in { $days } day:
   *[other] , in { $days } days:
}
phase-coming-soon = , within a day:
phase-do-set-up = Set up two-factor login before then. Smartcards do not open the terminal afterwards.
phase-do-last = Smartcards never work again after that.
phase-extension = You have an extension: your smartcard opens the terminal until { $until }.
phase-early-move = You moved early: two factors alone open the terminal for you. This arrangement ends { $until }.

## Choice of method

methods-title = How do you want to log in?
needs = You need:
tag-not-yet = not open yet
tag-test-only = test only
tag-ended = ended
tag-demo = Demo
two-factor-title = Password and one-time code
two-factor-open = You enter your password, then a code that we e-mail to you.
two-factor-test = You enter your password, then a code that we e-mail to you. A test login does not open the terminal.
two-factor-closed = This way does not open the terminal yet. Delegated Administrators and staff can use it now for their own pages.
two-factor-needs-names = your participant code and user ID
two-factor-needs-password = your password
two-factor-needs-mailbox = the mailbox that your firm registered for you
two-factor-log-in = Log in with password and code
two-factor-log-in-test = Make a test login
two-factor-log-in-own = Log in to your own pages
smartcard-title = Smartcard
smartcard-open = You insert your card and enter its PIN when the browser asks.
smartcard-closed = Smartcards no longer open the terminal. Log in with password and one-time code.
smartcard-extension = Your firm has an extension?
smartcard-needs-card = your smartcard and its reader
smartcard-needs-pin = the card’s PIN
first-time = First time here?
set-up-link = Set up two-factor login

## Password

login-title = Log in with password and code
login-step = Step { $step } of { $of }
login-next = Next, we e-mail you a one-time code.
participant = Participant code
participant-hint = The code of your firm at the clearing house
user = User ID
password = Password
password-show = Show
password-hide = Hide
continue = Continue
log-in = Log in
forgot-link = Forgot your password?
other-ways = See all ways to log in
missing-participant = Enter your participant code
missing-user = Enter your user ID
missing-password = Enter your password
login-refused = Participant code, user ID and password do not match. Check all three and try again.
login-closed-until = There were too many failed tries. Try again after { $time }.
login-paused = This account is paused after many failed tries. Ask your Delegated Administrator to clear it.
login-stale = This page was too old to be used. Enter your password again.
login-not-open = Password and code do not open the terminal yet. Log in with your smartcard until your clearing house announces the date.
busy = We are very busy and did nothing yet. Wait a moment, then try again.
notice-logged-out = You have logged out.
notice-login-needed = Log in to see that page.
notice-start-again = That login is over. Start again here.
notice-password-changed = Your password is changed and all sessions have ended. Log in with the new password.

## One-time code

code-title = Enter your one-time code
code-title-set-up = Prove your mailbox with a code
code-sent-to = We e-mailed a { $digits }-digit code to { $address }.
code = One-time code
code-hint = { $digits } digits. Spaces and hyphens do no harm.
finish-set-up = Finish set-up
reference = Reference
reference-means = also stands in the mail
code-expires = Code expires
countdown-before = { "(" }
countdown-after = { " left)" }
countdown-over = (expired)
code-left = { $minutes ->
    [one] { $minutes } minute left to use the code.
   *[other] { $minutes } minutes left to use the code.
}
code-over = The code has expired. Ask for a new one.
mail = Mail
mail-queued = Leaving our mail system
mail-sent = Left our mail system at { $time }
mail-slow = Mail is slow at the moment. We keep trying; you need not do anything.
mail-refused = Your mail system refused the mail. Ask your Delegated Administrator to check your registered address.
no-mail-title = No mail yet?
no-mail-junk = Look in your junk and quarantine folders for reference { $reference }.
no-mail-address = If the address is not yours, ask your Delegated Administrator to correct it.
resend = Send the mail again
resend-same = We send the same code again while it works, and a new one after it has expired.
resend-limits = { $left ->
    [one] You can ask once more, { $wait } seconds after the last mail.
   *[other] You can ask { $left } more times, { $wait } seconds apart.
}
resend-before = { "You can ask again in " }
resend-after = { "" }
resend-now = You can ask for the mail again now.
resend-none = We cannot send another mail for this login. Use the last one, or start again.
resend-too-soon = A mail has only just been sent. Ask again after { $time }.
resend-no-more = We cannot send more mails to you for now. Use the code in the last one, or start again later.
code-resent = We have asked our mail system to send another mail. Its reference is { $reference }.
start-again = Start again
code-empty = Enter the one-time code from the mail
code-shape = The one-time code is { $digits } digits. Check the mail and enter it again.
code-wrong = { $left ->
    [0] That is not the code. No tries are left: start again.
    [one] That is not the code. Check that the mail has reference { $reference }. You have { $left } try left.
   *[other] That is not the code. Check that the mail has reference { $reference }. You have { $left } tries left.
}
code-expired = That code has expired. Send the mail again to get a new one.
code-expired-start-again = That code has expired. Start again to get a new one.
code-used-up = This login has had all its tries. Start again to get a new code.
code-closed-until = There were too many wrong codes for this account. Try again after { $time }.
code-paused = This account is paused after many wrong codes. Ask your Delegated Administrator to clear it.

## Set-up

set-up-title = Set up two-factor login
set-up-step = Step { $step } of { $of }
set-up-lead = Three short steps: enter your activation code, choose a password, and prove that you receive our mail.
set-up-already = Already set up? Log in
activation = Activation code
activation-hint = Three groups of four letters and digits. It stands in the mail that invited you.
activation-none-title = No activation code?
activation-none = It comes by e-mail once your firm has registered your address and set-up is open. Look in your junk and quarantine folders, then ask your Delegated Administrator to send it again.
missing-activation = Enter the activation code from your mail
activation-shape = An activation code is three groups of four letters and digits. Check the mail and enter it again.
activation-refused = These three do not match, or the activation code was used or has expired. Check them, or ask your Delegated Administrator for a new code.
activation-closed-until = There were too many tries. Try again after { $time }.
set-up-not-open = Set-up is not open yet. Your clearing house will announce the date.
set-up-start-again = That set-up is over. Enter your activation code to start again.
choose-password-title = Choose a password
codes-will-go-to = Your one-time codes will go to { $address }.
not-your-address = Not your address? Stop here and tell your Delegated Administrator.
password-rules = Your password must:
password-rule-length = { $min ->
    [one] have at least { $min } character
   *[other] have at least { $min } characters
}
password-rule-names = be more than your name, user ID or firm with something added
password-rule-guess = not be easy to guess, or known from a breach elsewhere
password-rule-tip = A few words that do not belong together work well. Spaces are fine, and so is pasting.
new-password = New password
password-live-of = { " of at least " }
password-live-characters = { " characters" }
password-live-enough = Long enough. We check the rest when you continue.
set-up-next-code = Next, we e-mail you a one-time code.
missing-new-password = Enter a new password
password-too-short = { $have ->
    [one] Your password has { $have } character. Use at least { $min }.
   *[other] Your password has { $have } characters. Use at least { $min }.
}
password-too-long = Your password is too long. Use at most { $max } characters.
password-on-names = Your password rests on your name, user ID or firm. Add words that have nothing to do with them.
password-guessable = This password is too easy to guess. Use a few words that do not belong together.
password-blocklisted = This password is on a list of known passwords. Choose another.
password-same = This is the password you have now. Choose another.
done-title = You are set up
done-lead = Your password is set, and you have shown that our mail reaches you.
codes-go-to = Codes go to
next-title = What happens next
done-next-now = You can log in with password and one-time code from now on.
done-next-own-pages = You can log in with password and one-time code now. It opens your own pages; whether it opens the terminal too depends on the phase.
done-next-later = Password and code do not open the terminal yet. Your clearing house will announce the date; log in with your smartcard until then.
done-keep = Keep the password to yourself. Nobody at your firm or at the clearing house will ask you for it, or for a code.

## Account

account-title = Your account
terminal-yes = You are logged in. This session opens the terminal.
terminal-no = You are logged in. This session does not open the terminal in the present phase.
name = Name
firm = Firm
password-since = Chosen on { $time }.
change-password-link = Change password
last-login = Login before this one
last-login-none = None: this is your first login
by-method = , by { $method }
method-two-factor = password and code
failures-since = Failed tries since
failures-first = Failed tries so far
failures = { $count ->
    [0] None
   *[other] { $count }
}
failures-advice = If those tries were not yours, change your password and tell your Delegated Administrator.
sessions-title = Where you are logged in
sessions-lead = End any session that you do not know.
browser-unknown = Browser not known
session-this = this one
session-opened = Opened { $time } by { $method }
session-seen = Last used { $time }
session-end = End
session-end-of = End the session of { $browser } opened { $time }
end-all = Log out everywhere
notice-session-ended = That session has ended.
notice-password-changed-here = Your password is changed. All your other sessions have ended.
change-password-title = Change your password
change-password-lead = Your other sessions end when you change it.
current-password = Current password
change-password = Change password
back-to-account = Back to your account
missing-current-password = Enter your current password
current-password-wrong = That is not your current password. Enter it again.
change-closed-until = There were too many failed tries. Try again after { $time }.

## End of session

session-title = Your session is about to end
session-left = { "Time left: " }
session-extendable = Press Enter to stay logged in.
session-limit = You have been logged in for as long as a session can last. Finish what you are doing, then log in again.
session-stay = Stay logged in
session-understood = Close
session-over-title = Your session has ended
session-over = Nothing you had sent is lost.
session-log-in = Log in again
session-failed = That did not work. Press the button again.

## First pages of Delegated Administrators and staff

participant-is = Clearing Participant { $participant }
role-title = What you may do
role-maker = You may propose changes for your firm’s users. Somebody else approves them.
role-checker = You may approve or reject what somebody else at your firm has proposed.
role-maker-checker = You may propose changes for your firm’s users, and approve what somebody else has proposed.
monitor-title = Adoption of two-factor login
monitor-empty = The directory holds no participants yet. The operator fills it with “changeover import participants”.
role-viewer = You may look at everything here, and change nothing.
role-operator = You may look at everything here and ask for changes. An approver decides on them.
role-approver = You may look at everything here and decide on what others have asked for.
mail-waiting = Waiting to leave
mail-oldest = Oldest written
figure-registered = Registered
figure-registered-means = address agreed by the firm
figure-able = Able
figure-able-means = password set, mailbox proved
figure-used = Used
figure-used-means = have logged in with both
share = { $percent }% of { $active } active
column-state = State
column-users = Users
state-authorised = No address yet
state-proposed = Address waiting for approval
state-registered = Address registered, not set up
state-ready = Set up
state-tested = Connectivity test passed
state-two-factor = Logged in with password and code
state-two-factor-only = Smartcard retired
state-dormant = Dormant (counted apart)
state-disabled = Disabled (counted apart)
as-of = As of { $time }

## Advice

forgot-title = If you have forgotten your password
forgot-lead = Nobody can see your password or tell it to you. Your firm’s Delegated Administrators can reset it.
forgot-ask = Ask a Delegated Administrator of your firm for a reset.
forgot-approve = One of them asks for it, and another approves it.
forgot-mail = You receive a mail with a new activation code.
forgot-set-up = Choose a new password with that code.
forgot-meanwhile = While smartcards still open the terminal, you can go on with yours.
forgot-da-title = If you are a Delegated Administrator
forgot-da = Ask the other Delegated Administrators of your firm. If there is none, ask the clearing house.
back-to-login = Back to login
help-title = Help
help-login-title = Logging in
help-login = Enter the participant code of your firm, your user ID and your password. We then e-mail you a one-time code. Enter it on the next page, in the same browser.
help-login-staff = Staff of the clearing house enter STAFF as participant code.
help-code-title = The code does not come
help-code = Mail usually takes less than a minute. Look in your junk and quarantine folders, and compare the reference in the mail with the one on the page.
help-code-again = If you ask again while the code works, you receive the same code. Our mails hold no links, and we never ask you for a code by telephone.
help-password-title = Forgotten password
help-password = Your firm’s Delegated Administrators can reset it.
help-setup-title = First set-up
help-setup = You need the activation code from the mail that invited you. It works once.
help-paused-title = Too many tries
help-paused = After too many failed tries the page says from when on you can try again. If your account is paused, a Delegated Administrator of your firm can clear it.
help-browser-title = Your browser
help-browser = Any current browser works. Cookies must be allowed. JavaScript is needed for smartcards and passkeys alone.
reach-title = Ask the clearing house
reach-lead = You can reach the clearing house here:
reach-nobody = Ask a Delegated Administrator of your firm, or your usual contact at the clearing house.

## Demo mail

demo-mail-title = Demo mail
demo-mail-lead = This is a demonstration: mail is caught and shown here, and none is sent.
demo-mail-empty = No mail has been caught yet. Log in or start a set-up, and its mail appears here.
mail-to = To
mail-at = Caught

## Refusals

not-found-title = Page not found
not-found = There is nothing at this address, or nothing that you may see.
cross-site-title = We did not accept that
cross-site = The form was not sent from our own page, so nothing was done. Open the page here and send it again.
forbidden-title = This page is not yours
forbidden = You are logged in, but your role does not open this page.
failed-title = Something went wrong
failed = The fault is ours. Try again; if it fails again, tell the clearing house the request number below.
busy-title = We are very busy
busy-page = Too many people are asking at once, and nothing was done. Wait a moment, then try again.
too-large-title = That was too much
too-large = What was sent is larger than any form of ours. Nothing was done.
malformed-title = We could not read that
malformed = The request was not complete or not well formed. Nothing was done. Open the page and try again.
method-title = That does not work here
method-refused = This page cannot be used in that way. Nothing was done.
retry = Try again
to-start = Go to the first page
request-id-means = Request number
call-reference = If you call us, give this reference:
