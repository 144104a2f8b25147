### Who would be blocked, what helps, and whom to call, in English.

## /monitor/blocked

blocked-link = Who would be blocked
blocked-title = Who would be blocked
blocked-lead = This is a rehearsal. It asks what login would say to each active user, and switches nothing.
blocked-event = If this event happened
blocked-event-none = No event: by date and phase
blocked-event-at = { $title }, { $time }
blocked-event-now = { $title }, if it happened now
blocked-phase-planned = As planned for then
blocked-firm = Firm
blocked-ask = Show
blocked-ask-hint = An event stands for its own date and phase. Without one, no date means now.
blocked-event-wrong = There is no such event
blocked-phase-wrong = There is no such phase
blocked-firm-wrong = That is not a participant code
blocked-takeaway = { $users ->
    [one] { $users } of { $active } active users would be blocked
   *[other] { $users } of { $active } active users would be blocked
}, in { $firms ->
    [one] { $firms } firm
   *[other] { $firms } firms
}, if “{ $phase }” were in force at { $time }.
blocked-nobody = Nobody of { $active } active users would be blocked if “{ $phase }” were in force at { $time }.
blocked-by-reason = By what is missing
blocked-missing = What is missing
blocked-users = Users
blocked-no-address = No e-mail address
blocked-not-approved = Address not approved
blocked-not-set-up = Two factors not set up
blocked-no-card = No smartcard that works
blocked-by-firm = By firm
blocked-of-active = Blocked of active
blocked-of = { $blocked } of { $active }
blocked-wholly = Nobody left
blocked-no-pair = No working pair of administrators
blocked-all-firms = Show all { $count } firms
blocked-list = { $count ->
    [one] { $count } user
   *[other] { $count } users
}
blocked-chip-firm = Firm { $firm }
blocked-administrator = Delegated Administrator
blocked-mail-refused = Mail refused since { $time }
blocked-last-login = Last login
blocked-no-match = Nobody is blocked for what you have chosen.
blocked-first = From the beginning
blocked-export = Download all of them (CSV)
blocked-firms-alone = { $count ->
    [one] { $count } of the firms cannot help itself: it has no working pair of administrators.
   *[other] { $count } of the firms cannot help themselves: they have no working pair of administrators.
}
blocked-tabs = Order
blocked-tab-reason = By reason
blocked-tab-firm = By firm
blocked-tab-mail = Without e-mail
blocked-helps = What would help
blocked-firms = Firms
blocked-do = Do
blocked-of-whom = ({ $what })
blocked-remind-count = Remind { $count }
blocked-extend-count = Extend { $count }
blocked-call = Call list
blocked-staff-register = Register an address
blocked-staff-approve = To the approvals
blocked-staff-bind = Issue a binding code
blocked-register-user = Register an address
blocked-extend-user = Extend
blocked-extend-firm = Extend the firm
blocked-pass-user = One-time pass
blocked-mail-missing = Rests on a mailed code that does not arrive
blocked-mail-nobody = Nobody rests on e-mail that does not arrive.
blocked-mail-lead = { $users ->
    [one] { $users } user of { $firms } firm is not blocked, but comes in by a mailed code alone, and the mailbox refuses mail.
   *[other] { $users } users of { $firms } firms are not blocked, but come in by a mailed code alone, and their mailbox refuses mail.
} A one-time pass lets them in until the address is put right. A passkey would make them independent of mail.
blocked-mail-delayed = { $users ->
    [one] Mail is delayed. { $users } user of { $firms } firm comes in by a mailed code alone.
   *[other] Mail is delayed. { $users } users of { $firms } firms come in by a mailed code alone.
} A one-time pass lets them in meanwhile. A passkey would make them independent of mail.
blocked-groups-export = Download these counts (CSV)
blocked-export-json = The same for programs (JSON)

## What is done for several

