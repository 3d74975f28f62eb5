// Videos and sounds of other servers: this server fetches them when they are first played and makes them ready, which may
// take a while. Whoever wanted to play one plays it as soon as it has come.
const most = 120;
const pause = seconds => new Promise(done => setTimeout(done, 1000 * seconds));

const inSight = film => {
  const box = film.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
};

async function come(film, isWanted) {
  const said = film.parentElement.querySelector('[role="status"]');
  said.textContent = 'On its way…';
  for (let tries = 0; tries < most && film.isConnected; tries++) {
    const answer = await fetch(film.src, { method: 'HEAD' }).catch(() => null);
    if (answer?.ok) {
      said.textContent = '';
      film.load();
      if (isWanted() && (film.localName === 'audio' || inSight(film))) film.play().catch(() => {});
      return;
    }
    if (answer?.status !== 503) break;
    await pause(Number(answer.headers.get('Retry-After')) || 5);
  }
  said.textContent = 'It can’t be played here.';
}

for (const film of document.querySelectorAll('[data-elsewhere]')) {
  let asked = false, wanted = false;
  // Browsers stop by themselves what fails; that is no wish.
  film.addEventListener('play', () => { wanted = true; });
  film.addEventListener('pause', () => { if (!film.error) wanted = false; });
  // A second time it is broken for this browser, and not on its way.
  film.addEventListener('error', () => { if (!asked) { asked = true; come(film, () => wanted); } });
}
