### What the portal says of users, uploads and the audit trail, in English.

## Frame

upload-link = Upload
approvals-link = Approvals
audit-link = Audit
listing-apply = Apply
listing-clear = Clear:
listing-clear-all = Clear all filters
listing-filters = Filters in force
listing-pages = Pages of the list
listing-page = Page { $page } of { $pages }
listing-before = Previous
listing-after = Next
sort-up = , sort upwards
sort-down = , sort downwards
never = never
reason = Reason
reason-optional = Reason (optional)
reason-hint = Whoever decides reads it.
reason-missing = Enter the reason
not-maker = You may not propose changes. Ask a maker of your firm.
phase-closed = That is not possible in the present phase. Nothing was proposed.
works-at-once = This works at once.
works-when-approved = Nothing changes until somebody else approves it.
sessions-would-end = { $count ->
    [one] { $count } open session ends.
   *[other] { $count } open sessions end.
}
sessions-would-end-then = { $count ->
    [one] { $count } open session ends when it is approved.
   *[other] { $count } open sessions end when it is approved.
}

## Users

users-title = Users of { $firm }
users-takeaway = { $left ->
    [0] All of your active users can log in with password and code.
    [one] { $left } of your { $active } active users cannot log in with password and code yet.
   *[other] { $left } of your { $active } active users cannot log in with password and code yet.
}
users-empty = Your firm has no users in the directory yet. The clearing house enters them; call it if that is wrong.
users-list-title = Find and manage users
users-register-many = Register many
users-search = User ID, name or address
users-show = Show
users-chip-q = Search: { $q }
users-no-match = No user matches.
users-found = { $count ->
    [one] { $count } user found
   *[other] { $count } users found
}
users-address = E-mail address
users-last-login = Last login
users-choose = Choose { $user }
users-act = With the chosen users
users-act-none = Choose what to do
users-acts-at-once = Works at once
users-acts-proposed = Somebody else has to approve
users-nobody-chosen = Choose at least one user in the list
users-no-act = Choose what to do with the users
show-all = All users
show-not-ready = Cannot log in by two factors yet
show-no-address = Without an address
show-mail-refused = Mail refused
show-waiting = A change waits
show-administrators = Delegated Administrators
show-by-state = By state
show-apart = Counted apart
stage-authorised = No address
stage-proposed = Waits for approval
stage-registered = Registered
stage-ready = Set up
stage-tested = Tested
stage-two-factor = Uses two factors
stage-two-factor-only = Smartcard retired
status-active = In use
status-dormant = Dormant
status-disabled = Disabled
roles-both = Maker and checker
roles-maker = Maker
roles-checker = Checker
roles-none = Not a Delegated Administrator
role-none = You may look at everything here, and change nothing.
role-sole = Until { $time } you may approve what you have proposed yourself, except for your own account.
mark-mail-refused = Mail refused
mark-paused = Paused
mark-new-domain = New domain
mark-shared = Somebody else has it
waits-address = Address waits
waits-remove-address = Removal waits
waits-reset = Reset waits
waits-roles = Roles wait
waits-enable = Return waits
waits-disable = Disabling waits
waits-sole = Exception waits
waits-domains = Domains wait

## What blocks the firm

blockers-title = To be dealt with first
blocker-no-maker = Nobody at your firm who can log in may propose changes. Call the clearing house.
blocker-no-checker = Nobody at your firm who can log in may approve what another proposes. Call the clearing house.
blocker-mail-refused = { $count ->
    [one] Mail to { $count } user is refused: the address is probably wrong.
   *[other] Mail to { $count } users is refused: their addresses are probably wrong.
}
blocker-mail-refused-do = Check the addresses
blocker-waits-you = { $count ->
    [one] { $count } change waits for your decision.
   *[other] { $count } changes wait for your decision.
}
blocker-waits-you-do = Decide now
blocker-waits-firm = { $count ->
    [one] { $count } change waits for another checker of your firm.
   *[other] { $count } changes wait for another checker of your firm.
}
blocker-waits-staff = { $count ->
    [one] { $count } change waits for the clearing house.
   *[other] { $count } changes wait for the clearing house.
}
blocker-waits-do = See what waits

## Acts

