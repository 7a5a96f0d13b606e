/* Comfort at the door: codes renew without a flash, a phone sends its place if its owner wants, the kiosk keeps its
   field ready and may read with a camera. Every one of these pages works without it. */
(function () {
  "use strict";

  /* ---------- a code that changes: fetch the same page and take its new code ---------- */
  function renewing(box) {
    setTimeout(function () {
      fetch(location.href, { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
        if (answer.redirected) return location.reload();
        return answer.text().then(function (text) {
          var next = new DOMParser().parseFromString(text, "text/html").getElementById("code");
          if (!next) return location.reload();
          box.replaceWith(next);
          renewing(next);
        });
      }).catch(function () { box.dataset.seconds = 3; renewing(box); });
    }, 1000 * Number(box.dataset.seconds) + 300);
  }

  /* ---------- where the phone is, only when its owner ticks the box ---------- */
  function geo(part) {
    if (!navigator.geolocation) return;
    var box = part.querySelector("input"), said = part.querySelector("[data-geo-said]");
    function put(found) {
      ["lat", "lon", "accuracy"].forEach(function (name) {
        document.getElementById("id_" + name).value = found ? found[name] : "";
      });
    }
    part.hidden = false;
    box.addEventListener("change", function () {
      put(null);
      said.textContent = box.checked ? said.dataset.waiting : "";
      if (!box.checked) return;
      navigator.geolocation.getCurrentPosition(function (place) {
        var here = place.coords;
        put({ lat: here.latitude.toFixed(5), lon: here.longitude.toFixed(5), accuracy: Math.round(here.accuracy) });
        said.textContent = said.dataset.got;
      }, function () { said.textContent = said.dataset.failed; }, { timeout: 10000 });
    });
  }

  /* ---------- the kiosk: the field is always ready, what was said goes, a camera reads where there is one ---------- */
  function kiosk(form) {
    var field = form.querySelector("input[name=code]");
    document.addEventListener("click", function (event) {
      if (!event.target.closest("a, button, input")) field.focus();
    });
    setTimeout(function () {
      document.querySelectorAll(".tq-said, .alert-danger").forEach(function (said) { said.remove(); });
    }, 8000);
    if ("BarcodeDetector" in window && navigator.mediaDevices) camera(form, field);
  }

  function camera(form, field) {
    var button = form.querySelector("[data-camera]"), video = form.querySelector("[data-video]");
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then(function (stream) {
        var reader = new window.BarcodeDetector({ formats: ["qr_code"] });
        video.srcObject = stream;
        video.hidden = false;
        video.play();
        look();
        function look() {
          reader.detect(video).then(function (codes) {
            if (!codes.length) return requestAnimationFrame(look);
            stream.getTracks().forEach(function (track) { track.stop(); });
            field.value = codes[0].rawValue;
            form.submit();
          });
        }
      }).catch(function () { button.hidden = true; });
    });
  }

  var code = document.getElementById("code");
  if (code) renewing(code);
  document.querySelectorAll("[data-geo]").forEach(geo);
  document.querySelectorAll("[data-kiosk]").forEach(kiosk);
})();
