// Conveniences of the page: scheme button, copy buttons, evidence hover, folders opened as files.
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

  all("[data-copy]", function (button) {
    var words = button.textContent;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim()).then(function () {
        button.textContent = "Copied";
        setTimeout(function () { button.textContent = words; }, 2000);
      });
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
