"""The map under a hand that moves: the same map, few bytes, layers, marks, print."""

import re

from playwright.sync_api import expect

from tests.bench_visitors import served
from tests.test_browser import address, choose, chromium, page, painted
from tests.test_grains import warded

__all__ = ["address", "chromium", "page", "warded"]

# Whether anything is drawn on a pane of the map.
DRAWN = """name => {
  const canvas = map_div.getPane(name).querySelector('canvas');
  const {width, height} = canvas;
  return canvas.getContext('2d').getImageData(0, 0, width, height).data.some(Boolean);
}"""


def map_frame(page):
    return next(f for f in page.frames if "streamlit_folium" in f.url)


def move(page, key, hour):
    """Move the hour by a key and wait until the finding says it."""
    page.get_by_role("slider").focus()
    page.keyboard.press(key)
    expect(page.get_by_text(f"On Tuesday at {hour}, about")).to_be_visible(
        timeout=20_000
    )


def test_ten_changes_keep_the_map_and_send_little(page, address):
    sent = []
    page.on(
        "websocket",
        lambda s: s.on("framereceived", lambda data: sent.append(len(data))),
    )
    page.goto(f"{address}/?hour=08:00")
    box = painted(page)
    painted_before = int(box.get_attribute("data-painted"))
    page.wait_for_timeout(2_000)
    frame = map_frame(page)
    frame.evaluate(
        "window.kept = [map_div, document.querySelector('canvas')];"
        " void map_div.setView([51.45, -0.2], 12)"
    )
    heap = "map_div._container.querySelectorAll('*').length"
    nodes = None
    for at in range(10):
        sent.clear()
        move(page, "ArrowRight", f"{at + 9:02d}:00")
        page.wait_for_timeout(700)
        assert sum(sent) < 30_000
        nodes = nodes or frame.evaluate(heap)
        assert at < 9 or frame.evaluate(heap) <= 1.2 * nodes
    assert frame.evaluate("window.kept[0] === map_div")
    assert frame.evaluate("window.kept[1] === document.querySelector('canvas')")
    assert frame.evaluate("map_div.getZoom()") == 12
    # The map differs at 11:00, when joint response cars come on duty, and not before.
    assert int(box.get_attribute("data-painted")) > painted_before


def test_the_map_never_leaves_the_page_while_it_changes(page, address):
    page.goto(f"{address}/?hour=13:00")
    painted(page)
    page.evaluate(
        """() => { window.gone = 0; const frame = document.querySelector('iframe');
        new MutationObserver(() => { if (!document.contains(frame)) window.gone += 1; })
          .observe(document.body, {childList: true, subtree: true}); }"""
    )
    for hour in ("12:00", "11:00", "10:00"):
        move(page, "ArrowLeft", hour)
    assert page.evaluate("window.gone") == 0


def test_the_map_is_mounted_before_the_rest_of_the_page(page, address):
    asked = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(address)
    painted(page)
    page.get_by_role("slider").wait_for()
    frame = next(n for n, url in enumerate(asked) if "/ComponentInstance." in url)
    rest = next(n for n, url in enumerate(asked) if "/Slider." in url)
    assert frame < rest


def test_the_ground_of_the_map_goes_with_the_theme_and_paper_is_white(page, address):
    ground = "box => getComputedStyle(box).backgroundColor"
    for theme, colour in (
        ("light", "rgb(255, 255, 255)"),
        ("dark", "rgb(86, 98, 109)"),
    ):
        page.emulate_media(color_scheme=theme)
        page.goto(address)
        assert painted(page).evaluate(ground) == colour
    page.emulate_media(media="print")
    assert painted(page).evaluate(ground) == "rgb(255, 255, 255)"


def test_layers_are_switched_by_the_address(page, address):
    page.goto(f"{address}/?layers=Borough+lines")
    painted(page)
    frame = map_frame(page)
    frame.wait_for_function(DRAWN, arg="lines")
    assert not frame.evaluate(DRAWN, "river")
    assert frame.locator(".service-mark, .service-badge").count() == 0


def test_marks_on_one_campus_spread_by_the_keyboard(page, address):
    page.goto(address)
    painted(page)
    frame = map_frame(page)
    badge = frame.locator(".service-badge").first
    badge.wait_for(timeout=20_000)
    count = int(badge.inner_text())
    before = frame.locator(".service-mark").count()
    badge.focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".service-mark")).to_have_count(before + count)
    page.keyboard.press("Enter")
    expect(frame.locator(".service-mark")).to_have_count(before)


