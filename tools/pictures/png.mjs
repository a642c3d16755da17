// Palette pictures: a PNG of the browser (8 bits, RGB or RGBA, not interlaced) made four times
// smaller. Few colours fill a page; the most frequent ones are kept, the others go to the nearest.
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 64;

const crcTable = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc = (bytes) => {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};

const chunk = (type, data) => {
  const head = Buffer.alloc(8), tail = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  head.write(type, 4, "latin1");
  tail.writeUInt32BE(crc(Buffer.concat([head.subarray(4), data])));
  return Buffer.concat([head, data, tail]);
};

const read = (png) => {
  const parts = [];
  let header;
  for (let at = SIGNATURE.length; at < png.length;) {
    const size = png.readUInt32BE(at), type = png.toString("latin1", at + 4, at + 8), data = png.subarray(at + 8, at + 8 + size);
    if (type === "IHDR") header = data;
    if (type === "IDAT") parts.push(data);
    at += size + 12;
  }
  if (header[8] !== 8 || ![2, 6].includes(header[9]) || header[12] !== 0) throw new Error("another kind of PNG");
  return { width: header.readUInt32BE(0), height: header.readUInt32BE(4), bytes: header[9] === 6 ? 4 : 3, raw: inflateSync(Buffer.concat(parts)) };
};

// RFC 2083, chapter 6.
const paeth = (a, b, c) => {
  const p = a + b - c, pa = Math.abs(p - a), pb = Math.abs(p - b), pc = Math.abs(p - c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};
const guess = (filter, a, b, c) => [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter];

const pixels = ({ width, height, bytes, raw }) => {
  const line = width * bytes, out = Buffer.alloc(line * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; x++) {
      const at = y * line + x, left = x >= bytes, up = y > 0;
      const a = left ? out[at - bytes] : 0, b = up ? out[at - line] : 0, c = left && up ? out[at - line - bytes] : 0;
      out[at] = raw[y * (line + 1) + 1 + x] + guess(filter, a, b, c);
    }
  }
  return out;
};

const distance = (a, b) => {
  let sum = 0;
  for (const shift of [16, 8, 0]) sum += (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2;
  return sum;
};

// A colour near one that is already kept would waste a place.
const choose = (counts) => {
  const kept = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (kept.every((k) => distance(k, colour) > 300)) kept.push(colour);
    if (kept.length === COLOURS) break;
  }
  return kept;
};

export const reduce = (png) => {
  const image = read(png), { width, height, bytes } = image, flat = pixels(image), counts = new Map();
  const colourAt = (i) => (flat[i * bytes] << 16) | (flat[i * bytes + 1] << 8) | flat[i * bytes + 2];
  for (let i = 0; i < width * height; i++) counts.set(colourAt(i), (counts.get(colourAt(i)) || 0) + 1);
  const palette = choose(counts), nearest = new Map();
  for (const colour of counts.keys()) {
    nearest.set(colour, palette.reduce((best, k, i) => (distance(k, colour) < distance(palette[best], colour) ? i : best), 0));
  }
  const lines = Buffer.alloc((width + 1) * height);
  for (let i = 0; i < width * height; i++) lines[i + Math.floor(i / width) + 1] = nearest.get(colourAt(i));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", deflateSync(lines, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
};
