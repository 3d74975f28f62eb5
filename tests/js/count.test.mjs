import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { count, countPlain, limit } from '../../src/Weft.Server/wwwroot/js/count.js';

const { cases } = JSON.parse(await readFile(new URL('../cases/post-length.json', import.meta.url), 'utf8'));

for (const { says, text, counts } of cases) {
  test(`${says} counts ${counts}`, () => assert.equal(count(text), counts));
}

test('The limit is that of the server', () => assert.equal(limit, 500));

test('A warning counts its links and mentions as written', () =>
  assert.equal(countPlain('https://a.example @b@c.example'), 30));

test('A long text counts what its parts count', () => {
  const part = '👍🏽 e\u0301 👨\u200d👩\u200d👧 हिन्दी\n';
  for (let shift = 0; shift < 12; shift++) {
    assert.equal(count(' '.repeat(shift) + part.repeat(300)), shift + count(part) * 300);
  }
});

test('A long hostile text is counted in a moment', () => {
  const hostile = [
    'http://a.example/(', '@a@', '@a.', 'http://', '#a', '@a@b.', 'http://a.example/[)', 'http://a.', 'http://a.b:', 'é.@', 'a\u0301\u0316',
    '👨\u200d', '\ud800', '🇦', '((((', 'http://a.example/x))))', 'http://a.example/x!!!', '-.-@a-.', '\u0915\u094d', 'h',
  ];
  for (const piece of hostile) {
    const began = performance.now();
    count(piece.repeat(Math.ceil(100_000 / piece.length)));
    assert.ok(performance.now() - began < 5_000, `${JSON.stringify(piece)} took ${performance.now() - began} ms`);
  }
});
