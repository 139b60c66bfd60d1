// Leaflet's canvas, for thousands of shapes that change colour together: each is traced
// once for where the map stands, and a line thinner than can be seen is not drawn.
window.startCanvas = () => {
  const NEAR = 12;
  const trace = parts => {
    const path = new Path2D();
    for (const ring of parts) {
      ring.forEach((at, n) => n ? path.lineTo(at.x, at.y) : path.moveTo(at.x, at.y));
      path.closePath();
    }
    return path;
  };
  const Canvas = L.Canvas.extend({
    _updatePoly(layer) {
      if (!this._drawing || !layer._parts.length) return;
      if (layer.traced?.parts !== layer._parts) layer.traced = {parts: layer._parts, path: trace(layer._parts)};
      const {fill, fillColor, stroke, color, weight} = layer.options;
      const pen = this._ctx;
      const path = layer.traced.path;
      if (fill) {
        pen.fillStyle = fillColor;
        pen.fill(path, 'evenodd');
      }
      if (!stroke || (weight < 1 && this._map.getZoom() < NEAR)) return;
      pen.strokeStyle = color;
      pen.lineWidth = weight;
      pen.stroke(path);
    },
    // All of it, at once: what changes by itself waits for the browser's next frame, and
    // need not be drawn then once more.
    drawAll() {
      L.Util.cancelAnimFrame(this._redrawRequest);
      this._redrawBounds = null;
      this._redraw();
    },
  });
  return new Canvas({padding: 0.1});
};
