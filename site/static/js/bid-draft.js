/* The draft of a bid stays on this device, encrypted by a key that the browser makes and never hands out: nothing of it
   reaches the server before it is sealed. Without script there is no draft; the page is one form all the same. Files are
   not kept. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-draft]");
  if (!form || !window.indexedDB || !window.crypto || !crypto.subtle) { return; }
  var name = form.dataset.draft, said = form.querySelector("[data-draft-said]"), later = 0, dirty = false;

  var opened = new Promise(function (done, failed) {
    var asked = indexedDB.open("tongxin-bids", 1);
    asked.onupgradeneeded = function () { asked.result.createObjectStore("drafts", { keyPath: "name" }); };
    asked.onsuccess = function () { done(asked.result); };
    asked.onerror = function () { failed(asked.error); };
  });
  function rows(mode, act) {
    return opened.then(function (base) {
      return new Promise(function (done, failed) {
        var work = base.transaction("drafts", mode), asked = act(work.objectStore("drafts"));
        work.oncomplete = function () { done(asked.result); };
        work.onerror = work.onabort = function () { failed(work.error); };
      });
    });
  }
  function fields() {
    return Array.prototype.filter.call(form.elements, function (one) {
      return one.name && ["hidden", "file", "submit"].indexOf(one.type) < 0;
    });
  }
  function tell(text) { if (said) { said.textContent = text; } }

  function keep() {
    var plain = {};
    fields().forEach(function (one) { plain[one.name] = one.type === "checkbox" ? one.checked : one.value; });
    return rows("readonly", function (kept) { return kept.get(name); }).then(function (row) {
      return row ? row.key : crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    }).then(function (key) {
      var iv = crypto.getRandomValues(new Uint8Array(12));
      return crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, key, new TextEncoder().encode(JSON.stringify(plain)))
        .then(function (text) {
          return rows("readwrite", function (kept) { return kept.put({ name: name, key: key, iv: iv, text: text }); });
        });
    }).then(function () { dirty = false; tell(form.dataset.kept); }, function () { tell(form.dataset.notKept); });
  }
  function restore() {
    rows("readonly", function (kept) { return kept.get(name); }).then(function (row) {
      if (!row || dirty) { return null; }
      return crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, row.key, row.text).then(function (raw) {
        var plain = JSON.parse(new TextDecoder().decode(raw));
        fields().forEach(function (one) {
          if (!(one.name in plain)) { return; }
          if (one.type === "checkbox") { one.checked = plain[one.name]; } else { one.value = plain[one.name]; }
        });
        tell(form.dataset.restored);
      });
    }).catch(function () { tell(form.dataset.notKept); });
  }
  form.addEventListener("input", function () {
    dirty = true;
    clearTimeout(later);
    later = setTimeout(keep, 800);
  });
  document.addEventListener("visibilitychange", function () { if (document.hidden && dirty) { clearTimeout(later); keep(); } });
  if (form.dataset.fresh) { restore(); }
})();
