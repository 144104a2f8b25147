# The help desk: finding whoever calls, what is wrong and what to say, and everything about a firm.

## Finding somebody

enquiry-title = Find a caller
enquiry-lead = Ask for the reference on the page that the caller sees. A name or a user ID finds people too.
enquiry-q = Reference, user ID or name
enquiry-q-hint = For example 1N8ZQ4-T07KXM from a page, K7Q2 from a mail, CAAA001, CAAA/CAAA001, Chan or 陳
enquiry-find = Find
enquiry-never = Never ask for a password, a one-time code or an activation code. Searches, and opening somebody’s page, are recorded.
enquiry-referred = What this reference stands for
enquiry-nobody-known = Nobody is known
enquiry-users = People found
enquiry-list-title = Users
enquiry-listed = { $count ->
    [one] { $count } user
   *[other] { $count } users
}
enquiry-no-match = No user matches.
enquiry-list-q = User ID or name
enquiry-to-list = List users by firm and state
enquiry-only = Users who are
enquiry-only-all = Everybody
enquiry-chip-firm = Participant: { $firm }
enquiry-first = Back to the first page
enquiry-nobody = Nothing was found for “{ $q }”.
enquiry-shown = A page with this reference was shown on { $time }. Nothing about a user was recorded with it.
enquiry-secret = This reads like a code that callers must keep to themselves. Ask them not to read it out. A reference has two groups of six, or four symbols in all.
enquiry-try-id = Ask for the participant code and the user ID, and type them as CAAA/CAAA001.
enquiry-try-name = Try a part of the name only, in English or in Chinese.
enquiry-try-reference = Ask for the reference again, symbol by symbol. The letters I, L, O and U are never in it.

## What is wrong, and what to say

enquiry-wrong = What is wrong
enquiry-say = What to say
enquiry-also = Also
matter-disabled = The account is disabled: nobody can log in with it.
say-disabled = Your account is not in use at the moment. Please ask a Delegated Administrator of your firm to enable it; a second one has to agree. Your password and cards stay as they were.
matter-dormant = The account is dormant: it was not used for a long time.
say-dormant = Your account rests because it was not used for long. Please ask a Delegated Administrator of your firm to bring it back; a second one has to agree.
matter-no-address = No e-mail address is registered, so two-factor login cannot be set up yet.
say-no-address = Your firm has not registered an e-mail address for you yet. Please ask a Delegated Administrator of your firm to do so. A mail with an activation code comes once a second one has agreed.
matter-address-waits = An e-mail address was proposed and waits for a second person’s approval.
say-address-waits = Your address waits for approval in your firm. Please ask the Delegated Administrators to decide. A mail with an activation code comes after that.
matter-set-up-not-open = The address is registered, but users cannot set up yet in this phase.
say-set-up-not-open = Your address is registered and nothing is missing on your side. Set-up is not open yet; a mail with an activation code comes by itself when it is. Until then, please log in with your smartcard.
matter-activation-coming = The activation has not left yet. Activations leave one after the other.
say-activation-coming = Your activation code is on its way and arrives by mail today. There is nothing for you to do until then.
matter-activation-missing = An address is registered, and no activation code is waiting to be used.
say-activation-missing = You have no activation code that works. I am sending you a new one now; please use the newest mail only.
matter-activation-sent = An activation was sent on { $sent } and works until { $until }. Set-up is not completed.
say-activation-sent = Please look for the mail with your activation code, also in junk mail and quarantine, and choose “Set up” on the login page. If you cannot find it, I can send it again; only the newest one works.
matter-activation-expired = The activation expired on { $time } without being used.
say-activation-expired = Your activation code is too old. I am sending you a new one now; please use the newest mail only.
matter-paused = Too many attempts failed. New browsers are paused until { $time }.
say-paused = Logging in is paused after too many failed attempts; it opens again by itself. In a browser that you have used before, you can try now. If it was not you, please tell me.
matter-paused-open = Far too many wrong codes in a row: logging in is paused until somebody clears it.
say-paused-open = Logging in is paused because of many wrong codes. Was it you? If so, I or your Delegated Administrator can clear it now. If it was not you, please change your password afterwards.
matter-address-refuses = The mail system refuses mails to the registered address: codes do not arrive.
say-address-refuses = Our mails to you come back. Please check with your IT whether the mailbox exists and takes mail from us. If your address has changed, your Delegated Administrator can register the new one.
matter-two-factor-not-open = The password is set up, but password and code do not open the terminal in this phase.
say-two-factor-not-open = You are ready, and nothing is wrong. Until two-factor login opens, please log in with your smartcard.
matter-cards-stopped = Every smartcard of the user is suspended or retired.
say-cards-stopped = Your smartcard was stopped and cannot be used. You can log in with password and code if you have set them up. Staff can bring a card back if two of us agree.
matter-nothing = Nothing that we know of keeps this user out.
say-nothing = As far as I can see, you can log in. Please try once more and read me the reference that the page shows.

