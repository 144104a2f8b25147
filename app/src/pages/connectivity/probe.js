// What a browser can say of itself without the bundle. If the bundle runs, an island says so in the field that is left;
// a form that is sent before waits for that, up to eight seconds after the page was asked for.
const probe = (name) => document.getElementById("probe-" + name);
const form = probe("javascript").form;
const off = Math.abs(Date.now() - probe("clock").dataset.now) / 1000;
const asks = self.PublicKeyCredential;
const able = asks && asks.parseRequestOptionsFromJSON;
probe("javascript").value = "pass";
probe("clock").value = off > 300 ? "fail" : off > 60 ? "warn" : "pass";
probe("webauthn").value = able ? "warn" : "fail";
if (able) asks.isUserVerifyingPlatformAuthenticatorAvailable().then((own) => {
  if (own) probe("webauthn").value = "pass";
});
if (!self.WebAssembly) probe("webassembly").value = "fail";
form.addEventListener("submit", (event) => {
  if (probe("webassembly").value || performance.now() > 8000) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById("probing").hidden = false;
  setTimeout(() => form.requestSubmit(), 200);
});
