/* Keeps each answer as it is given. Without this script the buttons of the page keep it all the same. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-keep]");
  if (!form || !window.fetch || !window.FormData) return;
  var said = form.querySelector("[data-said]"), waiting = null, latest = 0;

  function keep() {
    var mine = ++latest, body = new FormData(form);
    body.set("go", "quiet");
    fetch(location.pathname, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (answer.type === "opaqueredirect") return location.reload();  // the time is over: the page says so
        if (mine === latest) said.textContent = answer.status === 204 ? form.dataset.kept : form.dataset.failed;
      })
      .catch(function () { if (mine === latest) said.textContent = form.dataset.failed; });
  }
  form.addEventListener("change", function () { clearTimeout(waiting); keep(); });
  form.addEventListener("input", function (event) {
    if (event.target.tagName !== "TEXTAREA") return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1500);
  });
})();
