### What the pages about approvals say, in English.

## Kinds of change

approval-kind-address = { $count ->
    [one] Register or change an e-mail address
   *[other] Register or change e-mail addresses
}
approval-kind-remove-address = { $count ->
    [one] Remove an e-mail address
   *[other] Remove e-mail addresses
}
approval-kind-reset = { $count ->
    [one] Reset a password
   *[other] Reset passwords
}
approval-kind-roles = { $count ->
    [one] Change what a Delegated Administrator may do
   *[other] Change what Delegated Administrators may do
}
approval-kind-enable = { $count ->
    [one] Bring a user back into use
   *[other] Bring users back into use
}
approval-kind-disable = { $count ->
    [one] Disable a user missing from the list
   *[other] Disable users missing from the list
}
approval-kind-sole = { $count ->
    [one] Exception for a sole proprietor
   *[other] Exceptions for sole proprietors
}
approval-kind-domains = { $count ->
    [one] Change the expected mail domains
   *[other] Change the expected mail domains
}

## States of a row

approval-state-waiting = Waiting
approval-state-done = Approved
approval-state-rejected = Rejected
approval-state-stale = Out of date
approval-state-withdrawn = Taken back
approval-state-expired = Expired

## Whose it is to decide

approval-not-own-account = This is your own account. It goes to another checker of your firm or to the clearing house.
approval-not-own-account-staff = This is your own account. Another approver decides.
approval-not-own-request = You proposed this. Another checker of your firm or the clearing house decides.
approval-not-own-request-staff = You proposed this. An approver decides.
approval-not-same-person = It comes from or concerns another account of yours, or one with the same mailbox or name. Somebody else decides.
approval-not-for-firm = The firm’s own checkers decide this.
approval-not-for-staff = The clearing house decides this.
approval-not-no-right = You may look at this, and somebody else decides.

## Why a row was not carried out

approval-why-words = Reason: { $reason }
approval-why-account-changed = The user’s record changed after this was proposed.
approval-why-disabled = The user was disabled after this was proposed.
approval-why-phase-closed = The present phase no longer allows it.
approval-why-address-refused = The clearing house no longer takes this address.
approval-why-not-possible = The user has moved on, so this step no longer fits.
approval-why-maker-gone = Whoever proposed it may no longer propose.
approval-again = If it is still wanted, somebody must propose it again.
approval-again-yours = If you still want it, propose it again.

## What was just done

approval-decided-done = { $count ->
    [one] { $count } change is approved and carried out.
   *[other] { $count } changes are approved and carried out.
}
approval-decided-rejected = { $count ->
    [one] { $count } change is rejected.
   *[other] { $count } changes are rejected.
}
approval-decided-withdrawn = { $count ->
    [one] { $count } change is taken back.
   *[other] { $count } changes are taken back.
}
approval-decided-stale = { $count ->
    [one] { $count } change had gone out of date and was not carried out. Its maker must propose it again.
   *[other] { $count } changes had gone out of date and were not carried out. Their maker must propose them again.
}
approval-decided-left = { $count ->
    [one] { $count } change still waits, because it is not yours to decide.
   *[other] { $count } changes still wait, because they are not yours to decide.
}
approval-decided-acknowledged = You have acknowledged what was done at the command line.
approval-just-proposed = Your proposal is sent. Nothing changes until somebody else approves it.

## Why a decision was not taken

approval-nothing-chosen = Choose at least one line of the list
approval-reason-missing = Enter a reason: whoever proposed this must know why you reject it
approval-chosen-not-yours = Nothing was done, because none of what you chose is yours to decide.
approval-changed = This changed while you were looking at it, and nothing was done. Look at it again, then decide.
approval-phase-closed = The present phase does not allow this change. Nothing was done.

## Columns and fields

