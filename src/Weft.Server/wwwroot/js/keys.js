// Shortcuts. Never while writing, never with a modifier, and off when the person says so.
const posts = () => [...document.querySelectorAll('.feed .post')];
const current = () => document.activeElement?.closest('.post');
const step = n => {
  const all = posts();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(current()) + n))];
  next?.querySelector('.post-who').focus();
  next?.scrollIntoView({ block: 'nearest' });
};
const press = selector => current()?.querySelector(selector)?.click();
const keys = {
  j: () => step(1), k: () => step(-1),
  l: () => press('.is-like'), t: () => press('.is-pass'), b: () => press('.is-save'), r: () => press('a.act'),
  n: () => document.querySelector('.rail-new')?.click(),
  '/': () => { location.href = '/search'; },
  '?': () => document.getElementById('keys')?.showModal(),
};
addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || localStorage.getItem('keys') === 'off') return;
  if (e.target.closest('input, textarea, select, dialog[open]')) return;
  const act = keys[e.key];
  if (act) { e.preventDefault(); act(); }
});
