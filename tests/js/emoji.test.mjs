import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insert, moved, search } from '../../src/Weft.Server/wwwroot/js/emoji.js';

test('a word stands apart from what is beside it', () => {
  assert.deepEqual(insert('', 0, 0, ':cat:'), { text: ':cat: ', at: 6 });
  assert.deepEqual(insert('a', 1, 1, ':cat:'), { text: 'a :cat: ', at: 8 });
  assert.deepEqual(insert('a b', 2, 2, ':cat:'), { text: 'a :cat: b', at: 8 });
  assert.deepEqual(insert('a b', 1, 1, ':cat:'), { text: 'a :cat: b', at: 8 });
  assert.deepEqual(insert('a bad b', 2, 5, ':cat:'), { text: 'a :cat: b', at: 8 });
  assert.deepEqual(insert('a\n', 2, 2, ':cat:'), { text: 'a\n:cat: ', at: 8 });
});

test('the search knows parts of names, and what begins with them comes first', () => {
  const emojis = ['blobcat', 'cat', 'dog'].map(shortcode => ({ shortcode }));
  const names = letters => search(emojis, letters).map(e => e.shortcode);
  assert.deepEqual(names('cat'), ['cat', 'blobcat']);
  assert.deepEqual(names(' :CAT: '), ['cat', 'blobcat']);
  assert.deepEqual(names(''), ['blobcat', 'cat', 'dog']);
  assert.deepEqual(names('bird'), []);
});

test('the arrow keys go through the rows and stop at their ends', () => {
  assert.equal(moved(0, 10, 4, 'ArrowRight'), 1);
  assert.equal(moved(0, 10, 4, 'ArrowLeft'), 0);
  assert.equal(moved(1, 10, 4, 'ArrowDown'), 5);
  assert.equal(moved(8, 10, 4, 'ArrowDown'), 8);
  assert.equal(moved(5, 10, 4, 'ArrowUp'), 1);
  assert.equal(moved(5, 10, 4, 'End'), 9);
  assert.equal(moved(5, 10, 4, 'Home'), 0);
  assert.equal(moved(5, 10, 4, 'x'), 5);
  assert.equal(moved(1, 10, 4, 'ArrowRight', true), 0);
});