blocked-act = With those chosen
blocked-act-none = Choose what to do
blocked-all-found = All { $count } who are found, not only those on this page
blocked-remind = Draft a campaign that reminds them
blocked-extend = Propose an extension for each
blocked-choose-somebody = Choose at least one user
blocked-choose-act = Choose what to do
blocked-too-many = More than { $count } users are too many at once. Narrow the list by firm or reason, or draft a campaign for everybody.
blocked-no-event = No event that closes a way in has a confirmed date, so there is nothing to remind them of
blocked-nobody-fits = An extension would let in none of them, or is asked for already. It helps only those who hold a smartcard
blocked-until-too-soon = The extensions must last longer than the instant that you asked about, and end in the future
blocked-confirm-remind = { $count ->
    [one] Draft a campaign for { $count } user?
   *[other] Draft a campaign for { $count } users?
}
blocked-remind-means = The draft names exactly these users, and ends for each of them once they are ready. Nobody is written to before you have looked at it and a second person has approved it.
blocked-remind-event = It leads to: { $title }, { $time }.
blocked-remind-do = Make the draft
blocked-campaign = { $count ->
    [one] Blocked: { $count } user
   *[other] Blocked: { $count } users
}
blocked-confirm-extend = { $count ->
    [one] Propose an extension for { $count } user?
   *[other] Propose an extension for { $count } users?
}
blocked-extend-means = Their smartcards work on until the date below, and then stop. Nothing changes before a second member of staff has approved it.
blocked-extend-do = Propose
blocked-left-out = { $count ->
    [one] { $count } user is left out: an extension would not help, or is asked for already.
   *[other] { $count } users are left out: an extension would not help, or is asked for already.
}
blocked-until-hint = After { $time }. A day alone is meant with all of its hours.
blocked-and-more = and { $count } more
blocked-back = Back to the list

## What helps, and what to say to the firm

help-register = The firm’s maker registers an address.
help-staff-register = Staff register one: the firm has no working pair.
help-approve = The firm’s checker approves the address.
help-staff-approve = Staff approve it: the firm has nobody who can.
help-correct = The address refuses mail. The firm’s maker registers the right one.
help-staff-correct = The address refuses mail. Staff register the right one: the firm has no working pair.
help-invite = No activation code works. An administrator sends a new one.
help-wait = Set-up is not open yet. The activation code leaves by itself then.
help-set-up = The activation code is out. The user sets up.
help-bind-card = Staff issue a binding code for a smartcard.
say-register = { $count ->
    [one] { $count } user has no e-mail address. Please register it.
   *[other] { $count } users have no e-mail address. Please register them.
}
say-staff-register = { $count ->
    [one] { $count } user has no e-mail address, and your firm has nobody to register it. Send us the address in writing, and name two administrators.
   *[other] { $count } users have no e-mail address, and your firm has nobody to register them. Send us the addresses in writing, and name two administrators.
}
say-approve = { $count ->
    [one] { $count } address waits for a second administrator. Please approve it.
   *[other] { $count } addresses wait for a second administrator. Please approve them.
}
say-staff-approve = { $count ->
    [one] { $count } address waits for us to approve it. We shall look at it today.
   *[other] { $count } addresses wait for us to approve them. We shall look at them today.
}
say-correct = { $count ->
    [one] { $count } address refuses mail. Please check it and register the right one.
   *[other] { $count } addresses refuse mail. Please check them and register the right ones.
}
say-staff-correct = { $count ->
    [one] { $count } address refuses mail, and your firm has nobody to change it. Send us the right one in writing.
   *[other] { $count } addresses refuse mail, and your firm has nobody to change them. Send us the right ones in writing.
}
say-invite = { $count ->
    [one] { $count } user has no activation code that works. Please send a new one from the portal.
   *[other] { $count } users have no activation code that works. Please send new ones from the portal.
}
say-wait = { $count ->
    [one] { $count } user gets the activation code once set-up is open. Nothing is to be done now.
   *[other] { $count } users get their activation codes once set-up is open. Nothing is to be done now.
}
say-set-up = { $count ->
    [one] { $count } user has an activation code and has not set up. Please ask them to do it now.
   *[other] { $count } users have activation codes and have not set up. Please ask them to do it now.
}
say-bind-card = { $count ->
    [one] { $count } user has no smartcard that works. Ask us for a binding code.
   *[other] { $count } users have no smartcard that works. Ask us for binding codes.
}

## /monitor/blocked/call-list

call-list-link = Call list, worst first
call-list-title = Call list
call-list-lead = { $users ->
    [one] { $users } user in { $firms ->
        [one] { $firms } firm
       *[other] { $firms } firms
    } would be blocked
   *[other] { $users } users in { $firms ->
        [one] { $firms } firm
       *[other] { $firms } firms
    } would be blocked
} if “{ $phase }” were in force at { $time }.
call-list-how = Call the number on file and ask for one of the administrators. Never read out a code or an address.
call-list-count = { $count ->
    [one] { $count } firm, worst first
   *[other] { $count } firms, worst first
}
call-list-firm = Firm
call-list-number = Call back at
call-list-people = Ask for
call-list-say = Say
call-list-no-number = No number on file
call-list-nobody = No Delegated Administrator
call-list-not-able = Cannot log in yet
call-list-export = Download the call list (CSV)