def test_marks_that_stay_as_they_are_stay(page, address):
    page.goto(address)
    painted(page)
    frame = map_frame(page)
    frame.locator(".service-badge").first.wait_for(timeout=20_000)
    marks = "[...document.querySelectorAll('.service-mark, .service-badge')]"
    frame.evaluate(f"{marks}.forEach(mark => {{ mark.kept = true; }})")
    shown = f"{marks}.map(mark => mark.innerHTML + mark.title).join()"
    before = frame.evaluate(shown)
    # Some services take no under-18s; most marks are as they were.
    choose(page, "Age", "Under 18")
    frame.wait_for_function(f"before => {shown} !== before", arg=before)
    kept = frame.evaluate(f"{marks}.map(mark => Boolean(mark.kept))")
    assert 0 < kept.count(False) < len(kept)


def test_marks_share_layers_of_the_browser(page, address):
    page.goto(f"{address}/?hour=10:00")
    painted(page)
    frame = map_frame(page)
    frame.locator(".service-badge").first.wait_for(timeout=20_000)
    marks = frame.locator(".service-mark, .service-badge").count()
    trees = []
    watch = page.context.new_cdp_session(page)
    watch.on("LayerTree.layerTreeDidChange", lambda tree: trees.append(tree["layers"]))
    watch.send("DOM.enable")
    watch.send("LayerTree.enable")
    move(page, "ArrowRight", "11:00")
    page.wait_for_timeout(500)
    # A layer for each would cost every frame of the page.
    assert 0 < len(trees[-1]) < marks


def test_a_service_is_found_shown_and_described(page, address):
    page.goto(address)
    painted(page)
    wide = map_frame(page).evaluate("map_div.getZoom()")
    choose(page, "Find a place or service", "SE5 9RS")
    heading = page.get_by_role("heading", name=re.compile("King's College|Maudsley"))
    expect(heading.first).to_be_visible(timeout=20_000)
    map_frame(page).wait_for_function("map_div.getZoom() === 14")
    assert wide < 14


def test_a_borough_that_is_found_fills_the_map(page, address):
    page.goto(address)
    painted(page)
    choose(page, "Find a place or service", "Camden")
    expect(page.get_by_role("heading", name="Camden")).to_be_visible(timeout=20_000)
    frame = map_frame(page)
    frame.wait_for_function("map_div.getZoom() > 11.5")
    where = frame.evaluate(
        "(() => { const c = map_div.getCenter(); return [c.lat, c.lng] })()"
    )
    assert abs(where[0] - 51.543) < 0.03
    assert abs(where[1] + 0.157) < 0.04


def test_incidents_are_binned_and_withheld_ones_apart(page, address):
    page.goto(f"{address}/?shade=Incidents+counted")
    classes = painted(page).get_attribute("data-classes")
    assert "1" in classes  # withheld
    expect(page.get_by_text("withheld: few, or another")).to_be_visible()
    expect(page.get_by_text("demonstration: invented").first).to_be_visible()


def test_causes_of_one_lightness_are_hatched_or_dotted(page, address):
    page.goto(f"{address}/?shade=cause&day=Sunday&hour=03:00&age=under_18s")
    painted(page)
    filled = map_frame(page).evaluate(
        """() => {
          const layers = Object.values(map_div._layers);
          const {colours, kindOf} = layers.find(layer => layer.shown).shown;
          const fills = layers.filter(layer => layer.feature && layer.at >= 0)
            .map(shape => colours[kindOf[shape.at]]);
          const pattern = fills.filter(fill => fill instanceof CanvasPattern).length;
          return {pattern, colour: fills.length - pattern};
        }"""
    )
    assert filled["pattern"] > 100
    assert filled["colour"] > 1_000
    legend = page.locator(".legend li", has_text="Age not taken").locator("span")
    assert "gradient" in legend.evaluate("s => getComputedStyle(s).backgroundImage")


