(function () {
  "use strict";
  var doc = document, root = doc.documentElement, form = doc.getElementById("filter");
  var theme = doc.getElementById("theme");
  function kept(value) {
    try {
      if (value !== undefined) { localStorage.setItem("mic25-theme", value); }
      return localStorage.getItem("mic25-theme");
    } catch (fault) { return null; }
  }
  function dark() {
    var named = root.getAttribute("data-theme");
    return named ? named === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  var before = kept();
  if (before === "dark" || before === "light") { root.setAttribute("data-theme", before); }
  theme.hidden = false;
  theme.addEventListener("click", function () {
    var next = dark() ? "light" : "dark";
    root.setAttribute("data-theme", next);
    kept(next);
  });

  function folded(text) { return text.normalize("NFKC").toLowerCase(); }
  function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }
  var sorted = doc.getElementById("sorted"), out = doc.getElementById("shown");
  var cards = all(doc, ".card").map(function (node, place) {
    return {
      node: node, place: place, home: node.parentNode, text: null,
      industries: node.dataset.industry.split(" "), marks: node.dataset.marks.split(" "),
      rank: Number(node.dataset.rank), year: node.dataset.year,
      name: node.querySelector("h3").textContent
    };
  });
  var chapters = all(doc, ".chapter");
  var lists = all(doc, ".list").map(function (node) {
    return { node: node, open: node.open, rows: null };
  });
  var order = {
    status: function (a, b) { return a.rank - b.rank; },
    year: function (a, b) { return a.year < b.year ? -1 : a.year > b.year ? 1 : 0; },
    name: function (a, b) { return a.name.localeCompare(b.name, root.lang); }
  };
  var wasSorted = "";

  function has(text, words) { return words.every(function (word) { return text.indexOf(word) >= 0; }); }

  function marked(card, want) {
    if (!want.status && !want.edition && !want.fit) { return true; }
    return card.marks.some(function (mark) {
      var parts = mark.split("|");
      return (!want.status || parts[0] === want.status) &&
        (!want.edition || parts[1] === want.edition) && (!want.fit || parts[2] === want.fit);
    });
  }

  function arrange(by) {
    if (by === wasSorted) { return; }
    wasSorted = by;
    var line = cards.slice().sort(function (a, b) {
      return (by && order[by](a, b)) || a.place - b.place;
    });
    line.forEach(function (card) { (by ? sorted : card.home).appendChild(card.node); });
  }

  function rowsOf(list) {
    list.rows = list.rows || all(list.node, "tbody tr, ol > li").map(function (row) {
      return { node: row, text: folded(row.textContent) };
    });
    return list.rows;
  }

  function textOf(card) {
    if (card.text === null) { card.text = folded(card.node.textContent); }
    return card.text;
  }

  function search(words) {
    lists.forEach(function (list) {
      if (!words.length) {
        if (list.rows) {
          list.rows.forEach(function (row) { row.node.hidden = false; });
          list.node.open = list.open;
        }
        list.node.hidden = false;
        return;
      }
      var hits = 0;
      rowsOf(list).forEach(function (row) {
        row.node.hidden = !has(row.text, words);
        hits += row.node.hidden ? 0 : 1;
      });
      list.node.hidden = !hits;
      list.node.open = hits > 0;
    });
  }

  function apply() {
    var want = {};
    ["q", "industry", "status", "edition", "fit", "sort"].forEach(function (name) {
      want[name] = form.elements[name].value;
    });
    var words = folded(want.q).split(/\s+/).filter(Boolean), shown = 0;
    var narrowed = words.length || want.industry || want.status || want.edition || want.fit;
    arrange(want.sort);
    cards.forEach(function (card) {
      var fits = (!want.industry || card.industries.indexOf(want.industry) >= 0) &&
        marked(card, want) && (!words.length || has(textOf(card), words));
      card.node.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    chapters.forEach(function (chapter) {
      var left = all(chapter, ".card").some(function (node) { return !node.hidden; });
      chapter.hidden = Boolean(want.sort) || Boolean(narrowed && !left);
      var head = chapter.querySelector(".head");
      if (head) { head.hidden = Boolean(narrowed); }
    });
    search(words);
    out.textContent = out.dataset.text.replace("{shown}", shown).replace("{all}", cards.length);
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  apply();
  // Before the first word is typed, so that a slow phone need not do it then.
  if (window.requestIdleCallback) {
    cards.forEach(function (card) { requestIdleCallback(function () { textOf(card); }); });
    lists.forEach(function (list) { requestIdleCallback(function () { rowsOf(list); }); });
  }
}());
