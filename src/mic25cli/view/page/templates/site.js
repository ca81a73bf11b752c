(function () {
  "use strict";
  var doc = document, main = doc.getElementById("main"), old = doc.getElementById("old");
  function each(query, act, within) { Array.prototype.forEach.call((within || doc).querySelectorAll(query), act); }
  function button(title, act, parent) {
    var made = doc.createElement("button");
    made.type = "button";
    made.textContent = title;
    made.addEventListener("click", act);
    parent.appendChild(made);
    return made;
  }
  function copied(text, made) {
    navigator.clipboard.writeText(text).then(function () { made.textContent = main.dataset.copied; });
  }
  if (old && Date.now() > Date.parse(old.dataset.until)) { old.hidden = false; }
  if (navigator.clipboard) {
    each(".cite li, .cite pre", function (part) {
      var text = part.textContent.trim();
      part.appendChild(doc.createTextNode(" "));
      button(main.dataset.copy, function (event) { copied(text, event.target); }, part).className = "copy";
    });
  }
  function unfold() {
    var at = location.hash.length > 1 && doc.getElementById(location.hash.slice(1)), fold = at && at.closest("details:not([open])");
    if (fold) { fold.open = true; at.scrollIntoView(); }
  }
  self.addEventListener("hashchange", unfold);
  unfold();

  // A table that is filtered by some columns and sorted by any: its state is in the address.
  function filter(table) {
    table.tBodies[0].insertAdjacentHTML("beforeend", self.mic25Rows || "");
    var heads = Array.from(table.tHead.rows[0].cells), rows = Array.from(table.tBodies[0].rows), chosen = {};
    var bar = doc.createElement("p"), count = doc.createElement("span");
    bar.className = "bar";
    table.parentNode.insertBefore(bar, table);
    function text(row, at) { return row.cells[at].textContent.trim().replace(/^[^\p{L}\p{N}<>≥≤~]+/u, ""); }
    function order(a, b) {
      var x = parseFloat(a.replace(/[^\d.-]/g, "")), y = parseFloat(b.replace(/[^\d.-]/g, ""));
      return !a - !b || (x - y || 0) || a.localeCompare(b);
    }
    heads.forEach(function (head, at) {
      var key = head.dataset.by, title = head.textContent;
      head.textContent = "";
      button(title, function () {
        chosen.sort = chosen.sort === at + "" ? "-" + at : at + "";
        show(true);
      }, head);
      if (!key) {
        // Where rows are no columns, what has no filter has its title beside it.
        if (at) { rows.forEach(function (row) { row.cells[at].dataset.head = title; }); }
        return;
      }
      var label = doc.createElement("label"), select = doc.createElement("select"), values = {};
      label.textContent = title;
      rows.forEach(function (row) { if (text(row, at)) { values[text(row, at)] = true; } });
      [""].concat(Object.keys(values).sort(order)).forEach(function (value) {
        var option = doc.createElement("option");
        option.value = value;
        option.textContent = value || table.dataset.all;
        select.appendChild(option);
      });
      select.name = key;
      select.addEventListener("change", function () { chosen[key] = select.value; show(true); });
      label.appendChild(select);
      bar.appendChild(label);
    });
    button(table.dataset.copy, function (event) {
      var lines = rows.filter(function (row) { return !row.hidden; }).map(function (row) { return Array.from(row.cells); });
      copied([heads].concat(lines).map(function (cells) {
        return cells.map(function (cell) { return cell.textContent.trim().replace(/\s+/g, " "); }).join("\t");
      }).join("\n"), event.target);
    }, bar);
    count.setAttribute("role", "status");
    bar.appendChild(count);
    function show(write) {
      var shown = 0, at = Math.abs(parseInt(chosen.sort, 10)), down = (chosen.sort || "")[0] === "-";
      if (chosen.sort) {
        rows.sort(function (a, b) { return (down ? -1 : 1) * order(text(a, at), text(b, at)); });
      }
      heads.forEach(function (head, place) {
        if (chosen.sort && place === at) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
      });
      rows.forEach(function (row) {
        row.hidden = !heads.every(function (head, place) {
          var wanted = head.dataset.by && chosen[head.dataset.by];
          return !wanted || (wanted[0] === "!" ? text(row, place) !== wanted.slice(1) : text(row, place) === wanted);
        });
        shown += row.hidden ? 0 : 1;
        table.tBodies[0].appendChild(row);
      });
      count.textContent = shown + " / " + rows.length;
      if (write) {
        var kept = new URLSearchParams();
        Object.keys(chosen).forEach(function (key) { if (chosen[key]) { kept.set(key, chosen[key]); } });
        location.replace("#" + kept);
      }
    }
    function readAddress() {
      var place = new URLSearchParams(location.hash.slice(1));
      chosen = {};
      place.forEach(function (value, key) { chosen[key] = value; });
      each("select", function (select) { select.value = chosen[select.name] || ""; }, bar);
      show(false);
    }
    self.addEventListener("hashchange", readAddress);
    readAddress();
  }
  doc.addEventListener("DOMContentLoaded", function () { each("table.filtered", filter); });
}());
