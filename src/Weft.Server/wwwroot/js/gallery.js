// Photos and videos: their colours until they have come, and large ones in front of the page, by key, touch or click.
import { decode } from './blurhash.js';

const side = 24;
const blur = pixels => {
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side, className: 'blur', ariaHidden: 'true' });
  canvas.getContext('2d').putImageData(new ImageData(pixels, side, side), 0, 0);
  return canvas;
};
// A picture of another server that can't be had leaves its colours and its words.
const lack = (image, lacks) => image.parentElement.classList.toggle('is-lacking', lacks);
for (const image of document.querySelectorAll('img[data-blurhash], img.is-framed')) {
  if (image.complete && image.naturalWidth) continue;
  lack(image, image.complete);
  for (const end of ['load', 'error']) image.addEventListener(end, () => lack(image, end === 'error'), { once: true });
  if (!image.dataset.blurhash) continue;
  const pixels = decode(image.dataset.blurhash, side, side);
  if (!pixels) continue;
  const canvas = blur(pixels);
  image.before(canvas);
  // Loaded is not painted yet.
  image.addEventListener('load', () => image.decode().catch(() => {}).then(() => canvas.remove()), { once: true });
}

let box, photos = [], at = 0;
const element = (name, className, more) => Object.assign(document.createElement(name), { className, ...more });

function make() {
  box = element('dialog', 'lightbox');
  box.setAttribute('aria-label', 'Photos');
  box.innerHTML = '<figure><img alt=""><figcaption dir="auto"></figcaption></figure>'
    + '<p class="lightbox-count" role="status"></p>'
    + '<button class="tool lightbox-close"><span aria-hidden="true">×</span><span class="vh">Close</span></button>'
    + '<button class="tool lightbox-back"><span aria-hidden="true">‹</span><span class="vh">Photo before</span></button>'
    + '<button class="tool lightbox-on"><span aria-hidden="true">›</span><span class="vh">Next photo</span></button>';
  document.body.append(box);
  box.querySelector('.lightbox-close').addEventListener('click', () => box.close());
  box.querySelector('.lightbox-back').addEventListener('click', () => show(at - 1));
  box.querySelector('.lightbox-on').addEventListener('click', () => show(at + 1));
  box.addEventListener('click', e => { if (e.target === box || e.target.localName === 'figure') box.close(); });
  box.addEventListener('close', () => { photos[at]?.focus(); box.querySelector('img').removeAttribute('src'); });
  box.addEventListener('keydown', e => {
    const turn = document.dir === 'rtl' ? -1 : 1;
    if (e.key === 'ArrowRight') show(at + turn);
    else if (e.key === 'ArrowLeft') show(at - turn);
    else if (e.key === 'Home') show(0);
    else if (e.key === 'End') show(photos.length - 1);
    else return;
    e.preventDefault();
  });

  let from = null;
  box.addEventListener('pointerdown', e => { from = e.isPrimary ? { x: e.clientX, y: e.clientY } : null; });
  box.addEventListener('pointercancel', () => { from = null; });
  box.addEventListener('pointerup', e => {
    if (!from) return;
    const [x, y] = [e.clientX - from.x, e.clientY - from.y];
    from = null;
    if (Math.abs(x) > 48 && Math.abs(x) > 2 * Math.abs(y)) show(at - Math.sign(x));
    else if (y > 96 && y > 2 * Math.abs(x)) box.close();
  });
}

function show(next) {
  at = Math.min(Math.max(next, 0), photos.length - 1);
  const small = photos[at].querySelector('img');
  const large = box.querySelector('img');
  Object.assign(large, { src: photos[at].href, alt: small.alt, width: small.getAttribute('width'), height: small.getAttribute('height') });
  const caption = box.querySelector('figcaption');
  caption.textContent = small.alt;
  caption.hidden = small.alt === '';
  box.querySelector('.lightbox-count').textContent = photos.length > 1 ? `${at + 1} of ${photos.length}` : '';
  box.querySelector('.lightbox-back').hidden = at === 0;
  box.querySelector('.lightbox-on').hidden = at === photos.length - 1;
}

addEventListener('click', e => {
  const photo = e.target.closest('a[data-photo]');
  if (!photo || e.metaKey || e.ctrlKey || e.shiftKey || e.button) return;
  e.preventDefault();
  if (!box) make();
  photos = [...(photo.closest('.strip') ?? photo.parentElement).querySelectorAll('a[data-photo]')];
  show(photos.indexOf(photo));
  box.showModal();
});

for (const film of document.querySelectorAll('.video[data-blurhash]')) {
  const pixels = decode(film.dataset.blurhash, side, side);
  if (pixels) film.prepend(blur(pixels));
}

// Videos play in sight, without sound, and only for those who want things to move and have data to spare. Whoever has
// touched one decides about it from then on.
const calm = [matchMedia('(prefers-reduced-motion: reduce)'), matchMedia('(prefers-reduced-data: reduce)')];
const still = () => calm.some(query => query.matches) || navigator.connection?.saveData;
const watch = new IntersectionObserver(seen => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) target.pause();
    else if (!still() && !target.dataset.taken) { target.muted = true; target.play().catch(() => {}); }
  }
}, { threshold: .5 });
for (const video of document.querySelectorAll('video[data-plays]')) {
  video.controls = video.dataset.plays !== 'always' || still();
  for (const touch of ['pointerdown', 'keydown']) video.addEventListener(touch, () => { video.dataset.taken = 'yes'; }, { once: true });
  watch.observe(video);
}
for (const query of calm) query.addEventListener('change', () => {
  for (const video of document.querySelectorAll('video[data-plays]')) {
    if (!still()) continue;
    video.pause();
    video.controls = true;
  }
});

// How loud a sound is, and how far it has been heard.
for (const wave of document.querySelectorAll('[data-wave]')) {
  const sound = wave.parentElement.querySelector('audio');
  const past = wave.querySelector('.wave-past');
  const tell = () => { past.style.clipPath = `inset(0 ${100 - 100 * (sound.currentTime / (sound.duration || 1))}% 0 0)`; };
  for (const change of ['timeupdate', 'seeked', 'loadedmetadata']) sound.addEventListener(change, tell);
  wave.addEventListener('click', e => {
    const box = wave.getBoundingClientRect();
    const to = () => { sound.currentTime = (e.clientX - box.x) / box.width * sound.duration; };
    if (sound.readyState) to(); else { sound.addEventListener('loadedmetadata', to, { once: true }); sound.load(); }
    sound.play().catch(() => {});
  });
}
