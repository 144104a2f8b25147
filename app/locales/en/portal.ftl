### What the portal says of users, uploads and the audit trail, in English.
