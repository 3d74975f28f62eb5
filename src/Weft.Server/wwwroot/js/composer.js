// The composer: counter ring, drafts that survive anything, one more post in the thread.
import { count, countPlain } from './count.js';

for (const form of document.querySelectorAll('[data-composer]')) {
  const limit = Number(form.dataset.limit);
  const ring = form.querySelector('.ring');
  const edits = form.querySelector('[name=edit], [name=reply_to], [name=quote]');
  const key = 'draft:' + location.pathname + location.search + (form.closest('dialog')?.id ?? '');
  const areas = () => [...form.querySelectorAll('textarea[name=text]')];
  const warning = form.querySelector('[name=warning]');

  const update = () => {
    const longest = Math.max(...areas().map(a => count(a.value))) + (warning ? countPlain(warning.value) : 0);
    const left = limit - longest;
    ring.querySelector('.ring-fill').setAttribute('stroke-dasharray', `${Math.min(100, longest / limit * 100)} 100`);
    ring.classList.toggle('is-near', left <= 50 && left >= 0);
    ring.classList.toggle('is-over', left < 0);
    ring.querySelector('output').textContent = left <= 50 ? left.toLocaleString(document.documentElement.lang) : '';
    form.querySelector('.composer-foot .btn').disabled = longest === 0 && !form.querySelector('.shot') || left < 0;
  };
  const keep = () => localStorage.setItem(key, JSON.stringify(areas().map(a => a.value)));
  const add = () => {
    const parts = form.querySelectorAll('.composer-part');
    const part = parts[0].cloneNode(true);
    part.querySelectorAll('.quote, details.composer-tools:not([data-emoji]), .shot').forEach(x => x.remove());
    for (const emoji of part.querySelectorAll('[data-emoji]')) {
      emoji.open = false;
      emoji.querySelector('.emoji-list').replaceChildren();
    }
    part.querySelector('.shots').dataset.shots = parts.length + 1;
    const files = part.querySelector('[data-files]');
    if (files) files.name = `files${parts.length + 1}`;
    const id = `${areas()[0].id}-${parts.length + 1}`;
    part.setAttribute('aria-label', `Post ${parts.length + 1}`);
    const area = part.querySelector('textarea[name=text]');
    Object.assign(area, { id, value: '', placeholder: 'Say more' });
    Object.assign(part.querySelector('label[for]'), { htmlFor: id, textContent: `Text of post ${parts.length + 1}` });
    parts[parts.length - 1].after(part);
    return area;
  };

  // A draft comes back only where nothing is written yet: an edit, a reply or a refused post begins with its own text.
  if (!edits && areas().every(a => a.value === '')) {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? '[]');
      kept.forEach((text, i) => { if (text) (areas()[i] ?? add()).value = text; });
    } catch { localStorage.removeItem(key); }
  }

  form.addEventListener('input', () => { update(); if (!edits) keep(); });
  form.addEventListener('submit', e => { if (!e.defaultPrevented) localStorage.removeItem(key); });
  form.addEventListener('keydown', e => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) form.requestSubmit(); });
  form.querySelector('[data-add-post]')?.addEventListener('click', () => { add().focus(); update(); });
  update();
}
