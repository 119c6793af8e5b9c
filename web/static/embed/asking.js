// How the element asks its server. Pages that overwrite fetch, URL, JSON or Promise are common, so
// nothing of these is used: a request, strings, and the browser's own reading of JSON.

const PATIENCE = 30000; // milliseconds
const SCRIPT = ownScript();
const forbidden = []; // addresses that the page's content security policy has stopped

document.addEventListener("securitypolicyviolation", function (event) {
  if (event.effectiveDirective === "connect-src") forbidden.push(String(event.blockedURI));
});

/** Find where this script came from; it names the server. */
function ownScript() {
  const running = document.currentScript;
  if (running && running.src) return running.src;
  const found = document.querySelector('script[src*="embed.js"]');
  return found ? found.src : "";
}

/** Give the address of a server with its last slash, or "" where none is known. */
function serverAddress(wish) {
  const link = document.createElement("a");
  link.href = wish || SCRIPT.replace(/embed\.js([?#].*)?$/, "");
  if (!wish && !SCRIPT) return "";
  const bare = link.href.replace(/[?#].*$/, "");
  if (!/^https?:\/\//.test(bare)) return "";
  return bare.charAt(bare.length - 1) === "/" ? bare : bare + "/";
}

/** Give the address of a link in an answer; "" for what is no address of a page. */
function linkAddress(server, link) {
  const text = String(link || "");
  if (/^https?:\/\//.test(text)) return text;
  const origin = server.match(/^https?:\/\/[^/]+/);
  return origin && /^\/(?!\/)/.test(text) ? origin[0] + text : "";
}

/** Write parameters, a list of pairs. */
function queryOf(pairs) {
  let text = "";
  for (let i = 0; i < pairs.length; i += 1) {
    text += (i ? "&" : "?") + encodeURIComponent(pairs[i][0]) + "=" + encodeURIComponent(pairs[i][1]);
  }
  return text;
}

/**
 * Ask for JSON. done(answer): {body} if all is well, {problem} as the server tells it, or
 * {failure}: "late", "policy", "unreached" or "failed". Gives the request, to abort it.
 */
function ask(address, signedOn, done) {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.responseType = "json";
  request.timeout = PATIENCE;
  request.withCredentials = signedOn;
  request.onload = function () {
    const body = request.response;
    if (!body || typeof body !== "object") return done({ failure: "failed" });
    return done(request.status === 200 ? { body } : { problem: body });
  };
  request.ontimeout = function () { done({ failure: "late" }); };
  // The policy's own report may come after the failure of the request.
  request.onerror = function () {
    setTimeout(function () { done({ failure: stopped(address) ? "policy" : "unreached" }); }, 60);
  };
  request.send();
  return request;
}

function stopped(address) {
  for (let i = 0; i < forbidden.length; i += 1) {
    // Some browsers tell the whole address, others only the origin.
    if (forbidden[i] && address.indexOf(forbidden[i].split("?")[0]) === 0) return true;
  }
  return false;
}
