// The map that never changes: shapes come once from the app's own folder; a change of
// filter sends classes, notes and marks to crisis.apply, and nothing is drawn anew.
(function () {
  const config = __CONFIG__;
  const map = map_div;
  const escape = text => String(text).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
  const crisis = {grain: 'area', classes: '', notes: [], words: [], palette: [], picked: '', marks: ''};
  window.crisis = crisis;

  map.createPane('river').style.zIndex = 390;
  map.createPane('lines').style.zIndex = 420;
  map.getPane('lines').style.pointerEvents = 'none';
  map.getPane('river').style.pointerEvents = 'none';

  const classOf = feature => crisis.classes.charCodeAt(feature.properties.i) - 48;
  const style = grain => feature => {
    const shown = crisis.grain === grain && crisis.classes.length > 0;
    const picked = feature.properties.code === crisis.picked;
    return {
      fill: shown, stroke: shown, fillOpacity: 1,
      fillColor: crisis.palette[classOf(feature)] || '#ffffff',
      weight: picked ? 4 : grain === 'area' ? 0.25 : 1,
      color: picked ? '#005EB8' : '#ffffff',
    };
  };
  const tip = layer => {
    const p = layer.feature.properties;
    return `<strong>${escape(p.name)}</strong><br>${escape(crisis.words[crisis.notes[p.i]] || '')}`;
  };
  // Not smoothed: smoothing one shape at a time opens gaps that a click falls through.
  // Empty and synchronous, so that clicks are bound before the shapes arrive.
  const layers = {
    area: L.geoJson(null, {style: style('area'), smoothFactor: 0}),
    borough: L.geoJson(null, {style: style('borough'), smoothFactor: 0}),
  };
  for (const layer of Object.values(layers)) layer.bindTooltip(tip, {sticky: true});
  layers.area.addTo(map);
  const outline = feature => {
    const picked = feature.properties.code === crisis.picked;
    return {fill: false, weight: picked ? 4 : 1.1, color: picked ? '#005EB8' : '#425563', opacity: 0.8};
  };
  const lines = L.geoJson(null, {
    pane: 'lines', interactive: false, renderer: L.svg({pane: 'lines'}), style: outline,
  }).addTo(map);
  const river = L.geoJson(null, {
    pane: 'river', interactive: false, renderer: L.svg({pane: 'river'}),
    style: {stroke: false, fillColor: '#A9C7DE', fillOpacity: 1},
  }).addTo(map);
  const marks = L.layerGroup().addTo(map);

  const outlines = {
    circle: 'M8 2a6 6 0 1 0 .01 0z',
    square: 'M2.5 2.5h11v11h-11z',
    diamond: 'M8 1l7 7-7 7-7-7z',
    triangle: 'M8 1.5l7 12.5H1z',
    cross: 'M5.5 1h5v4.5H15v5h-4.5V15h-5v-4.5H1v-5h4.5z',
    house: 'M8 1l7 6v8H1V7z',
  };
  const icon = (shape, colour, hollow, faint) => L.divIcon({
    className: 'service-mark', iconSize: [16, 16],
    html: `<svg width="16" height="16" viewBox="0 0 16 16" opacity="${faint ? 0.6 : 1}">` +
      `<path d="${outlines[shape]}" fill="${hollow || faint ? '#fff' : colour}" ` +
      `stroke="${hollow || faint ? colour : '#fff'}" stroke-width="${hollow || faint ? 2 : 1}"/></svg>`,
  });
  const drawMarks = rows => {
    const text = JSON.stringify(rows);
    if (text === crisis.marks) return;
    crisis.marks = text;
    marks.clearLayers();
    for (const [lat, lon, shape, colour, hollow, faint, name, words] of rows) {
      L.marker([lat, lon], {icon: icon(shape, colour, hollow, faint), title: name, alt: name, keyboard: false})
        .bindTooltip(`<strong>${escape(name)}</strong><br>${escape(words)}`).addTo(marks);
    }
  };

  crisis.paint = () => {
    for (const [grain, layer] of Object.entries(layers)) {
      const shown = crisis.grain === grain;
      if (shown !== map.hasLayer(layer)) shown ? layer.addTo(map) : layer.remove();
      if (shown) layer.setStyle(style(grain));
    }
    lines.setStyle(outline);
    layers[crisis.grain].eachLayer(l => { if (l.feature.properties.code === crisis.picked) l.bringToFront(); });
    const box = document.getElementById('map_div');
    box.dataset.painted = String(Number(box.dataset.painted || 0) + 1);
    box.dataset.classes = crisis.classes.slice(0, 4000);
  };
  crisis.apply = change => {
    Object.assign(crisis, change.paint);
    drawMarks(change.marks);
    window.feature_group = [];
    crisis.paint();
  };

  const failed = () => {
    const note = L.control({position: 'topright'});
    note.onAdd = () => {
      const box = L.DomUtil.create('div', 'map-fault');
      box.textContent = 'The map could not load its shapes. Reload the page; the table below holds the same numbers.';
      return box;
    };
    note.addTo(map);
  };
  const load = (address, into) => fetch(address)
    .then(r => { if (!r.ok) throw new Error(r.status); return r.json(); })
    .then(found => into.forEach(layer => layer.addData(found)));
  Promise.all([
    load(config.area, [layers.area]),
    load(config.borough, [layers.borough, lines]),
    load(config.thames, [river]),
  ]).then(() => {
    map.fitBounds(layers.borough.getBounds(), {padding: [4, 4], animate: false});
    crisis.paint();
    document.getElementById('map_div').dataset.ready = String(layers.area.getLayers().length);
  }).catch(failed);

  L.control.scale({imperial: false}).addTo(map);
  const css = document.createElement('style');
  css.textContent = `#map_div{background:#fff} .service-mark{background:none;border:0}
    .leaflet-tooltip{font:13px Arial,sans-serif;white-space:normal;min-width:150px;max-width:260px}
    .map-fault{background:#fff;border:2px solid #d5281b;padding:8px;max-width:220px;font:14px Arial,sans-serif}`;
  document.head.appendChild(css);
})();
