### What the pages about approvals say, in English.
