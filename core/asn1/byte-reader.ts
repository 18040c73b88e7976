import { damaged } from './damaged.ts';

/** Reads big-endian values one after the other, as Java's DataInputStream writes them. Every method: `damaged-file`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get position(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  bytes(length: number): Uint8Array {
    if (length > this.remaining) throw damaged(`it ends ${length - this.remaining} bytes too early`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#take(8));
  }

  /** Modified UTF-8 with its length before it: java.io.DataInput, "Modified UTF-8". */
  javaText(): string {
    const bytes = this.bytes(this.uint16());
    let text = '';
    for (let i = 0; i < bytes.length; ) {
      const first = bytes[i] ?? 0;
      const size = first < 0x80 ? 1 : first >> 5 === 0b110 ? 2 : first >> 4 === 0b1110 ? 3 : 0;
      if (size === 0 || i + size > bytes.length) throw damaged('it holds a name that is not text');
      let unit = size === 1 ? first : first & (0xff >> (size + 1));
      for (let k = 1; k < size; k++) {
        const next = bytes[i + k] ?? 0;
        if (next >> 6 !== 0b10) throw damaged('it holds a name that is not text');
        unit = (unit << 6) | (next & 0x3f);
      }
      text += String.fromCharCode(unit);
      i += size;
    }
    return text;
  }

  #take(length: number): number {
    return this.bytes(length).byteOffset - this.#bytes.byteOffset;
  }
}
