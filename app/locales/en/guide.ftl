### The user guide: what everybody, and staff, read around its documents.

guide-link = User guide
guide-title = User guide
guide-lead = How to log in with two factors, and how firms register their users.
guide-edition = Version { $version }, { $date }
guide-for-users = For users.
guide-for-administrators = For Delegated Administrators.
guide-by-nobody = Nobody is asked to acknowledge it
guide-by-users = Each reader acknowledges it
guide-by-firms = One Delegated Administrator acknowledges it for the firm
guide-to-acknowledge = To be acknowledged
guide-acknowledged = Acknowledged
guide-contents = Contents
guide-download = Download the PDF
guide-acknowledge = Have you read it?
guide-acknowledge-means = The clearing house asks each reader to say so. It is recorded with your name and the time.
guide-acknowledge-firm = Has your firm read it?
guide-acknowledge-firm-means = The clearing house asks one Delegated Administrator to say so for the firm. It is recorded with your name and the time.
guide-i-have-read = I have read it
guide-we-have-read = We have read it
guide-thanks = Thank you. It is recorded.
guide-you-have = You acknowledged this version on { $time }.
guide-firm-has = { $who } acknowledged this version for your firm on { $time }.
guide-overtaken = There is a newer version than the one you had before you. It is shown now. Read it, then press the button again.
account-guides = { $count ->
    [one] { $count } document of the user guide waits for you to say that you have read it.
   *[other] { $count } documents of the user guide wait for you to say that you have read them.
}
account-guides-link = Open the user guide
blocker-guides = { $count ->
    [one] { $count } document of the user guide waits to be acknowledged by you.
   *[other] { $count } documents of the user guide wait to be acknowledged by you.
}
blocker-guides-do = Open the user guide

## PDFs

paper-about = PDF, { $language }, { $size }
paper-english = English
paper-chinese = Traditional Chinese
paper-guide-title = Add a PDF to the user guide
paper-material-title = Add a PDF to a briefing
paper-file = File
paper-file-hint = A PDF of { $most } MB at most
paper-language = Language of the PDF
paper-document = What is it?
paper-new-document = A new document
paper-version = Version
paper-version-hint = For example, 1.0
paper-audience = Whom is it for?
paper-acknowledge = Who acknowledges it?
paper-told = Those who are to acknowledge it are told by mail. A new version takes the place of the former one and asks them again.
paper-upload = Upload
paper-missing-version = Enter the version
paper-missing-choice = Choose one of these
paper-no-file = Choose a file
paper-not-pdf = That file is not a PDF. Choose another
paper-too-large = That file is larger than { $most } MB. Choose a smaller one
paper-unreadable = The file did not arrive whole. Choose it again
paper-same-version = This document has that version already. Enter another

## Staff

library-lead = Documents that come with this system, and PDFs that you add. Everybody can read them.
library-upload = Add a PDF
library-published = The PDF is published.
library-table = Documents
library-document = Document
library-for = For
library-version = Version
library-acknowledged = Acknowledged
library-csv = Acknowledgements by firm as a file (CSV)
library-former = Former versions
library-replaced = Version { $version }, replaced on { $time }
guide-done-users = { $done } of { $asked } users, and all of them at { $firms_done } of { $firms } firms
guide-done-firms = { $firms_done } of { $firms } firms
readers-table = Firms
readers-missing-only = Not complete
readers-show-missing = Show only firms that are not complete
readers-last = Newest
readers-by = By { $who }
readers-not-yet = Not yet
readers-of = { $done } of { $asked }

## Audit trail

family-guide = User guide
event-guide-acknowledged = Document of the user guide acknowledged
event-guide-published = Document of the user guide published
