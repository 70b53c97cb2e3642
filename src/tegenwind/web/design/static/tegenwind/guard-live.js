/* The guard while somebody writes: a list under the field says what was noticed and where; a press on it goes there. After guard.js and
   guard-words.js, when a place to write is first touched. #guard carries the address of the rules and the words to say it in. What was
   shown goes along with the form (web/guarding.py), so that the server need not show it again. It marks, and changes nothing. */
(() => {
  "use strict";
  const PAUSE = 400, SHOWN = 20, FIELDS = "main :is(textarea:not([data-unlooked]), input[type=text])", doc = document, lists = new WeakMap(), timers = new WeakMap();
  const words = doc.getElementById("guard");
  let loading = null, number = 0;
  if (!words) return;
  // Read aloud when its words change, after what was being said; outside the page's own part, where other lines are waited for.
  const spoken = doc.createElement("p");
  spoken.className = "sr";
  spoken.setAttribute("role", "status");
  doc.body.append(spoken);

  const load = () => loading || (loading = fetch(words.dataset.rules, { credentials: "same-origin" })
    .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
    .then((rules) => new self.tegenwindGuard.Guard(rules))
    .catch((problem) => { loading = null; throw problem; }));
  const said = (name, fallback) => words.getAttribute(name) || fallback;
  const made = (tag, values, ...inside) => { const one = Object.assign(doc.createElement(tag), values); one.append(...inside); return one; };

  // Marks count characters, a field counts units of two bytes: the same but for what takes two of them.
  const units = (text, places) => {
    const found = new Map(), wanted = [...places].sort((a, b) => a - b);
    let at = 0, count = 0;
    for (const place of wanted) {
      for (; count < place; count++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
      found.set(place, at);
    }
    return found;
  };
  // As guarding.fingerprint: CRC-32 of a marked piece.
  const print = (piece) => {
    let crc = -1;
    for (const byte of new TextEncoder().encode(piece)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 && 0xedb88320);
    }
    return (~crc >>> 0).toString(16).padStart(8, "0");
  };
  // Changes what the form of a field says that was shown.
  function tell(field, change) {
    if (!field.form) return;
    let place = field.form.querySelector("[name=looked-at]");
    if (!place) field.form.append(place = made("input", { type: "hidden", name: "looked-at" }));
    const tokens = new Set(place.value.split(" ").filter(Boolean));
    change(tokens);
    place.value = [...tokens].join(" ");
  }

  function listOf(field) {
    if (lists.has(field)) return lists.get(field);
    const id = `guard-${++number}`, list = {
      items: made("ul", {}), known: new Set(),
    };
    list.box = made("div", { className: "marks", id, hidden: true }, made("p", { textContent: said("data-lead", "") }), list.items, made("p", { textContent: said("data-tail", "") }));
    field.after(list.box);
    lists.set(field, list);
    return list;
  }
  function show(field, marks) {
    const list = listOf(field), text = field.value, where = units(text, new Set(marks.flatMap((mark) => [mark.start, mark.end])));
    const lines = [], news = [], prints = [];
    for (const mark of marks.slice(0, SHOWN)) {
      const part = text.slice(where.get(mark.start), where.get(mark.end)), values = {
        text: part, line: mark.line, column: mark.column, kind: said(`data-kind-${mark.kind}`, mark.kind), suggestion: said(`data-suggestion-${mark.suggestion}`, ""),
      };
      const line = said("data-item", "{kind} ({line}:{column}): {text}").replace(/\{([a-z]+)\}/g, (whole, name) => (name in values ? values[name] : whole));
      const press = made("button", { type: "button", textContent: line });
      press.addEventListener("click", () => {
        field.focus();
        if (field.value === text) field.setSelectionRange(where.get(mark.start), where.get(mark.end));
      });
      lines.push(made("li", {}, press));
      prints.push(print(part));
      if (!list.known.has(part)) news.push(line);
      list.known.add(part);
    }
    // Who is on the list with the keyboard stays there as long as nothing in it changes.
    if (lines.map((line) => line.textContent).join("\n") !== [...list.items.children].map((line) => line.textContent).join("\n")) list.items.replaceChildren(...lines);
    list.box.hidden = !lines.length;
    if (news.length) spoken.textContent = [said("data-lead", ""), ...news].join(" ");
    else if (!lines.length) spoken.textContent = "";
    tell(field, (tokens) => { tokens.delete(`?${field.name}`); prints.forEach((one) => tokens.add(one)); });
  }

  async function look(field) {
    try {
      const guard = await load(), text = field.value, marks = guard.find(text);
      if (field.value === text && field.isConnected) show(field, marks);
    } catch (problem) {
      if (lists.has(field)) lists.get(field).box.hidden = true; // the server looks before anything is kept
    }
  }
  function soon(field, pause) {
    if (!field.matches || !field.matches(FIELDS)) return;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(look, pause, field));
  }
  doc.addEventListener("focusin", (event) => soon(event.target, 0));
  doc.addEventListener("input", (event) => {
    if (!event.target.matches || !event.target.matches(FIELDS)) return;
    tell(event.target, (tokens) => tokens.add(`?${event.target.name}`));
    soon(event.target, PAUSE);
  });
  // Never between the press and the release of a button: what stands below would move away under the pointer.
  doc.addEventListener("focusout", (event) => timers.has(event.target) && event.target.form && soon(event.target, PAUSE));
  if (doc.activeElement) soon(doc.activeElement, 0);
})();
