// Photos and videos in the composer: picked, dropped or pasted, sent one by one while the text is still being written.
import { focal } from './focal.js';
import { tell } from './toast.js';

const most = 20;
const wait = ms => new Promise(done => setTimeout(done, ms));
const number = shots => [...shots.children].forEach((shot, i) => {
  const name = `${shot.dataset.kind ?? 'photo'} ${i + 1}`;
  const say = (selector, text) => { const e = shot.querySelector(selector); if (e) e.textContent = text; };
  say('[name=remove] .vh', `Remove ${name}`);
  say('[name=earlier] .vh', `Move ${name} forward`);
  say('label', `Description of ${name}`);
  shot.querySelector('progress')?.setAttribute('aria-label', `Uploading ${name}`);
});

const icon = name => {
  const sheet = document.querySelector('.composer use').getAttribute('href').split('#')[0];
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'use'));
  svg.firstChild.setAttribute('href', `${sheet}#${name}`);
  return svg;
};

const tool = (name, symbol) => {
  const button = Object.assign(document.createElement('button'), { className: 'tool', name, type: 'submit', formNoValidate: true });
  button.append(icon(symbol), Object.assign(document.createElement('span'), { className: 'vh' }));
  return button;
};

// What is seen before the server has answered: drawn, since nothing but the server's own pictures may be loaded.
async function sketch(file) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 368, height: 272 });
  try {
    const image = await createImageBitmap(file);
    const scale = Math.max(canvas.width / image.width, canvas.height / image.height);
    canvas.getContext('2d').drawImage(image, (canvas.width - image.width * scale) / 2, (canvas.height - image.height * scale) / 2, image.width * scale, image.height * scale);
    image.close();
  } catch { /* no browser draws everything that the server takes */ }
  return canvas;
}

function send(form, file, tellProgress) {
  return new Promise((done, fail) => {
    const body = new FormData();
    body.append('__RequestVerificationToken', form.querySelector('[name=__RequestVerificationToken]').value);
    body.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', '/compose/media');
    request.responseType = 'json';
    request.upload.onprogress = e => e.lengthComputable && tellProgress(e.loaded / e.total * 100);
    request.onload = () => request.status === 200 ? done(request.response)
      : fail(new Error(request.response?.error ?? (request.status === 413 ? 'The file is too large.' : request.status === 429 ? 'That was a lot at once. Wait a little, then try again.' : 'The file could not be sent.')));
    request.onerror = () => fail(new Error('The server could not be reached.'));
    request.send(body);
  });
}

async function ready(answer) {
  for (let pause = 1000; !answer.ready; pause = Math.min(pause * 1.5, 8000)) {
    await wait(pause);
    const response = await fetch(`/compose/media/${answer.id}`, { headers: { Accept: 'application/json' } });
    const next = await response.json().catch(() => ({}));
    if (response.status === 422 || response.status === 404) throw new Error(next.error ?? 'The file was removed.');
    if (response.ok) answer = next;
  }
  return answer;
}

async function add(form, shots, file) {
  if (shots.children.length >= most) { tell(`A post has ${most} photos and videos at most.`); return; }
  const part = shots.dataset.shots;
  const shot = Object.assign(document.createElement('div'), { className: 'shot' });
  shot.dataset.kind = { video: 'video', audio: 'sound' }[file.type.split('/')[0]] ?? 'photo';
  const frame = Object.assign(document.createElement('div'), { className: 'shot-frame' });
  const progress = Object.assign(document.createElement('progress'), { max: 100, value: 0 });
  frame.append(tool('remove', 'x'), tool('earlier', 'arrow-left'), progress);
  frame.querySelector('[name=earlier]').classList.add('is-earlier');
  shot.append(frame);
  shots.append(shot);
  form.dataset.sending = Number(form.dataset.sending ?? 0) + 1;
  form.dispatchEvent(new Event('input'));
  // After it has its place: the photos stand in the order in which they were picked, however long each is drawn.
  frame.prepend(await sketch(file));
  try {
    let answer = await send(form, file, percent => { progress.value = percent; });
    shot.dataset.shot = answer.id;
    shot.prepend(Object.assign(document.createElement('input'), { type: 'hidden', name: `media${part}`, value: answer.id }));
    const id = `alt${answer.id}`;
    shot.append(
      Object.assign(document.createElement('label'), { className: 'vh', htmlFor: id }),
      Object.assign(document.createElement('textarea'), { className: 'input', id, name: id, rows: 2, maxLength: 1500, placeholder: 'Describe it for those who can’t see it', dir: 'auto' }));
    for (const button of frame.querySelectorAll('button')) button.value = answer.id;
    number(shots);
    progress.removeAttribute('value');
    answer = await ready(answer);
    if (answer.picture) frame.querySelector('canvas')?.replaceWith(Object.assign(document.createElement('img'), { src: answer.picture, alt: '' }));
    focal(shot);
  } catch (fault) {
    shot.remove();
    tell(`${file.name}: ${fault.message}`);
  } finally {
    progress.remove();
    form.dataset.sending = Number(form.dataset.sending) - 1;
    number(shots);
    form.dispatchEvent(new Event('input'));
  }
}

