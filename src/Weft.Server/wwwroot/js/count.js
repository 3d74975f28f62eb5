// Counts a post as the server does: Weft.Core.Posts.Text.PostLength and its scanners, function for function.
// tests/cases/post-length.json holds the two together; change both or neither.

export const limit = 500;
const linkLength = 23;
const unitsPerCharacter = 64;
const maxLink = 4096;
const maxHost = 253;
const maxLabel = 63;

const segmenter = new Intl.Segmenter();
const conjunct = /[\p{M}\u200c\u200d](?![\u0e33\u0eb3])\p{Lo}/gu;

/** The characters of a post; the server refuses more than `limit`. */
export function count(text) {
  return countPlain(counted(text));
}

/** The characters of a text whose links and mentions count as they are written, such as a content warning. */
export function countPlain(text) {
  let sum = 0;
  for (const cluster of clusters(text)) {
    sum += Math.ceil(cluster.length / unitsPerCharacter);
    if (cluster.length > 2) sum += cluster.match(conjunct)?.length ?? 0;
  }
  return sum;
}

// In windows: browsers take quadratic time for one long text. A window's last cluster may go on behind it, so the next
// window begins with that one.
function* clusters(text) {
  let size = 512;
  for (let start = 0; start < text.length;) {
    const end = start + size + (at(text, start + size - 1).length === 2 ? 1 : 0);
    const window = [...segmenter.segment(text.slice(start, end))];
    const whole = end >= text.length ? window : window.slice(0, -1);
    for (const { segment } of whole) yield segment;
    start = end >= text.length ? end : start + window.at(-1).index;
    size = whole.length === 0 ? size * 2 : 512;
  }
}

// The text with each link as long as it counts, and each mention without its server.
function counted(text) {
  const readLink = linkReader(text);
  const parts = [];
  let plain = 0;
  for (let i = 0; i < text.length;) {
    const found = text[i] === '@' ? readMention(text, i) : text[i] === 'h' || text[i] === 'H' ? readLink(i) : null;
    if (found?.counts !== undefined) {
      parts.push(text.slice(plain, i), found.counts);
      plain = found.end;
    }
    i = found?.end ?? i + 1;
  }
  parts.push(text.slice(plain));
  return parts.join('');
}

// Classes of characters

