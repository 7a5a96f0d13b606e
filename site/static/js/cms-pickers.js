/* Date and time pickers of the editor, started from data attributes, because inline script is refused here. */
(function () {
  "use strict";
  var starters = { date: "initDateChooser", datetime: "initDateTimeChooser", time: "initTimeChooser" };

  function start(holder) {
    var input = holder.querySelector("input");
    var init = window[starters[holder.dataset.picker]];
    if (!input || !input.id || !init || holder.dataset.started || input.id.indexOf("__") >= 0) return;
    holder.dataset.started = "yes";
    init(input.id, JSON.parse(holder.dataset.config));
  }

  function startAll(root) {
    if (root.matches && root.matches("[data-picker]")) start(root);
    if (root.querySelectorAll) root.querySelectorAll("[data-picker]").forEach(start);
  }

  document.addEventListener("DOMContentLoaded", function () {
    startAll(document);
    new MutationObserver(function (changes) {
      changes.forEach(function (change) { change.addedNodes.forEach(startAll); });
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
