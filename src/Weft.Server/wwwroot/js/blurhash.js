// Paints the colours of a picture until it has come (https://blurha.sh).
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';
const value = text => [...text].reduce((sum, digit) => sum * 83 + digits.indexOf(digit), 0);
const toLinear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const toByte = v => Math.round(255 * ((v = Math.min(1, Math.max(0, v))) <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055));
const square = v => Math.sign(v) * v * v;

export function decode(hash, width, height) {
  const across = value(hash[0]) % 9 + 1;
  const down = Math.floor(value(hash[0]) / 9) + 1;
  if (hash.length !== 4 + 2 * across * down) return null;
  const largest = (value(hash[1]) + 1) / 166;
  const mean = value(hash.slice(2, 6));
  const waves = [[mean >> 16, mean >> 8 & 255, mean & 255].map(toLinear)];
  for (let i = 6; i < hash.length; i += 2) {
    const step = value(hash.slice(i, i + 2));
    waves.push([Math.floor(step / 361), Math.floor(step / 19) % 19, step % 19].map(q => square((q - 9) / 9) * largest));
  }

  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const at = (y * width + x) * 4;
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      for (let j = 0; j < down; j++) for (let i = 0; i < across; i++) {
        sum += waves[j * across + i][c] * Math.cos(Math.PI * x * i / width) * Math.cos(Math.PI * y * j / height);
      }
      pixels[at + c] = toByte(sum);
    }
    pixels[at + 3] = 255;
  }
  return pixels;
}
