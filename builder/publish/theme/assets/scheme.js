// Runs before the first paint: says that scripts run, and applies the scheme that the reader chose earlier.
// Without a choice the style sheet follows the system.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem("undersigned.scheme");
    if (chosen === "slate" || chosen === "default") root.setAttribute("data-md-color-scheme", chosen);
  } catch (refused) { /* storage may be refused: follow the system */ }
})();
