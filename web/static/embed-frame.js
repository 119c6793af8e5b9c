// For sites that show Operative in a frame: sets each frame's height to that of its content.
// Accepts messages only from such a frame and its server.

(function () {
  "use strict";
  const LEAST = 60; // pixels
  const MOST = 20000;
  const PATIENCE = 8000; // milliseconds until silence is told
  const running = document.currentScript;
  const home = (running && running.src || "").replace(/embed-frame\.js([?#].*)?$/, "");
  const origin = (home.match(/^https?:\/\/[^/]+/) || [""])[0];
  const known = []; // {frame, heard}

  function ours(frame) {
    return origin !== "" && frame.src.indexOf(home + "embed") === 0;
  }

  function hello(frame) {
    // Frames that are still loading get the message later: sent now, it would only cause a console
    // error about a missing recipient.
    const inside = frame.contentDocument; // null where it is another site's
    if (inside && inside.URL === "about:blank") return;
    // Only to the server's origin, since the frame may have navigated elsewhere.
    if (frame.contentWindow) frame.contentWindow.postMessage({ type: "operative:hello" }, origin);
  }

  function meet(frame) {
    const entry = { frame, heard: false };
    known.push(entry);
    frame.addEventListener("load", function () { hello(frame); });
    hello(frame);
    setTimeout(function () {
      if (entry.heard || !frame.isConnected) return;
      console.error("operative: the frame of " + home + " does not answer. If it stays empty, ask the " +
        "administrator of that server to add \"" + location.origin + "\" and the origins of all " +
        "pages around this one to “allowed_origins” in operative.toml. If this page has a content " +
        "security policy, add the server to “frame-src”.");
    }, PATIENCE);
  }

  function look() {
    const frames = document.getElementsByTagName("iframe");
    for (let i = 0; i < frames.length; i += 1) {
      let met = !ours(frames[i]);
      for (let j = 0; j < known.length; j += 1) met = met || known[j].frame === frames[i];
      if (!met) meet(frames[i]);
    }
  }

  window.addEventListener("message", function (event) {
    if (event.origin !== origin || !event.data || event.data.type !== "operative:height") return;
    const height = Number(event.data.height);
    if (!(height >= 0)) return;
    for (let i = 0; i < known.length; i += 1) {
      if (known[i].frame.contentWindow === event.source) {
        known[i].heard = true;
        const fit = Math.min(Math.max(Math.ceil(height), LEAST), MOST);
        known[i].frame.style.setProperty("height", fit + "px", "important");
      }
    }
  });
  look();
  // Frames may be added, or get their address, at any time.
  new MutationObserver(look).observe(document, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["src"],
  });
})();
