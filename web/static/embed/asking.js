// Requests of the element to its server. Host pages often overwrite fetch, URL, JSON or Promise, so
// none of these is used, only XMLHttpRequest with its own JSON parser, and strings.

const PATIENCE = 30000; // milliseconds
const SCRIPT = ownScript();
const forbidden = []; // addresses that the page's content security policy has stopped

document.addEventListener("securitypolicyviolation", function (event) {
  if (event.effectiveDirective === "connect-src") forbidden.push(String(event.blockedURI));
});

/** Returns the address of this script, which has the server in it. */
function ownScript() {
  const running = document.currentScript;
  if (running && running.src) return running.src;
  const found = document.querySelector('script[src*="embed.js"]');
  return found ? found.src : "";
}

/** Returns a server's address with a trailing slash, or "" if none is known. */
function serverAddress(wish) {
  const link = document.createElement("a");
  link.href = wish || SCRIPT.replace(/embed\.js([?#].*)?$/, "");
  if (!wish && !SCRIPT) return "";
  const bare = link.href.replace(/[?#].*$/, "");
  if (!/^https?:\/\//.test(bare)) return "";
  return bare.charAt(bare.length - 1) === "/" ? bare : bare + "/";
}

/** Returns the address of a link in a response; "" if it is not the address of a page. */
function linkAddress(server, link) {
  const text = String(link || "");
  if (/^https?:\/\//.test(text)) return text;
  const origin = server.match(/^https?:\/\/[^/]+/);
  return origin && /^\/(?!\/)/.test(text) ? origin[0] + text : "";
}

/** Returns the query string of parameters, a list of pairs. */
function queryOf(pairs) {
  let text = "";
  for (let i = 0; i < pairs.length; i += 1) {
    text += (i ? "&" : "?") + encodeURIComponent(pairs[i][0]) + "=" + encodeURIComponent(pairs[i][1]);
  }
  return text;
}

/**
 * Requests JSON. done(answer): {body} on success, {problem} from the server, or {failure}:
 * "late", "policy", "unreached" or "failed". Returns the request, so that it can be aborted.
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
  // The report of a policy violation may arrive after the request has failed.
  request.onerror = function () {
    setTimeout(function () { done({ failure: stopped(address) ? "policy" : "unreached" }); }, 60);
  };
  request.send();
  return request;
}

function stopped(address) {
  for (let i = 0; i < forbidden.length; i += 1) {
    // Some browsers report the full address, others only the origin.
    if (forbidden[i] && address.indexOf(forbidden[i].split("?")[0]) === 0) return true;
  }
  return false;
}