act-invite = Send the activation again
act-unlock = Clear pauses
act-end-sessions = End sessions
act-disable = Disable
act-dormant = Mark as dormant
act-reset = Reset access
act-remove-address = Remove the address
act-enable = Bring back into use
act-invite-means = A new mail with an activation code goes to the registered address. An older code stops working.
act-unlock-means = Pauses after too many failed tries end. The user can try again straight away.
act-end-sessions-means = Everything that the user is logged in to closes. The user can log in again.
act-disable-means = The user cannot log in any more and is counted apart. Bringing the user back needs approval.
act-dormant-means = The user cannot log in until a Delegated Administrator brings the account back into use, and is counted apart.
act-reset-means = The password and all sessions end, and a new activation code goes to the registered address.
act-remove-address-means = The address, the password and all sessions end. The user needs a new address to log in by two factors.
act-enable-means = The user can log in again as before.
act-impossible = { $act }: { $why }
why-no-address = No address is registered.
why-disabled = The user is disabled.
why-active = The user is in use.
why-not-set-up = The user has not set up yet: there is nothing to reset.
why-set-up-closed = Set-up is not open to the user in the present phase.
why-not-paused = Nothing is paused.
why-no-session = No session is open.
why-already = It is so already.
why-waits = A change of the same kind waits for a decision.
why-capped = It was done too often today. Try again tomorrow.
why-oneself = You cannot do that with your own account.
done-invite = { $count ->
    [one] A new activation is on its way to { $count } user.
   *[other] New activations are on their way to { $count } users.
}
done-unlock = { $count ->
    [one] The pauses of { $count } user are cleared.
   *[other] The pauses of { $count } users are cleared.
}
done-end-sessions = { $count ->
    [one] The sessions of { $count } user have ended.
   *[other] The sessions of { $count } users have ended.
}
done-disable = { $count ->
    [one] { $count } user is disabled.
   *[other] { $count } users are disabled.
}
done-dormant = { $count ->
    [one] { $count } user is marked as dormant.
   *[other] { $count } users are marked as dormant.
}
done-proposed = { $count ->
    [one] You have proposed { $count } change. Nothing changes until somebody else approves it.
   *[other] You have proposed { $count } changes. Nothing changes until somebody else approves them.
}
done-left-out = { $count ->
    [one] { $count } user was left out.
   *[other] { $count } users were left out.
}

## Confirmation

confirm-nobody = Nothing to be done
confirm-invite = { $count ->
    [one] Send the activation again to { $count } user?
   *[other] Send the activation again to { $count } users?
}
confirm-unlock = { $count ->
    [one] Clear the pauses of { $count } user?
   *[other] Clear the pauses of { $count } users?
}
confirm-end-sessions = { $count ->
    [one] End the sessions of { $count } user?
   *[other] End the sessions of { $count } users?
}
confirm-disable = { $count ->
    [one] Disable { $count } user?
   *[other] Disable { $count } users?
}
confirm-dormant = { $count ->
    [one] Mark { $count } user as dormant?
   *[other] Mark { $count } users as dormant?
}
confirm-reset = { $count ->
    [one] Propose to reset the access of { $count } user?
   *[other] Propose to reset the access of { $count } users?
}
confirm-remove-address = { $count ->
    [one] Propose to remove the address of { $count } user?
   *[other] Propose to remove the addresses of { $count } users?
}
confirm-enable = { $count ->
    [one] Propose to bring { $count } user back into use?
   *[other] Propose to bring { $count } users back into use?
}
confirm-whom = { $count ->
    [one] This concerns { $count } user
   *[other] This concerns { $count } users
}
confirm-left-out = Left out, and why
confirm-propose = { $count ->
    [one] Propose { $count } change
   *[other] Propose { $count } changes
}
confirm-back = Back to the users, changing nothing

## One user

