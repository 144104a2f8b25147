// A second press while the answer to the first is on its way is not sent: it would overtake the answer, and what that
// hands out with it. After five seconds a press counts again: the answer may be lost.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (Date.now() - (form.sentAt || 0) < 5000) event.preventDefault();
  else form.sentAt = Date.now();
});
addEventListener("pageshow", () => {
  for (const form of document.forms) form.sentAt = 0;
});
