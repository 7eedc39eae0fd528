# SPDX-License-Identifier: BSD-2-Clause
"""A headless Chromium, driven through chromedriver (W3C WebDriver over HTTP; nothing but Python's library is needed)."""
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SWITCHES = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en"]
DEADLINE = 120  # seconds for one answer of a busy machine


def missing():
    """What keeps this from working here, or None."""
    for program in ("chromium", "chromedriver"):
        if not shutil.which(program):
            return "%s is not installed (Debian packages chromium and chromium-driver)" % program
    return None


class Browser:
    def __init__(self, width=1280, height=1000):
        self.profile = tempfile.mkdtemp(prefix="probetap-browser-")
        environment = dict(os.environ, HOME=self.profile, TMPDIR=self.profile)
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                       env=environment, start_new_session=True)
        self.session = None
        try:
            self.port = next(found[1] for found in (re.search(r"started successfully on port (\d+)", line) for line in self.driver.stdout)
                             if found)
            options = {"args": SWITCHES + ["--user-data-dir=" + self.profile + "/data", "--window-size=%d,%d" % (width, height)]}
            answer = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
                "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
            self.session = "/session/" + answer["sessionId"]
        except BaseException:
            self.close()
            raise

    def ask(self, method, path, body=None):
        request = urllib.request.Request("http://127.0.0.1:%s%s" % (self.port, path), method=method,
                                         data=json.dumps(body).encode() if body is not None else None)
        try:
            with urllib.request.urlopen(request, timeout=DEADLINE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode("utf-8", "replace")) from None

    def command(self, name, **parameters):
        return self.ask("POST", self.session + "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def go(self, address):
        self.ask("POST", self.session + "/url", {"url": address})

    def run(self, script, *arguments):
        return self.ask("POST", self.session + "/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, selector):
        return self.ask("POST", self.session + "/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        """A real click of the mouse; fails where something else is on top of the element."""
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})", selector)
        self.ask("POST", self.session + "/element/%s/click" % self.find(selector), {})

    def choose(self, selector, text):
        """An option of a list, by its text."""
        self.run("const list = document.querySelector(arguments[0]);"
                 "list.selectedIndex = [...list.options].findIndex(option => option.textContent === arguments[1]);"
                 "list.dispatchEvent(new Event('change', {bubbles: true}))", selector, text)

    def type(self, *keys):
        """Keys to whatever has the focus."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("POST", self.session + "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def text(self, selector):
        return self.run("const node = document.querySelector(arguments[0]); return node && node.innerText", selector)

    def texts(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].map(node => node.innerText)", selector)

    def count(self, selector):
        return self.run("return document.querySelectorAll(arguments[0]).length", selector)

    def size(self, width, height, mobile=False):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)

    def messages(self):
        return self.ask("POST", self.session + "/se/log", {"type": "browser"})

    def close(self):
        try:
            if self.session:
                self.ask("DELETE", self.session)
        finally:
            try:
                os.killpg(self.driver.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
            self.driver.wait()
            self.driver.stdout.close()
            shutil.rmtree(self.profile, ignore_errors=True)
