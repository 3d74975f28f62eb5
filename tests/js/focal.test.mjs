import assert from 'node:assert/strict';
import test from 'node:test';
import { moved, read, toPlace, toPoint } from '../../src/Weft.Server/wwwroot/js/focal.js';

const frame = { width: 200, height: 100 };

test('a click finds the point in a picture that leaves room beside it', () => {
  const upright = { width: 300, height: 600 };
  assert.deepEqual(toPoint(frame, upright, { x: 100, y: 50 }), { x: 0, y: 0 });
  assert.deepEqual(toPoint(frame, upright, { x: 75, y: 0 }), { x: -1, y: 1 });
  assert.deepEqual(toPoint(frame, upright, { x: 125, y: 100 }), { x: 1, y: -1 });
  // Beside the picture its edge is meant.
  assert.deepEqual(toPoint(frame, upright, { x: 0, y: 50 }), { x: -1, y: 0 });
});

test('a point is found again where it was set', () => {
  for (const picture of [{ width: 300, height: 600 }, { width: 900, height: 100 }]) {
    const at = toPlace(frame, picture, { x: 0.5, y: -0.5 });
    assert.deepEqual(toPoint(frame, picture, at), { x: 0.5, y: -0.5 });
  }
});

test('keys move it and stop at the edges', () => {
  assert.deepEqual(moved({ x: 0, y: 0 }, 'ArrowLeft'), { x: -0.1, y: 0 });
  assert.deepEqual(moved({ x: 0, y: 0.95 }, 'ArrowUp'), { x: 0, y: 1 });
  assert.deepEqual(moved({ x: 0.3, y: 0.3 }, 'Home'), { x: 0, y: 0 });
  assert.equal(moved({ x: 0, y: 0 }, 'Enter'), null);
});

test('a field that holds nothing means the middle', () => {
  assert.deepEqual(read(''), { x: 0, y: 0 });
  assert.deepEqual(read('0.5,-7'), { x: 0.5, y: -1 });
});
