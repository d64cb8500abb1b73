// Conveniences of the page: scheme button, citations to copy, evidence hover, lines said once, folders opened as files.
// Nothing here is needed to read a page.
(function () {
  "use strict";
  var root = document.documentElement;

  function all(selector, act) {
    document.querySelectorAll(selector).forEach(act);
  }

  all(".u-tool--scheme", function (button) {
    button.addEventListener("click", function () {
      var shown = root.getAttribute("data-md-color-scheme");
      var dark = shown ? shown === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
      var next = dark ? "default" : "slate";
      root.setAttribute("data-md-color-scheme", next);
      try { localStorage.setItem("undersigned.scheme", next); } catch (refused) { /* for this page only */ }
    });
  });

  function copies(button, words) {
    var name = button.textContent;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(words()).then(function () {
        button.textContent = "Copied";
        setTimeout(function () { button.textContent = name; }, 2000);
      });
    });
  }

  all("[data-copy]", function (button) {
    copies(button, function () { return document.getElementById(button.dataset.copy).textContent.trim(); });
  });

  // The citation as programs read it, made from the parts of its line.
  var TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

  function tex(words) {
    return words.replace(/[\\{}$&#%_~^]/g, function (mark) { return TEX[mark] || "\\" + mark; });
  }

  function lines(fields, line) {
    return fields.filter(function (field) { return field[1]; }).map(line).join("\n");
  }

  function cited() {
    var parts = Array.from(document.querySelectorAll("#cite-line span"), function (part) { return part.textContent.trim(); });
    var day = document.querySelector("#cite-line time"), canonical = document.querySelector("link[rel=canonical]");
    var folder = location.pathname.replace(/\/(index\.html)?$/, "").split("/").pop();
    return {
      key: folder.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, ""),
      company: parts[0], title: parts[1] + ": " + parts[2], source: parts[3],
      day: day ? day.getAttribute("datetime") : "", url: canonical ? canonical.href : ""
    };
  }

  var forms = {
    BibTeX: function (c) {
      var fields = [["author", "{" + tex(c.company) + "}"], ["title", "{" + tex(c.title) + "}"], ["date", c.day],
        ["note", tex(c.source) + ". Undersigned"], ["url", c.url]];
      return "@misc{" + c.key + ",\n" + lines(fields, function (f) { return "  " + f[0] + " = {" + f[1] + "},"; }) + "\n}";
    },
    RIS: function (c) {
      var fields = [["TY", "RPRT"], ["AU", c.company], ["TI", c.title], ["PY", c.day.slice(0, 4)],
        ["DA", c.day.replace(/-/g, "/")], ["M1", c.source], ["DP", "Undersigned"], ["UR", c.url]];
      return lines(fields, function (f) { return f[0] + "  - " + f[1].replace(/\s+/g, " "); }) + "\nER  - ";
    },
    "CSL JSON": function (c) {
      var item = { id: c.key, type: "report", author: [{ literal: c.company }], title: c.title, number: c.source, archive: "Undersigned" };
      if (c.day) item.issued = { "date-parts": [c.day.split("-").map(Number)] };
      if (c.url) item.URL = c.url;
      return JSON.stringify([item], null, 1);
    }
  };

  all("#cite-forms", function (place) {
    Object.keys(forms).forEach(function (form) {
      var button = place.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "u-btn u-btn--js";
      button.textContent = "Copy " + form;
      copies(button, function () { return forms[form](cited()); });
    });
  });

  // Lines that a document repeats are said once; asked for, they are shown in their place as well.
  all(".u-verb .cut a", function (link) {
    link.addEventListener("click", function (event) {
      var said = /([\d,]+) to ([\d,]+)$/.exec(link.textContent).slice(1).map(function (n) { return +n.replace(/,/g, ""); });
      var cut = link.parentNode, number = +cut.dataset.n;
      var source = document.querySelectorAll(link.hash + " .u-verb code > b");
      event.preventDefault();
      for (var at = said[0]; at <= said[1]; at++) {
        var line = (document.querySelector(link.hash + " .u-verb [data-n='" + at + "']") || source[at - 1]).cloneNode(true);
        line.dataset.n = number++;
        cut.before(line);
      }
      cut.remove();
    });
  });

  // Hovering a value shows its place in the text, and the other way round.
  all(".u-values a", function (value) {
    var name = value.dataset.ev || value.hash.slice(1);
    var marks = document.querySelectorAll("mark[data-ev~='" + name + "'], mark[id='" + name + "']");
    function show(on) { marks.forEach(function (mark) { mark.classList.toggle("is-on", on); }); }
    ["mouseenter", "focus"].forEach(function (name) { value.addEventListener(name, function () { show(true); }); });
    ["mouseleave", "blur"].forEach(function (name) { value.addEventListener(name, function () { show(false); }); });
    marks.forEach(function (mark) {
      mark.addEventListener("mouseenter", function () { value.classList.add("is-on"); });
      mark.addEventListener("mouseleave", function () { value.classList.remove("is-on"); });
    });
  });

  // A menu or a fold on a narrow page starts closed and closes on Escape.
  if (matchMedia("(max-width: 59.9375em)").matches) {
    all("details.u-narrow", function (fold) { fold.removeAttribute("open"); });
  }
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    all("details.u-menu[open]", function (menu) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    });
  });

  // From a folder on disk there is no server to turn "companies/" into "companies/index.html".
  if (location.protocol === "file:") {
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href]");
      if (!link || new URL(link.href, location.href).protocol !== "file:") return;
      link.href = link.href.replace(/\/(?=$|[?#])/, "/index.html");
    }, true);
  }
})();