approval-column-choose = Choose
approval-column-request = Request
approval-column-about = About
approval-column-rows = Changes
approval-column-proposed = Proposed
approval-column-maker = Proposed by
approval-column-at = Proposed on
approval-column-expires = Expires
approval-column-yours = For you
approval-column-look = Look
approval-column-user = User
approval-column-field = Field
approval-column-now = Now
approval-column-would = Proposed
approval-column-state = State
approval-column-code = Hand-over code
approval-field-address = E-mail
approval-field-password = Password
approval-field-roles = Rights
approval-field-status = Account
approval-field-sole = Exception
approval-field-domains = Mail domains
approval-none = None
approval-whole-firm = The firm
approval-password-now = Works
approval-password-proposed = Stops working, and a new activation code goes out
approval-roles-both = Proposes and approves
approval-roles-maker = Proposes
approval-roles-checker = Approves
approval-roles-none = None
approval-status-active = In use
approval-status-dormant = Dormant
approval-status-disabled = Disabled
approval-sole-until = One person may check what they proposed, until { $time }
approval-domains-none = None agreed: those in use count
approval-tag-new = new
approval-tag-changed = changed
approval-tag-removed = removed
approval-tag-new-domain = new domain
approval-tag-shared = shared with another user

## Deciding

approval-reason = Reason
approval-reason-yours = Your reason
approval-reason-hint = Needed to reject. Whoever proposed it reads it.
approval-approve = Approve
approval-reject = Reject
approval-approve-chosen = Approve chosen
approval-reject-chosen = Reject chosen
approval-approve-all = Approve all { $count }
approval-reject-all = Reject all { $count }
approval-pages = Pages
approval-page = Page { $page } of { $of }
approval-page-before = Previous page
approval-page-after = Next page

## Queue

approvals-title = Approvals
approvals-yours = { $count ->
    [0] Nothing waits for your decision.
    [one] { $count } change waits for your decision.
   *[other] { $count } changes wait for your decision.
}
approvals-others = { $count ->
    [one] { $count } request waits for somebody else.
   *[other] { $count } requests wait for somebody else.
}
approvals-acts-lead = { $count ->
    [one] { $count } act at the command line waits for your acknowledgement.
   *[other] { $count } acts at the command line wait for your acknowledgement.
}
approvals-acts = Done at the command line
approvals-acts-means = The operator of this system did this without a second person. To acknowledge says that you have seen it; it changes nothing. If it should not have happened, call that operator.
approvals-act-import = Data imported
approvals-act-staff-added = Member of staff added
approvals-acts-none = Everything done there has been acknowledged.
approvals-acts-seen = Acknowledged
approvals-act-seen = Acknowledged by
approvals-act-seen-by = { $name }, { $time }
approvals-act-at = When
approvals-act-of = what was done: { $what }, { $time }
approvals-acknowledge = Acknowledge
approvals-propose = Propose a change
approvals-waiting = Waiting
approvals-rule-maker = What you propose waits here until somebody else approves or rejects it. You can take it back until then.
approvals-rule-checker = Look at each request before you decide. Nobody approves their own proposal or their own account.
approvals-rule-sole = An exception lets you approve what you proposed until { $time }. What concerns your own account goes to the clearing house.
approvals-rule-approver = Firms decide on their own users. What comes here is what a firm cannot decide itself, and what operators propose.
approvals-rule-operator = What you propose waits here until an approver decides. You can take it back until then.
approvals-rule-viewer = You may look at everything here. Approvers decide.
approvals-nothing = Nothing waits.
approvals-to-users = Propose a change to a user
approvals-choose = Choose: { $what }, proposed by { $maker }
approvals-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
approvals-row-yours = { $count } to decide
approvals-row-mine = You proposed it
approvals-row-others = { $count } for somebody else
approvals-soon = within 24 hours
approvals-look = Look
approvals-look-of = at: { $what }, proposed by { $maker }
approvals-decide = Decide on chosen requests
approvals-decide-means = This decides on every change in them that is yours to decide. Look at a request to decide on single changes.
approvals-settled = Settled

## One request

