/* The guard in the browser: what tegenwind.guard finds on the server, by the same rules (guard-rules.json), while writing. Both find the same in every text;
   tests hold them against each other. Positions count characters, not units of two bytes. Nothing of what is written leaves the page. */
(() => {
  "use strict";
  const DASHES = /[\u2010-\u2015\u2212]/g, SPACES = /[\t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f]/g, QUOTES = /[\u2018\u2019\u02bc\u00b4`]/g;
  const LETTERS = { "ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss" };
  const BEFORE = 45, STREET = 45, LOCAL = 64, BACK = 28, PARTS = 3;
  const SERVICE = ["0800", "0900", "0906", "0909", "0905", "0700"], DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const TELLING = ["van der ", "van den ", "v.d. ", "vd ", "el ", "el-", "ait "], PREFIXES = [...TELLING, "van 't ", "ben ", "de ", "van ", "al ", "ter ", "den "];
  const FOURS = new Set(PREFIXES.map((prefix) => (" " + prefix).slice(-4)));
  const SUGGESTED = { person: "nickname", client: "nickname", official: "colleague", colleague: "colleague", relative: "relative" };
  const strong = (group) => group === "person" || group === "official";
  const ascii = (word) => /^[\0-\x7f]*$/.test(word);
  const digits = (written) => written.replace(/[^0-9]/g, "");
  const plain = (sign) => /^[0-9a-z]$/.test(sign);
  const back = (text, count, end) => text.slice(Math.max(0, end - count), end);
  const ends = (text, many) => many.some((one) => text.endsWith(one));
  const strip = (text, signs) => { let end = text.length; while (end && signs.includes(text[end - 1])) end--; return text.slice(0, end); };
  const stripLeft = (text) => text.replace(/^ +/, "");
  const fold = (word) => ascii(word) ? word : word.replace(/[łøıđæœß]/g, (sign) => LETTERS[sign]).normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const listed = (lines) => lines.some((line) => line.includes("|")) ? lines.flatMap((line) => line.split("|")) : lines.flatMap((line) => line.split(" ")).filter(Boolean);

  class Pattern {
    constructor(source) { this.all = new RegExp(source, "gu"); this.here = new RegExp(source, "yu"); this.any = new RegExp(source, "u"); }
    each(text) { return [...text.matchAll(this.all)]; }
    at(text, place) { if (place > text.length) return null; this.here.lastIndex = place; return this.here.exec(text); }
    in(text) { return this.any.exec(text); }
  }
  const end = (match) => match.index + match[0].length;

  // A tree by first letters, as in rules.py: the longest of the words that fit.
  function anyOf(words, letter) {
    const tree = new Map();
    for (const word of words) {
      let branch = tree;
      for (const sign of word) { if (!branch.has(sign)) branch.set(sign, new Map()); branch = branch.get(sign); }
      branch.set("", new Map());
    }
    const written = (branch) => {
      const ways = [...branch].filter(([sign]) => sign).map(([sign, rest]) => sign + written(rest));
      if (!ways.length) return "";
      const many = ways.length > 1 || branch.has("") ? `(?:${ways.join("|")})` : ways[0];
      return branch.has("") ? many + "?" : many;
    };
    return `(?:${[...tree].map(([sign, rest]) => `${sign}(?<![${letter}0-9]${sign})${written(rest)}`).join("|")})(?![${letter}0-9])`;
  }

  class Guard {
    constructor(raw) {
      const { L, U } = raw.letters, words = { ...raw.words };
      Object.assign(this, { suggestions: raw.suggestions, bornBefore: raw.born_before, lengths: raw.iban_lengths, months: new Map(Object.entries(raw.months)), codes: new Set(raw.side_codes) });
      this.rank = new Map(raw.order.map((kind, place) => [kind, place]));
      this.titles = new Map(Object.entries(words.titles).flatMap(([group, lines]) => listed(lines).map((title) => [title, group])));
      delete words.titles;
      this.p = {};
      for (const [name, source] of Object.entries(raw.patterns)) this.p[name] = new Pattern(source.replaceAll("{L}", L).replaceAll("{U}", U));
      this.p.title = new Pattern(anyOf(this.titles.keys(), L));
      const plates = raw.side_codes.map((code) => code.split("-").map((part) => `${part[0] === "9" ? "[0-9]" : "[a-z]"}{${part.length}}`).join("[ -]?"));
      this.p.plate_loose = new Pattern(`(?<![${L}0-9-])(?:${plates.join("|")})(?![${L}0-9-])`);
      this.lexicon = new Map();
      const learn = (lines, standing) => { for (const word of listed(lines)) this.lexicon.set(word, standing); };
      learn(raw.last_names.also_words, "last-also");
      learn(raw.last_names.sure, "last");
      for (const lines of Object.values(raw.first_names)) learn(lines, "sure");
      for (const [standing, lines] of Object.entries(raw.first_names_also)) learn(lines, standing);
      this.withPrefix = new Set(listed(raw.last_names.with_prefix));
      this.phrases = new Map();
      for (const phrase of listed(words.phrases)) {
        const first = phrase.split(/[^a-z]/)[0];
        this.phrases.set(first, [...(this.phrases.get(first) || []), phrase]);
      }
      delete words.phrases;
      this.lists = Object.fromEntries(Object.entries(words).map(([name, lines]) => [name, listed(lines)]));
      this.w = Object.fromEntries(Object.entries(this.lists).map(([name, many]) => [name, new Set(many)]));
    }

    find(text) {
      // What takes two units is one character: a stand-in that is in no rule keeps the count.
      this.whole = text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "\ufffc");
      this.small = this.whole.replaceAll("İ", "I").toLowerCase().replace(DASHES, "-").replace(SPACES, " ").replace(QUOTES, "'");
      this.turned = this.small.split("").reverse().join("");
      this.found = [];
      this.names();
      const named = new Set(this.found.map((one) => one[1]));
      this.accounts(); this.citizens(); this.phones(); this.births(named); this.plates();
      this.mails();
      const before = this.found.length;
      this.streets();
      this.postcodes(new Set(this.found.slice(before).map((one) => one[1])));
      const marks = this.place(this.settle());
      this.whole = this.small = this.turned = "";
      this.found = [];
      return marks;
    }

    add(start, stop, kind, suggestion) { this.found.push([start, stop, kind, suggestion || this.suggestions[kind]]); }
    capital(place) { return place < this.whole.length && this.whole[place] !== this.small[place] && !"-' ".includes(this.small[place]); }
    capitalsOnly(start, stop) { const part = this.whole.slice(start, stop); return part === part.toUpperCase(); }
    joins(place) { return place >= 0 && this.p.sign.at(this.small, place) !== null; }

    settle() {
      const order = this.found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0)), kept = [];
      for (const one of order) {
        let stays = true;
        while (kept.length && one[0] < kept.at(-1)[1]) {
          const last = kept.at(-1), by = this.rank.get(last[2]) - this.rank.get(one[2]) || last[0] - last[1] - (one[0] - one[1]);
          if (by <= 0) { stays = false; break; }
          kept.pop();
        }
        if (stays) kept.push(one);
      }
      return kept;
    }
    place(found) {
      const marks = [];
      let line = 1, begun = 0, at = 0;
      for (const [start, stop, kind, suggestion] of found) {
        for (; at < start; at++) {
          const sign = this.whole[at];
          if (sign === "\n" || (sign === "\r" && this.whole[at + 1] !== "\n")) { line++; begun = at + 1; }
        }
        marks.push({ start, end: stop, kind, suggestion, line, column: start - begun + 1 });
      }
      return marks;
    }

    /* numbers.py */
    accounts() {
      const s = this.small;
      for (const match of this.p.iban.each(s)) {
        const start = match.index - (s[match.index - 1] === " " ? 3 : 2), country = s.slice(start, start + 2).toUpperCase();
        const length = Object.hasOwn(this.lengths, country) ? this.lengths[country] : 0;
        if (!length) continue;
        let number = "", at = start;
        while (at < s.length && number.length < length) {
          if (" .-".includes(s[at]) && !" .-".includes(s[at - 1])) { at++; continue; }
          if (!plain(s[at])) break;
          number += s[at++];
        }
        if (number.length !== length || this.joins(at)) continue;
        let rest = 0;
        for (const sign of number.slice(4) + number.slice(0, 4)) for (const one of String(parseInt(sign, 36))) rest = (rest * 10 + +one) % 97;
        if (rest === 1) this.add(start, at, "iban");
      }
    }
    static eleven(number) {
      const padded = number.padStart(9, "0");
      if (padded.length !== 9 || !+padded) return false;
      return [9, 8, 7, 6, 5, 4, 3, 2, -1].reduce((sum, weight, at) => sum + weight * +padded[at], 0) % 11 === 0;
    }
    static national(number) {
      if (number.length !== 11 || !+number) return false;
      const month = +number.slice(2, 4), check = +number.slice(9), nine = +number.slice(0, 9);
      if (month > 52 || month % 20 > 12 || +number.slice(4, 6) > 31) return false;
      return check === 97 - (nine % 97) || check === 97 - ((2e9 + nine) % 97);
    }
    citizens() {
      const s = this.small, sizes = new Set([2, 3, 4, 5, 9]);
      for (const match of this.p.rrn.each(s)) if (Guard.national(digits(match[0]))) this.add(match.index, end(match), "rrn");
      for (const match of this.p.bsn.each(s)) {
        const money = ends(strip(back(s, 4, match.index), " "), ["€", "eur", "euro", "$"]) || /^(?:euro|€)/.test(stripLeft(s.slice(end(match), end(match) + 6)));
        if (!money && match[0].match(/[0-9]+/g).every((part) => sizes.has(part.length)) && Guard.eleven(digits(match[0]))) this.add(match.index, end(match), "bsn");
      }
      for (const match of this.p.bsn_cue.each(s)) if (Guard.eleven(digits(match[0]))) this.add(match.index + match[0].search(/[0-9]/), end(match), "bsn");
    }
    after(start, stop, count) {
      for (let at = start; at < stop; at++) if (this.small[at] >= "0" && this.small[at] <= "9" && !--count) return this.joins(at + 1) ? 0 : at + 1;
      return 0;
    }
    phones() {
      const s = this.small, parens = (start, match) => start - (start > 0 && s[start - 1] === "(" && match[0].includes(")") ? 1 : 0);
      for (const name of ["phone_plus", "phone_double"]) for (const match of this.p[name].each(s)) {
        const stop = this.cutAbroad(match.index, end(match));
        if (stop) this.add(parens(match.index, match), stop, "phone");
      }
      for (const match of this.p.phone.each(s)) {
        const stop = this.cutHome(match.index, end(match));
        if (stop) this.add(parens(match.index, match), stop, "phone");
      }
      for (const match of this.p.phone_cue.each(s)) this.add(match.index + match[0].search(/[0-9]/), end(match), "phone");
      for (const match of this.p.phone_words.each(s)) this.add(match.index, end(match), "phone");
    }
    cutAbroad(start, stop) {
      const written = this.small.slice(start, stop), number = digits(written).replace(/^00/, "");
      const extra = (this.small[start] === "0" ? 2 : 0) + (written.includes("(0)") ? 1 : 0);
      const lengths = number.startsWith("31") ? [11] : number.startsWith("32") ? [11, 10] : null;
      if (!lengths) return number.length >= 8 && number.length <= 15 ? stop : 0;
      for (const length of lengths) { const cut = this.after(start, stop, length + extra); if (cut) return cut; }
      return 0;
    }
    cutHome(start, stop) {
      const number = digits(this.small.slice(start, stop));
      if (SERVICE.some((one) => number.startsWith(one)) || this.p.times.at(this.small, start)) return 0;
      const date = this.p.date_numbers.at(this.small, start);
      if (date && digits(date[0].slice(-4)).length === 4 && this.day(date[0])) return 0;
      const mobile = /^(?:06|04[5-9])/.test(number);
      for (const length of mobile ? [10] : [10, 9, 11]) {
        const cut = this.after(start, stop, length);
        if (!cut || (length === 11 && !/^0[127]/.test(number))) continue;
        const one = this.small.slice(start, cut);
        if (length === 9 && one.length === 9 && Guard.eleven(one)) return 0;
        if (back(this.small, 12, start).includes("bsn")) return 0;
        if (!mobile && one.match(/[0-9]+/g).some((part) => part.length < 2)) continue;
        return cut;
      }
      return 0;
    }
    births(named) {
      const s = this.small, p = this.p;
      for (const name of ["date_numbers", "date_iso", "date_words", "date_english", "date_compact", "date_six"]) for (const match of p[name].each(s)) {
        let start = match.index;
        if (name === "date_english") {
          const month = p.month_before.in(back(s, 14, start));
          if (!month) continue;
          start = Math.max(0, start - 14) + month.index;
        }
        const stop = end(match) - (match[0].length - strip(match[0], ".,").length), day = this.day(s.slice(start, stop));
        if (!day) continue;
        if (p.birth_before.in(back(s, BEFORE, start)) || (name !== "date_six" && (p.birth_after.in(s.slice(stop, stop + 30)) || (p.birth_turned.in(s.slice(stop, stop + 30)) && p.birth_turns.in(back(s, BEFORE, start))) || (s[start - 1] === "(" && (named.has(start - 1) || named.has(start - 2)))
          || (name !== "date_compact" && this.longAgo(day, start, stop))))) this.add(start, stop, "birth-date");
      }
      for (const match of p.birth_month.each(s)) this.add(match.index + match[0].lastIndexOf(" ", match[0].length - 6) + 1, end(match), "birth-date");
    }
    day(written) {
      const words = written.match(/[0-9]+|[a-z]+/g), named = words.find((word) => this.months.has(word));
      let numbers = words.filter((word) => word[0] <= "9"), month = named ? this.months.get(named) : 0;
      if (numbers.length === 1 && numbers[0].length === 6) numbers = [numbers[0].slice(0, 2), numbers[0].slice(2, 4), numbers[0].slice(4)];
      else if (numbers.length === 1 && numbers[0].length === 8) {
        const one = numbers[0];
        numbers = /^(?:19|20)/.test(one) && +one.slice(4, 6) <= 12 ? [one.slice(0, 4), one.slice(4, 6), one.slice(6)] : [one.slice(0, 2), one.slice(2, 4), one.slice(4)];
      }
      if (numbers[0].length === 4) numbers.reverse();
      if (!month) {
        if (numbers.length !== 3) return null;
        month = +numbers[1];
        if (month > 12 && +numbers[0] <= 12) { month = +numbers[0]; numbers[0] = numbers[1]; }
      }
      if (month < 1 || month > 12 || +numbers[0] < 1 || +numbers[0] > DAYS[month - 1]) return null;
      const year = numbers.length > 1 ? numbers.at(-1) : "";
      if (year.length === 4) return +year >= 1880 && +year <= 2099 ? [+year, true] : null;
      return [year && +year > 30 ? +("19" + year) : 0, false];
    }
    longAgo([year, full], start, stop) {
      if (!year || year >= this.bornBefore) return false;
      const written = this.small.slice(start, stop);
      if (!full && ((written.includes(".") && !/[a-z]/.test(written)) || this.p.unit_after.in(this.small.slice(stop, stop + 16)))) return false;
      return !this.p.birth_not.in(back(this.small, BEFORE, start));
    }
    plates() {
      const s = this.small;
      for (const match of this.p.plate.each(s)) {
        const at = match.index, stop = end(match);
        let start = at;
        while (start > 0 && at - start < 4 && plain(s[start - 1])) start--;
        const written = s.slice(start, stop), code = written.replace(/[0-9]/g, "9").replace(/[a-z]/g, "X");
        if (at - start < 1 || at - start > 3 || this.joins(start - 1) || !this.codes.has(code) || (start > 0 && s[start - 1] === "-")) continue;
        if (!written.split("-").some((part) => this.months.has(part)) && (this.capitalsOnly(start, stop) || this.p.plate_cue.in(back(s, BEFORE, start)) || this.p.plate_cue.in(s.slice(stop, stop + 20)))) this.add(start, stop, "plate");
      }
      for (const match of this.p.plate_uk.each(s)) if (this.capitalsOnly(match.index - 2, end(match))) this.add(match.index - 2, end(match), "plate");
      for (const match of this.p.plate_cue.each(s)) for (const loose of this.p.plate_loose.each(s.slice(end(match), end(match) + 45).split("\n")[0])) {
        if (!loose[0].match(/[0-9]+|[a-z]+/g).some((part) => this.w.not_person.has(part))) this.add(end(match) + loose.index, end(match) + end(loose), "plate");
      }
    }
  }
  self.tegenwindGuard = { Guard, Pattern, tools: { fold, back, ends, strip, ascii, end, strong, BEFORE, STREET, LOCAL, BACK, PARTS, TELLING, PREFIXES, FOURS, SUGGESTED } };
})();
