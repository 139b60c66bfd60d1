"""Visitors without a browser: each speaks Streamlit's own protocol over a websocket.

A visitor sends what a browser sends when a filter moves (the state of every widget moved
so far) and waits for the server to say that the page is drawn.
"""

import asyncio
import json
import random
import time
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qsl, urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MOVES = {
    "hour": 6,
    "day": 3,
    "place": 3,
    "shade": 2,
    "grain": 2,
    "travel": 2,
    "within": 2,
    "age": 1,
    "arrive": 1,
    "unknown": 1,
}
"""How often each filter of Explore is moved, out of 23 moves."""
PATIENCE_S = 60


class Fault(Exception):
    """A page that broke, or a server that went away."""


@dataclass
class Seen:
    """What one visitor met: seconds of each repaint, faults, bytes that came."""

    first_s: list[float] = field(default_factory=list)
    repaint_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    received: int = 0


class Visitor:
    """One browser tab on the dashboard at `address` (host:port)."""

    def __init__(self, address, seed, path="", query=None):
        self.address = address
        self.uri = f"ws://{address}/_stcore/stream"
        self.path = path
        self.page_hash = ""
        self.session = ""
        self.chance = random.Random(seed)  # noqa: S311 - who moves what
        self.widgets = {}
        self.moved = {}
        self.pressed = {}
        self.choices = dict(query or {})
        self.held = []
        self.known = {}
        self.texts = []
        self.headings = []
        self.scripts = ""
        self.editor = ""
        self.offered = {}
        self.errors = []
        self.seen = Seen()

    async def stay(self, until, think_s):
        """Look, think, move a filter; until the moment `until` of the loop's clock."""
        clock = asyncio.get_running_loop().time
        try:
            async with websockets.connect(
                self.uri, subprotocols=["streamlit"], max_size=None
            ) as socket:
                self.seen.first_s.append(await self.drawn(socket))
                # Else who first looks for a place would hold up all the others.
                await asyncio.to_thread(self._names)
                while clock() < until:
                    await asyncio.sleep(self.chance.uniform(0.5, 1.5) * think_s)
                    self.move()
                    self.seen.repaint_s.append(await self.drawn(socket))
        except (Fault, TimeoutError, OSError, websockets.WebSocketException) as fault:
            self.seen.faults.append(f"{type(fault).__name__}: {fault}")

    def move(self, key="", choice=None):
        """Change one filter, as its widget would."""
        keys = [key for key in MOVES if key in self.widgets]
        key = key or self.chance.choices(keys, [MOVES[key] for key in keys])[0]
        kind, element = self.widgets[key]
        if kind == "finder":
            found = choice or self.chance.choice(self._names())
            self._press(element.id, "found", found)
            return
        if kind == "checkbox":
            choice = not self.choices.get(key, element.default)
            state = {"bool_value": choice}
        else:
            choice = choice or self.chance.choice(list(element.options))
            state = {"string_value": choice}
            if kind == "slider":
                state = {"string_array_value": {"data": [choice]}}
        self.choices[key] = choice
        self.moved[element.id] = state

    def go(self, path):
        """Open another page, by its path, at the next drawing."""
        self.path, self.page_hash = path, ""

    def run_sql(self, sql):
        """Run a question in the editor of the Query page."""
        self._press(self.editor, "asked", sql)

    async def file(self, socket, offered):
        """Address of a file, made as the click on its button asks for it."""
        sent = BackMsg()
        asked = sent.backend_operation_request
        asked.request_id, asked.session_id = "click", self.session
        asked.deferred_file.file_id = offered
        await socket.send(sent.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "backend_operation_response":
            message.ParseFromString(await asyncio.wait_for(socket.recv(), PATIENCE_S))
        answer = message.backend_operation_response
        if answer.error_msg:
            raise Fault(answer.error_msg)
        return f"http://{self.address}{answer.deferred_file.url}"

    def _names(self):
        _kind, field = self.widgets["place"]
        return names_of(self.address, json.loads(field.json)["names"])

    def _press(self, component, event, value):
        trigger = f"$$STREAMLIT_INTERNAL_KEY_{component}__events"
        said = json.dumps([{"event": event, "value": value}])
        self.pressed[trigger] = {"json_trigger_value": said}

    async def drawn(self, socket):
        """Ask for the page as it is chosen; seconds until the server says it is done."""
        began = time.perf_counter()
        await socket.send(self._asked().SerializeToString())
        self.texts, self.headings, self.errors, marked = [], [], [], []
        while True:
            data = await asyncio.wait_for(socket.recv(), PATIENCE_S)
            self.seen.received += len(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            if kind == "navigation":
                self.page_hash = message.navigation.page_script_hash
            if kind == "page_info_changed":
                # What was found is in the address as the server writes it.
                written = dict(parse_qsl(message.page_info_changed.query_string))
                self.choices |= {"place": written.get("place", "")}
            if kind == "delta":
                self._read(message.delta.new_element)
            if kind == "ref_hash":
                marked.append(message.ref_hash)
                self._read(self.known[message.ref_hash])
            elif message.metadata.cacheable:
                marked.append(message.hash)
                self.known[message.hash] = message.delta.new_element
            if kind == "script_finished":
                if message.script_finished == message.FINISHED_WITH_COMPILE_ERROR:
                    raise Fault("The page cannot be compiled.")
                if message.script_finished == message.FINISHED_SUCCESSFULLY:
                    break
        # A browser keeps messages of the last runs, and says so.
        self.held = [*self.held[-1:], marked]
        if self.errors:
            raise Fault(self.errors[0])
        return time.perf_counter() - began

    def _asked(self):
        sent = BackMsg()
        state = sent.rerun_script
        state.query_string = urlencode(
            {
                k: str(v).lower() if isinstance(v, bool) else v
                for k, v in self.choices.items()
                if v != ""
            }
        )
        state.page_name, state.page_script_hash = self.path, self.page_hash
        state.cached_message_hashes.extend({h for run in self.held for h in run})
        pressed, self.pressed = self.pressed, {}
        for widget, value in {**self.moved, **pressed}.items():
            added = state.widget_states.widgets.add(id=widget)
            for name, content in value.items():
                if isinstance(content, dict):
                    getattr(added, name).data.extend(content["data"])
                else:
                    setattr(added, name, content)
        return sent

    def _read(self, element):
        kind = element.WhichOneof("type")
        if kind in {"selectbox", "slider", "checkbox", "multiselect"}:
            widget = getattr(element, kind)
            self.widgets[widget.id.rsplit("-", 1)[-1]] = (kind, widget)
        elif kind == "bidi_component":
            component = element.bidi_component
            if component.component_name == "finder":
                key = component.id.rsplit("-", 1)[-1].removeprefix("find_")
                self.widgets[key] = ("finder", component)
            elif component.component_name == "editor":
                self.editor = component.id
        elif kind == "component_instance":
            self.scripts += element.component_instance.json_args
        elif kind == "download_button":
            button = element.download_button
            self.offered[button.label] = button.deferred_file_id
        elif kind == "heading":
            self.headings.append(element.heading.body)
        elif kind == "markdown":
            self.texts.append(element.markdown.body)
        elif kind == "exception":
            self.errors.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            self.errors.append(element.alert.body)


@cache
def names_of(address, file):
    """Codes of a file of names, as a browser keeps them."""
    with urllib.request.urlopen(f"http://{address}{file}", timeout=PATIENCE_S) as found:
        return [code for code, _label in json.load(found)]


async def together(address, count, *, seconds, think_s):
    """What `count` visitors met who come within one think time and stay."""
    clock = asyncio.get_running_loop().time
    until = clock() + think_s + seconds
    visitors = [Visitor(address, seed) for seed in range(count)]

    async def come(visitor):
        await asyncio.sleep(visitor.chance.uniform(0, think_s))
        await visitor.stay(until, think_s)

    await asyncio.gather(*(come(visitor) for visitor in visitors))
    return [visitor.seen for visitor in visitors]