approval-back = Approvals
approval-no-reason = None given
approval-nothing-waits = Nothing in this request waits any more.
approval-would-register = { $count ->
    [one] { $count } address would be registered.
   *[other] { $count } addresses would be registered.
}
approval-would-change = { $count ->
    [one] { $count } address would be changed.
   *[other] { $count } addresses would be changed.
}
approval-would-set = { $count ->
    [one] { $count } address would be registered or changed.
   *[other] { $count } addresses would be registered or changed.
}
approval-would-remove = { $count ->
    [one] { $count } user would lose the address, and with it login by password and code.
   *[other] { $count } users would lose their addresses, and with them login by password and code.
}
approval-would-reset = { $count ->
    [one] { $count } password would stop working, and a new activation code would go out.
   *[other] { $count } passwords would stop working, and new activation codes would go out.
}
approval-would-roles = { $count ->
    [one] { $count } user’s rights as Delegated Administrator would change.
   *[other] The rights of { $count } users as Delegated Administrators would change.
}
approval-would-enable = { $count ->
    [one] { $count } user would come back into use.
   *[other] { $count } users would come back into use.
}
approval-would-disable = { $count ->
    [one] { $count } user would be disabled and could no longer log in.
   *[other] { $count } users would be disabled and could no longer log in.
}
approval-would-sole = { $count ->
    [one] The rule that two people must agree would change for { $count } user.
   *[other] The rule that two people must agree would change for { $count } users.
}
approval-would-domains = { $count ->
    [one] The list of mail domains expected of the firm would change.
   *[other] The list of mail domains expected of the firm would change.
}
approval-look-new-domain = { $count ->
    [one] { $count } has a mail domain that is new to the firm.
   *[other] { $count } have a mail domain that is new to the firm.
}
approval-look-shared = { $count ->
    [one] { $count } shares an address with another user.
   *[other] { $count } share an address with another user.
}
approval-would-end = { $count ->
    [one] Approving ends { $count } session.
   *[other] Approving ends { $count } sessions.
}
approval-rows = Changes
approval-all = All
approval-filters = Changes by state
approval-show-all = Show all changes
approval-no-match = No change is in this state.
approval-yours-of = { $yours } of the { $waiting } changes that wait are yours to decide.
approval-row-ends = { $count ->
    [one] Approving ends { $count } session.
   *[other] Approving ends { $count } sessions.
}
approval-decide = Your decision
approval-decide-means = Choose changes in the list, or decide on all that are yours, on every page of the list.
approval-take-back = Take it back
approval-take-back-means = You proposed this. You can take back what nobody has decided yet.
approval-withdraw = Take back
approval-withdraw-chosen = Take back chosen
approval-withdraw-all = Take back all { $count }
approval-mails = Mails
approval-mails-sent = { $sent } of { $all } mails have left.
approval-mails-waiting = { $count ->
    [one] { $count } waits to leave.
   *[other] { $count } wait to leave.
}
approval-mails-later = { $count ->
    [one] { $count } leaves once set-up opens.
   *[other] { $count } leave once set-up opens.
}
approval-mails-refused = { $count ->
    [one] { $count } was refused by its mail system.
   *[other] { $count } were refused by their mail systems.
}
approval-mails-whom = See whose mail was refused
approval-mails-reload = Load again

## Hand-over codes

approval-codes = Hand-over codes
approval-codes-need = { $count ->
    [one] { $count } user needs a hand-over code to set up, besides the activation code in the mail.
   *[other] { $count } users need a hand-over code each to set up, besides the activation code in the mail.
}
approval-codes-once = We show them to you only once. Have a printer at hand before you press the button.
approval-codes-show = { $count ->
    [one] Show the code once
   *[other] Show the { $count } codes once
}
approval-codes-shown = The hand-over codes were shown on { $time }, and cannot be shown again. If one is lost, propose a reset for that user.
approval-codes-here = { $count ->
    [one] Here is { $count } code. Print this page now.
   *[other] Here are { $count } codes. Print this page now.
}
approval-codes-keep = These codes are shown only this once. They are gone when you leave or reload this page.
approval-codes-how-hand = Give each user their own code, in person or by a call to a number that you know. Never send it by e-mail.
approval-codes-how-user = The user enters it during set-up, besides the activation code from the mail.
approval-codes-how-destroy = Destroy the sheet when all codes are handed over.
approval-codes-back = Back to the request

