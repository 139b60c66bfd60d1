// Services as marks: they come once as a file, a change says which are drawn and how.
// Marks that would lie on one another are one badge with their number, which spreads
// them on a click or the Enter key.
window.startMarks = (map, escape) => {
  const TOUCH = 15;
  // A finger needs 24 px from one badge to the next (WCAG 2.5.8); only a wide map has them
  // apart by itself.
  const [FINGER, NARROW] = [25, 800];
  const outlines = {
    circle: 'M8 2a6 6 0 1 0 .01 0z',
    square: 'M2.5 2.5h11v11h-11z',
    diamond: 'M8 1l7 7-7 7-7-7z',
    triangle: 'M8 1.5l7 12.5H1z',
    wedge: 'M8 14.5L1 2h14z',
    star: 'M8 .8l2.2 4.7 5.1.6-3.8 3.5 1 5.1L8 12.2l-4.5 2.5 1-5.1L.7 6.1l5.1-.6z',
    bar: 'M1 5h14v6H1z',
    cross: 'M5.5 1h5v4.5H15v5h-4.5V15h-5v-4.5H1v-5h4.5z',
    house: 'M8 1l7 6v8H1V7z',
  };
  const icon = (shape, colour, empty, faint, isNew) => L.divIcon({
    className: isNew ? 'service-mark service-new' : 'service-mark', iconSize: [16, 16],
    html: `<svg width="16" height="16" viewBox="0 0 16 16" opacity="${faint ? 0.6 : 1}">` +
      `<path d="${outlines[shape]}" fill="${empty ? '#fff' : colour}" ` +
      `stroke="${empty ? colour : '#fff'}" stroke-width="${empty ? 2 : 1}"/></svg>`,
  });
  const badge = count => L.divIcon({
    className: 'service-badge', iconSize: [22, 22], html: `<span>${count}</span>`,
  });
  const drawn = L.layerGroup().addTo(map);
  const spread = L.layerGroup().addTo(map);
  const ring = L.layerGroup().addTo(map);
  let rows = [];
  let shown = '';
  let loaded = null;

  const place = row => [row[0], row[1]];
  const mark = (row, at) => {
    const [shape, colour, hollow, name, words, barrier, usable, isNew] = row.slice(2);
    const faint = !usable;
    return L.marker(at, {icon: icon(shape, colour, hollow || faint, faint, isNew), title: name, alt: name, keyboard: false, zIndexOffset: isNew ? 1000 : 0})
      .bindTooltip(`<strong>${escape(name)}</strong><br>${escape(`${words[0]} ${barrier}. ${words[1]}`)}`);
  };
  // Each mark joins the first group whose middle it would touch.
  const groups = () => {
    const found = [];
    const apart = map.getSize().x < NARROW ? FINGER : TOUCH;
    for (const row of rows) {
      const at = map.latLngToLayerPoint(place(row));
      // A site that a plan adds is what one looks for: never in a badge.
      const near = !row[9] && found.find(g => !g.rows[0][9] && g.at.distanceTo(at) < apart);
      near ? near.rows.push(row) : found.push({at, rows: [row]});
    }
    return found;
  };
  const fold = () => spread.clearLayers();
  const unfold = group => {
    const open = spread.getLayers().length > 0;
    fold();
    if (open && spread.group === group) { spread.group = null; return; }
    spread.group = group;
    const count = group.rows.length;
    const radius = Math.max(26, 20 * count / (2 * Math.PI));
    const middle = place(group.rows[0]);
    const at = map.latLngToLayerPoint(middle);
    group.rows.forEach((row, n) => {
      const turn = 2 * Math.PI * n / count - Math.PI / 2;
      const to = map.layerPointToLatLng(at.add([radius * Math.cos(turn), radius * Math.sin(turn)]));
      L.polyline([middle, to], {
        color: '#425563', weight: 1.5, interactive: false, pane: 'lines',
      }).addTo(spread);
      mark(row, to).addTo(spread);
    });
  };
  const badged = group => {
    const names = group.rows.map(row => row[5]);
    const made = L.marker(place(group.rows[0]), {
      icon: badge(names.length), alt: `${names.length} services together: ${names.join('; ')}. Press Enter to spread them.`,
    }).bindTooltip(`<strong>${names.length} services together</strong><br>${names.map(escape).join('<br>')}<br>Click to spread them.`)
      .on('click', () => unfold(group));
    made.on('add', () => made.getElement().addEventListener('keydown', e => {
      if (e.key !== 'Enter' && e.key !== ' ') return;
      e.preventDefault();
      unfold(group);
    }));
    return made;
  };
  // Marks that stay as they are stay: a change of the hour is of a few.
  const standing = new Map();
  const layOut = () => {
    fold();
    const wanted = new Map(groups().map(group => [JSON.stringify(group.rows), group]));
    for (const [known, layer] of standing) {
      if (!wanted.has(known)) { drawn.removeLayer(layer); standing.delete(known); }
    }
    for (const [known, group] of wanted) {
      if (standing.has(known)) continue;
      const [row, ...others] = group.rows;
      standing.set(known, (others.length ? badged(group) : mark(row, place(row))).addTo(drawn));
    }
  };
  map.on('zoomend', layOut);
  map.on('click', fold);

  // `more` are services that the file does not hold, those of a plan; `dots` are places
  // where one could stand.
  const draw = (config, states, found, more, dots) => {
    const wanted = JSON.stringify([states, found, more, dots]);
    if (wanted === shown) return;
    shown = wanted;
    ring.clearLayers();
    for (const at of dots) L.circleMarker(at, {radius: 3, color: '#fff', weight: 1, fillColor: '#212b32', fillOpacity: 0.75,
      interactive: false, pane: 'lines'}).addTo(ring);
    if (found) L.circleMarker(found.point, {radius: 16, color: '#005EB8', weight: 4, fill: false, interactive: false,
      pane: 'lines'}).addTo(ring);
    if (!states && !more.length) { rows = []; layOut(); return; }
    loaded ||= fetch(config.services).then(r => { if (!r.ok) throw new Error(r.status); return r.json(); });
    loaded.then(({barriers, rows: all}) => {
      if (wanted !== shown) return;
      const stand = (row, sign, isNew) => {
        const state = barriers[sign];
        return state ? [[...row, state[1], state[0] === 'in_reach', isNew]] : [];
      };
      rows = all.flatMap((row, at) => stand(row, states.charCodeAt(at) - 48, false))
        .concat(more.flatMap(([row, sign]) => stand(row, sign, true)));
      layOut();
      document.getElementById('map_div').dataset.marks = String(rows.length);
    });
  };
  return {draw};
};
