// The point of a photo that stays in sight where it is cropped: set by a click on the photo, or by the arrow keys.
const step = 0.1;
const bound = value => Math.round(Math.min(1, Math.max(-1, value)) * 100) / 100;

/** Where a whole picture stands in its frame, which may be wider or higher. */
export function place(frame, picture) {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: (frame.width - width) / 2, y: (frame.height - height) / 2, width, height };
}

/** The point of a picture below a place in its frame: -1 (left, bottom) to 1. */
export function toPoint(frame, picture, at) {
  const box = place(frame, picture);
  return { x: bound((at.x - box.x) / box.width * 2 - 1), y: bound(1 - (at.y - box.y) / box.height * 2) };
}

/** The other way. */
export function toPlace(frame, picture, point) {
  const box = place(frame, picture);
  return { x: box.x + box.width * (point.x + 1) / 2, y: box.y + box.height * (1 - point.y) / 2 };
}

/** What the field holds; the middle when it holds nothing. */
export function read(text) {
  const [x, y] = text.split(',').map(Number);
  return Number.isFinite(x) && Number.isFinite(y) ? { x: bound(x), y: bound(y) } : { x: 0, y: 0 };
}

/** The point after a key; null for a key that moves nothing. */
export function moved(point, key) {
  const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[key];
  if (key === 'Home') return { x: 0, y: 0 };
  return by ? { x: bound(point.x + by[0]), y: bound(point.y + by[1]) } : null;
}

/** Gives a photo in the composer its point; does nothing for what is none, or has one. */
export function focal(shot) {
  const image = shot.querySelector('.shot-frame img');
  if (!image || (shot.dataset.kind ?? 'photo') !== 'photo' || shot.querySelector('.focal')) return;
  const name = `focus${shot.dataset.shot}`;
  let field = shot.querySelector(`[name="${name}"]`);
  if (!field) shot.prepend(field = Object.assign(document.createElement('input'), { type: 'hidden', name, value: '0,0' }));
  const dot = Object.assign(document.createElement('button'), { type: 'button', className: 'focal' });
  shot.querySelector('.shot-frame').append(dot);
  const picture = () => ({ width: image.naturalWidth || image.width, height: image.naturalHeight || image.height });
  const show = point => {
    const at = toPlace({ width: image.clientWidth, height: image.clientHeight }, picture(), point);
    dot.style.left = `${at.x}px`;
    dot.style.top = `${at.y}px`;
    const percent = value => Math.round((value + 1) * 50);
    dot.setAttribute('aria-label', `Point to keep in sight: ${percent(point.x)}% from the left, ${percent(-point.y)}% from the top. The arrow keys move it.`);
  };
  const set = point => { field.value = `${point.x},${point.y}`; show(point); };
  image.addEventListener('click', e => {
    set(toPoint({ width: image.clientWidth, height: image.clientHeight }, picture(), { x: e.offsetX, y: e.offsetY }));
    dot.focus({ preventScroll: true });
  });
  dot.addEventListener('keydown', e => {
    const point = moved(read(field.value), e.key);
    if (!point) return;
    e.preventDefault();
    set(point);
  });
  image.addEventListener('load', () => show(read(field.value)));
  show(read(field.value));
}

if (globalThis.document) for (const shot of document.querySelectorAll('.shot')) focal(shot);