def test_a_borough_that_is_clicked_opens_its_profile(page, address):
    page.goto(f"{address}/?day=Sunday")
    painted(page)
    # Whether it was there from the first, or came after the areas.
    choose(page, "Show", "Boroughs")
    painted(page, shapes=33)
    map_frame(page).locator("#map_div").click()
    page.wait_for_url(re.compile("place=E09"), timeout=20_000)
    expect(page.get_by_role("heading", name="Southwark", exact=True)).to_be_visible()
    page.goto(f"{address}/?grain=borough")
    painted(page, shapes=33)
    map_frame(page).locator("#map_div").click()
    page.wait_for_url(re.compile("place=E09"), timeout=20_000)


def test_wards_are_drawn_and_one_without_figures_says_so(chromium, warded):
    with served(warded) as (found, _process):
        page = chromium.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(f"http://{found}/?grain=ward&shade=minutes")
        painted(page, shapes=3)
        expect(
            page.get_by_text("no small area best fits it: no figures")
        ).to_be_visible()
        expect(page.get_by_text("1 wards").first).to_be_visible()
        # The toy's three wards have one shape, in the west: the last lies on top.
        box = map_frame(page).locator("#map_div")
        box.hover()
        box.click(position={"x": 220, "y": 150})
        expect(page.get_by_text("No small area best fits this ward")).to_be_visible(
            timeout=20_000
        )
        assert "place=" not in page.url
        page.close()


def test_a_view_prints_on_a_page(page, address):
    page.goto(address)
    painted(page)
    page.evaluate("window.print = () => { window.printed = true; }")
    map_frame(page).get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.get_by_text("On Tuesday at 14:00, about")).to_be_visible()
    expect(page.get_by_text("Edition: starter, built")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_text("New here?")).to_be_hidden()


def test_exact_counts_are_stamped_on_paper_too(chromium, starter):
    with served(starter, CRISIS_DISCLOSURE="off") as (found, _process):
        page = chromium.new_page()
        page.goto(f"http://{found}/help")
        stamp = page.get_by_text("NOT DISCLOSED FOR OTHERS")
        expect(stamp).to_be_visible(timeout=30_000)
        page.emulate_media(media="print")
        expect(stamp).to_be_visible()
        page.close()


def test_the_map_has_a_name_in_words(page, address):
    page.goto(f"{address}/?shade=minutes")
    painted(page)
    region = map_frame(page).get_by_role("region", name=re.compile("^Map: Minutes to"))
    expect(region).to_be_visible()
    assert page.locator("iframe").first.get_attribute("title") == "Map of London"


def test_a_shape_is_opened_again_after_another_place_was_found(page, address):
    page.goto(address)
    painted(page)
    expect(page.get_by_text("On Tuesday at 14:00, about")).to_be_visible()
    field = page.get_by_role("combobox", name="Find a place")
    expect(field).to_be_visible()
    profile = page.get_by_role("heading", name=re.compile(r"\(E01\d{6}\)"))

    def click():
        where = map_frame(page).evaluate(
            "(() => { const { x, y } = map_div.latLngToContainerPoint([51.60, -0.02]);"
            " return { x, y }; })()"
        )
        frame = page.locator("iframe").first
        frame.hover()
        frame.click(position=where)

    click()
    expect(profile).to_be_visible(timeout=20_000)
    page.wait_for_url(re.compile("place=E01"))
    field.fill("")
    page.keyboard.press("Enter")
    expect(profile).to_be_hidden(timeout=20_000)
    expect(page).not_to_have_url(re.compile("place="), timeout=20_000)
    click()
    expect(profile).to_be_visible(timeout=20_000)


def test_who_wants_less_motion_gets_a_map_that_stands_still(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    painted(page)
    moves = "[map_div.options.zoomAnimation, map_div.options.fadeAnimation]"
    assert map_frame(page).evaluate(moves) == [False, False]
    assert map_frame(page).locator(".leaflet-zoom-anim").count() == 0


def test_borough_lines_stand_on_white_and_go_with_it(page, address):
    page.goto(address)
    painted(page)
    drawn = """() => {
      const found = [];
      let next = map_div._paneRenderers.lines._drawFirst;
      for (; next; next = next.next) found.push(next.layer.options.color);
      return found;
    }"""
    colours = map_frame(page).evaluate(drawn)
    assert colours[:33] == ["#ffffff"] * 33  # below the 33 lines
    assert colours[33:66] == ["#425563"] * 33
    page.goto(f"{address}/?layers=river")
    painted(page)
    assert map_frame(page).evaluate(drawn) == []
    map_frame(page).wait_for_function(DRAWN, arg="river")
