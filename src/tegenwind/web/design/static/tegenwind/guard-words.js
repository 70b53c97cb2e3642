/* The guard's second half: where somebody lives or can be written to, and names (addresses.py, names.py and names_context.py). After guard.js. */
(() => {
  "use strict";
  const { Guard, tools } = self.tegenwindGuard;
  const { fold, back, ends, strip, ascii, end, strong, STREET, LOCAL, BEFORE, BACK, PARTS, TELLING, PREFIXES, FOURS, SUGGESTED } = tools;
  const CUE = 20, YEAR = /^(?:19|20)[0-9]{2}$/, SAID = new Set(["punt", "dot", "streepje", "underscore", "plus", "min", "."]);
  const ON = [" op ", " op de ", " aan ", "an de ", "op het ", "an het "], AWAY = ["in", "op", "aan", "uit", "te", "onder", "tot", "het", "st"];
  const TAKEN = ["der", "den", "el", "ben", "ait"], SMALL = new Set(["", "van", "de", "ter", "ten"]);
  const first = (word) => (word[1] === "'" && "dl".includes(word[0]) ? word.slice(2) : word).split(/[-' ]/)[0];

  const addresses = {
    mails() {
      const s = this.small;
      for (let at = s.indexOf("@"); at >= 0; at = s.indexOf("@", at + 1)) {
        const domain = this.p.email_domain.at(s, at + 1);
        let start = at;
        while (start > Math.max(0, at - LOCAL) && ("._%+'-".includes(s[start - 1]) || this.joins(start - 1))) start--;
        while (start < at && ".'-".includes(s[start])) start++;
        if (domain && start < at) this.add(start, end(domain), "email");
      }
      for (const match of this.p.spoken_at.each(s)) {
        const far = back(s, LOCAL, match.index), line = far.slice(Math.max(far.lastIndexOf("\n"), far.lastIndexOf("\r")) + 1);
        const begin = match.index - line.length, words = line.split(" ");
        let keep = words.at(-1) ? words.length - 1 : words.length - 2;
        while (keep >= 2 && SAID.has(words[keep - 1])) keep -= 2;
        if (keep >= 0 && words[keep]) this.add(begin + words.slice(0, keep).reduce((sum, word) => sum + word.length + 1, 0), end(match), "email");
      }
    },
    streets() {
      const s = this.small, l = this.lists, numbers = l.number_words.map((word) => " " + word), links = l.number_links.map((word) => " " + word);
      for (const match of this.p.number.each(s)) {
        const at = match.index;
        let stop = at, start = null;
        while (stop > 0 && at - stop < 3 && " ,".includes(s[stop - 1])) stop--;
        if (ends(back(s, 12, stop), numbers)) {
          stop = s.lastIndexOf(" ", stop - 1);
          stop -= (links.find((link) => back(s, 8, stop).endsWith(link)) || "").length;
          while (stop > 0 && at - stop < 24 && " ,".includes(s[stop - 1])) stop--;
        }
        const tail = back(s, 16, stop), box = l.boxes.find((one) => tail.endsWith(one));
        if (box) {
          if (!this.joins(stop - box.length - 1)) start = stop - box.length;
        } else if (!this.p.unit_after.in(s.slice(end(match), end(match) + 16))) {
          if (ends(tail, l.street_endings)) start = this.street(stop);
          else if (ends(tail, l.street_sides)) start = this.sided(stop);
          if (start === null) start = this.opening(at, stop);
          if (start === null && stop < at) start = this.surrounded(at, stop, ends(tail, l.street_weak));
        }
        if (start !== null) this.add(start, end(this.p.house.at(s, at) || match), "street");
      }
      for (const match of this.p.english_street.each(this.whole)) this.add(match.index, end(match), "street");
      this.numbered();
    },
    numbered() {
      const w = this.w;
      for (const match of this.p.number_first.each(this.small)) {
        const word = this.p.place_word.at(this.small, end(match));
        if (word && this.capital(end(match)) && !w.street_endings.has(word[0]) && !w.street_never.has(word[0]) && ends(word[0], this.lists.street_endings)) this.add(match.index, end(word), "street");
      }
    },
    wordStart(stop) {
      let start = stop - this.p.word_back.at(this.turned, this.small.length - stop)[0].length;
      while (start < stop && ".-'".includes(this.small[start])) start++;
      return start;
    },
    street(stop) {
      const start = this.wordStart(stop), word = this.small.slice(start, stop), w = this.w;
      if (this.capital(start)) {
        if (w.street_words.has(word) || w.street_endings.has(word)) {
          const begun = strip(back(this.small, 4, start), " ");
          if ((!begun || ".!?:;\r\n".includes(begun.at(-1))) && !w.street_alone.has(word)) return null;
        } else if (w.street_never.has(word) || ends(word, this.lists.street_nouns)) return null;
        return this.leftwards(start);
      }
      const ending = this.lists.street_small.find((one) => word.endsWith(one));
      if (!ending || word.length < ending.length + 3 || w.street_never.has(word)) {
        const from = this.leftwards(start);
        return from < start && ending && this.capital(from) ? from : null;
      }
      return start;
    },
    sided(stop) {
      const s = this.small, inner = stop - this.lists.street_sides.find((one) => s.endsWith(one, stop)).length;
      if (!"- ".includes(s[inner - 1] || "x") || !this.capital(inner) || !ends(back(s, 16, inner - 1), this.lists.street_endings)) return null;
      const start = this.street(inner - 1);
      return start !== null && this.capital(start) ? start : null;
    },
    leftwards(start) {
      const s = this.small, w = this.w;
      let kept = start;
      for (let times = 0; times < 6; times++) {
        if (start === 0 || !" -".includes(s[start - 1])) break;
        const before = this.wordStart(start - 1), word = fold(s.slice(before, start - 1));
        if (!word || start - before > STREET) break;
        const inside = before > 1 && s[before - 1] === " " && !".!?:;".includes(s[before - 2]);
        if (this.capital(before) && (!w.street_stop.has(word) || (w.tails.has(word) && inside))) kept = before;
        else if (!w.tails.has(word)) break;
        start = before;
      }
      return kept;
    },
    opening(number, stop) {
      const begin = Math.max(0, stop - STREET), line = this.small.slice(begin, stop), last = line.lastIndexOf(" ") + 1;
      const lastWord = fold(line.slice(last));
      if (!this.capital(begin + last) || line.length - last < 3 || this.w.houses_before.has(lastWord) || this.w.counted.has(lastWord)) return null;
      for (const match of this.p.opening.each(line)) {
        const at = match.index, name = line.slice(at);
        if (!this.capital(begin + at) || (at !== 0 && !" (:\"'\r\n".includes(line[at - 1])) || last <= at || /[,.\r\n]/.test(name) || name.split(" ").length > 6) continue;
        let place = begin + end(match);
        for (const word of name.slice(match[0].length).split(" ")) {
          if (word && !this.capital(place) && !this.w.tails.has(word)) break;
          place += word.length + 1;
        }
        if (place < stop) continue;
        const before = strip(back(this.small, 4, begin + at), " ");
        if (this.w.street_towards.has(match[0]) && (!before || ".!?:;\r\n".includes(before.at(-1)))) {
          const house = this.p.house.at(this.small, number);
          if (!house || !this.p.house_ends.at(this.small, end(house))) continue;
        }
        return begin + at;
      }
      return null;
    },
    surrounded(at, stop, weak) {
      const s = this.small, start = this.wordStart(stop), house = this.p.house.at(s, at);
      if (!this.capital(start)) return house && this.smallTold(at, start, stop, end(house)) ? start : null;
      if (this.w.street_stop.has(fold(s.slice(start, stop)))) return null;
      const from = this.leftwards(start);
      if (house && this.p.postcode_after.in(s.slice(end(house), end(house) + 16)) && !this.p.unit_after.in(s.slice(at + 1, at + 12))) return from;
      const town = house && this.p.town_after.at(s, end(house)), open = house !== null && this.mayBeStreet(at, start, stop, weak);
      if (town && (weak || open) && this.capital(end(town))) {
        const name = this.p.place_word.at(s, end(town));
        if ((weak && town[0] !== ", ") || (town[0] !== " in" && name && this.town(fold(name[0])))) return from;
      }
      const word = fold(s.slice(start, stop));
      if (this.p.address_direct.in(back(s, STREET, from)) && !this.w.houses_before.has(word) && !this.w.not_person.has(word) && !this.w.counted.has(word) && !this.p.unit_after.in(s.slice(at + 1, at + 12))) return from;
      if ((weak || ends(back(s, 7, from), ON)) && this.p.address_before.in(back(s, STREET, from))) return from;
      if (!open) return null;
      if (this.p.door_after.in(s.slice(end(house), end(house) + 30))) return from;
      if (!this.p.house_ends.at(s, end(house))) return null;
      if (this.alike(s.slice(start, stop), s[at + 1] >= "0" && s[at + 1] <= "9")) return from;
      const before = back(s, CUE, from);
      if (/[0-9][a-z]$/.test(house[0]) && this.p.placed_beside.in(before)) return from;
      if (!this.p.placed_before.in(before)) return null;
      return weak || (end(house) - at > 1 && this.p.placed_bare.in(before)) || this.p.placed_the.in(before) ? from : null;
    },
    countedFirst(start) { return this.small[start - 1] === " " && this.w.counted.has(fold(this.small.slice(this.wordStart(start - 1), start - 1))); },
    alike(word, several) {
      const ending = this.lists.street_alike.find((one) => word.endsWith(one));
      return ending !== undefined && word.length >= ending.length + (several ? 3 : 4);
    },
    town(word) { return this.w.towns_be.has(word) || this.w.towns_nl.has(word); },
    mayBeStreet(at, start, stop, weak) {
      const s = this.small, w = this.w, word = fold(s.slice(start, stop)), number = this.p.parts.at(s, at), standing = this.lexicon.get(word);
      return !(word.length < 3 || !number || YEAR.test(number[0]) || w.houses_before.has(word) || w.counted.has(word) || w.not_person.has(word) || w.street_never.has(word)
        || this.town(word) || this.countedFirst(start) || this.titles.has(word) || (word.length < 6 && this.capitalsOnly(start, stop)) || ends(word, this.lists.counted_endings)
        || (!weak && (standing === "sure" || standing === "last")));
    },
    smallTold(at, start, stop, stopHouse) {
      const s = this.small, w = this.w, word = fold(s.slice(start, stop)), number = this.p.parts.at(s, at);
      return word.length > 2 && number !== null && !YEAR.test(number[0]) && !w.houses_before.has(word) && !w.counted.has(word) && !w.street_never.has(word) && !w.street_stop.has(word)
        && !ends(word, this.lists.counted_endings) && this.p.house_ends.at(s, stopHouse) !== null && this.p.address_small.in(back(s, STREET, start)) !== null;
    },
    postcodes(streets) {
      const s = this.small, w = this.w;
      for (const match of this.p.postcode_nl.each(s)) {
        const start = match.index, stop = end(match), letters = s.slice(stop - 2, stop);
        const known = this.afterStreet(start, streets) || this.p.postcode_cue.in(back(s, CUE, start)) !== null;
        if (known || (this.capitalsOnly(stop - 2, stop) ? !w.postcode_caps_never.has(letters) : stop - start < 7 && !w.postcode_units.has(letters))) this.add(start, stop, "postcode");
      }
      for (const match of this.p.postcode_be.each(s)) {
        const start = match.index, word = this.p.place_word.at(s, end(match));
        if (!word || !this.capital(end(match))) continue;
        const before = strip(back(s, 12, start), " ").split(" ").at(-1), year = /^(?:19|20)/.test(match[0]) && w.year_before.has(before);
        if (!this.afterStreet(start, streets) && (!w.towns_be.has(fold(word[0])) || year)) continue;
        const prefix = ["be-", "b-"].find((sign) => back(s, 3, start).endsWith(sign)) || "";
        this.add(start - prefix.length, end(word), "postcode");
      }
      for (const match of this.p.postcode_told.each(s)) this.add(end(match) - 4, end(match), "postcode");
      for (const match of this.p.postcode_uk.each(s)) {
        const area = this.p.postcode_area.in(back(s, 6, match.index));
        if (!area || w.postcode_units.has(s.slice(end(match) - 2, end(match)))) continue;
        const start = match.index - area[1].length - 1;
        if (this.capitalsOnly(start, end(match))) this.add(start, end(match), "postcode");
      }
    },
    afterStreet(start, streets) {
      for (let times = 0; times < 4; times++) {
        if (start === 0 || !" ,-(\r\n".includes(this.small[start - 1])) return false;
        if (streets.has(--start)) return true;
      }
      return false;
    },
  };

  const names = {
    names() {
      const taken = new Map();
      for (const match of this.p.title.each(this.small)) {
        const group = this.titles.get(match[0]), name = this.afterTitle(end(match), match[0], group);
        if (!name) continue;
        this.add(name[0], name[1], "name", SUGGESTED[group]);
        taken.set(name[0], name[1]);
      }
      this.listed(taken);
      this.initialled();
    },
    afterTitle(at, title, group) {
      const s = this.small, dot = s[at] === "." && this.w.abbreviations.has(title);
      if (dot || (s[at] === ":" && group === "client")) at++;
      const gap = this.p.gap.at(s, at);
      if (!gap && !dot) return null;
      const start = gap ? end(gap) : at, initials = this.p.initials.at(this.whole, start);
      at = start;
      if (initials) { at = end(initials); if (s[at] === " ") at++; }
      let prefix = this.p.prefix.at(s, at), core = this.p.core.at(s, prefix ? end(prefix) : at);
      if (!core && prefix) { prefix = null; core = this.p.core.at(s, at); }
      if (!core) return null;
      const before = prefix ? prefix[0] : "", begin = prefix && !initials ? prefix.index : start;
      if (this.capital(core.index) || (s[core.index + 1] === "'" && this.capital(core.index + 2))) return gap && gap[0].includes("\n") && !this.known(before, core.index, end(core)) ? null : this.great(begin, before, core.index, end(core), group);
      return gap && gap[0].includes("\n") ? null : this.little(begin, before, core.index, end(core), group);
    },
    known(prefix, at, stop) {
      const word = fold(first(this.small.slice(at, stop)));
      return ["sure", "last", "last-also"].includes(this.lexicon.get(word)) || this.withPrefix.has(prefix + word) || (word.length > 6 && ends(word, this.lists.small_endings));
    },
    great(start, prefix, at, stop, group) {
      const s = this.small, w = this.w, name = s.slice(at, stop), word = fold(first(name)), standing = this.lexicon.get(word);
      if (w.not_person.has(word) || w.houses_after.has(word)) return null;
      if (!standing && ((stop - at <= 5 && this.capitalsOnly(at, stop)) || this.titles.has(name))) return null;
      if (prefix && !this.capital(start)) {
        const known = this.withPrefix.has(prefix + fold(name)), parts = prefix.split(" ");
        if (!known && parts.some((part) => AWAY.includes(part))) return null;
        if (!strong(group) && !known && !prefix.includes("der") && !prefix.includes("den")) {
          if ((prefix !== "van " && prefix !== "de ") || !standing || standing === "last-also") return null;
          start = at;
        } else if (prefix === "van " && standing === "sure" && !known) start = at;
      }
      return [start, this.extend(stop)];
    },
    little(start, prefix, at, stop, group) {
      const word = fold(first(this.small.slice(at, stop))), standing = this.lexicon.get(word), w = this.w;
      if (this.withPrefix.has(prefix + word) && strong(group)) return [start, stop];
      if (w.not_person.has(word) || w.small_never.has(word)) return null;
      if (!prefix && (standing === "last" || standing === "sure")) return [start, stop];
      if (prefix === "van " && standing === "sure") return [at, stop];
      if (!strong(group)) return null;
      const parts = prefix.split(" ");
      if (word.length > 2 && parts.some((part) => TAKEN.includes(part))) return [start, stop];
      if (!prefix && standing === "last-also") return [start, stop];
      return word.length > 6 && ends(word, this.lists.small_endings) && parts.every((part) => SMALL.has(part)) ? [start, stop] : null;
    },
    tail(prefix) { return strip(prefix, " ").split(" ").every((part) => this.w.tails.has(part)); },
    extend(stop) {
      const s = this.small;
      for (let times = 0; times < PARTS; times++) {
        if (s[stop] !== " " && s[stop] !== "-") break;
        let prefix = this.p.prefix.at(s, stop + 1);
        if (prefix && !this.tail(prefix[0])) prefix = null;
        const core = this.p.core.at(s, prefix ? end(prefix) : stop + 1);
        if (!core) break;
        const word = fold(first(core[0]));
        if (!this.capital(core.index)) {
          if (prefix && this.withPrefix.has(prefix[0] + word) && prefix[0].includes("de ")) stop = end(core);
          break;
        }
        if (this.w.not_person.has(word) || (core[0].length <= 4 && this.capitalsOnly(core.index, end(core))) || this.titles.has(word)) break;
        stop = end(core);
      }
      return stop;
    },
    phrase(start, key) {
      for (const known of this.phrases.get(key) || []) if (fold(this.small.slice(start, start + known.length)) === known) return start + known.length;
      return 0;
    },
    listed(taken) {
      let done = 0;
      for (const match of this.p.capital.each(this.whole)) {
        const start = match.index, stop = end(match);
        if (start < done) continue;
        if (taken.has(start)) { done = taken.get(start); continue; }
        const key = this.small.slice(start, stop), folded = fold(key), standing = this.lexicon.get(key) || this.lexicon.get(folded);
        const skip = this.phrase(start, folded);
        if (skip) { done = skip; continue; }
        if (!standing || standing.startsWith("last")) {
          const begin = this.prefixed(start, stop);
          if (begin) {
            done = this.extend(Math.max(stop, begin[1]));
            this.add(begin[0], done, "name", "nickname");
            continue;
          }
        }
        if (!standing) continue;
        const further = this.extend(stop);
        if (!this.isName(this.context(start, stop), folded, standing, further)) continue;
        done = further;
        this.add(start, done, "name", "nickname");
      }
    },
    prefixed(start, stop) {
      const s = this.small;
      if (this.w.tails.has(s.slice(start, stop))) {
        const match = this.p.prefix_name.at(s, start);
        if (match && this.withPrefix.has(fold(match[0])) && this.capital(start + match[0].lastIndexOf(" ") + 1)) {
          const around = this.context(start, end(match)), after = this.p.next_word.at(s, end(match));
          const word = after && s[end(match)] === " " ? fold(after[1]) : "";
          if (!around.begins || this.w.mind_verbs.has(word) || this.w.plain_verbs.has(word)) return [start, end(match)];
        }
        return null;
      }
      const before = back(s, 8, start);
      if (!FOURS.has(before.slice(-4))) return null;
      const word = fold(s.slice(start, stop));
      for (const sure of PREFIXES) if (before.endsWith(sure) && !this.joins(start - sure.length - 1)) {
        if (!this.withPrefix.has(sure + word) && !(TELLING.includes(sure) && !this.w.not_person.has(word))) return null;
        return this.housed(this.context(start - sure.length, stop)) ? null : [start - sure.length, stop];
      }
      return null;
    },
    initialled() {
      const s = this.small;
      for (const match of this.p.initials.each(this.whole)) {
        const at = end(match) + (s[end(match)] === " " ? 1 : 0), prefix = this.p.prefix.at(s, at), core = this.p.core.at(s, prefix ? end(prefix) : at);
        if (!core || !this.capital(core.index)) continue;
        const word = fold(first(core[0]));
        if (this.w.not_person.has(word) || (prefix && !this.tail(prefix[0]))) continue;
        if (match[0].split(".").length > 2 || prefix || this.lexicon.has(word) || ends(word, this.lists.small_endings)) this.add(match.index, this.extend(end(core)), "name", "nickname");
      }
    },
    context(start, stop) {
      const before = back(this.small, BACK, start), bare = strip(before, " (\"'-*•–—>“„«"), sign = bare.at(-1);
      const begins = (!bare && before.length < BACK) || (Boolean(sign) && ".!?:;\r\n|".includes(sign)) || (before !== "" && "\"'“„«".includes(before.at(-1)));
      const last = this.p.last_word.in(strip(bare, "."));
      return { start, stop, begins, hyphened: before.endsWith("-"), before: last && (!begins || bare.endsWith("st.")) ? fold(last[1]) : "" };
    },
    housed({ start, stop, before }, further = 0) {
      if (further > stop) {
        const next = this.p.next_word.at(this.small, further);
        if (ends(this.small.slice(start, further), this.lists.building_endings) || (next && this.w.houses_after.has(fold(next[1])))) return true;
      }
      if (this.w.houses_before.has(before) && (before !== "st" || this.small[start - 1] !== "\n")) return true;
      const after = this.p.next_word.at(this.small, stop);
      return Boolean(after) && ((this.small[stop] === "-" && !this.capital(stop + 1)) || this.w.houses_after.has(fold(after[1])));
    },
    isName(around, key, standing, further) {
      const { start, stop, before, begins, hyphened } = around, w = this.w, loud = stop - start > 1 && this.capitalsOnly(start, stop), longer = further > stop;
      if (this.housed(around, further) || (loud && (stop - start < 4 || ["thing", "doing", "month", "last-also"].includes(standing)))) return false;
      if (begins && w.english_verbs.has(key) && this.p.english_object.at(this.small, stop)) return false;
      if (standing === "sure" || standing === "last") return !["het", "the", "t", "'t"].includes(before) && !(before === "de" && longer);
      if (w.places_before.has(before) || w.things_before.has(before) || /^ {0,2}[0-9]/.test(this.small.slice(stop, stop + 2))) return false;
      if (standing === "place") return true;
      const beside = this.p.and_name.at(this.small, stop);
      if (beside && this.capital(end(beside) - beside[1].length) && w.not_person.has(fold(beside[1]))) return false;
      if (standing === "last-also") return !begins && !hyphened && !longer && !w.not_person.has(key);
      if (standing === "month" && w.person_before.has(before)) return true;
      return standing === "month" || begins ? this.toldBySentence(stop, key, standing, longer) : !hyphened;
    },
    toldBySentence(stop, key, standing, longer) {
      const s = this.small, w = this.w, weather = w.weather.has(key), month = standing === "month";
      if (longer) return !month && !weather;
      if (s.startsWith("'s ", stop) && !month) return true;
      const beside = this.p.and_name.at(s, stop);
      if (beside && this.capital(end(beside) - beside[1].length) && this.lexicon.get(fold(beside[1])) === "sure") return true;
      const both = this.p.and_both.at(s, stop);
      if (both && this.capital(both.index + both[0].indexOf(" ", 1) + 1) && this.lexicon.has(fold(both[1])) && !weather) return true;
      const after = this.p.two_words.at(s, stop);
      if (!after) return false;
      const word = fold(after[1]);
      if (w.mind_verbs.has(word)) return !((weather || month) && w.weather_verbs.has(word));
      return w.plain_verbs.has(word) && !weather && !month && !w.things_before.has(fold(after[2] || ""));
    },
  };
  Object.assign(Guard.prototype, addresses, names);
})();
