### What the pages about approvals say, in Traditional Chinese.
