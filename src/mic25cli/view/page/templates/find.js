(function () {
  "use strict";
  var doc = document, form = doc.getElementById("filter"), lang = doc.documentElement.lang, zh = lang.slice(0, 2) === "zh";
  // The index: 85 signs a digit, zlib, JSON.
  var SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
  function unpacked(text) {
    var value = {}, left = (5 - text.length % 5) % 5, at, i, sum;
    for (i = 0; i < 85; i += 1) { value[SIGNS[i]] = i; }
    text += "~".repeat(left);
    var bytes = new Uint8Array(text.length / 5 * 4);
    for (at = 0; at < text.length; at += 5) {
      for (i = 0, sum = 0; i < 5; i += 1) { sum = sum * 85 + value[text[at + i]]; }
      for (i = 3; i >= 0; i -= 1) { bytes[at / 5 * 4 + i] = sum % 256; sum = Math.floor(sum / 256); }
    }
    var stream = new Blob([bytes.subarray(0, bytes.length - left)]).stream();
    return new Response(stream.pipeThrough(new DecompressionStream("deflate"))).json();
  }

  var dataset, simplified = {}, reading = {}, spoken = [], entries = [];
  var HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/, MARKS = { "‘": "'", "’": "'", "‛": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "″": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-",
    "−": "-", "•": "·" };
  function fold(text) {
    text = text.normalize("NFKD").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").replace(/\p{Mn}/gu, "");
    return Array.from(text).map(function (char) { return MARKS[char] || simplified[char] || char; }).join("");
  }
  function syllables(text) {
    var found = Array.from(text).map(function (char) { return reading[char] || char; });
    spoken.forEach(function (word) {
      for (var at = text.indexOf(word[0]); at >= 0; at = text.indexOf(word[0], at + 1)) {
        word.slice(1).forEach(function (sound, i) { found[at + i] = sound; });
      }
    });
    return found;
  }
  function sounds(name) {
    var parts = [], latin = "", heard = syllables(name);
    Array.from(name).forEach(function (char, at) {
      if (!HAN.test(char) && /[\p{L}\p{N}]/u.test(char)) { latin += char; return; }
      if (latin) { parts.push(latin); latin = ""; }
      if (HAN.test(char)) { parts.push(heard[at]); }
    });
    return latin ? parts.concat(latin) : parts;
  }
  function escaped(text) { return text.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&"); }

  // Words in all their forms, as in calc/search_words.py.
  function stem(word) {
    if (!/^[a-z]{4,}$/.test(word)) { return [word, ""]; }
    if (word.length > 4 && word.endsWith("ies")) { return [word.slice(0, -3), "(?:y|ie)"]; }
    var american = /^(.+[bt])(?:er|re)s?$/.exec(word);
    if (american) { return [american[1], "(?:er|re)"]; }
    if (word.endsWith("y") && "aeiou".indexOf(word[word.length - 2]) < 0) { return [word.slice(0, -1), "(?:y|ie)"]; }
    var endings = [["ics", 5], ["ing", 5], ["ches", 3], ["shes", 3], ["xes", 3], ["sses", 3], ["ed", 5], ["s", 3]];
    for (var i = 0; i < endings.length; i += 1) {
      var ending = endings[i][0], base = word.slice(0, -ending.length);
      if (!word.endsWith(ending) || base.length < endings[i][1]) { continue; }
      if (ending === "s" && /(ss|us|is)$/.test(word)) { continue; }
      if (ending === "ed" && word.endsWith("eed")) { continue; }
      return [ending.endsWith("es") ? base + ending.slice(0, -2) : base, ""];
    }
    return [word, ""];
  }
  function patterns(word) {
    if (!/[0-9a-z]/.test(word) || HAN.test(word)) { return [word, escaped(word), escaped(word)]; }
    var found = stem(word), base = found[0], tail = found[1], start = escaped(base) + tail;
    var pattern = /^[\p{L}\p{N}]/u.test(word) ? "(?<![0-9a-z])" + start : start;
    if (!/[\p{L}\p{N}]$/u.test(word)) { return [base, pattern, start]; }
    if (base.length <= 3 && !tail) { return [base, pattern + "(?:'?s|es)?(?![0-9a-z])", start]; }
    return [base, pattern + "[a-z]*", start];
  }
  function Phrase(text) {
    var words = text.split(/\s+/).filter(Boolean).map(patterns), last = words[words.length - 1];
    this.text = text;
    this.need = words.reduce(function (best, word) { return word[0].length > best.length ? word[0] : best; }, "");
    this.source = words.map(function (word) { return word[1]; }).join("[\\s\\-]+");
    this.whole_ = words.slice(0, -1).map(function (word) { return word[1]; }).concat(last ? last[2] : "").join("[\\s\\-]+") +
      (HAN.test(text) ? "" : "(?:s|es|d|ed|ing|ics)?");
  }
  Phrase.prototype.within = function (text) {
    return text.indexOf(this.need) >= 0 && (this.any = this.any || new RegExp(this.source)).test(text);
  };
  Phrase.prototype.whole = function (text) {
    return text.indexOf(this.need) >= 0 && (this.all = this.all || new RegExp("^(?:" + this.whole_ + ")$")).test(text);
  };
  Phrase.prototype.spans = function (text) {
    if (text.indexOf(this.need) < 0) { return []; }
    return Array.from(text.matchAll(new RegExp(this.source, "g")), function (hit) { return [hit.index, hit.index + hit[0].length]; });
  };
  function merged(spans) {
    var found = [];
    spans.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }).forEach(function (span) {
      var last = found[found.length - 1];
      if (last && span[0] <= last[1]) { last[1] = Math.max(last[1], span[1]); } else if (span[1] > span[0]) { found.push(span.slice()); }
    });
    return found;
  }
  function typedSound(words) {
    var joined = words.join("").replace(/'/g, "").replace(/v/g, "u").replace(/([a-z])[1-5](?![0-9])/g, "$1");
    return joined.length >= 4 && /[a-z]{4}/.test(joined) ? joined : "";
  }
  function heardIn(sound, lines) {
    return lines.some(function (line) {
      var whole = line.join(""), ends = [0], at;
      line.forEach(function (syllable) { ends.push(ends[ends.length - 1] + syllable.length); });
      for (at = whole.indexOf(sound); at >= 0; at = whole.indexOf(sound, at + 1)) {
        if (ends.indexOf(at) >= 0 && ends.indexOf(at + sound.length) >= 0) { return true; }
      }
      var initials = line.map(function (each) { return /^\d+$/.test(each) ? each : each.slice(0, 1); }).join("");
      var spells = sound.length >= 4 && /(.).*(?!\1)./.test(sound);
      return spells && initials.length === line.length && initials.indexOf(sound) >= 0;
    });
  }
  var SAME = 0, THING = 1, NAME = 2, OTHER = 3, SOUND = 4, TEXT = 5, OTHER_TEXT = 6, INSIDE = 7;
  function others(phrase) {
    var found = {};
    entries.forEach(function (entry) {
      if (/^(sources|exhibits|findings)$/.test(entry.kind) || entry.names.indexOf(phrase.need) < 0) { return; }
      if (!entry.lines.some(function (line) { return phrase.whole(line); })) { return; }
      entry.lines.slice(1).forEach(function (name) {
        if (!name.trim() || phrase.whole(name) || entry.near.indexOf(name) >= 0) { return; }
        if (!HAN.test(name) && (name.length < 2 || dataset.everyday.indexOf(name) >= 0)) { return; }
        found[name] = true;
      });
    });
    var also = Object.keys(found);
    if (HAN.test(phrase.text) && phrase.text.length > 1) {
      var heard = syllables(phrase.text).join("");
      if (/^[a-z]{6,}$/.test(heard)) { found[heard] = true; }
    }
    return { phrases: Object.keys(found).map(function (name) { return new Phrase(name); }), also: also };
  }
  function parsed(text) {
    var words = Array.from(new Set(fold(text).split(/\s+/).filter(Boolean))).slice(0, 32), units = [], also = [];
    var kept = words.filter(function (word) { return dataset.fillers.indexOf(word) < 0; });
    kept = kept.length ? kept : words;
    var whole = [new Phrase(words.join(" "))];
    for (var at = 0; at < kept.length;) {
      for (var size = Math.min(6, kept.length - at); size > 0; size -= 1) {
        var part = kept.slice(at, at + size), found = others(new Phrase(part.join(" ")));
        if (found.phrases.length || size === 1) {
          units.push({ words: part.map(function (word) { return new Phrase(word); }), others: found.phrases, sound: typedSound(part) });
          also = also.concat(found.also);
          if (size === kept.length) { whole = whole.concat(found.phrases); }
          at += size;
          break;
        }
      }
    }
    return { units: units, whole: whole, also: also, sound: typedSound(fold(text).split(/\s+/)) };
  }
  function rankOf(unit, entry) {
    function every(test) { return unit.words.every(test); }
    function other(text) { return unit.others.some(function (each) { return each.within(text); }); }
    if (every(function (word) { return word.within(entry.names); })) { return NAME; }
    if (other(entry.names)) { return OTHER; }
    if (unit.sound && entry.heard.length && heardIn(unit.sound, entry.heard)) { return SOUND; }
    if (every(function (word) { return word.within(entry.names) || word.within(entry.texts); })) { return TEXT; }
    if (other(entry.texts)) { return OTHER_TEXT; }
    return every(function (word) { return insideAt(word.text, entry.names) >= 0; }) ? INSIDE : null;
  }
  // A word of up to three Latin letters counts only at the beginning of a word.
  function insideAt(word, text) {
    var at = text.indexOf(word);
    var few = /^[ -~]{1,3}$/.test(word);
    while (at > 0 && few && /[\p{L}\p{N}]/u.test(text[at - 1])) { at = text.indexOf(word, at + 1); }
    return at;
  }
  function rank(query, entry) {
    var worst = -1;
    query.units.forEach(function (unit) {
      var own = worst === null ? null : rankOf(unit, entry);
      worst = own === null ? null : Math.max(worst, own);
    });
    if (worst === NAME || worst === OTHER) {
      for (var i = 0; i < query.whole.length; i += 1) {
        if (entry.lines.some(function (line) { return query.whole[i].whole(line); })) { return i ? THING : SAME; }
      }
    }
    if ((worst === null || worst > SOUND) && query.sound && entry.heard.length) {
      if (entry.heard.some(function (line) { return line.join("") === query.sound; })) { return SAME; }
      if (heardIn(query.sound, entry.heard)) { return SOUND; }
    }
    return worst;
  }
  function rankOfPart(query, entry, least) {
    var ranks = query.units.map(function (unit) { return rankOf(unit, entry); });
    ranks = ranks.filter(function (each) { return each !== null && each !== INSIDE; });
    return ranks.length >= least ? Math.max.apply(null, ranks) : null;
  }
  function spans(query, text) {
    var found = [];
    query.units.forEach(function (unit) {
      var own = [].concat.apply([], unit.words.map(function (word) { return word.spans(text); }));
      found = found.concat(own.length ? own : [].concat.apply([], unit.others.map(function (each) { return each.spans(text); })));
    });
    return merged(found);
  }
  function weight(query, entry) {
    var best = 0;
    entry.lines.forEach(function (line) {
      var sum = line && spans(query, line).reduce(function (all, span) { return all + span[1] - span[0]; }, 0);
      if (sum) { best = Math.max(best, sum / Array.from(line).length); }
    });
    if (!best && query.sound) {
      entry.heard.forEach(function (line) {
        var whole = line.join("");
        if (whole.indexOf(query.sound) >= 0) { best = Math.max(best, query.sound.length / whole.length); }
      });
    }
    return Math.round((best + (dataset.weights[entry.kind] || 0)) * 1e6) / 1e6;
  }
  // The part of a query that the fewest records have.
  function rarest(query) {
    var counts = query.units.map(function (unit) { return entries.filter(function (entry) { return rankOf(unit, entry) !== null; }).length; });
    return query.units[counts.indexOf(Math.min.apply(null, counts))];
  }
  function matches(query, least) {
    var hits = [], rare = least && rarest(query);
    entries.forEach(function (entry) {
      if (least && rankOf(rare, entry) === null) { return; }
      var own = least ? rankOfPart(query, entry, least) : rank(query, entry);
      if (own === null) { return; }
      var secondary = dataset.secondary.indexOf(entry.kind) >= 0 && own > THING ? 1 : 0;
      var near = own === INSIDE ? own : own > SOUND ? 2 : own > SAME || entry.kind === "terms" ? 1 : 0;
      var place = dataset.order.indexOf(entry.kind);
      place = place < 0 || own === SOUND ? dataset.order.length : place;
      hits.push({ entry: entry, rank: own, order: [secondary, near, place, own === OTHER ? NAME : own, -weight(query, entry), entry.kind, entry.id] });
    });
    return hits.sort(function (a, b) {
      for (var i = 0; i < 7; i += 1) { if (a.order[i] !== b.order[i]) { return a.order[i] < b.order[i] ? -1 : 1; } }
      return 0;
    });
  }
  // How alike two words are, as Python's difflib reckons it.
  function matched(a, b) {
    var best = 0, x = 0, y = 0, i, j, size;
    for (i = 0; i < a.length; i += 1) {
      for (j = 0; j < b.length; j += 1) {
        for (size = 0; i + size < a.length && j + size < b.length && a[i + size] === b[j + size];) { size += 1; }
        if (size > best) { best = size; x = i; y = j; }
      }
    }
    return best && best + matched(a.slice(0, x), b.slice(0, y)) + matched(a.slice(x + best), b.slice(y + best));
  }
  function isKnown(word) {
    var phrase = new Phrase(word);
    return entries.some(function (entry) { return phrase.within(entry.names) || phrase.within(entry.texts); });
  }
  // A Chinese query as two words, if the dataset knows both.
  function parted(text) {
    text = fold(text);
    for (var at = 2; HAN.test(text) && text.indexOf(" ") < 0 && at < text.length - 1; at += 1) {
      if (isKnown(text.slice(0, at)) && isKnown(text.slice(at))) { return text.slice(0, at) + " " + text.slice(at); }
    }
    return null;
  }
  function mended(text) {
    var known = {}, words = [];
    entries.forEach(function (entry) {
      entry.lines.slice(1).forEach(function (line) { (line.match(/[a-z][a-z0-9]{2,}/g) || []).forEach(function (word) { known[word] = true; }); });
    });
    known = Object.keys(known);
    var good = fold(text).split(/\s+/).filter(Boolean).every(function (word) {
      if (isKnown(word)) { return words.push(word); }
      var close = word.length <= 4 ? [] : known.map(function (each) {
        return [Math.abs(each.length - word.length) > word.length ? 0 : 2 * matched(each, word) / (each.length + word.length), each];
      }).filter(function (each) { return each[0] >= 0.8; }).sort(function (a, b) { return b[0] - a[0] || (a[1] < b[1] ? 1 : -1); }).slice(0, 4);
      if (!close.length || new Set(close.map(function (each) { return stem(each[1])[0]; })).size > 1) { return false; }
      return words.push(close[0][1]);
    });
    return good ? words.join(" ") : null;
  }
  function search(text) {
    var query = parsed(text), hits = matches(query), guess = hits.length ? null : mended(text) || parted(text);
    if (hits.length) { return { query: query, hits: hits }; }
    if (guess && (hits = matches(parsed(guess))).length) { return { query: parsed(guess), hits: hits, mended: guess }; }
    for (var least = query.units.length - 1; least > Math.floor((query.units.length - 1) / 2); least -= 1) {
      hits = matches(query, least);
      if (hits.length) { return { query: query, hits: hits, part: true }; }
    }
    return { query: query, hits: [] };
  }

  // The page.
  var count = doc.getElementById("count"), list = doc.getElementById("hits"), FIELDS = ["q", "kind", "status", "industry"];
  function element(name, text, parent) {
    var made = doc.createElement(name);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }
  function without(text) { return text.replace(/\{\w+\}/g, "…"); }
  function snippet(query, entry, parent) {
    var first = spans(query, entry.texts)[0];
    if (!first) { return; }
    var line = entry.texts.lastIndexOf("\n", first[0]) + 1, start = Math.max(line, first[0] - 60);
    var end = entry.texts.indexOf("\n", first[1]), text = element("p", (start > line ? "…" : "") + without(entry.texts.slice(start, first[0])), parent);
    element("mark", entry.texts.slice(first[0], first[1]), text);
    text.append(without(entry.texts.slice(first[1], Math.min(end < 0 ? entry.texts.length : end, first[1] + 90))));
  }
  function show(text, chosen) {
    var result = text ? search(text) : { hits: entries.map(function (entry) { return { entry: entry, rank: 0 }; }) };
    var words = dataset.words[lang], counts = {};
    var hits = result.hits.filter(function (hit) {
      var entry = hit.entry;
      counts[entry.kind] = (counts[entry.kind] || 0) + 1;
      return (!chosen.kind || entry.kind === chosen.kind) && (!chosen.status || entry.status === chosen.status) &&
        (!chosen.industry || entry.industries.indexOf(chosen.industry) >= 0);
    });
    list.textContent = "";
    var any = text || chosen.kind || chosen.status || chosen.industry;
    hits = any ? hits : [];
    hits.slice(0, 100).forEach(function (hit) {
      var entry = hit.entry, item = element("li", "", list), link = element("a", (zh ? entry.zh || entry.en : entry.en || entry.zh), item);
      link.href = entry.path;
      link.dataset.id = entry.kind + "/" + entry.id;
      element("small", " " + words.kinds[entry.kind][1] + (entry.status ? " · " + words.statuses[entry.verdict] : ""), item);
      if (hit.rank >= TEXT && text) { snippet(result.query, entry, item); }
    });
    var by = Object.keys(words.kinds).filter(function (kind) { return counts[kind] && text; }).map(function (kind) {
      return words.kinds[kind][0] + " " + counts[kind];
    }).join(zh ? "，" : ", ");
    count.textContent = !any ? "" : !hits.length ? count.dataset.none : [
      result.mended ? count.dataset.mended.replace("{text}", text) + " " + result.mended : "", result.part ? count.dataset.part : "",
      count.dataset.found.replace("{count}", hits.length) + (by ? (zh ? "：" : ": ") + by : "")
    ].filter(Boolean).join(" ");
    if (result.query && result.query.also.length && hits.length) { count.textContent += " · " + count.dataset.also + (zh ? "：" : ": ") + result.query.also.slice(0, 6).join(zh ? "，" : ", "); }
  }
  function fromAddress() {
    var place = new URLSearchParams(location.search), after = new URLSearchParams(location.hash.slice(1)), all = {};
    FIELDS.forEach(function (name) { all[name] = after.get(name) || place.get(name) || ""; });
    return all;
  }
  function run(write) {
    var chosen = {}, kept = new URLSearchParams();
    FIELDS.forEach(function (name) {
      chosen[name] = form.elements[name].value.trim();
      if (chosen[name]) { kept.set(name, chosen[name]); }
    });
    if (write) {
      // A page in a folder may not write a query into its address.
      try { history.replaceState(null, "", location.pathname + "?" + kept); } catch (fault) { location.replace("#" + kept); }
    }
    show(chosen.q, chosen);
  }
  function begin(found) {
    dataset = found;
    // Characters by how far each is from the one before it.
    function codes(signs) { return Array.from(signs).map(function (sign) { return sign.codePointAt(0); }); }
    function characters(signs) {
      var at = 0;
      return codes(signs).map(function (code) { at += code - 35; return at; });
    }
    var rows = codes(dataset.readings[1]), columns = codes(dataset.readings[2]), apart = codes(dataset.simplified[1]);
    characters(dataset.simplified[0]).forEach(function (code, i) {
      simplified[String.fromCodePoint(code)] = String.fromCodePoint(code + apart[i] - 0x7000);
    });
    characters(dataset.readings[0]).forEach(function (code, i) {
      reading[String.fromCodePoint(code)] = dataset.sounds[(rows[i] - 35) * 20 + columns[i] - 35];
    });
    spoken = dataset.spoken;
    var often = dataset.often.split(" "), word = {};
    Array.from(dataset.signs).forEach(function (sign, i) { word[sign] = " " + often[i + 1]; });
    var table = dataset.records.map(function (column) {
      return column.replace(/[\u00a1-\u07ff]/g, function (sign) { return word[sign] || sign; }).split("\ue000");
    });
    (table.shift() || []).forEach(function (kind, at) {
      var row = table.map(function (column) { return column[at]; });
      row[3] = row[3] ? row[3].split("\n") : [];
      row[4] = row[4] ? row[4].split("\n") : [];
      var own = dataset.unnamed.indexOf(kind) < 0 ? [row[1], row[2]] : [];
      var names = own.concat(row[3], row[4]).filter(Boolean).map(function (name) { return fold(name).replace(/\n/g, " "); });
      var lines = [row[0]].concat(Array.from(new Set(names)));
      entries.push({
        kind: kind, id: row[0], en: row[1], zh: row[2], lines: lines, names: lines.join("\n"), near: row[4].map(fold), texts: row[5],
        heard: lines.slice(1).filter(function (name) { return HAN.test(name); }).map(sounds),
        path: row[6] || kind + "/" + row[0] + ".html", verdict: row[7], status: row[7].split(" ")[0], industries: row[8] ? row[8].split(" ") : []
      });
    });
    var words = dataset.words[lang];
    Object.keys(words.kinds).forEach(function (kind) { element("option", words.kinds[kind][0], form.elements.kind).value = kind; });
    Object.keys(words.statuses).forEach(function (each) {
      if (each.indexOf(" ") < 0) { element("option", words.statuses[each], form.elements.status).value = each; }
    });
    entries.forEach(function (entry) {
      if (entry.kind === "industries") { element("option", zh ? entry.zh : entry.en, form.elements.industry).value = entry.id; }
    });
    var first = fromAddress();
    FIELDS.forEach(function (name) { form.elements[name].value = first[name]; });
    form.hidden = false;
    form.addEventListener("input", function () { run(true); });
    form.addEventListener("submit", function (event) { event.preventDefault(); run(true); });
    self.mic25Search = function (text) { return search(text).hits.map(function (hit) { return hit.entry.kind + "/" + hit.entry.id; }); };
    run(false);
    doc.documentElement.dataset.ready = "true";
  }
  self.addEventListener("DOMContentLoaded", function () {
    if (!self.DecompressionStream || !self.mic25Index) { count.textContent = count.dataset.old; return; }
    unpacked(self.mic25Index).then(begin);
  });
}());
