## The connectivity test: /connectivity, and what a firm’s Delegated Administrators see of it.

connectivity-link = Tests
connectivity-title = Connectivity test
connectivity-before = Not sure that this computer can do it?
connectivity-lead = See whether this computer has what a login needs, then prove it with a test login.
connectivity-not-authorised = Passing is not being authorised. The test shows that browser, mailbox and password work. Only your firm and the clearing house decide who may use the terminal.
connectivity-no-account = You need no account to check the browser. IT staff can do it too.
connectivity-start = Check this browser
connectivity-again = Check again
connectivity-probing = One moment: the browser is being checked.
account-test = You are set up and have not passed the connectivity test yet. It takes two minutes.
account-test-link = Make the test
notice-test-over = That test login is over. Start again here.
notice-test-kept = This result was kept. Your firm’s Delegated Administrators can see it.

## Checks

checks-caption = What a login needs
checks-check = Check
checks-result = Result
checks-what = What it means, and what to do
check-tls = Encrypted connection
check-clock = Clock
check-cookies = Cookies
check-javascript = JavaScript
check-webassembly = WebAssembly
check-webauthn = Asking cards and passkeys
check-card = Smartcard
check-passkey = Passkey
check-mail = Mail delivery
check-login = Test login
verdict-pass = Pass
verdict-warn = Warning
verdict-fail = Fail
verdict-none = Not yet checked
pass-tls = This page reached you over an encrypted connection, or never left this computer.
pass-clock = This computer’s clock agrees with ours.
pass-cookies = The browser keeps our cookies.
pass-javascript = Scripts run.
pass-webassembly = WebAssembly loads and runs.
pass-webauthn = The browser can ask smartcards, security keys and passkeys.
pass-card = You are logged in with your smartcard.
pass-passkey = You are logged in with a passkey.
pass-mail = The mail with the code arrived in good time.
pass-login = Participant code, user ID, password and code are right.
unchecked-browser = Press “Check this browser”.
unchecked-script = This cannot be checked while JavaScript is off.
unchecked-clock = Our clock shows { $time }. Compare it with this computer’s clock.
unchecked-card = Log in with your smartcard. You come back to this page.
unchecked-passkey = Log in with your passkey. You come back to this page.
unchecked-login = The test login below shows it.
unchecked-not-open = The test login shows it. It is not open yet.

## What is wrong, and what cures it

reason-plain-connection = This page reached us without encryption.
cure-plain-connection = Type no password here. Tell the clearing house the request number.
reason-clock-drifts = This computer’s clock is more than a minute away from ours.
reason-clock-wrong = This computer’s clock is more than five minutes away from ours. Times on our pages will mislead.
cure-clock = Set date, time and time zone from a time server, then check again.
reason-cookies-blocked = The browser did not send our cookie back. Nobody can log in without cookies.
cure-cookies-blocked = Allow cookies for this site, in the browser or by policy. Then check again.
reason-javascript-off = No script ran. Password and code work without; smartcards and passkeys do not.
cure-javascript-off = Allow JavaScript for this site, in the browser or by policy. Then check again.
reason-webassembly-off = Scripts run, but WebAssembly did not start. Password and code work without; smartcards and passkeys do not.
cure-webassembly-off = Allow WebAssembly for this site by policy, and let the proxy pass .wasm files from /pkg/. Then check again.
reason-no-platform = The browser can ask smartcards and security keys. This computer keeps no passkeys of its own.
cure-no-platform = Nothing to do, unless users are to keep passkeys on this computer.
reason-webauthn-missing = The browser cannot ask smartcards or passkeys, or is too old to. Password and code work without.
cure-webauthn-missing = Update the browser, and allow Web Authentication by policy. Then check again.
reason-mail-slow = The mail with the code took long.
reason-mail-late = The code had expired before it was typed in.
cure-mail-slow = See whether the mail gateway holds our mails back, and let our sender through. Then test again.
reason-mail-waits = The mail had not left our mail system.
cure-mail-waits = Test again later. If it stays so, tell the hotline.
reason-mail-refused = The firm’s mail system refused the mail.
cure-mail-refused = Check the registered address, and propose the right one.
reason-mail-missing = The mail left our mail system and was not found in the mailbox.
cure-mail-missing = Look in junk and quarantine, and let our sender through the mail gateway. Check that the address is right.
reason-code-wrong = Every try was a wrong code.
cure-code-wrong = Test again. Use the code from the mail that shows the same reference as the page.
reason-code-closed = There had been too many wrong codes for this account.
cure-code-closed = Clear the pause on the page of the user, or test again an hour later.
party-user = For the user:
party-administrator = For a Delegated Administrator:
party-firm-it = For the firm’s IT staff:
party-house = For the clearing house:

## Test login

test-first = First check this browser, above. Then make the test login here.
test-not-open = The test login is not open yet. Your clearing house announces its date. The browser can be checked now.
test-lead = It works as a real login does, and opens nothing. Your firm’s Delegated Administrators see the result.
test-send = Send me a code
test-finish = Finish the test
test-give-up-means = Still no mail? End the test here. We keep why, and say what to do.
test-give-up = No mail has come
test-passed = You have passed the connectivity test.
test-failed = The test login did not pass. The table above says why, and what to do.
test-at = Ended
test-relay = Mail left us after
test-typed = Code typed after
test-seconds = { $count ->
    [0] less than a second
    [one] { $count } second
   *[other] { $count } seconds
}
test-not-measured = not measured
test-another = Test again
test-next-registration = Your firm registers e-mail addresses now. Log in to the terminal with your smartcard as before.
test-next-preparation = Set up two-factor login once your activation code has come. The test login opens after that, on a date that the clearing house announces.
test-next-connectivity-test = Make the test login on each computer that you log in from. Log in to the terminal with your smartcard until the parallel run starts.
test-next-parallel-run = Log in to the terminal with password and code from now on. Your smartcard works until the parallel run ends.
test-next-two-factor-only = Log in to the terminal with password and code. Smartcards no longer open it.

## For a ticket

ticket-title = For a ticket
ticket-lead = Print this page, or copy this text.
ticket-line = { $label }: { $value }
ticket-time = Time
ticket-browser = Browser
ticket-page = Site

## Results of a firm

tests-title = Connectivity tests
tests-takeaway = { $passed } of { $active } active users have passed.
tests-lead = Each user is listed with the newest result. Users make the test themselves, on the computer that they log in from:
tests-all = All active users
tests-passed = Passed
tests-partly = Browser checked, no test login
tests-failed = Failed
tests-never = Never tested
tests-option = { $show } ({ $users })
tests-nobody = Your firm has no active users in the directory.
tests-result = Newest result
tests-cure = What it showed, and what to do
tests-when = When and where
tests-mail = Mail left us: { $relay }. Code typed: { $typed }.
tests-export = Download what is shown as a CSV file
family-test = Connectivity tests
event-test-checked = Connectivity test: browser checked
event-test-failed = Connectivity test failed
event-test-passed = Connectivity test passed
