"""What axe-core, the usual checker of accessibility, says about a page in the browser.

The script comes inside a package for another browser driver, of which nothing else is used.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from support.browsers import Browser

_RUN = """
    const done = arguments[arguments.length - 1];
    axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    }).then(found => done(found.violations.map(one =>
      `${one.id}: ${one.help}: ${one.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`)));
"""


def axe_path() -> Path | None:
    """Find the script; None where the package is not installed."""
    try:
        found = distribution("axe-playwright-python").locate_file(
            "axe_playwright_python/axe.min.js"
        )
    except PackageNotFoundError:
        return None
    return Path(str(found))


def violations(browser: Browser) -> list[str]:
    """Give what the page as it stands does against WCAG 2.2 A and AA and good practice."""
    path = axe_path()
    if path is None:
        raise RuntimeError("axe-core is not installed.")
    if not browser.execute_script("return Boolean(window.axe)"):
        browser.execute_script(path.read_text(encoding="utf-8"))
    return list(browser.execute_async_script(_RUN))
