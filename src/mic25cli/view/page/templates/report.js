(function () {
  "use strict";
  // Contents have page numbers: each part is laid out in columns of the size of a sheet, with the
  // rules of print, and takes as many pages as it fills columns.
  var doc = document, parts = doc.querySelectorAll("[data-pages]"), at = doc.querySelectorAll("nav .at");
  var print = doc.querySelectorAll("style[media=print]"), WIDE = 182, HIGH = 269, MM = 96 / 25.4;
  function number() {
    var page = 1, before = [], main = doc.querySelector("main"), kept = main.style.cssText;
    print.forEach(function (sheet) { sheet.media = "all"; });
    doc.documentElement.setAttribute("data-theme", "light");
    main.style.cssText = "padding:0;margin:0;max-width:none;width:" + WIDE + "mm";
    parts.forEach(function (part) {
      before.push(page);
      var own = part.style.cssText;
      part.style.cssText = "break-before:auto;height:" + HIGH + "mm;width:" + WIDE + "mm;columns:auto " + WIDE + "mm;column-gap:10mm;column-fill:auto";
      page += Math.max(1, Math.round((part.scrollWidth / MM + 10) / (WIDE + 10)));
      part.style.cssText = own;
    });
    main.style.cssText = kept;
    doc.documentElement.removeAttribute("data-theme");
    print.forEach(function (sheet) { sheet.media = "print"; });
    at.forEach(function (each, i) { each.textContent = before[i + 1]; });
  }
  number();
  addEventListener("beforeprint", number);
}());