## What staff propose

staff-proposal-title = Propose a change
staff-proposal-lead = For users and firms that cannot help themselves. An approver decides; nothing changes before.
staff-proposal-kind = What do you propose?
staff-proposal-address = Register or change an e-mail address
staff-proposal-address-hint = For a Delegated Administrator whom nobody else at the firm can approve.
staff-proposal-roles = Change what a user may do as Delegated Administrator
staff-proposal-roles-means = To propose, to approve, both or neither.
staff-proposal-reset = Reset a password
staff-proposal-reset-hint = Ends password and sessions; a new activation code goes out.
staff-proposal-enable = Bring a user back into use
staff-proposal-enable-hint = For a user who is dormant or disabled.
staff-proposal-sole = Exception for a sole proprietor
staff-proposal-sole-hint = Lets one person approve what they proposed, until a date.
staff-proposal-participant-hint = For example, CAAA
staff-proposal-for-address = Only for an e-mail address
staff-proposal-email = E-mail address
staff-proposal-email-hint = As the user receives mail, for example name@firm.example
staff-proposal-confirm = I have checked this address with the firm
staff-proposal-for-roles = Only for a Delegated Administrator’s rights
staff-proposal-roles-hint = Tick what the user may do afterwards. Tick nothing to end it.
staff-proposal-maker = Propose changes
staff-proposal-checker = Approve what others propose
staff-proposal-for-sole = Only for a sole proprietor
staff-proposal-until = Last day of the exception
staff-proposal-until-hint = Year, month and day, for example 2027-03-31. Leave it empty to end the exception now.
staff-proposal-reason-hint = Who asked for it, and how you know that it was them. The approver reads it.
staff-proposal-propose = Propose
staff-proposal-next = Next, an approver looks at it.
staff-proposal-kind-missing = Choose what you propose
staff-proposal-unknown-user = We know no such user. Check the participant code and the user ID.
staff-proposal-reason-missing = Enter a reason
staff-proposal-until-wrong = Enter a day to come within a year, such as 2027-03-31
staff-proposal-same-roles = The user has just these rights already. Change them, or leave it.
staff-proposal-firm-can = { $participant } has people of its own who can propose and approve this. Ask the firm to do it.
staff-proposal-confirm-domain = The domain { $domain } is new to the firm. Check the address with the firm, then confirm it.
staff-proposal-confirm-shared = Somebody else at the firm has this address. Check it with the firm, then confirm it.
staff-proposal-confirm-both = The domain { $domain } is new to the firm, and somebody else has this address. Check it with the firm, then confirm it.
staff-proposal-dormant = The user is dormant. Bring the user back into use first.
staff-proposal-disabled = The user is disabled. Bring the user back into use first.
staff-proposal-email-missing = Enter an e-mail address
staff-proposal-email-not-plain = Enter one plain e-mail address, such as name@firm.example
staff-proposal-email-non-ascii = Use only letters without accents before the @
staff-proposal-email-domain = The clearing house does not take addresses of this mail domain. Enter another address.
staff-proposal-email-shared = Somebody else at the firm has this address. Enter one that only this user reads.
staff-proposal-email-already = This is the user’s registered address already
staff-proposal-waits = A change of this kind waits for this user already. Decide on it or take it back first.
staff-proposal-not-no-address = The user has no registered address. Register one first.
staff-proposal-not-active = The user is in use already
staff-proposal-not-set-up = The user has not set up yet, so there is nothing to reset. The firm can send the invitation again.
staff-proposal-not-already = It is so already
staff-proposal-not-oneself = This is your own account. Ask another operator.
staff-proposal-not-now = This is not possible for this user now

approvals-operator = the operator of this system
approvals-staff = the clearing house’s staff
