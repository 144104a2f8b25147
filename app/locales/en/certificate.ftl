## Cards with X.509 certificates: a page of a listener of its own.

certificate-title = Log in with a card certificate
certificate-lead = Your browser presented this certificate. If it is yours, log in with it.
certificate-user = User
certificate-subject = Certificate of
certificate-issuer = Issued by
certificate-ends = Valid until
certificate-log-in = Log in with this card
certificate-again = Try again
certificate-other-card = To use another card, close every window of your browser first: it offers the same certificate until then.
certificate-expired = This certificate has expired. Ask whoever issued your card for a new one.
certificate-not-yet-valid = This certificate is not valid yet. Use your earlier card until it is.
certificate-revoked = This certificate was revoked by its issuer. It can no longer be used.
certificate-foreign = This certificate is not of an issuer that is accepted here. Check that you chose the certificate of your smartcard.
certificate-unsuitable = This certificate cannot be used to log in. Check that you chose the right one of your smartcard’s certificates.
certificate-unchecked = Card certificates cannot be checked at the moment, so none is accepted. The clearing house has to put this right. Log in another way, or try again later.
certificate-names-nobody = This certificate does not name a participant and a user ID. Check that you chose the certificate of your smartcard.
certificate-unknown-user = The user named in this certificate is not registered here. Contact your Delegated Administrator.
certificate-other-user = This certificate is registered for another user. Contact your Delegated Administrator.
certificate-suspended = Your smartcard is suspended. Contact your Delegated Administrator.
certificate-retired = Your smartcard has been retired. Log in another way.
certificate-not-allowed = This account cannot log in at the moment. Contact your Delegated Administrator.
certificate-closed = Smartcards no longer open the terminal. Log in with password and code.
certificate-closed-until = There were too many failures. Try again after { $time }.
