/* Check-in without a network (docs/adr/0008). Online, the device makes a key that never leaves it and takes the list of
   one shift: names and sign-up numbers, nothing else. From then on each coming and going is signed and kept in
   IndexedDB; it is sent when there is a network, as often as it takes, and counts once because of its nonce. */
(function () {
  "use strict";
  var app = document.getElementById("app"), say = app.dataset;
  var KEEP_MS = 24 * 3600 * 1000, MOST = 200, wanted = Number(new URLSearchParams(location.search).get("shift")) || 0;
  var door = null, noted = [], sure = false;

  /* ---------- the store of this device: doors by shift, entries by nonce ---------- */
  var opened = new Promise(function (done, failed) {
    var asked = indexedDB.open("tongxin-checkin", 1);
    asked.onupgradeneeded = function () {
      asked.result.createObjectStore("doors", { keyPath: "shift" });
      asked.result.createObjectStore("entries", { keyPath: "nonce" }).createIndex("shift", "shift");
    };
    asked.onsuccess = function () { done(asked.result); };
    asked.onerror = function () { failed(asked.error); };
  });
  function store(name, mode, act) {
    return opened.then(function (base) {
      return new Promise(function (done, failed) {
        var work = base.transaction(name, mode), asked = act(work.objectStore(name));
        work.oncomplete = function () { done(asked && asked.result); };
        work.onerror = work.onabort = function () { failed(work.error); };
      });
    });
  }
  function put(name, row) { return store(name, "readwrite", function (rows) { return rows.put(row); }); }
  function all(name) { return store(name, "readonly", function (rows) { return rows.getAll(); }); }
  function entriesOf(shift) {
    return store("entries", "readonly", function (rows) { return rows.index("shift").getAll(shift); });
  }
  function forget(shift) {
    return entriesOf(shift).then(function (rows) {
      return store("entries", "readwrite", function (kept) { rows.forEach(function (row) { kept.delete(row.nonce); }); });
    }).then(function () { return store("doors", "readwrite", function (rows) { return rows.delete(shift); }); });
  }

  /* ---------- small things ---------- */
  function part(name) { return app.querySelector(name); }
  function hex(bytes) {
    return Array.from(new Uint8Array(bytes), function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }
  function cookie(name) {
    var found = document.cookie.split("; ").filter(function (one) { return one.indexOf(name + "=") === 0; })[0];
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }
  function tell(text) { part("[data-said]").textContent = text; part("[data-said]").hidden = !text; }
  function time(at) {
    return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit", hour12: false });
  }
  function send(url, body) {
    return fetch(url, {
      method: "POST", credentials: "same-origin", body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") }
    }).catch(function () { throw new Error(say.sayOffline); }).then(function (answer) {
      var isOurs = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
      if (!isOurs || answer.redirected) throw new Error(say.sayLogin);
      return answer.json().then(function (told) {
        if (!answer.ok) throw new Error(told.refused);
        return told;
      });
    });
  }

  /* ---------- preparing, noting, sending, leaving ---------- */
  async function prepare() {
    if (!window.crypto || !crypto.subtle) return tell(say.sayInsecure);
    var pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    var point = hex(await crypto.subtle.exportKey("raw", pair.publicKey));
    var told = await send(say.enrol.replace("/0/", "/" + wanted + "/"), { public_key: point });
    await put("doors", {
      shift: wanted, device: told.device, key: pair.privateKey, title: told.title, when: told.when,
      people: told.people, sequence: 0, skew: 0, syncedAt: 0
    });
    tell("");
    return show();
  }

  async function note(who, direction) {
    door.sequence += 1;
    await put("doors", door); // first the number, so that a crash leaves a gap and never two with one number
    var entry = {
      device: door.device, shift: door.shift, sequence: door.sequence, nonce: hex(crypto.getRandomValues(new Uint8Array(16))),
      direction: direction, who: who, at: new Date().toISOString()
    };
    var text = ["presence-1", entry.device, entry.shift, entry.sequence, entry.nonce, direction, who, entry.at].join("\n");
    var signed = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, door.key, new TextEncoder().encode(text));
    var row = { nonce: entry.nonce, shift: door.shift, entry: entry, signature: hex(signed), state: "pending", why: "" };
    await put("entries", row);
    noted.push(row);
    draw();
  }

  async function sync() {
    var waits = noted.filter(function (row) { return row.state === "pending"; });
    for (var n = 0; n < Math.max(1, waits.length); n += MOST) {
      var some = waits.slice(n, n + MOST);
      var told = await send(say.entries.replace("HANDLE", door.device), {
        sent_at: new Date().toISOString(),
        entries: some.map(function (row) { return Object.assign({ signature: row.signature }, row.entry); })
      });
      for (var answer of told.answers) {
        var row = some.filter(function (one) { return one.nonce === answer.nonce; })[0];
        if (!row) continue;
        row.state = answer.state === "refused" ? "refused" : "sent";
        row.why = answer.why;
        await put("entries", row);
      }
      door.skew = told.skew;
      door.syncedAt = Date.now();
      await put("doors", door);
    }
    tell(say.saySynced);
    draw();
  }

  async function leave() {
    if (noted.some(function (row) { return row.state === "pending"; }) && !sure) {
      sure = true;
      return tell(say.sayPending);
    }
    // Without a network the house learns of it later, when the device is past its last day.
    await send(say.leave.replace("HANDLE", door.device), {}).catch(function () {});
    await forget(door.shift);
    door = null; wanted = 0;
    await show();
    return tell(say.sayGone);
  }

  async function clean() {
    var old = Date.now() - KEEP_MS;
    for (var one of await all("doors")) {
      var rows = await entriesOf(one.shift);
      var waits = rows.some(function (row) { return row.state === "pending"; });
      if (one.syncedAt && one.syncedAt < old && !waits) await forget(one.shift);
    }
  }

  /* ---------- what is seen ---------- */
  function line(list, name, badge, word, about, act) {
    var row = part("[data-row]").content.cloneNode(true), mark = row.querySelector(".badge");
    mark.textContent = badge[0];
    if (badge[0]) mark.classList.add(badge[1]); else mark.remove();
    row.querySelector("[data-name]").textContent = name;
    row.querySelector("p").textContent = about;
    row.querySelector("button span").textContent = word;
    row.querySelector("button .visually-hidden").textContent = " " + name;
    row.querySelector("button").addEventListener("click", act);
    list.appendChild(row);
  }

  function person(list, name, who) {
    var mine = noted.filter(function (row) { return row.entry.who === who && row.state !== "refused"; });
    var last = mine[mine.length - 1], isHere = last && last.entry.direction === "in";
    var badge = !last ? [say.wordMissing, "is-wait"] : isHere ? [say.wordHere, "is-ok"] : [say.wordGone, "is-off"];
    var about = mine.map(function (row) {
      return (row.entry.direction === "in" ? say.wordIn : say.wordOut) + " " + time(row.entry.at);
    }).join(" · ");
    line(list, name, badge, isHere ? say.wordOut : say.wordIn, about, guarded(function () {
      return note(who, isHere ? "out" : "in");
    }));
  }

  function draw() {
    ["pending", "sent", "refused"].forEach(function (state) {
      part('[data-n="' + state + '"]').textContent = noted.filter(function (row) { return row.state === state; }).length;
    });
    var whys = noted.filter(function (row) { return row.state === "refused"; });
    part("[data-refused]").hidden = part("[data-whys]").hidden = !whys.length;
    part("[data-whys]").textContent = "";
    whys.forEach(function (row) {
      part("[data-whys]").appendChild(document.createElement("li")).textContent = time(row.entry.at) + " " + row.why;
    });
    part("[data-skew]").textContent = Math.abs(door.skew) < 5 ? "" :
      (door.skew > 0 ? say.sayFast : say.saySlow).replace("{n}", Math.abs(door.skew));
    var list = part("[data-people]"), find = part("#find").value.trim(), cards = {};
    list.textContent = "";
    door.people.forEach(function (one) {
      if (one.name.indexOf(find) >= 0) person(list, one.name, "signup:" + one.signup);
    });
    noted.forEach(function (row) { if (row.entry.who.indexOf("card:") === 0) cards[row.entry.who] = true; });
    Object.keys(cards).forEach(function (who) { person(list, say.wordCardof + " " + who.slice(5), who); });
  }

  async function show() {
    var doors = await all("doors");
    door = doors.filter(function (one) { return one.shift === wanted; })[0] || (!wanted && doors.length === 1 ? doors[0] : null);
    noted = door ? await entriesOf(door.shift) : [];
    noted.sort(function (a, b) { return a.entry.sequence - b.entry.sequence; });
    part('[data-part="prepare"]').hidden = Boolean(door) || !wanted;
    part('[data-part="choose"]').hidden = Boolean(door) || Boolean(wanted) || !doors.length;
    part('[data-part="door"]').hidden = !door;
    part("[data-doors]").textContent = "";
    doors.forEach(function (one) {
      line(part("[data-doors]"), one.title, ["", ""], say.wordIn, one.when, function () { wanted = one.shift; show(); });
    });
    if (!doors.length && !wanted) tell(say.sayNothing);
    if (!door) return;
    part("[data-title]").textContent = door.title;
    part("[data-when]").textContent = door.when;
    draw();
  }

  function network() {
    var net = part("[data-net]");
    net.textContent = navigator.onLine ? net.dataset.on : net.dataset.off;
    net.classList.toggle("is-ok", navigator.onLine);
    net.classList.toggle("is-wait", !navigator.onLine);
  }
  function guarded(act) {
    return function (event) {
      if (event) event.preventDefault();
      Promise.resolve().then(act).catch(function (fault) { tell(fault.message); });
    };
  }

  [["prepare", prepare], ["sync", sync], ["leave", leave]].forEach(function (pair) {
    part('[data-do="' + pair[0] + '"]').addEventListener("click", guarded(pair[1]));
  });
  part("[data-card]").addEventListener("submit", guarded(function () {
    var code = part("#card").value.trim().toUpperCase().replace(/\/+$/, "").split(/[/.]/).pop();
    if (!/^K[0-9A-F]{7}$/.test(code)) return tell(say.sayCard);
    part("#card").value = "";
    tell("");
    return note("card:" + code, "in");
  }));
  part("#find").addEventListener("input", draw);
  addEventListener("online", function () { network(); if (door) guarded(sync)(); });
  addEventListener("offline", network);
  network();
  if (navigator.serviceWorker) navigator.serviceWorker.register(say.worker).catch(function () {});
  clean().then(show).catch(function (fault) { tell(fault.message); });
})();
