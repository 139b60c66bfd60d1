// Leaflet's canvas, for thousands of shapes that change colour together: each is traced
// once for where the map stands, and all are drawn from one list: to read thousands of
// Leaflet's layers took as long as to draw them. Those are still what a click is tested on.
window.startCanvas = () => {
  // From this zoom on a line between small areas can be seen.
  const NEAR = 12;
  const trace = parts => {
    const path = new Path2D();
    for (const ring of parts) {
      ring.forEach((at, n) => n ? path.lineTo(at.x, at.y) : path.moveTo(at.x, at.y));
      path.closePath();
    }
    return path;
  };
  const base = L.Canvas.prototype;
  const Canvas = L.Canvas.extend({
    // One shape never changes alone.
    _extendRedrawBounds() {},
    _initPath(shape) { this.traced = null; base._initPath.call(this, shape); },
    _removePath(shape) { this.traced = null; base._removePath.call(this, shape); },
    _updatePaths() { this.traced = null; base._updatePaths.call(this); },
    _draw() {
      if (!this.shown) return;
      const {colours, kindOf, line, picked} = this.shown;
      if (!this.traced) {
        const shapes = Object.values(this._layers).filter(shape => shape._parts.length);
        this.traced = {paths: shapes.map(shape => trace(shape._parts)), at: Uint16Array.from(shapes, shape => shape.at)};
      }
      const {paths, at} = this.traced;
      const pen = this._ctx;
      paths.forEach((path, n) => {
        pen.fillStyle = colours[kindOf[at[n]]] || '#ffffff';
        pen.fill(path, 'evenodd');
      });
      const round = (found, {weight, color}) => {
        pen.lineWidth = weight;
        pen.strokeStyle = color;
        for (const path of found) pen.stroke(path);
      };
      if (line.weight >= 1 || this._map.getZoom() >= NEAR) round(paths, line);
      if (picked) round(paths.filter((_, n) => at[n] === picked.at), picked);
    },
    // `colours` of each kind, the kind of each shape, the line round each, and round the
    // one that is picked. At once: what changes by itself waits for the browser's next
    // frame, and need not be drawn then once more.
    drawAll(shown) {
      this.shown = shown;
      L.Util.cancelAnimFrame(this._redrawRequest);
      this._redraw();
    },
  });
  return new Canvas({padding: 0.1});
};
