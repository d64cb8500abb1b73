// Conveniences of the page: search field, scheme button, citations to copy, evidence hover, lines said once, folders opened as files.
// Nothing here is needed to read a page. What is said before the first paint stands first: that scripts run, and the scheme that the
// reader chose earlier; without a choice the style sheet follows the system. All else waits for the page.
(function () {
  "use strict";
  var root = document.documentElement, here = document.currentScript.src;

  root.classList.add("js");
  try {
    var chosen = localStorage.getItem("undersigned.scheme");
    if (chosen === "slate" || chosen === "default") root.setAttribute("data-md-color-scheme", chosen);
  } catch (refused) { /* storage may be refused: follow the system */ }

  document.addEventListener("DOMContentLoaded", function () {
    function all(selector, act) {
      document.querySelectorAll(selector).forEach(act);
    }

    // What does nothing without script is drawn by script: the search field and the scheme button in the head.
    all("search:empty", function (place) {
      place.innerHTML = '<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5"/><path d="M12.8 12.8 18 18"/></svg>' +
        '<label class="u-vh" for="q">Search officers and companies</label>' +
        '<input id="q" type="search" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="q-list" autocomplete="off" spellcheck="false" placeholder="Officer or company">' +
        '<div id="q-list" class="u-drop" role="listbox" aria-label="Suggestions" hidden></div>';
    });

    all("#menu ul", function (ways) {
      ways.insertAdjacentHTML("beforeend", '<li class="u-way"><a href="' + here.replace(/assets\/page\.js.*/, "search/") + '">Search</a></li>');
    });

    all("[popovertarget]", function (menu) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "u-tool";
      button.setAttribute("aria-label", "Light or dark");
      button.innerHTML = '<svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" fill="currentColor"/></svg>';
      button.addEventListener("click", function () {
        var shown = root.getAttribute("data-md-color-scheme");
        var dark = shown ? shown === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
        var next = dark ? "default" : "slate";
        root.setAttribute("data-md-color-scheme", next);
        try { localStorage.setItem("undersigned.scheme", next); } catch (refused) { /* for this page only */ }
      });
      menu.before(button);
    });

    // The search, in this order; the search page's own script where there is one.
    ["search-names", "search-shards", "search"].concat(document.getElementById("search-facets") ? "search-page" : []).forEach(function (name) {
      var script = document.createElement("script");
      script.src = here.replace(/page\.js/, name + ".js");
      script.async = false;
      document.head.append(script);
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

    // The citation as programs read it, made from the parts of its line.
    var TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

    function tex(words) {
      return words.replace(/[\\{}$&#%_~^]/g, function (mark) { return TEX[mark] || "\\" + mark; });
    }

    function lines(fields, line) {
      return fields.filter(function (field) { return field[1]; }).map(line).join("\n");
    }

    function cited() {
      var parts = Array.from(document.querySelectorAll(".u-cite i"), function (part) { return part.textContent.trim(); });
      var day = document.querySelector(".u-cite time"), canonical = document.querySelector("link[rel=canonical]");
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

    all(".u-cite p", function (line) {
      var place = document.createElement("div");
      function offer(name, words) {
        var button = place.appendChild(document.createElement("button"));
        button.type = "button";
        button.className = "u-btn";
        button.textContent = name;
        copies(button, words);
      }
      offer("Copy", function () { return line.textContent.trim(); });
      Object.keys(forms).forEach(function (form) {
        offer("Copy " + form, function () { return forms[form](cited()); });
      });
      line.after(place);
    });

    // The number of each line of the text in a place; a paragraph has an empty line beneath it, or the class "t".
    function numbered(place) {
      var lines = new Map(), number = 1;
      place.querySelectorAll(".u-verb p, .u-verb b").forEach(function (line) {
        if (line.dataset.n) number = +line.dataset.n;
        lines.set(number, line);
        number += line.matches("p:not(.t)") ? 2 : 1;
      });
      return lines;
    }

    // Lines that a document repeats are said once; asked for, they are shown in their place as well.
    all(".u-verb .cut a", function (link) {
      link.addEventListener("click", function (event) {
        var said = /([\d,]+) to ([\d,]+)$/.exec(link.textContent).slice(1).map(function (n) { return +n.replace(/,/g, ""); });
        var cut = link.parentNode, beyond = +cut.dataset.n - said[0];
        event.preventDefault();
        numbered(document.querySelector(link.hash)).forEach(function (line, number) {
          if (number < said[0] || number > said[1]) return;
          var again = line.cloneNode(true);
          again.dataset.n = number + beyond;
          if (number === said[1]) again.classList.add("t");
          cut.before(again);
        });
        cut.remove();
      });
    });

    // Beside each value stands the line of its place.
    all(".u-read", function (read) {
      numbered(read).forEach(function (line, number) {
        line.querySelectorAll("mark[id]").forEach(function (mark) {
          read.querySelectorAll("details a[href='#" + mark.id + "'] > b").forEach(function (words) {
            var place = document.createElement("i");
            place.textContent = number.toLocaleString("en-GB");
            words.before(place);
          });
        });
      });
    });

    // Hovering a value shows its place in the text, and the other way round.
    all(".u-read details a", function (value) {
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

    // A fold on a narrow page starts closed.
    if (matchMedia("(max-width: 59.9375em)").matches) {
      all(".u-narrow, .u-read details", function (fold) { fold.removeAttribute("open"); });
    }

    // From a folder on disk there is no server to turn "companies/" into "companies/index.html".
    if (location.protocol === "file:") {
      document.addEventListener("click", function (event) {
        var link = event.target.closest && event.target.closest("a[href]");
        if (!link || new URL(link.href, location.href).protocol !== "file:") return;
        link.href = link.href.replace(/\/(?=$|[?#])/, "/index.html");
      }, true);
    }
  });
})();
