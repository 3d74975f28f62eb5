// Custom emoji in the composer: looked at when somebody first opens them, chosen by a click or the arrow keys.
const word = emoji => `:${emoji.shortcode}:`;

/** The text after a word came in the place of what was chosen: apart from what stands beside it, else it is no emoji. */
export function insert(text, start, end, added) {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const put = (before === '' || /\s$/u.test(before) ? '' : ' ') + added + (/^\s/u.test(after) ? '' : ' ');
  return { text: before + put + after, at: before.length + put.length + (/^\s/u.test(after) ? 1 : 0) };
}

/** Those whose name has the letters in it, those that begin with them first. */
export function search(emojis, letters) {
  const sought = letters.trim().toLowerCase().replaceAll(':', '');
  const begins = e => e.shortcode.toLowerCase().startsWith(sought);
  const found = emojis.filter(e => e.shortcode.toLowerCase().includes(sought));
  return sought === '' ? found : [...found.filter(begins), ...found.filter(e => !begins(e))];
}

/** Where a key leads in rows of so many; the same place for a key that leads nowhere. */
export function moved(at, count, columns, key, isRightToLeft = false) {
  const forward = isRightToLeft ? -1 : 1;
  const to = { ArrowRight: at + forward, ArrowLeft: at - forward, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: count - 1 }[key];
  return to >= 0 && to < count ? to : at;
}

let own;
const load = () => own ??= fetch('/api/v1/custom_emojis', { headers: { Accept: 'application/json' } })
  .then(answer => answer.ok ? answer.json() : Promise.reject(answer.status))
  .catch(() => { own = null; return null; });

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

/** How many stand in the first row. */
function columnsOf(buttons) {
  const second = buttons.findIndex(b => b.offsetTop > buttons[0].offsetTop);
  return second < 0 ? buttons.length : second;
}

function fill(grid, emojis, none) {
  grid.replaceChildren(...emojis.map((emoji, i) => {
    const button = make('button', { type: 'button', className: 'emoji-one', title: word(emoji), tabIndex: i === 0 ? 0 : -1 });
    button.dataset.word = word(emoji);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    button.append(make('img', { src: still ? emoji.static_url : emoji.url, alt: word(emoji), width: 32, height: 32, loading: 'lazy' }));
    return button;
  }));
  none.hidden = emojis.length > 0;
}

async function open(menu) {
  const list = menu.querySelector('.emoji-list');
  const emojis = await load();
  if (list.childElementCount > 0) return;
  if (!emojis?.length) {
    list.append(make('p', { className: 'hint', textContent: emojis ? 'This server has no emoji of its own.' : 'The emoji can’t be read now.' }));
    list.firstChild.setAttribute('role', 'status');
    if (!emojis) menu.addEventListener('toggle', () => list.replaceChildren(), { once: true });
    return;
  }
  const field = make('input', { className: 'input', type: 'search', placeholder: 'Search emoji', autocomplete: 'off', spellcheck: false });
  field.setAttribute('aria-label', 'Search emoji');
  const grid = make('div', { className: 'emoji-grid' });
  grid.setAttribute('role', 'group');
  grid.setAttribute('aria-label', 'Emoji of this server');
  const none = make('p', { className: 'hint', textContent: 'None has that name.', hidden: true });
  none.setAttribute('role', 'status');
  fill(grid, emojis, none);
  list.append(field, grid, none);
  field.addEventListener('input', e => { e.stopPropagation(); fill(grid, search(emojis, field.value), none); });
  field.addEventListener('keydown', e => {
    if (e.key !== 'Enter' && e.key !== 'ArrowDown') return;
    e.preventDefault();
    e.stopPropagation();
    const first = grid.querySelector('button');
    if (e.key === 'Enter') first?.click(); else first?.focus();
  });
  grid.addEventListener('keydown', e => {
    const buttons = [...grid.children];
    const at = buttons.indexOf(e.target.closest('button'));
    const to = moved(at, buttons.length, columnsOf(buttons), e.key, getComputedStyle(grid).direction === 'rtl');
    if (at < 0 || !/^(Arrow|Home$|End$)/.test(e.key)) return;
    e.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
  });
  grid.addEventListener('click', e => {
    const button = e.target.closest('button');
    if (button) choose(menu, button.dataset.word);
  });
  field.focus();
}

function choose(menu, added) {
  const area = menu.closest('.composer-part').querySelector('textarea[name=text]');
  const { text, at } = insert(area.value, area.selectionStart, area.selectionEnd, added);
  area.value = text;
  menu.open = false;
  area.focus();
  area.setSelectionRange(at, at);
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

if (globalThis.document) {
  document.addEventListener('toggle', e => {
    if (e.target.matches?.('[data-emoji][open]')) open(e.target);
  }, true);
  document.addEventListener('keydown', e => {
    const menu = e.key === 'Escape' && e.target.closest?.('[data-emoji][open]');
    if (!menu) return;
    // The dialog around it stays.
    e.preventDefault();
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}
