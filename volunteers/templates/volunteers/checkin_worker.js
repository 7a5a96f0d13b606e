{% load static %}/* Keeps the offline check-in page on the device: the page from the network when there is one, else as it was kept. It
   keeps no data of anybody: the list and what was noted stand in the page's own store (js/checkin-app.js). */
"use strict";
var KEPT = "checkin-{{ version }}";
var PAGE = "{% url 'volunteers:checkin_app' %}";
var FILES = [
  PAGE, "{% static 'css/tokens.css' %}", "{% static 'css/shell.css' %}", "{% static 'css/parts.css' %}",
  "{% static 'css/forms.css' %}", "{% static 'css/charts.css' %}", "{% static 'css/pages.css' %}",
  "{% static 'js/checkin-app.js' %}", "{% static 'img/icons.svg' %}", "{% static 'img/favicon.svg' %}",
  "{% static 'checkin.webmanifest' %}"
];
var PATIENCE = 4000; // milliseconds; a network that hangs is no network

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(KEPT).then(function (kept) {
    return kept.addAll(FILES.map(function (url) { return new Request(url, { cache: "reload" }); }));
  }).then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    var old = names.filter(function (name) { return name.indexOf("checkin-") === 0 && name !== KEPT; });
    return Promise.all(old.map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

function page(request) {
  var late = new Promise(function (_done, failed) { setTimeout(failed, PATIENCE); });
  var live = fetch(request).then(function (answer) {
    if (answer.ok) {
      var copy = answer.clone();
      caches.open(KEPT).then(function (kept) { kept.put(PAGE, copy); });
    }
    return answer;
  });
  return Promise.race([live, late]).catch(function () { return caches.match(PAGE); });
}

self.addEventListener("fetch", function (event) {
  var request = event.request, path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && path === PAGE) event.respondWith(page(request));
  else if (FILES.indexOf(path) > 0) event.respondWith(caches.match(path).then(function (kept) { return kept || fetch(request); }));
});