user-title = { $name }, { $user }
user-back = All users
user-oneself = This is your own account. You may propose changes to it; somebody else has to approve them.
user-not-maker = You may not propose changes. A maker of your firm can.
user-next-authorised = No address is registered. Next, a maker proposes one.
user-next-proposed = An address is proposed. Next, somebody else decides on it.
user-next-awaits = The address is registered. The activation leaves by itself once set-up opens.
user-next-registered = The address is registered. Next, the user sets up two-factor login with the activation code from the mail.
user-next-ready = The user has set up two-factor login. Next, the connectivity test, or the first login with password and code.
user-next-tested = The connectivity test is passed. Next, the first login with password and code.
user-next-two-factor = The user logs in with password and code. Nothing is left to do.
user-next-two-factor-only = The user logs in with password and code, and the smartcard is retired. Nothing is left to do.
user-next-dormant = The account is dormant: the user cannot log in until the account is brought back into use.
user-next-disabled = The account is disabled: the user cannot log in.
user-waiting-title = Waiting for a decision
user-status = Account
user-other-name = Name in Chinese
user-roles = Delegated Administrator
user-sessions-title = Open sessions
user-sessions = { $count ->
    [0] None
   *[other] { $count }, of which { $resting } by password and code
}
user-activation-sent = Written { $time }.
user-activation-expires = Works until { $time }.
user-activation-expired = Expired { $time }. Send the activation again.
user-mail-queued = The mail is leaving our mail system.
user-mail-sent = The mail left our mail system on { $time }.
user-mail-slow = The mail is slow. We keep trying.
user-mail-refused = The mail was refused: check the address.
user-pauses = Paused
user-paused-until = Until { $time }, or until you clear it.
user-paused-open = Until a Delegated Administrator clears it.
user-acts-title = Other things you can do
changed-field = Field
changed-now = Now
changed-proposed = Proposed
changed-nothing = none
changed-address = E-mail address
changed-password = Password
changed-password-now = as it is
changed-password-proposed = ended, with a new activation
changed-roles = Roles
changed-status = Account
changed-sole = May approve own proposals until
changed-domains = Mail domains
waiting-by = Proposed by { $maker }, { $time }.
waiting-open = Open the request
waiting-decide = Look at it and decide
decided-by-you = It is yours to decide.
decided-own-account = It concerns your own account: somebody else decides.
decided-own-request = You have proposed it: somebody else decides.
decided-same-person = It was proposed by, or concerns, another account of yours: somebody else decides.
decided-for-firm = The checkers of the firm decide.
decided-for-staff = The clearing house decides.
decided-no-right = A checker of your firm decides.
address-register-title = Register an address
address-change-title = Change the address
address-label = New e-mail address
address-hint = One-time codes will go to it. It should be the user’s own mailbox.
address-propose = Propose the address
address-look = Look at this address once more:
address-new-domain = Nobody at your firm has an address at { $domain } yet.
address-shared = Somebody else at your firm has this address. Whoever reads that mailbox can receive the codes of both.
address-confirm = The address is right
address-unconfirmed = Confirm that the address is right, or correct it
address-empty = Enter an e-mail address
address-not-plain = Enter one e-mail address, such as name@firm.example, and nothing else
address-non-ascii = Enter an address that has only English letters, digits and signs before the @
address-domain-refused = The clearing house does not take addresses of that mail domain. Enter another.
address-shared-refused = Somebody else at your firm has this address. Enter an address of the user’s own.
address-already = This address is registered already. Enter another, or leave it as it is.
address-waits = A change of address waits for a decision. It has to be decided or withdrawn first.
roles-title = Change the roles
roles-legend = Roles of { $user }
roles-means = A maker proposes changes, and a checker approves what somebody else has proposed. Without either, the user is not a Delegated Administrator.
roles-tick-maker = Maker
roles-tick-checker = Checker
roles-same = These are the roles that the user has now. Change them, or leave them as they are.
roles-wait = A change of roles waits for a decision. It has to be decided or withdrawn first.
timeline-title = What has happened
timeline-empty = Nothing has been recorded about this user yet.
timeline-more = See everything in the audit trail

## Upload

upload-title = Register many addresses
upload-lead = Register or change the addresses of many users with one file. You see what it would do before anything is proposed.
upload-step = Step { $step }
upload-step-template = Take the template
upload-step-fill = Fill it in
upload-step-upload = Upload it
upload-template = It lists the users of your firm and the addresses registered now.
upload-template-link = Download the template (CSV)
upload-fill = Write the address beside each user whom you want to register or change. Leave out everybody else, or leave their lines as they are.
upload-fill-save = Save it from Excel as “CSV UTF-8” or as “Unicode Text”.
upload-file = File
upload-bounds = CSV or text, up to { $records } records and { $size }. You can also drop the file here.
upload-check = Check the file
upload-next = Next, you see each record and what it would do. Nothing is proposed yet.
upload-open-title = Checked and not proposed yet
upload-open-lead = Go on with one of these, or discard it.
file-missing = Choose a file
file-empty = The file is empty. Fill in the template and upload it.
file-too-large = The file is larger than { $size }. Divide it and upload the parts.
file-too-many = The file has more than { $records } records. Divide it and upload the parts.
file-columns = The first line must name the columns { $wanted }. Missing: { $missing }. Found: { $found }.
file-twice = The first line names the column { $column } twice. Remove one.
file-record-too-long = Record { $record } has no end. Check the quotation marks in it.
file-workbook = This is an Excel workbook. Save it as text, then upload that file.
file-unreadable = We could not read the file. Save it as “CSV UTF-8” and upload it again.
workbook-title = How to save a workbook as text in Excel:
workbook-open = Open the workbook and choose File, then Save As.
workbook-choose = As the file type, choose “CSV UTF-8 (Comma delimited)” or “Unicode Text”.
workbook-upload = Save, then choose the new file here.