failure-wrong-password = The password was wrong.
say-wrong-password = The password did not match. Please type it once more, and check Caps Lock and the keyboard’s language. If you have forgotten it, your Delegated Administrator can ask for a reset.
failure-not-set-up = Somebody tried to log in before set-up was completed.
say-not-set-up = You have to set up two-factor login first, with the activation code from our mail.
failure-out-of-use = The account was not active when its user tried to log in.
say-out-of-use = Your account was not in use when you tried. It is now; please try again.
failure-too-many = Nothing was checked, because too many attempts had failed before.
say-too-many = There had been too many failed attempts. That is over now; please try again.
failure-two-factor-closed = The password was right, but password and code opened nothing in the phase at that time.
say-two-factor-closed = Two-factor login was not open for you when you tried. Please try again now.
failure-cards-closed = A smartcard was tried after smartcards had been closed.
say-cards-closed = Smartcards do not open the terminal any more. Please log in with password and code. If you have not set them up, the card still lets you do so: choose “Set up” on the smartcard page.
failure-cards-gone = A smartcard was tried after smartcards had been taken out of use for good.
say-cards-gone = Smartcards are out of use for good. Please log in with password and code.
failure-wrong-code = The one-time code was wrong.
say-wrong-code = The code did not match. Please use the mail whose reference is the same as on your page, and type all its digits. Do not read the code out to me.
failure-code-expired = The one-time code had expired before it was typed in.
say-code-expired = Your code was too old. Please choose “Send the mail again” on your page, and use the newest mail only. If mails take long to reach you, please tell me.
failure-code-used-up = Too many wrong codes: that login has no tries left.
say-code-used-up = That login is over after too many wrong codes. Please start again with your password; a new code comes by mail.
failure-code-not-sent = A one-time code was typed, but none had been sent.
say-code-not-sent = No code had been sent to you: too many mails had left before. Please start again in ten minutes.
failure-mail-too-soon = Another mail with a code was asked for too soon after the last.
say-mail-too-soon = A mail has only just been sent to you. Please wait a minute, and look in junk mail too. Then choose “Send the mail again”.
failure-no-more-mails = Another mail with a code was asked for, and no more leave for now.
say-no-more-mails = We have sent you as many mails as we may for now. Please use the code in the newest one, or start again in ten minutes.
failure-wrong-pass = The one-time pass was wrong: this user was given no such pass.
say-wrong-pass = That is not a one-time pass of yours. Please read it again, symbol by symbol, and do not read it out to me. It works for you alone.
failure-pass-used = The one-time pass had been used before.
say-pass-used = That one-time pass was used already, and each works once. If it was not you, please tell me. Another can be requested.
failure-pass-replaced = A newer one-time pass had taken the place of this one.
say-pass-replaced = That is an older one-time pass. Please use the newest one that was given to you.
failure-pass-not-shown = The one-time pass had not been shown to whoever asked for it.
say-pass-not-shown = That one-time pass has not been passed on yet, so nobody should know it. Who gave it to you?
failure-pass-expired = The one-time pass had expired.
say-pass-expired = That one-time pass was too old: it works for some minutes only. Another can be requested.
failure-pass-outdated = The account had changed since the one-time pass was given out.
say-pass-outdated = Your account has changed since you were given the one-time pass. Another can be requested.
failure-wrong-activation = Names and activation code did not go together, or the code was used or too old.
say-wrong-activation = The activation code did not match your participant code and user ID, or a newer one was sent. Please use the newest mail only. I can send another.
failure-set-up-closed = The activation code was right, but set-up was not open yet.
say-set-up-closed = Set-up was not open for you when you tried. Please try again now.
failure-card-first = Set-up asks this user to log in with their smartcard first.
say-card-first = Please log in with your smartcard first, and set up from there: the card is your second proof.
failure-unknown = A card or passkey was shown that nobody has registered.
say-unknown = The card or passkey is not known to us. Please check that it is the right one. A new card has to be registered first.
failure-other-user = A card or passkey of another user was shown.
say-other-user = The card or passkey belongs to somebody else. Please check whose it is, and which user ID you typed.
failure-suspended = A suspended smartcard was shown.
say-suspended = This smartcard was stopped. Please use password and code; staff can bring the card back if two of us agree.
failure-retired = A retired smartcard was shown.
say-retired = This smartcard is out of use for good. Please use password and code, or your newer card.
failure-not-verified = Card or passkey did not ask for PIN, finger or face.
say-not-verified = Please try again and enter the PIN, or use finger or face, when you are asked.
failure-over = The step took longer than five minutes, or its page was used twice.
say-over = It took too long. Please begin again and answer within five minutes.
failure-closed = Card or passkey opened nothing in the phase at that time.
say-closed = That way in was not open for you when you tried. Please use password and code.
failure-ended = A card was shown whose certificate has ended or was revoked.
say-ended = The certificate on your card is no longer valid. Please ask your Delegated Administrator for another card, or use password and code.
failure-doubtful = A card or passkey was shown that could not be trusted.
say-doubtful = We could not accept the card or passkey. Please try again in another browser, with the card taken out and put in once more. If it happens again, please use password and code.
failure-wrong-binding = Names and binding code did not go together, or the code was used or too old.
say-wrong-binding = The code from the letter did not match, was used or is too old. Another can be requested.
failure-test = The connectivity test failed.
say-test = The connectivity test found something. Please look at what it says and whose job it is; I see the same below.
failure-test-because = The connectivity test failed. { $reason }
failure-page-not-found = A page was not found, or was nothing of theirs.
say-page-not-found = You are logged in; that page is not there, or not yours to see. Please tell me where the link came from.
failure-page-not-allowed = A page was not allowed to this user.
say-page-not-allowed = You are logged in; that page is for others. If you need it for your work, your Delegated Administrator can ask for the role.
failure-page-unreadable = What was sent could not be read, or was too large.
say-page-unreadable = What you sent could not be read, or was too large. Please load the page again and try once more, with a smaller file if you sent one.
failure-page-ours = A page failed: a fault of ours, or too much to do at once.
say-page-ours = That was our fault, not yours. Please try again in a minute; I am passing the reference on.

