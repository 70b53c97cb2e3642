/* Opens what somebody was given to read, in their own browser. The key stands behind the # of the link, which browsers keep to
   themselves; it is taken out of the address bar and never sent. The server gets a proof that somebody holds it, and gives the
   sealed bytes. What is in them is a tree of tags, attributes and texts (web/sharing/documents.py has the same lists); it is built
   piece by piece, and no text ever becomes HTML. Without this file the link can be pasted into the form. */
(() => {
  "use strict";
  const doc = document, door = doc.getElementById("shared-door"), subtle = self.crypto && crypto.subtle;
  if (!door || !subtle) return;
  doc.documentElement.classList.add("js");

  const HTML = new Set("article b blockquote br caption dd details div dl dt em h2 h3 h4 hr i li ol p section span strong summary table tbody td th thead tr ul".split(" "));
  const SVG = new Set("circle desc g line path svg text title".split(" "));
  const ATTRIBUTES = new Set("aria-hidden aria-label aria-labelledby class cx cy d dir fill font-size font-weight height id lang open overflow preserveAspectRatio r role scope stroke stroke-dasharray stroke-width tabindex text-anchor transform vector-effect viewBox width x x1 x2 y y1 y2".split(" "));
  const OWN_ID = /^(?:line|theme|report|shared)-[a-z0-9-]+$/, ELSEWHERE = /url\s*\(/i, DEEPEST = 40;
  const allowed = (name, value) =>
    ATTRIBUTES.has(name) && (name === "id" || name === "aria-labelledby" ? value.split(" ").every((one) => OWN_ID.test(one)) : !ELSEWHERE.test(value));
  function built(node, depth) {
    if (typeof node === "string") return doc.createTextNode(node);
    const [tag, attributes, ...children] = Array.isArray(node) ? node : [];
    if (depth > DEEPEST || !(HTML.has(tag) || SVG.has(tag))) return doc.createTextNode("");
    const element = SVG.has(tag) ? doc.createElementNS("http://www.w3.org/2000/svg", tag) : doc.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) if (typeof value === "string" && allowed(name, value)) element.setAttribute(name, value);
    element.append(...children.map((child) => built(child, depth + 1)));
    return element;
  }

  const text = new TextEncoder();
  const label = (name) => text.encode("tegenwind/1/" + name);
  const bytes = (base64) => Uint8Array.from(atob(base64.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const base64url = (raw) => btoa(String.fromCharCode(...raw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const derive = async (key, name) => {
    const from = await subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
    return new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: label(name) }, from, 256));
  };
  // The number in the address: 13 signs of 5 bits, in 8 bytes.
  function number() {
    const signs = "0123456789abcdefghjkmnpqrstvwxyz", raw = new Uint8Array(8);
    let left = [.../\/shared\/([0-9a-z]{13})\//.exec(door.dataset.open)[1]].reduce((sum, sign) => sum * 32n + BigInt(signs.indexOf(sign)), 0n);
    for (let place = 7; place >= 0; place--, left >>= 8n) raw[place] = Number(left & 255n);
    return raw;
  }
  async function unsealed(sealed, key) {
    if (sealed[0] !== 1) throw new Error("format");
    const place = new Uint8Array([...label("share/body"), 0, 1, ...number()]);
    const body = await subtle.importKey("raw", await derive(key, "share/body"), "AES-GCM", false, ["decrypt"]);
    const padded = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: sealed.slice(1, 13), additionalData: place }, body, sealed.slice(13)));
    const length = new DataView(padded.buffer).getUint32(0);
    const told = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(padded.slice(4, 4 + length)));
    if (told.v !== 1 || !Array.isArray(told.parts)) throw new Error("version");
    return told;
  }

  const KEY = /^[A-Za-z0-9_-]{22}$/;
  const paste = door.querySelector("[data-paste]"), field = paste.querySelector("input"), alert = door.querySelector("[role=alert]");
  const content = doc.getElementById("shared-content"), after = doc.getElementById("shared-after"), reply = doc.getElementById("shared-answer");
  const around = door.querySelectorAll(".lead, .actions, .small");
  let key = "", proof = "", busy = false;

  function say(line) {
    alert.hidden = !line;
    alert.firstElementChild.textContent = line;
  }
  function taken() {
    const found = location.hash.slice(1);
    if (!found) return;
    history.replaceState(null, "", location.pathname + location.search);
    shut();
    key = KEY.test(found) ? found : "";
    paste.hidden = Boolean(key);
    say(key ? "" : door.dataset.wrong);
  }
  function shut() {
    content.replaceChildren();
    content.hidden = after.hidden = reply.hidden = true;
    for (const one of around) one.hidden = false;
  }
  function asked() {
    const typed = field.value.trim(), found = key || typed.slice(typed.lastIndexOf("#") + 1);
    return KEY.test(found) ? found : "";
  }
  async function open() {
    const found = asked();
    if (!found) {
      paste.hidden = false;
      return say(door.dataset.wrong);
    }
    const raw = bytes(found + "==");
    proof = base64url(await derive(raw, "share/proof"));
    let answer;
    try {
      answer = await post(door.dataset.open, { proof });
    } catch (problem) {
      return say(door.dataset.trouble);
    }
    if (!answer.ok) {
      // The key may be of another link: the next one is pasted.
      if (answer.status === 404) [key, paste.hidden] = ["", false];
      return say(answer.status === 404 ? door.dataset.gone : answer.status === 429 ? door.dataset.often : door.dataset.trouble);
    }
    let told, said;
    try {
      said = await answer.json();
      told = await unsealed(bytes(said.sealed), raw);
    } catch (problem) {
      return say(door.dataset.damaged);
    }
    show(told, said.answers_left);
  }
  function show(told, left) {
    say("");
    field.value = key = "";
    content.lang = told.language === "en" ? "en" : "nl";
    content.replaceChildren(...told.parts.map((part) => built(part, 0)));
    paste.hidden = true;
    for (const one of around) one.hidden = true;
    content.hidden = after.hidden = false;
    reply.hidden = told.answer !== true || !left;
    const first = content.querySelector("#shared-for");
    if (first) first.focus();
  }
  const post = (url, fields, headers) =>
    fetch(url, { method: "POST", body: new URLSearchParams(fields), credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", headers });

  door.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    await open();
    busy = false;
  });
  const words = reply.querySelector("textarea"), shown = reply.elements["looked-at"], says = reply.querySelector("[data-says]");
  reply.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      const answer = await post(reply.action, { proof, words: words.value, "looked-at": shown.value }, { Accept: "application/json" });
      const said = await answer.json();
      says.textContent = said.message;
      shown.value = said.shown;
      if (said.sent) words.value = "";
      if (said.sent) words.dispatchEvent(new Event("input", { bubbles: true }));
      if (said.sent && !said.answers_left) for (const one of reply.querySelectorAll(".field, .actions")) one.hidden = true;
    } catch (problem) {
      says.textContent = reply.dataset.trouble;
    }
    busy = false;
  });
  // The guard comes when somebody begins to write, as on the other pages (app.js).
  const guard = doc.getElementById("guard");
  if (guard) words.addEventListener("focus", () => guard.dataset.scripts.split(" ").reduce((before, file) => before.then(() => import(file)), Promise.resolve()).catch(() => {}), { once: true });
  addEventListener("beforeunload", (event) => words.value.trim() && event.preventDefault());
  addEventListener("hashchange", taken);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  taken();
})();
