/* Tegenwind without this file: everything works. With it: forms keep themselves, a page that locks asks for the passphrase over
   what you were writing, other tabs lock along, and nothing shows on Back. Loaded before the page, listening on the document. */
(() => {
  "use strict";
  const doc = document, RETRY = 15000, PAUSE = 700, LONGEST = 5000;
  doc.documentElement.classList.add("js");
  const states = new Map(); // form -> {changes, saved, busy, running, timer, stop}
  let waiting = null; // the form whose save waits for the vault to open
  const touched = new WeakMap(); // form -> the statements that were changed on this page
  let going = false; // another form is on its way, after what was written

  // The one place where text becomes HTML: the unlock form, as our own server made it. The policy of the page allows no other.
  const asItIs = { createHTML: (html) => html };
  const ours = self.trustedTypes ? trustedTypes.createPolicy("tegenwind", asItIs) : asItIs;

  const token = () => (doc.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/) || [])[1] || "";
  const unsaved = () => [...states.values()].some((s) => s.changes > s.saved);
  const body = (form) => {
    const data = new FormData(form);
    data.set("csrfmiddlewaretoken", token());
    return new URLSearchParams(data);
  };
  const send = (form, url, extra) =>
    fetch(url, {
      method: "POST", body: (extra && extra.body) || body(form), credentials: "same-origin", cache: "no-store",
      headers: { "X-Autosave": "1", "X-CSRFToken": token(), Accept: "application/json" }, ...extra,
    });
  // A press that leaves a field saves it, and the answer may come before the release: said at once, it would move the button away
  // from under the finger, and nothing would have been pressed.
  let held = null;
  addEventListener("pointerdown", () => { held = []; }, true);
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => {
    const waiting = held || [];
    held = null;
    setTimeout(() => waiting.forEach((tell) => tell()), 50);
  }, true);
  const say = (form, text, show) => {
    if (held) return void held.push(() => say(form, text, show));
    const place = form.querySelector("[data-saved]") || doc.querySelector("[data-saved]");
    if (!place || !text || place.textContent === (show ? `${text} ${show}` : text)) return;
    place.textContent = show ? `${text} ` : text;
    if (show) place.append(Object.assign(doc.createElement("a"), { href: form.dataset.autosave, textContent: show }));
  };
  const troubled = (form) => {
    const place = form.querySelector("[data-saved]") || doc.querySelector("[data-saved]");
    say(form, place && place.dataset.failed);
  };

  // What this page knows of each text (practice/meeting.py makes the same): a fingerprint of its parts, then, after a "~", of what was
  // sent without hearing that it was kept. So a text that another window wrote meanwhile stands beside this one, and this one once.
  const print = (part) => {
    let crc = -1;
    for (const byte of new TextEncoder().encode(part)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 && 0xedb88320);
    }
    return (~crc >>> 0).toString(16).padStart(8, "0");
  };
  const fingerprint = (text) =>
    text.replace(/\r\n?/g, "\n").split("\n").map((line) => (/^[ \t]*· · ·[ \t]*$/.test(line) ? "\0" : line)).join("\n")
      .split("\0").map((part) => part.trim()).filter(Boolean).map(print).join(".");
  // Notes in the form that this is on its way; afterwards, when it was kept, that it is known.
  function underWay(form, data) {
    const now = new Map();
    for (const [name, was] of data) {
      const text = name.startsWith("was-") && data.get(name.slice(4));
      if (typeof text !== "string") continue;
      const made = fingerprint(text), [known, sent] = was.split("~");
      now.set(name, made);
      if (made !== known) form.elements[name].value = `${known}~${[...new Set([...(sent || "").split("."), ...made.split(".")])].filter(Boolean).slice(-100).join(".")}`;
    }
    return (more) => now.forEach((made, name) => { form.elements[name].value = more ? `${made}~` : made; });
  }

  function save(form, leaving) {
    const s = states.get(form);
    clearTimeout(s.timer);
    // Never two at a time; only a page that is going away may not wait for the first answer.
    if (s.changes > s.saved && (!s.busy || leaving)) s.running = attempt(form, s);
    return s.running;
  }
  async function attempt(form, s) {
    const sent = (s.sent = s.changes), stop = new AbortController(), data = body(form), known = underWay(form, data);
    s.busy = true;
    s.stop = stop;
    try {
      const answer = await send(form, form.dataset.autosave || form.action, { body: data, signal: stop.signal, keepalive: data.toString().length < 6e4 });
      const said = await answer.json();
      if (answer.ok) {
        s.saved = Math.max(s.saved, sent);
        if (s.stop === stop) known(said.show); // more is kept than this page shows
        say(form, said.message || said.saved, said.show);
      } else if (answer.status === 401 && said.unlock && !s.going) {
        waiting = form;
        open(said.html);
        troubled(form);
      } else {
        if (said.message) say(form, said.message);
        else troubled(form);
        // A refused form waits for the next change; one that only missed its token now has it.
        if (answer.status > 499 || said.again) later(form, said.csrf && !s.fresh ? 0 : RETRY);
        s.fresh = Boolean(said.csrf);
      }
    } catch (problem) {
      if (!stop.signal.aborted) {
        troubled(form);
        later(form, RETRY);
      }
    } finally {
      s.busy = false;
      if (s.changes > sent && !waiting) later(form, 0);
    }
  }
  function later(form, pause) {
    const s = states.get(form);
    if (!s) return; // sent meanwhile, by its own button
    clearTimeout(s.timer);
    s.timer = setTimeout(save, pause, form);
  }
  function all(leaving) {
    for (const form of states.keys()) save(form, leaving);
  }
  // Before going elsewhere: what was written is kept first, so that the browser need not ask. It never waits long for that.
  const soon = (kept) => Promise.race([kept, new Promise((done) => setTimeout(done, 2000))]);
  const settled = () => soon(Promise.all([...states].map(async ([form, s]) => { await s.running; await save(form); })));
  const formOf = (event) => event.target.closest && event.target.closest("form[data-autosave]");
  function changed(event, pause) {
    const form = formOf(event);
    if (!form) return;
    if (!states.has(form)) states.set(form, { changes: 0, saved: 0 });
    touched.set(form, (touched.get(form) || new Set()).add(statementOf(event.target)));
    const s = states.get(form);
    if (s.changes === s.saved) s.since = Date.now();
    s.changes++;
    // Who writes on without a pause is kept up with all the same.
    later(form, Date.now() - s.since > LONGEST ? 0 : pause);
  }

  // Of a list of statements only those are sent that were changed here: what another tab gave to the others stays as it is.
  const statementOf = (field) => (/^(?:was-)?[rcwm]-(.+)$/.exec(field.name || field) || [])[1];
  const differs = (field) =>
    field.matches("[type=radio], [type=checkbox]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  doc.addEventListener("formdata", (event) => {
    const form = event.target;
    if (!form.matches("[data-changes-only]")) return;
    const changes = new Set(touched.get(form));
    // Changed before this script was there, or not kept yet because it did not fit.
    for (const field of form.elements) if (statementOf(field) && (differs(field) || field.matches("[aria-invalid]"))) changes.add(statementOf(field));
    for (const name of [...event.formData.keys()]) if (statementOf(name) && !changes.has(statementOf(name))) event.formData.delete(name);
  }, true);

  function open(html) {
    const dialog = doc.getElementById("unlock");
    dialog.innerHTML = ours.createHTML(html);
    const more = dialog.querySelector("script[src]"); // It does not run by being put there.
    if (more) import(more.src).then((passkeys) => passkeys.ready(dialog));
    if (!dialog.open) dialog.showModal();
    const first = dialog.querySelector("[autofocus], input:not([type=hidden])");
    if (first) first.focus();
  }
  async function unlock(form) {
    try {
      const answer = await send(form, form.action);
      const said = await answer.json();
      if (!said.ok) return said.html && open(said.html);
      const dialog = doc.getElementById("unlock");
      dialog.close();
      dialog.textContent = "";
      waiting = null;
      all();
    } catch (problem) {
      if (waiting) troubled(waiting);
    }
  }

  doc.addEventListener("input", (event) => changed(event, PAUSE));
  doc.addEventListener("change", (event) => changed(event, 0));
  doc.addEventListener("focusout", (event) => {
    const form = formOf(event);
    if (form && states.has(form)) save(form);
  });
  doc.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.closest("#unlock")) {
      event.preventDefault();
      return unlock(form);
    }
    // Signing in again, here or in another tab, changed the token since this page was made.
    const field = form.elements.csrfmiddlewaretoken;
    if (field && token()) field.value = token();
    // The form itself now carries everything: an older save must not come after it, so one under way is waited for.
    const s = states.get(form), by = event.submitter;
    if ((s ? s.busy && s.changes > s.sent : unsaved()) && !going) {
      event.preventDefault();
      if (s) s.going = true; // its own page asks for the passphrase, if need be
      return (s ? soon(s.running) : settled()).then(() => {
        going = true;
        form.requestSubmit(by);
        going = false;
        if (s) s.going = false;
      });
    }
    if (s) {
      clearTimeout(s.timer);
      if (s.stop) s.stop.abort();
      states.delete(form);
    }
    // Told to the other tabs by the next page, when the lock is really shut.
    if (form.matches("[data-locks]")) sessionStorage.setItem("tegenwind-locked", "1");
  });
  doc.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]:not([target], [download])");
    const elsewhere = link && link.origin === location.origin && (!link.hash || link.href.split("#")[0] !== location.href.split("#")[0]);
    if (!elsewhere || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !unsaved()) return;
    event.preventDefault();
    settled().then(() => { location.href = link.href; });
  });
  doc.addEventListener("close", () => { waiting = null; }, true);
  doc.addEventListener("visibilitychange", () => doc.visibilityState === "hidden" && all());
  addEventListener("pagehide", () => all(true));
  addEventListener("online", () => all());
  addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());

  // The guard comes when a place to write is first touched, one file after the other; without it the server looks when a form is sent.
  let guard = null;
  doc.addEventListener("focusin", (event) => {
    const words = doc.getElementById("guard");
    if (guard || !words || !event.target.matches("textarea, input[type=text]")) return;
    guard = words.dataset.scripts.split(" ").reduce((before, file) => before.then(() => import(file)), Promise.resolve()).catch(() => { guard = null; });
  });

  // A button that prints the page.
  doc.addEventListener("click", (event) => event.target.closest && event.target.closest("[data-print]") && self.print());

  // A button that copies what stands in another place of the page.
  doc.addEventListener("click", async (event) => {
    const by = event.target.closest && event.target.closest("[data-copy]");
    if (!by) return;
    const says = by.parentElement.querySelector("[data-copy-says]"), from = doc.getElementById(by.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.textContent.trim());
      says.textContent = by.dataset.copied;
    } catch (problem) {
      getSelection().selectAllChildren(from);
      says.textContent = by.dataset.failed;
    }
  });

  // A page that was left open shows nothing any more once its door has shut by itself (after half an hour). What the browser alone
  // still has is left standing: an autosave asks for the passphrase over it, and any other form can still be sent.
  let used = Date.now();
  const typed = () => doc.querySelector("[data-unkept]") || [...doc.querySelectorAll("form:not([data-autosave]) :is(input:not([type=hidden]), textarea)")].some(differs);
  const empty = () => {
    if (Date.now() - used < 1830e3 || !doc.querySelector("form[data-locks]") || doc.getElementById("unlock").open || typed()) return;
    if (unsaved()) all();
    else location.replace(location.pathname + location.search);
  };
  for (const kind of ["input", "pageshow"]) addEventListener(kind, () => { used = Date.now(); });
  doc.addEventListener("visibilitychange", empty);
  setInterval(empty, 30000);

  // Locked in another tab: what only this page has is not thrown away, it waits under the passphrase.
  async function ask() {
    const dialog = doc.getElementById("unlock");
    try {
      const answer = await fetch(dialog.dataset.asks, { credentials: "same-origin", cache: "no-store", headers: { "X-Autosave": "1", Accept: "application/json" } });
      const said = await answer.json();
      if (said.unlock && !dialog.open) open(said.html);
    } catch (problem) {
      location.reload(); // Nothing may stay readable after a lock.
    }
  }
  const tabs = self.BroadcastChannel && new BroadcastChannel("tegenwind");
  if (tabs) tabs.onmessage = (event) => event.data === "locked" && (unsaved() ? all() : typed() ? ask() : location.reload());
  addEventListener("pageshow", (event) => {
    if (event.persisted) return location.reload();
    if (tabs && sessionStorage.getItem("tegenwind-locked")) {
      sessionStorage.removeItem("tegenwind-locked");
      tabs.postMessage("locked");
    }
  });
})();