## One user

enquiry-back = Find another caller
enquiry-acts = What you can do
enquiry-two-people = Somebody else has to agree to these:
enquiry-propose-address = Register or change the e-mail address
enquiry-propose-reset = Reset the password
enquiry-propose-enable = Bring the account back into use
enquiry-propose-pass = Request a one-time pass
enquiry-propose-exception = Request an extension or an early move
enquiry-propose-binding = Request a code to bind a smartcard
enquiry-cards = Stop smartcards
enquiry-stands = How the account stands
enquiry-phase = Phase for this user
enquiry-held = Cards, passkeys and sessions
enquiry-none = none
enquiry-address-hidden = registered; viewers see no addresses
enquiry-refused-since = Refuses mail since { $time }
enquiry-mail-accepted = Our relay has taken the mail.
enquiry-session = Opened on { $time } by { $method }
enquiry-viewer = Staff: viewer
enquiry-operator = Staff: operator
enquiry-approver = Staff: approver

## Mail in a timeline

enquiry-mail = Mail: { $kind }
mail-for-code = one-time code
mail-for-activation = activation code
mail-for-pause = logging in is paused
mail-for-account = the account’s use
mail-for-password = password changed
mail-for-address = e-mail address
mail-for-reset = reset
mail-for-roles = roles
mail-for-card = smartcard
mail-for-passkey = passkey
mail-for-request = requests to decide
mail-for-pass = one-time pass
mail-for-reminder = reminder
mail-for-schedule = schedule
mail-for-briefing = briefing
mail-for-guide = user guide
mail-for-notice = notice
mail-fate-waiting = waiting
mail-fate-deferred = deferred
mail-fate-accepted = accepted
mail-fate-refused = refused
mail-fate-useless = not sent
mail-fate-waiting-means = It leaves in a moment.
mail-fate-deferred-means = The mail system did not take it yet. It is tried again by itself.
mail-fate-accepted-means = Our relay took it at { $time }.
mail-fate-refused-means = The mail system refused it.
mail-fate-refused-with = The mail system refused it, with answer { $answer }.
mail-fate-useless-means = It was no longer needed when its turn came.

