// The map that never changes: shapes come once from the app's own folder; a change of
// filter sends signs and words to crisis.apply, and all shapes are drawn anew at once.
// Who wants less motion gets none: before any map is made, in folium's own script.
if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
  const panBy = L.Map.prototype.panBy;
  L.Map.mergeOptions({zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false});
  L.Map.include({panBy(offset, options) { return panBy.call(this, offset, {...options, animate: false}); }});
}
// Flat: a transform in space would make each mark a layer of its own, and every frame of
// the page slower by them.
L.Browser.ie3d = true;
window.startMap = (map, config) => {
  const BLUE = '#005EB8';
  const GREY = '#425563';
  const SIGNS = [...Array(94).keys()].map(k => String.fromCharCode(k + 33))
    .filter(sign => !'"\\<0123456789'.includes(sign)).join('');
  const box = document.getElementById('map_div');
  box.setAttribute('role', 'region');
  // Streamlit calls the frame by the name of the component.
  window.frameElement?.setAttribute('title', 'Map of London');
  const escape = text => String(text).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
  const crisis = {paint: null, picked: '', clicked: '', clicks: 0, focus: '', hidden: []};
  window.crisis = crisis;

  for (const [name, height] of [['river', 390], ['lines', 420]]) {
    map.createPane(name).style.zIndex = height;
    map.getPane(name).style.pointerEvents = 'none';
  }

  // A sign for each shape, of a sign for each run of them, see painting.py.
  const spelt = (signs, width) => signs.replace(new RegExp(`(\\D{${width}})(\\d+)`, 'g'), (_, sign, count) => sign.repeat(count));
  // What stands at a place of a string of signs.
  const pointed = (signs, width, at) => width > 1
    ? SIGNS.indexOf(signs[2 * at]) * SIGNS.length + SIGNS.indexOf(signs[2 * at + 1])
    : SIGNS.indexOf(signs[at]);
  // The kind of each shape, found once for all that asks.
  const kinds = paint => Uint16Array.from({length: paint.shapes.length / paint.width},
    (_, at) => pointed(paint.shapes, paint.width, at));
  const kind = (paint, at) => paint.kinds[paint.kindOf[at]] || ['', ''];
  // A colour with its pattern as a tile of the canvas, see patterns.py: the second cue.
  const tiles = {};
  const tile = (colour, pattern) => {
    const side = 6;
    const canvas = Object.assign(document.createElement('canvas'), {width: side, height: side});
    const pen = canvas.getContext('2d');
    pen.fillStyle = colour;
    pen.fillRect(0, 0, side, side);
    pen.strokeStyle = pen.fillStyle = '#212B32';
    if (pattern === 'dots') pen.arc(side / 2, side / 2, 1.1, 0, 2 * Math.PI);
    for (const from of pattern === 'hatch' ? [-side, 0, side] : []) {
      pen.moveTo(from - 1, side + 1);
      pen.lineTo(from + side + 1, -1);
    }
    pattern === 'dots' ? pen.fill() : pen.stroke();
    return pen.createPattern(canvas, 'repeat');
  };
  const filled = colour => {
    const pattern = crisis.paint.patterns[colour];
    return pattern ? tiles[colour] ||= tile(colour, pattern) : colour;
  };
  const canvas = window.startCanvas();
  const line = grain => ({weight: grain === 'area' ? 0.5 : 1, color: '#ffffff'});
  const PICKED = {weight: 4, color: BLUE};
  const tip = layer => {
    const {name, i} = layer.feature.properties;
    const paint = crisis.paint;
    const detail = paint.details[pointed(paint.of_details, paint.detail_width, i)] || '';
    return `<strong>${escape(name)}</strong><br>${escape(kind(paint, i)[1] + detail)}`;
  };

  // Not smoothed: smoothing one shape at a time opens gaps that a click falls through.
  // Empty and synchronous, so that clicks are bound before the shapes arrive.
  const layers = {};
  for (const grain of config.grains) {
    layers[grain] = L.geoJson(null, {
      style: line(grain), smoothFactor: 0, renderer: canvas,
      // streamlit-folium would bind its click to each anew at every change: the layer's will do.
      onEachFeature: ({properties}, shape) => { Object.assign(shape, {at: properties.i, on: null}); },
    });
    layers[grain].bindTooltip(tip, {sticky: true});
    layers[grain].on('click', e => {
      const {feature} = e.propagatedFrom;
      crisis.clicked = feature.properties.code;
      // The same shape is another click: streamlit-folium does not report the same twice,
      // and holds what it reported last, so that must not be changed.
      feature.properties = {...feature.properties, click: crisis.clicks += 1};
    });
  }
  // streamlit-folium listens to what is on the map at its start: all of them, so that a
  // click on a borough or a ward is reported too. The first paint takes the others off.
  for (const layer of Object.values(layers)) layer.addTo(map);
  const outline = feature => {
    const picked = feature.properties.code === crisis.picked;
    return {fill: false, weight: picked ? 4 : 1.1, color: picked ? BLUE : GREY, opacity: 0.8};
  };
  // Grey lines are lost on dark shapes: each stands on a white one, drawn once.
  const halo = L.geoJson(null, {
    pane: 'lines', interactive: false,
    style: {fill: false, weight: 3.5, color: '#ffffff', opacity: 0.5},
  }).addTo(map);
  const lines = L.geoJson(null, {
    pane: 'lines', interactive: false, style: outline,
  }).addTo(map);
  const river = L.geoJson(null, {
    pane: 'river', interactive: false,
    style: {stroke: false, fillColor: '#A9C7DE', fillOpacity: 1},
  }).addTo(map);
  const marks = window.startMarks(map, escape);

  const failed = () => {
    const note = L.control({position: 'topright'});
    note.onAdd = () => {
      const told = L.DomUtil.create('div', 'map-fault');
      told.textContent = 'The map could not load its shapes. Reload the page; where there is “Places on the map” below, that table holds the same numbers.';
      return told;
    };
    note.addTo(map);
  };
  const load = address => fetch(address)
    .then(r => { if (!r.ok) throw new Error(r.status); return r.json(); });
  const asked = {};
  // Shapes of a grain come when it is first shown. They wait for the map to stand where it
  // will: drawn before, all of them would be projected and drawn twice.
  const shapes = grain => asked[grain] ||= Promise.all([load(config.shapes[grain]), crisis.started])
    .then(([found]) => { layers[grain].addData(found); return found; });

  // Leaflet's setStyle would reckon 4,835 times what has to be drawn anew: all of it.
  const repaint = ({grain, kinds: known, kindOf, palette}) => {
    const picked = crisis.picked && layers[grain].getLayers().find(shape => shape.feature.properties.code === crisis.picked);
    canvas.drawAll({
      kindOf, line: line(grain), colours: known.map(([at]) => filled(palette[at])),
      picked: picked && {at: picked.at, ...PICKED},
    });
  };
  const toggle = (layer, shown) => {
    if (shown !== map.hasLayer(layer)) shown ? layer.addTo(map) : layer.remove();
  };
  const paint = () => {
    const now = crisis.paint;
    for (const [grain, layer] of Object.entries(layers)) toggle(layer, now.grain === grain);
    repaint(now);
    for (const layer of [halo, lines]) toggle(layer, !crisis.hidden.includes('boroughs'));
    toggle(river, !crisis.hidden.includes('river'));
    if (crisis.outlined !== crisis.picked) lines.setStyle(outline);
    crisis.outlined = crisis.picked;
    box.setAttribute('aria-label', `Map: ${now.title}`);
    box.dataset.painted = String(Number(box.dataset.painted || 0) + 1);
    box.dataset.classes = Array.from(now.kindOf.subarray(0, 4000), of => now.kinds[of]?.[0] ?? '').join('').slice(0, 4000);
  };
  // A place that was found, not clicked, is brought into view: once.
  const goTo = focus => {
    const wanted = JSON.stringify(focus);
    if (wanted === crisis.focus) return;
    crisis.focus = wanted;
    if (!focus) return;
    if (focus.point) { map.setView(focus.point, focus.zoom, {animate: false}); return; }
    const byHand = focus.code === crisis.clicked;
    crisis.clicked = '';
    if (byHand) return;
    shapes(focus.grain).then(found => {
      const shape = found.features.find(f => f.properties.code === focus.code);
      if (shape) map.fitBounds(L.geoJson(shape).getBounds(), {maxZoom: 14, padding: [40, 40], animate: false});
    }).catch(failed);
  };
  crisis.apply = change => {
    const {paint: now, picked, hidden} = change;
    now.shapes = spelt(now.shapes, now.width);
    now.of_details = spelt(now.of_details, now.detail_width);
    now.kindOf = kinds(now);
    Object.assign(crisis, {paint: now, picked, hidden});
    window.feature_group = [];
    box.classList.toggle('dark', Boolean(change.dark));
    const grain = change.paint.grain;
    shapes(grain).then(() => {
      if (crisis.paint !== change.paint) return;
      paint();
      marks.draw(config, change.states, change.focus?.point ? change.focus : null, change.more || [], change.dots || []);
      crisis.started.then(() => goTo(change.focus));
      box.dataset.ready = String(layers[grain].getLayers().length);
    }).catch(failed);
  };

  crisis.started = Promise.all([
    load(config.shapes.borough).then(found => [halo, lines].forEach(layer => layer.addData(found))),
    load(config.shapes.thames).then(found => river.addData(found)),
  ]).then(() => map.fitBounds(lines.getBounds(), {padding: [4, 4], animate: false}));
  crisis.started.catch(failed);
  L.control.scale({imperial: false}).addTo(map);
  const print = L.control({position: 'topright'});
  print.onAdd = () => {
    const button = L.DomUtil.create('button', 'map-print');
    button.type = 'button';
    button.textContent = 'Print';
    button.title = 'Print this view, A4 landscape';
    L.DomEvent.disableClickPropagation(button).on(button, 'click', () => window.parent.print());
    return button;
  };
  if (config.prints) print.addTo(map);
};
