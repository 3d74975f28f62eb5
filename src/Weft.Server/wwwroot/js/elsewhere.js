// Videos and sounds of other servers: this server fetches them when they are first played and makes them ready, which may
// take a while. Whoever wanted to play one plays it as soon as it has come.
const most = 120;
const pause = seconds => new Promise(done => setTimeout(done, 1000 * seconds));

async function come(film) {
  const wanted = !film.paused;
  const said = film.parentElement.querySelector('[role="status"]');
  said.textContent = 'On its way…';
  for (let tries = 0; tries < most && film.isConnected; tries++) {
    const answer = await fetch(film.src, { method: 'HEAD' }).catch(() => null);
    if (answer?.ok) {
      said.textContent = '';
      film.load();
      if (wanted) film.play().catch(() => {});
      return;
    }
    if (answer?.status !== 503) break;
    await pause(Number(answer.headers.get('Retry-After')) || 5);
  }
  said.textContent = 'It can’t be played here.';
}

for (const film of document.querySelectorAll('[data-elsewhere]')) {
  let asked = false;
  // A second time it is broken for this browser, and not on its way.
  film.addEventListener('error', () => { if (!asked) { asked = true; come(film); } });
}