## Preview

preview-title = What { $file } would do
preview-back = Upload
preview-takeaway = { $registers ->
    [one] { $registers } address would be registered and { $changes } changed.
   *[other] { $registers } addresses would be registered and { $changes } changed.
}
preview-takeaway-refused = { $count ->
    [one] { $count } record is refused.
   *[other] { $count } records are refused.
}
preview-nothing-yet = Nothing has changed yet.
preview-about = { $records ->
    [one] { $records } record, read as { $form }.
   *[other] { $records } records, read as { $form }.
}
preview-result = Download the file with a column of reasons
preview-counts = Records by what they would do
preview-all = All
preview-caption = Records of the file
preview-caption-of = Records: { $finding }
preview-no-match = No record is like that.
preview-corrected = Your corrections are checked. See below what the records would do now.
preview-correct = Check again
preview-drop = Leave out the chosen records
preview-propose-title = Propose
preview-nothing = Nothing in this file would change anything. Correct the records that are refused, or discard the file.
preview-new-domains = Nobody at your firm has an address in these mail domains yet:
preview-domain = { $count ->
    [one] { $domain }: { $count } record
   *[other] { $domain }: { $count } records
}
preview-warned = { $count ->
    [one] { $count } record should be looked at; it is taken as it stands.
   *[other] { $count } records should be looked at; they are taken as they stand.
}
preview-refused-stay = { $count ->
    [one] { $count } refused record stays out.
   *[other] { $count } refused records stay out.
}
preview-confirm = I have looked at these, and they are right
preview-unconfirmed = Confirm that you have looked at the unusual records, or leave them out
preview-cell = Record { $record }: the text is too long, or has a line break. Shorten it.
preview-discard = Discard the file
preview-discard-means = If you do not need it, discard the file. Nothing changes.
finding-accept = Taken
finding-registers = Registers
finding-changes = Changes
finding-unchanged = Same as now
finding-warn = To be looked at
finding-skip = Passed over
finding-reject = Refused
record = Record
record-now = Now
record-proposed = Proposed
record-finding = What it would do
record-choose = Choose record { $record }
record-user-of = User ID of record { $record }
record-email-of = E-mail address of record { $record }
record-unchanged = This address is registered already.
record-empty = The line is empty.
record-repeated = An earlier record says the same.
record-shared = Two users would have this address. Whoever reads the mailbox can receive the codes of both.
record-shared-refused = Two users would have this address. Enter an address of the user’s own.
record-undecodable = Some characters could not be read. Type the record again.
record-cell-missing = A cell is missing.
record-cell-too-many = There is a cell too many.
record-not-yours = Not a user of your firm.
record-disabled = The user is disabled.
record-dormant = The user is dormant.
record-not-plain = Not one e-mail address, such as name@firm.example.
record-non-ascii = Only English letters, digits and signs may stand before the @.
record-domain = The clearing house does not take addresses of this mail domain.
record-two-addresses = The file has two addresses for this user. Leave one out.
record-waits = A change of this user’s address waits for a decision already.

## Audit trail

trail-title = Audit trail
trail-lead = Everything that was done for your firm, newest first.
trail-family = Kind of event
trail-family-all = All kinds
trail-from = From
trail-until = Until
trail-chip-user = User: { $user }
trail-chip-from = From { $date }
trail-chip-until = Until { $date }
trail-wrong-user = Enter a user ID of your firm, such as ABC001
trail-wrong-date = Enter a date, such as 2026-11-22
trail-nothing-asked = Correct the filters to see the events.
trail-no-match = No event matches.
trail-empty = Nothing has been recorded yet.
trail-caption = Events
trail-time = Time
trail-what = What
trail-who = Done by
trail-particulars = Particulars
trail-seal = Seal
trail-sealed = Sealed
trail-unsealed = Not yet
trail-seal-means = Sealed events can no longer be altered without anybody noticing. The newest ones are sealed within a short time.
trail-request = Request
trail-newest = Newest
trail-older = Older
trail-export = Export as CSV
trail-export-means = The same filters, all pages.
actor-account = { $name } ({ $user })
actor-staff = the clearing house
actor-anonymous = somebody not identified
actor-operator = the operator
actor-system = the system

