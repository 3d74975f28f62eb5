// Passkeys: offered by the browser where one types a name, by a button, and added in the settings.
const supported = typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

for (const box of document.querySelectorAll('[data-passkeys]')) {
  if (!supported) { box.hidden = true; continue; }
  const token = document.querySelector('[name=__RequestVerificationToken]').value;
  const fault = box.querySelector('[role=alert]');
  const post = async (path, body = {}) => {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', RequestVerificationToken: token },
      body: JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(json.error);
    return json;
  };
  const say = e => {
    // Whoever closes the browser's own dialog knows it.
    if (e.name === 'AbortError' || e.name === 'NotAllowedError') return;
    fault.textContent = e.name === 'InvalidStateError' ? 'This device has a passkey for you already.' : e.message;
    fault.hidden = false;
  };
  if (box.dataset.passkeys === 'add') add(box, post, say); else logIn(box, post, say);
}

function logIn(box, post, say) {
  const next = document.querySelector('[name=next]').value;
  let waiting;
  const ask = async mediation => {
    waiting?.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await post('/login/passkey/options'));
    const credential = await navigator.credentials.get({ publicKey, mediation, signal });
    location.assign((await post('/login/passkey', { credential: credential.toJSON(), next })).next);
  };
  box.querySelector('button').addEventListener('click', () => ask('optional').catch(say));
  PublicKeyCredential.isConditionalMediationAvailable?.().then(can => can && ask('conditional').catch(say));
}

function add(box, post, say) {
  box.querySelector('button').addEventListener('click', async () => {
    try {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await post('/settings/passkeys/options'));
      const credential = await navigator.credentials.create({ publicKey });
      const name = box.querySelector('input').value;
      const { next } = await post('/settings/passkeys', { credential: credential.toJSON(), name });
      location.assign(next);
    } catch (e) { say(e); }
  });
}