## Firms

firms-title = Participants
firms-lead = Every participant, by code.
firms-readiness = Declarations and information packages
firms-search = Search by code or name
firms-all = All participants
firms-behind = With users who are not ready
firms-no-pair = No working pair
firms-never-came = Administrators never came in
firms-exception = With an exception
firms-ready = Ready
firms-found = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
firms-no-match = No participant matches.
firms-firm = Participant
firms-active = Active users
firms-registered = Registered
firms-able = Able
firms-used = Have used it
firms-marks = What stands out
firms-behind-count = { $count } not ready

## One firm

firm-title = { $name }, { $code }
firm-back = All participants
firm-takeaway = { $ready } of { $active } active users can log in by two factors.
firm-blocked = { $count ->
    [0] The next closing, on { $time }, shuts nobody out.
    [one] The next closing, on { $time }, would shut { $count } user out.
   *[other] The next closing, on { $time }, would shut { $count } users out.
}
firm-no-pair = This firm has no working pair of Delegated Administrators: it cannot agree on anything by itself. Staff can register addresses and roles for it, with two people.
firm-act-people = Its users
firm-act-call-back = Number to call back
firm-act-exception = Request an exception
firm-act-campaign = Remind its users
firm-act-propose = Act for the firm
firm-act-contingency = One-time passes
firm-category = Category
firm-model = Administrators needed
firm-pair = a maker and a checker
firm-sole = one person may be enough
firm-call-back = Number to call back
firm-no-number = none on file
firm-whole = The whole firm:
firm-not-declared = Not declared for what closes next
firm-package = Acknowledged on { $time }
firm-no-package = Not acknowledged in its present edition
firm-guide = { $document }, version { $version }, acknowledged on { $time }
firm-briefing = { $seats } seats, { $came } came
firm-administrators = Delegated Administrators
firm-no-administrators = This firm has no Delegated Administrator.
firm-has-pair = A maker and a checker who work together can log in.
firm-able = can act
firm-users-title = Users
firm-users = How its users stand
firm-domains = Mail domains
firm-domain = Domain
firm-refused = Refuse mail
firm-no-domains = No e-mail address is registered.
firm-failed = Whose newest test failed
firm-waiting = Waiting for a decision
firm-nothing-waits = Nothing waits.
firm-for-staff = { $count } for staff
firm-audit = Everything about this firm in the audit
