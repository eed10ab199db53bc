"""What a person does in a real browser, against the real template in the embedded AWS."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from saidly.local.press import SHOWN, Printed
from saidly.local.stack import LocalStack
from tests.stack.test_rereading import waited
from tests.stack.test_sweep import invoked

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".tools/browser/node_modules/axe-core/axe.min.js"
SHOTS = ROOT / ".tools/screenshots"
WAIT_S = 200.0
WIDTHS = {"phone": (390, 844), "desktop": (1400, 1000)}
HOSTILE = """<!doctype html><html lang="en"><head><title>Pier</title>
<meta property="article:published_time" content="2026-11-20T08:00:00Z"></head><body><article>
<h1>Pier opens &lt;img src=x onerror="document.title='owned'"&gt;</h1>
<p>The pier at Sund opened on Friday after a winter of repairs, the harbour office said, and
hundreds came to see it &lt;script&gt;document.title='owned'&lt;/script&gt; in the rain.</p>
<p>"We are <a href="javascript:document.title='owned'">glad</a> it is over," said harbour master
Ada Lind, who had been in charge of the works since the storm of last November.</p>
<p>The works cost two million crowns, according to the council, and took nine months.</p>
</article></body></html>"""
PIER = """<!doctype html><html lang="en"><head><title>Pier of Sund</title>
<meta property="article:published_time" content="2026-11-20T08:00:00Z"></head><body><article>
<h1>Pier of Sund is open again</h1>
<p>The pier at Sund opened on Friday after a winter of repairs, the harbour office said, and
hundreds came to see it in the rain.</p>
<p>{words} said harbour master Ada Lind, who had been in charge of the works.</p>
<p>The works cost two million crowns, according to the council, and took nine months.</p>
</article></body></html>"""

BARE = """<!doctype html><html lang="{language}"><head><title>{headline}</title></head><body>
<article><h1>{headline}</h1>{body}</article></body></html>"""
MINAA = (
    "أعيد فتح ميناء المدينة يوم الاثنين بعد أن أغلقته عاصفة قوية تسعة أيام، بحسب مكتب الميناء.",
    "«خسرنا رافعتين ولم نخسر أرواحا»، قال مدير الميناء سامي حداد للصحفيين على الرصيف صباح اليوم.",
    "وأضاف أن العبارات ستعود إلى العمل يوم الثلاثاء بعد فحص الأرصفة كلها.",
)
ENDLESS = (
    "The pier at Sund opened on Friday after a winter of repairs, the harbour office said.",
    f"“See https://pier.example/{'a' * 120} for more,” said Ada Lind, who keeps the list.",
    "The works cost two million crowns, according to the council, and took nine months.",
)


def _driver(*arguments: str) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    driver = _driver()
    yield driver
    driver.quit()


@pytest.fixture
def signed_in(browser: webdriver.Chrome, stack: LocalStack) -> webdriver.Chrome:
    browser.set_window_size(*WIDTHS["desktop"])
    browser.get(f"{stack.client.base_url}/")
    if fields := browser.find_elements(By.ID, "token"):
        fields[0].send_keys(stack.client.token, Keys.ENTER)
        until(browser, lambda: browser.find_elements(By.ID, "q"))
    return browser


def until(browser: webdriver.Chrome, holds: Callable[[], Any]) -> None:
    WebDriverWait(browser, WAIT_S).until(lambda _: holds())


def find(browser: webdriver.Chrome, asked: str) -> None:
    field = browser.find_element(By.ID, "q")
    field.clear()
    field.send_keys(asked, Keys.ENTER)
    until(browser, lambda: "/read" in browser.current_url)


def shown(browser: webdriver.Chrome, stack: LocalStack) -> None:
    """Open the article of the sample press that the demonstration shows."""
    url = stack.press.address(*SHOWN)
    stack.client.stored(stack.client.submit(url)["id"], WAIT_S)
    find(browser, url)
    until(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "mark.said"))


def marked(browser: webdriver.Chrome, number: int) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, f"mark.said[data-statement='{number}']")


def lit(element: WebElement) -> bool:
    return "lit" in (element.get_attribute("class") or "").split()


def violations(browser: webdriver.Chrome) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA on the page as it is."""
    browser.execute_script(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = browser.execute_async_script(
        "axe.run({runOnly: arguments[0]}).then(arguments[arguments.length - 1])", tags
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def test_a_wrong_token_is_told_and_opens_nothing(
    browser: webdriver.Chrome, stack: LocalStack
) -> None:
    browser.delete_all_cookies()
    browser.get(f"{stack.client.base_url}/")
    browser.find_element(By.ID, "token").send_keys("nobody.nothing", Keys.ENTER)
    until(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "[role=alert]"))

    assert not browser.find_elements(By.ID, "q")


def test_a_story_found_by_its_address_shows_who_said_what(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    shown(signed_in, stack)

    assert "Velmark envoy" in signed_in.find_element(By.TAG_NAME, "h1").text
    cards = signed_in.find_elements(By.CSS_SELECTOR, ".margin .card")
    assert len(cards) >= 8
    assert any("Dina Falk" in card.text for card in cards)


def test_pointing_at_a_card_lights_its_words(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    shown(signed_in, stack)
    card = signed_in.find_element(By.ID, "m1")

    ActionChains(signed_in).move_to_element(card).perform()

    until(signed_in, lambda: lit(marked(signed_in, 1)))


def test_the_keyboard_lights_the_card_of_a_statement(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    shown(signed_in, stack)
    reference = signed_in.find_element(By.CSS_SELECTOR, "#s2 .ref")

    signed_in.execute_script("arguments[0].focus()", reference)

    until(signed_in, lambda: lit(signed_in.find_element(By.ID, "m2")))


def test_what_was_left_out_can_be_shown(signed_in: webdriver.Chrome, stack: LocalStack) -> None:
    shown(signed_in, stack)
    # where it stood, between two paragraphs of the story
    removed = signed_in.find_element(By.CSS_SELECTOR, ".story p + .removed:has(+ p:not(.removed))")
    assert not removed.is_displayed()

    signed_in.find_element(By.ID, "show-removed").click()

    assert removed.is_displayed()
    assert "STORM SEASON" in removed.text


def test_a_publisher_lists_its_stories(signed_in: webdriver.Chrome, stack: LocalStack) -> None:
    shown(signed_in, stack)

    find(signed_in, "harbour-gazette.test")

    links = signed_in.find_elements(By.CSS_SELECTOR, ".rows a")
    assert any("Velmark envoy" in link.text for link in links)


def test_a_speaker_is_found_by_name_and_leads_back_to_the_words(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    shown(signed_in, stack)

    find(signed_in, "falk")
    signed_in.find_element(By.LINK_TEXT, "Dina Falk").click()
    until(signed_in, lambda: signed_in.find_elements(By.CSS_SELECTOR, ".timeline .card"))
    assert "Dina Falk" in signed_in.find_element(By.TAG_NAME, "h1").text
    assert violations(signed_in) == []
    signed_in.find_element(By.ID, "words").send_keys("meet", Keys.ENTER)
    until(signed_in, lambda: "words=meet" in signed_in.current_url)
    signed_in.find_element(By.CSS_SELECTOR, ".timeline .card a").click()
    until(signed_in, lambda: signed_in.find_elements(By.CSS_SELECTOR, "mark.said:target"))

    assert "meeting" in signed_in.find_element(By.CSS_SELECTOR, "mark.said:target").text


def test_a_story_that_is_handed_in_is_followed_until_it_is_stored(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    url = stack.press.add(
        "lantern.test", "/pier-hostile", Printed(200, "text/html", HOSTILE.encode())
    )
    field = signed_in.find_element(By.ID, "url")

    field.send_keys(url, Keys.ENTER)

    until(signed_in, lambda: signed_in.find_elements(By.CSS_SELECTOR, ".story"))
    assert "Pier opens" in signed_in.find_element(By.TAG_NAME, "h1").text
    # what a hostile page wrote is text: none of it ran
    assert "owned" not in signed_in.title.replace("document.title='owned'", "")
    links = signed_in.find_elements(By.CSS_SELECTOR, ".story a")
    assert not any((link.get_attribute("href") or "").startswith("javascript") for link in links)
    assert not signed_in.find_elements(By.CSS_SELECTOR, ".story img, .story script")


@pytest.fixture(scope="module")
def edited(stack: LocalStack) -> str:
    """A story that is published, read, edited and read again; its id."""
    first = PIER.format(words="“It will hold for a hundred years,”")
    url = stack.press.add("lantern.test", "/pier-edited", Printed(200, "text/html", first.encode()))
    name: str = stack.client.submit(url)["id"]
    stack.client.stored(name, WAIT_S)
    later = PIER.format(words="“It will hold for ten years,”")
    stack.press.add("lantern.test", "/pier-edited", Printed(200, "text/html", later.encode()))
    invoked(stack, "Sweep", {"at": (datetime.now(UTC) + timedelta(hours=2)).isoformat()})
    waited(lambda: stack.client.article(name).get("version") == 2, "the second version")
    return name


def test_a_story_from_right_to_left_and_words_without_end_fit_a_phone(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    pages = {"/minaa": ("ar", "أعيد فتح الميناء", MINAA), "/endless": ("en", "x" * 90, ENDLESS)}
    signed_in.set_window_size(*WIDTHS["phone"])
    for path, (language, headline, lines) in pages.items():
        body = "".join(f"<p>{line}</p>" for line in lines)
        html = BARE.format(language=language, headline=headline, body=body).encode()
        url = stack.press.add("lantern.test", path, Printed(200, "text/html; charset=utf-8", html))
        name = stack.client.stored(stack.client.submit(url)["id"], WAIT_S)["id"]
        signed_in.get(f"{stack.client.base_url}/read/{name}")

        room, needed, flow = signed_in.execute_script(
            "return [document.documentElement.clientWidth, document.documentElement.scrollWidth,"
            "getComputedStyle(document.querySelector('.story')).direction]"
        )
        assert needed <= room
        assert flow == ("rtl" if language == "ar" else "ltr")
        assert violations(signed_in) == []


def test_a_story_that_nobody_handed_in_is_fetched_from_its_address(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    page = Printed(200, "text/html", PIER.format(words="“It is wet,”").encode())
    url = stack.press.add("lantern.test", "/pier-searched", page)

    find(signed_in, url)
    assert violations(signed_in) == []
    signed_in.find_element(By.XPATH, "//button[text()='Fetch and read it']").click()

    until(signed_in, lambda: signed_in.find_elements(By.CSS_SELECTOR, "mark.said"))


def test_an_edited_story_shows_both_wordings_side_by_side(
    signed_in: webdriver.Chrome, stack: LocalStack, edited: str
) -> None:
    signed_in.get(f"{stack.client.base_url}/read/{edited}")
    signed_in.find_element(By.LINK_TEXT, "version 2").click()
    until(signed_in, lambda: signed_in.find_elements(By.PARTIAL_LINK_TEXT, "What changed since"))
    signed_in.find_element(By.PARTIAL_LINK_TEXT, "What changed since").click()
    until(signed_in, lambda: signed_in.find_elements(By.CSS_SELECTOR, "table.sides"))

    assert signed_in.find_element(By.CSS_SELECTOR, "table.sides del").text == "a hundred"
    assert signed_in.find_element(By.CSS_SELECTOR, "table.sides ins").text == "ten"
    assert "quotation altered: Ada Lind" in signed_in.find_element(By.CLASS_NAME, "edits").text


def test_what_was_edited_lately_leads_to_the_edit(
    signed_in: webdriver.Chrome, stack: LocalStack, edited: str
) -> None:
    # the feed is complete up to some seconds ago
    def listed() -> bool:
        signed_in.get(f"{stack.client.base_url}/edits")
        return bool(signed_in.find_elements(By.PARTIAL_LINK_TEXT, "Pier of Sund"))

    waited(listed, "the edit")
    signed_in.find_element(By.PARTIAL_LINK_TEXT, "Pier of Sund").click()

    until(signed_in, lambda: f"/read/{edited}/changes" in signed_in.current_url)


def test_a_source_shows_its_health_and_is_paused_and_resumed(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    signed_in.find_element(By.LINK_TEXT, "Sources").click()
    until(signed_in, lambda: signed_in.find_elements(By.ID, "lantern"))
    assert "Last run" in signed_in.find_element(By.ID, "lantern").text

    for word, other in (("Pause", "Resume"), ("Resume", "Pause")):
        signed_in.find_element(By.XPATH, f"//button[text()='{word} lantern']").click()
        until(
            signed_in,
            lambda other=other: signed_in.find_elements(  # type: ignore[misc]
                By.XPATH, f"//button[text()='{other} lantern']"
            ),
        )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "page", ["home", "article", "list", "versions", "changes", "edits", "watched", "waiting"]
)
def test_a_page_is_accessible_and_fits(
    signed_in: webdriver.Chrome, stack: LocalStack, edited: str, width: str, page: str
) -> None:
    if page in ("article", "list"):
        shown(signed_in, stack)
    if page == "list":
        find(signed_in, "harbour-gazette.test")
    if page in ("versions", "changes"):
        signed_in.get(f"{stack.client.base_url}/read/{edited}/{page}")
    if page in ("edits", "watched"):
        signed_in.get(f"{stack.client.base_url}/{page}")
    if page == "waiting":
        busy = stack.press.add("lantern.test", "/busy-pier", Printed(503, "text/html", b"busy"))
        name = stack.client.submit(busy)["id"]
        signed_in.get(f"{stack.client.base_url}/read/{name}")
    signed_in.set_window_size(*WIDTHS[width])
    SHOTS.mkdir(parents=True, exist_ok=True)
    signed_in.save_screenshot(str(SHOTS / f"{page}-{width}.png"))

    assert violations(signed_in) == []
    room, needed = signed_in.execute_script(
        "return [document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert needed <= room


def test_dark_colours_have_enough_contrast(stack: LocalStack) -> None:
    driver = _driver("--blink-settings=preferredColorScheme=0")
    try:
        driver.get(f"{stack.client.base_url}/")
        driver.find_element(By.ID, "token").send_keys(stack.client.token, Keys.ENTER)
        until(driver, lambda: driver.find_elements(By.ID, "q"))
        shown(driver, stack)
        dark = driver.execute_script("return matchMedia('(prefers-color-scheme: dark)').matches")

        assert dark
        assert violations(driver) == []
    finally:
        driver.quit()


def test_nothing_is_loaded_from_elsewhere_and_no_policy_is_broken(
    signed_in: webdriver.Chrome, stack: LocalStack
) -> None:
    signed_in.get_log("browser")  # type: ignore[no-untyped-call]  # of the tests before
    shown(signed_in, stack)

    loaded = signed_in.execute_script(
        "return performance.getEntriesByType('resource').map(one => one.name)"
    )
    assert loaded
    assert all(name.startswith(stack.client.base_url) for name in loaded)
    lines: list[dict[str, Any]] = signed_in.get_log("browser")  # type: ignore[no-untyped-call]
    problems = [line for line in lines if line["level"] == "SEVERE"]
    assert problems == [], json.dumps(problems)


def test_signing_out_ends_the_session(signed_in: webdriver.Chrome) -> None:
    signed_in.find_element(By.CSS_SELECTOR, ".top nav button").click()

    until(signed_in, lambda: signed_in.find_elements(By.ID, "token"))
    assert not signed_in.find_elements(By.ID, "q")
