### What stands in for e-mail while it is down, in English.

## Mail is delayed: what pages that wait for mail say

delay-title = E-mail is delayed
delay-since = Since { $time }, our mails leave late. They leave by themselves as soon as they can.
delay-wait = You can wait: your code comes by itself. Asking again does not make it faster.
delay-passkey = If you have a passkey, log in with it.
delay-card = Log in with your smartcard
delay-pass = If it cannot wait, ask your Delegated Administrator for a one-time pass. It replaces the code, never your password.
delay-set-up = Set-up needs the code from the mail, and nothing stands in for it. Your activation code works until the day that its mail names: come back later.

## The code page, with a one-time pass

pass-entry-link = Use a one-time pass
pass-entry-title = Enter your one-time pass
pass-entry-lead = Somebody has told you a one-time pass, because mail is down. It replaces the code once.
pass-entry = One-time pass
pass-entry-hint = Three groups of four letters and digits, such as 7K3M-Q2XA-9DTE
pass-entry-never = Whoever tells you a pass never asks for your password.
pass-entry-code = Enter the code from the mail
passkeys-by-pass = You logged in with a one-time pass. To add a passkey, log in with the code from the mail once it works again.
pass-entry-shape = A one-time pass is three groups of four letters and digits, such as 7K3M-Q2XA-9DTE
pass-entry-refused = { $left ->
    [one] That is no one-time pass of yours that works. It may have been used, or its time may be over. You have { $left } try left.
   *[other] That is no one-time pass of yours that works. It may have been used, or its time may be over. You have { $left } tries left.
}

## The pages of staff and of Delegated Administrators

contingency-link = One-time passes
contingency-title = One-time passes, when e-mail is down
contingency-lead = A one-time pass replaces one e-mailed code, never the password. Two people agree on it, one of them tells the user, and it works for minutes.
contingency-told = Everybody who logs in is told that mail is delayed, since { $time }.
contingency-switch-title = Tell everybody that mail is delayed
contingency-on = Everybody who logs in is told that mail is delayed, since { $time }.
contingency-off = Nobody is told: mail counts as usual.
contingency-switch-means = The pages for logging in and setting up then say so, and what to do: wait, use a passkey or a smartcard, or ask for a one-time pass. One person switches it on and off.
contingency-switch-on = Tell everybody
contingency-switch-off = Stop telling
contingency-switched-on = Everybody is told from now on that mail is delayed.
contingency-switched-off = Nobody is told any more that mail is delayed.

## Asking for passes

pass-ask-title = Ask for one-time passes
pass-ask-lead-staff = { $minutes ->
    [one] An approver decides. You then call the firm at the number on file, see the pass once and tell it. It works for { $minutes } minute from then on.
   *[other] An approver decides. You then call the firm at the number on file, see the pass once and tell it. It works for { $minutes } minutes from then on.
}
pass-ask-lead-firm = { $minutes ->
    [one] A checker of your firm decides; where none is left, the clearing house’s staff do. You then see the pass once and tell the user in person. It works for { $minutes } minute from then on.
   *[other] A checker of your firm decides; where none is left, the clearing house’s staff do. You then see the pass once and tell the user in person. It works for { $minutes } minutes from then on.
}
pass-scope = For whom
pass-scope-user = One user
pass-scope-user-hint = Enter the user ID below.
pass-scope-firm = All users of the firm
pass-scope-firm-hint = One pass for each active user who has set up, but none for yourself.
pass-user-hint = For one user only
pass-reason-hint = Who asked, and why it cannot wait. Whoever decides reads it.
pass-ask = Ask for passes
pass-ask-next = Nothing is shown until somebody else approves it.
pass-scope-missing = Choose for whom the passes are
pass-unknown-firm = Enter the code of a participant
pass-no-number = No number is on file to call this firm back, so staff pass on nothing. Two of the staff put a number on file first, or an administrator of the firm asks for the pass and tells it in person.
pass-unknown-user = Enter the ID of a user of the firm
pass-not-able = This user cannot log in by password and code: the account is not in use, or not set up. A pass would not help.
pass-oneself = Nobody asks for a pass of their own. Somebody else has to ask for it.
pass-waits = Somebody asks for a pass for this user already
pass-nobody = Nobody of the firm can get a pass now, or somebody asks for each of them already

## The passes

