// What the page paints before a photo has come is what the server read from it.
import test from 'node:test';
import assert from 'node:assert/strict';
import { decode } from '../../src/Weft.Server/wwwroot/js/blurhash.js';

test('nothing but black', () => {
  const pixels = decode('L00000fQfQfQfQfQfQfQfQfQfQfQ', 8, 4);
  assert.equal(pixels.length, 8 * 4 * 4);
  for (let i = 0; i < pixels.length; i += 4) assert.deepEqual([...pixels.slice(i, i + 4)], [0, 0, 0, 255]);
});

test('one colour', () => assert.deepEqual([...decode('00TSUA', 1, 1)], [255, 255, 255, 255]));

test('a hash of another length is none', () => assert.equal(decode('L00000fQ', 4, 4), null));