for (const form of document.querySelectorAll('[data-composer]')) {
  const takes = form.querySelector('[data-files]')?.accept.split(',') ?? [];
  const take = (where, files) => {
    const shots = (where.closest?.('.composer-part') ?? form).querySelector('.shots');
    for (const file of files) takes.includes(file.type) ? add(form, shots, file) : tell(`${file.name || 'This file'} is of a kind that cannot be taken.`);
  };

  form.addEventListener('change', e => {
    if (!e.target.matches('[data-files]')) return;
    take(e.target, [...e.target.files]);
    e.target.value = '';
  });
  form.addEventListener('paste', e => {
    const files = [...e.clipboardData.files];
    if (files.length) { e.preventDefault(); take(e.target, files); }
  });
  for (const over of ['dragenter', 'dragover']) form.addEventListener(over, e => {
    if (form.dragged || !e.dataTransfer.types.includes('Files')) return;
    e.preventDefault();
    form.classList.add('is-over');
  });
  form.addEventListener('dragleave', e => { if (!form.contains(e.relatedTarget)) form.classList.remove('is-over'); });
  form.addEventListener('drop', e => {
    form.classList.remove('is-over');
    // A picture of the page that is only moved looks like a file to some browsers.
    if (form.dragged) { e.preventDefault(); return; }
    if (!e.dataTransfer.files.length) return;
    e.preventDefault();
    take(e.target, [...e.dataTransfer.files]);
  });

  form.addEventListener('click', e => {
    const button = e.target.closest('.shot button[name]');
    if (!button) return;
    e.preventDefault();
    const shot = button.closest('.shot');
    const shots = shot.parentElement;
    if (button.name === 'earlier') {
      shot.previousElementSibling?.before(shot);
      button.focus();
    } else {
      const body = new URLSearchParams({ __RequestVerificationToken: form.querySelector('[name=__RequestVerificationToken]').value });
      // What an edited post shows is kept until the edit is saved: the server removes only what no post shows.
      if (shot.dataset.shot) fetch(`/compose/media/${shot.dataset.shot}/remove`, { method: 'POST', body });
      (shot.nextElementSibling ?? shot.previousElementSibling)?.querySelector('button').focus();
      shot.remove();
    }
    number(shots);
    form.dispatchEvent(new Event('input'));
  });

  // Reordering by hand.
  form.addEventListener('dragstart', e => { const shot = e.target.closest?.('.shot'); if (shot) { form.dragged = shot; e.dataTransfer.effectAllowed = 'move'; } });
  form.addEventListener('dragend', () => { form.dragged = null; });
  form.addEventListener('dragover', e => {
    const over = form.dragged && e.target.closest?.('.shot');
    if (!over || over === form.dragged || over.parentElement !== form.dragged.parentElement) return;
    e.preventDefault();
    const box = over.getBoundingClientRect();
    e.clientX < box.x + box.width / 2 ? over.before(form.dragged) : over.after(form.dragged);
    number(over.parentElement);
  });

  form.addEventListener('submit', e => {
    if (Number(form.dataset.sending ?? 0) > 0) {
      e.preventDefault();
      tell('The files are still on their way.');
      return;
    }

    const silent = [...form.querySelectorAll('.shot textarea')].find(a => a.value.trim() === '');
    if (silent && !form.dataset.reminded) {
      e.preventDefault();
      form.dataset.reminded = 'yes';
      silent.focus();
      tell(`A ${silent.closest('.shot').dataset.kind ?? 'photo'} has no description yet. Say what is to be seen or heard, or post again to go without.`);
    }
  }, { capture: true });
}
