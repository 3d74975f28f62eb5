// Likes, reposts, saves: answered at once, rolled back honestly if the server refuses.
import { tell } from './toast.js';

addEventListener('submit', async e => {
  const button = e.submitter;
  if (!button?.matches('.act[aria-pressed]')) return;
  e.preventDefault();
  const was = button.getAttribute('aria-pressed') === 'true';
  set(button, !was);
  const address = new URL(button.formAction);
  address.searchParams.set('on', String(!was));
  try {
    const answer = await fetch(address, { method: 'POST', body: new FormData(e.target), headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(answer.status);
    address.searchParams.set('on', String(was));
    button.formAction = address;
  } catch {
    set(button, was);
    tell('That did not go through.', 'Try again', () => button.click());
  }
});

function set(button, on) {
  button.setAttribute('aria-pressed', String(on));
  const count = button.querySelector('.count');
  const shown = count.textContent;
  if (!button.matches('.is-save') && /^\d*$/.test(shown)) { // “12.3K” stays as it is
    const n = Number(shown) + (on ? 1 : -1);
    count.textContent = n > 0 ? String(n) : '';
  }
}