pass-list-title = Passes
pass-states = Passes by state
pass-state-all = All
pass-state-agreed = Agreed on
pass-state-open = Open
pass-state-used = Used
pass-state-expired = Expired
pass-state-void = Void
pass-none = There are no passes here.
pass-found = { $count ->
    [one] { $count } pass
   *[other] { $count } passes
}
pass-column-state = State
pass-column-asked = Asked for by
pass-column-agreed = Agreed by
pass-column-passed = Passed on
pass-column-pass = Pass
pass-used-at = Used on { $time }
pass-show-until = Can be shown until { $time }
pass-works-until = Works until { $time }
pass-not-passed = Not yet
pass-by-call = By a call to { $number }
pass-in-person = In person

## Passing on

pass-section = One-time passes
pass-to-show = { $minutes ->
    [one] { $count ->
        [one] { $count } pass waits to be passed on. You see it once, and from then on it works for { $minutes } minute.
       *[other] { $count } passes wait to be passed on. You see them once, and from then on they work for { $minutes } minute.
    }
   *[other] { $count ->
        [one] { $count } pass waits to be passed on. You see it once, and from then on it works for { $minutes } minutes.
       *[other] { $count } passes wait to be passed on. You see them once, and from then on they work for { $minutes } minutes.
    }
}
pass-call = Call the firm at the number on file, and at no other, whoever called you:
pass-call-how = Ask for the user, or for the Delegated Administrator. Stay on the line.
pass-called = I have called { $number }, and the person whom I asked for is on the line
pass-hand = Go to the user, or have them come to you. Do not send it by any message.
pass-with-user = I am with the user, or with the users one after the other
pass-show = { $count ->
    [one] Show the pass, once
   *[other] Show { $count } passes, once
}
pass-shown = The passes were shown on { $time }, and are not shown again. Where one did not reach its user, ask for another.
pass-not-confirmed = Tick the box once it is so
pass-number-changed = The number on file has changed, or there is none. Nothing was shown.
pass-nothing-to-show = There is no pass to show any more: it was shown, or its time is over, or the user has changed. Ask for another.
pass-not-yours = Only the one who asked for a pass sees it.
pass-here-title = { $count ->
    [one] The one-time pass
   *[other] { $count } one-time passes
}
pass-here-until = Works until { $time }, once, and for its own user alone.
pass-here-once = This is not shown again. Do not write it into a message, and destroy what you have noted.
pass-here-call = Tell it to the person whom you called at { $number }, group by group.
pass-here-person = Tell each user their own, group by group.
pass-here-user = The user logs in with participant, user ID and password, and then chooses “Use a one-time pass”.
pass-here-never = Never ask for the password.

## The number to call back

call-back-title = Number to call back
call-back-now = { $number } is on file.
call-back-none = No number is on file.
call-back-of = { $name } is called back at { $number }.
call-back-none-of = No number is on file for { $name }.
call-back-change = Change the number
call-back-put = Put a number on file
call-back-without = { $count ->
    [one] { $count } firm has no number on file.
   *[other] { $count } firms have no number on file.
}
call-back-yours = The clearing house calls your firm back at { $number }.
call-back-wrong = If the number is missing or wrong, write to the clearing house before you need it. It changes only when two of its staff agree.
call-back-means = One-time passes are told over this number. Take it from the firm’s own papers, not from whoever calls.
call-back-number = Number
call-back-number-hint = With the country code, such as +852 5555 0100. Empty: no number.
call-back-reason-hint = Where the number comes from, and how you know that it is the firm’s. The approver reads it.
call-back-next = Next, an approver looks at it. The firm’s administrators are told once it has changed.
call-back-waits = A change of this number waits for a decision.
call-back-not-number = Enter a telephone number, such as +852 5555 0100
call-back-same = That number is on file already

## Old and new

agreed-pass = One-time pass
agreed-pass-once = replaces one e-mailed code, for minutes once it is shown
agreed-call-back = Number to call back

## Events

event-pass-issued = One-time pass agreed on
event-pass-call-confirmed = One-time passes about to be passed on
event-pass-shown = One-time pass shown to whoever asked for it
event-pass-used = One-time pass used
event-pass-wrong = Wrong one-time pass
event-pass-refused = Showing one-time passes refused
event-call-back-changed = Number to call back changed
family-pass = One-time passes
family-call-back = Number to call back
