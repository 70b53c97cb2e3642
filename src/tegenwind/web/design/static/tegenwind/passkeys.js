/* Passkeys: asks the browser for one when its button is pressed, puts the answer in the form around the button, and sends that.
   Loaded by pages with such a button, and by app.js when the dialog that opens the vault has one. Nothing is kept here. */
const BUTTON = "button[data-passkey]";
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const unpack = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function asked(button) {
  const token = button.form.elements.csrfmiddlewaretoken.value;
  const answer = await fetch(button.dataset.url, {
    method: "POST", credentials: "same-origin", cache: "no-store",
    headers: { "X-CSRFToken": (document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/) || [])[1] || token, Accept: "application/json" },
    body: new URLSearchParams({ for: button.dataset.passkey }),
  });
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(), { told: said.message });
  const options = said.publicKey;
  options.challenge = bytes(options.challenge);
  options.extensions.prf.eval.first = bytes(options.extensions.prf.eval.first);
  if (options.user) options.user.id = bytes(options.user.id);
  if (options.excludeCredentials) options.excludeCredentials = unpack(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = unpack(options.allowCredentials);
  return options;
}

// What the PRF gave: the secret that opens the vault. It travels in a field of its own, never in the answer that is kept.
const prfOf = (credential) => credential.getClientExtensionResults().prf || {};

async function made(options) {
  const credential = await navigator.credentials.create({ publicKey: options });
  let prf = prfOf(credential);
  if (prf.enabled && !prf.results) {
    // Many passkeys give it only when they are used, so the browser asks a second time. The server needs no proof of that.
    const publicKey = {
      challenge: crypto.getRandomValues(new Uint8Array(32)), rpId: options.rp.id, userVerification: "required",
      timeout: options.timeout, extensions: { prf: options.extensions.prf },
      allowCredentials: [{ type: "public-key", id: credential.rawId }],
    };
    prf = prfOf(await navigator.credentials.get({ publicKey }).catch(() => credential));
  }
  const { clientDataJSON, attestationObject } = credential.response;
  return [credential, { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) }, prf];
}

async function given(options) {
  const credential = await navigator.credentials.get({ publicKey: options });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  const response = { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature) };
  if (userHandle) response.userHandle = text(userHandle);
  return [credential, response, prfOf(credential)];
}

async function pressed(button) {
  const say = (words) => { button.parentElement.querySelector("[data-passkey-said]").textContent = words || ""; };
  say("");
  if (!self.PublicKeyCredential || !navigator.credentials) return say(button.dataset.none);
  const form = button.form;
  if (button.dataset.passkey === "add" && !form.reportValidity()) return;
  button.disabled = true;
  try {
    const [credential, response, prf] = await (button.dataset.passkey === "add" ? made : given)(await asked(button));
    const first = prf.results && prf.results.first;
    const answer = { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} };
    form.querySelector("[data-passkey-answer]").value = JSON.stringify(answer);
    form.querySelector("[data-passkey-prf]").value = first ? text(first) : "";
    form.noValidate = true; // The passphrase beside it may stay empty.
    form.requestSubmit();
  } catch (problem) {
    say(problem.told || (problem.name === "InvalidStateError" ? button.dataset.known : problem.name === "NotAllowedError" ? button.dataset.stopped : button.dataset.failed));
  } finally {
    button.disabled = false;
  }
}

// Until somebody listens a button takes no presses.
export const ready = (root) => root.querySelectorAll(BUTTON).forEach((button) => { button.disabled = false; });
ready(document);
document.addEventListener("click", (event) => {
  const button = event.target.closest && event.target.closest(BUTTON);
  if (button) pressed(button);
});
