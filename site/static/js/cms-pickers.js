/* Date and time pickers of the editor, started from data attributes, because inline script is refused here; and the
   name of the field of tags, which its widget forgets to give to the input that people type into. */
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

  function name(input) {
    var list = input.closest("ul");
    var field = list && list.previousElementSibling;
    var label = field && field.id && document.querySelector('label[for="' + field.id + '"]');
    if (label) input.setAttribute("aria-label", label.textContent.trim());
  }

  function startAll(root) {
    if (root.querySelectorAll) root.querySelectorAll(".tagit-new input:not([aria-label])").forEach(name);
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