## Kinds of events

family-access = Access
family-act = Acts of the operator
family-activation = Activations
family-address = Addresses
family-audit = Audit trail
family-change = Decisions
family-code = One-time codes
family-directory = Directory
family-domains = Mail domains
family-hand-over = Hand-over codes
family-login = Logins
family-operator = Operator
family-other-firm = Other firms
family-page = Pages
family-participant = Participants
family-password = Passwords
family-pause = Pauses
family-request = Requests
family-roles = Roles
family-session = Sessions, one by one
family-sessions = Sessions
family-setup = Set-ups
family-sole = Exceptions for one person
family-source = Sources of tries
family-staff = Staff
family-upload = Uploads
family-user = Users
family-users = Searches for users
event-access-reset = Access reset
event-act-acknowledged = Act of the operator acknowledged
event-activation-paused = Set-up paused after too many tries
event-activation-refused = Activation code refused
event-activation-sent = Activation sent
event-address-changed = Address changed
event-address-registered = Address registered
event-address-removed = Address removed
event-adoption-rebuilt = Adoption figures rebuilt
event-audit-exported = Audit trail exported
event-change-approved = Change approved
event-change-rejected = Change rejected
event-change-stale = Change out of date, back to the maker
event-code-paused = Account paused after wrong codes
event-code-refused = One-time code or another mail refused
event-code-sent = One-time code sent
event-code-wrong = Wrong one-time code
event-directory-imported = Directory imported
event-domains-changed = Mail domains changed
event-hand-over-shown = Hand-over code shown to the checker
event-login-completed = Logged in
event-login-paused = Account paused after failed tries
event-login-phase-closed = Login not open in the phase
event-login-refused = Login refused
event-login-turned-away = A login attempt was not checked
event-operator-acted = Act at the command line
event-other-firm-refused = Access to another firm refused
event-page-refused = A page said no
event-participant-added = Participant added
event-participant-changed = Participant changed
event-participant-looked-up = Participant looked up
event-password-changed = Password changed
event-password-refused = Change of password refused
event-pause-cleared = Pause cleared
event-request-expired = Request expired
event-request-proposed = Change proposed
event-request-withdrawn = Request withdrawn
event-roles-changed = Roles changed
event-session-ended = Session ended
event-sessions-ended = Sessions ended
event-setup-begun = Set-up begun
event-setup-completed = Set-up completed
event-sole-ended = Exception for one person ended
event-sole-granted = Exception for one person granted
event-sole-over = Exception for one person over
event-source-paused = Source of tries paused
event-staff-added = Staff added
event-upload-discarded = Upload discarded
event-upload-previewed = Upload checked
event-upload-proposed = Upload proposed
event-user-added = User added
event-user-changed = User changed
event-user-disabled = User disabled
event-user-dormant = User marked as dormant
event-user-enabled = User brought back into use
event-user-looked-up = User looked up
event-user-moved = State changed
event-users-searched = Users searched

## Mail domains

domains-title = Mail domains of your firm
domains-link = Mail domains of your firm
domains-lead = An address in a mail domain that is new to your firm has to be confirmed before it is proposed, and is marked when it is approved. That is how a mistyped or strange address is noticed.
domains-agreed-lead = Expected at your firm:
domains-none-agreed = No domains are agreed. Those in use count as expected.
domains-in-use = Domains in use
domains-none-in-use = No address is registered yet.
domains-domain = Mail domain
domains-beyond = Not among the agreed
domains-change-title = Change what is expected
domains-label = Expected mail domains
domains-hint = One on each line, such as firm.example. Leave it empty to expect those in use.
domains-propose = Propose the domains
domains-wait = A change of the mail domains waits for a decision.
domains-not-domain = “{ $line }” is not a mail domain. Write it like firm.example, without @.
domains-too-many = Enter a hundred mail domains at most
domains-same = These are the domains expected now. Change them, or leave them as they are.

## Hand-over code

hand-over = Hand-over code
hand-over-have = I was given a hand-over code, too
hand-over-hint = Three groups of four letters and digits. Your Delegated Administrator gives it to you; it is not in the mail.
hand-over-wrong = Enter the hand-over code, three groups of four letters and digits. Ask your Delegated Administrator for it.