const word = /^[\p{L}\p{M}\p{Nd}\p{Pc}]$/u;
const isWord = c => c !== '' && !'\ufe0e\ufe0f\u20e3'.includes(c) && word.test(c);
const isAscii = c => c < '\u0080';
const isAsciiLetter = c => /^[a-z]$/i.test(c);
const isDigit = c => c >= '0' && c <= '9' && c.length === 1;
const isAsciiAlphanumeric = c => isAsciiLetter(c) || isDigit(c);
const isLatinAccent = c => /^[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]$/.test(c);
const isBracket = c => c !== '' && '()[]（）'.includes(c);
const neverInLink = /^[\s\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069<>"`\\、。「」『』【】\ufeff\ufffd\p{Cs}]$/u;

function at(text, index) {
  return index < text.length ? String.fromCodePoint(text.codePointAt(index)) : '';
}

function before(text, index) {
  if (index === 0) return '';
  const pair = index > 1 ? at(text, index - 2) : '';
  return pair.length === 2 ? pair : text[index - 1];
}

// Hosts

function endOfLabel(text, start) {
  let i = start;
  for (let c; i < text.length && (isWord(c = at(text, i)) || c === '-'); i += c.length);
  return i;
}

function endOfLatin(text, label, labelEnd) {
  if (!isAscii(text[label])) return labelEnd;
  for (let i = label; i < labelEnd;) {
    const c = at(text, i);
    if (!isAscii(c) && !isLatinAccent(c)) return i;
    i += c.length;
  }
  return labelEnd;
}

function endOfTopLevel(text, label, labelEnd) {
  const end = endOfLatin(text, label, labelEnd);
  const name = text.slice(label, end);
  if (/^xn--/i.test(name)) return end;
  const latin = isAscii(name[0]);
  let length = 0;
  for (const c of name) {
    if ((isAscii(c) || isLatinAccent(c)) !== latin || (isAscii(c) && !isAsciiLetter(c))) return -1;
    length++;
  }
  return length >= 2 ? end : -1;
}

function endOfHost(text, start) {
  let end = -1;
  for (let label = start, first = true; ; first = false) {
    const labelEnd = endOfLabel(text, label);
    if (labelEnd === label || labelEnd - label > maxLabel || text[label] === '-' || text[labelEnd - 1] === '-') break;
    const top = first ? -1 : endOfTopLevel(text, label, labelEnd);
    if (top >= 0) end = top;
    if (text[labelEnd] !== '.') break;
    label = labelEnd + 1;
  }
  return end - start > maxHost ? -1 : end;
}

// Links

function linkReader(text) {
  let partners;
  return start => {
    const scheme = /^https?:\/\//i.exec(text.slice(start, start + 8))?.[0].length;
    const previous = start > 0 ? text[start - 1] : '';
    if (!scheme || isAsciiAlphanumeric(previous) || (previous !== '' && '@＠$#＃'.includes(previous))) return null;
    const host = endOfHost(text, start + scheme);
    if (host < 0 || hasUserInfo(text, host)) return null;
    partners ??= pairBrackets(text);
    const end = endOfBody(text, endOfLinkPort(text, host), partners);
    return { end, counts: end - start <= maxLink ? 'x'.repeat(linkLength) : undefined };
  };
}

function hasUserInfo(text, index) {
  while (index < text.length && (isAsciiAlphanumeric(text[index]) || "-._~!$&'()*+,;=:%".includes(text[index]))) index++;
  return text[index] === '@' || text[index] === '＠';
}

function endOfLinkPort(text, index) {
  const digits = /^:\d{1,6}/.exec(text.slice(index, index + 7))?.[0].length ?? 0;
  return digits >= 2 && digits <= 6 ? index + digits : index;
}

function endOfBody(text, start, partners) {
  if (start === text.length || !'/?#'.includes(text[start])) return start;
  let query = false;
  let i = start;
  while (i < text.length) {
    const c = at(text, i);
    if (neverInLink.test(c) || (isBracket(c) && !(partners.get(i) >= start))) break;
    query ||= c === '?';
    i += c.length;
  }
  for (let c; i > start && belongsToSentence(c = before(text, i), query); i -= c.length);
  return i;
}

function belongsToSentence(c, query) {
  if (isAscii(c)) return "!*';:,.$%~|@?".includes(c) || (!query && (c === '=' || c === '&'));
  return /^\p{P}$/u.test(c) && !isBracket(c);
}

function pairBrackets(text) {
  const partners = new Map();
  let open = [];
  for (let i = 0; i < text.length;) {
    const c = at(text, i);
    if ('([（'.includes(c)) open.push(i);
    else if (isBracket(c) && text[open.at(-1)] === { ')': '(', ']': '[', '）': '（' }[c]) {
      partners.set(i, open.at(-1));
      partners.set(open.pop(), i);
    } else if (open.length > 0 && (isBracket(c) || neverInLink.test(c))) open = [];
    i += c.length;
  }
  return partners;
}

// Mentions

function readMention(text, start) {
  const previous = before(text, start);
  if (previous === '=' || previous === '/' || isWord(previous)) return null;
  const name = endOfName(text, start + 1);
  if (name === start + 1) return null;
  let end = name;
  if (text[end] === '@' && isWord(at(text, end + 1))) {
    end = endOfDomain(text, end + 1);
    if (end - name - 1 > maxHost) return null;
    end = endOfMentionPort(text, end);
  }
  if (text[end] === '@' || text[end] === '＠' || isLatinAccent(at(text, end)) || text.startsWith('://', end)) return null;
  return { end, counts: text.slice(start, name) };
}

function endOfName(text, start) {
  let end = start;
  for (let i = start; i < text.length; i++) {
    if (isAsciiAlphanumeric(text[i]) || text[i] === '_') end = i + 1;
    else if (i === start || (text[i] !== '.' && text[i] !== '-')) break;
  }
  return end;
}

function endOfDomain(text, start) {
  let end = start;
  let label = start;
  for (let i = start; i < text.length;) {
    const c = at(text, i);
    if (isWord(c)) {
      if (i > start && text[i - 1] === '.') label = i;
      end = i + c.length;
    } else if (c !== '.' && c !== '-') break;
    i += c.length;
  }
  return endOfLatin(text, label, end);
}

function endOfMentionPort(text, index) {
  const digits = /^:\d{2,6}/.exec(text.slice(index, index + 7))?.[0].length ?? 0;
  return digits >= 3 && digits <= 6 && !isWord(at(text, index + digits)) ? index + digits : index;
}
