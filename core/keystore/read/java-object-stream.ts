// Layout of a Java object stream (Java Object Serialization Specification, chapter 6), big-endian:
//
//   stream       aced 0005 | contents
//   object       73 | class | the fields of each class, the topmost first
//   class        72 | name text | serial version u64 | flags u8 | count u16 | fields | annotation | super class
//   field        type u8 | name text | for [ and L: the type's name, a string
//   array        75 | class | length u32 | elements
//   string       74 | text          long string  7c | length u64 | bytes
//   enum         7e | class | name, a string
//   reference    71 | handle u32: 7e0000 and the number of the thing meant, counted in the order of the stream
//   null         70
//   annotation   objects and blocks of data (77 | length u8 | bytes, 7a | length u32 | bytes) up to 78
//
// Only data is taken out: no class is loaded and nothing is run.

import type { ByteReader } from '../../asn1/byte-reader.ts';
import { damaged } from '../../asn1/damaged.ts';

/** What a stream can hold, as far as a key needs it. Arrays of bytes are bytes; others are passed over. */
export type JavaValue = JavaObject | Uint8Array | string | number | bigint | null;

export interface JavaObject {
  readonly className: string;
  readonly fields: ReadonlyMap<string, JavaValue>;
}

interface JavaClass {
  readonly name: string;
  readonly flags: number;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  readonly parent: JavaClass | undefined;
}

const streamHeader = 0xaced0005;
const firstHandle = 0x7e0000;
const hasWriteMethod = 0x01;
const isSerializable = 0x02;
/** Deepest nesting, and most things in a stream: a sealed key has about ten. */
const maxDepth = 16;
const maxHandles = 1000;
const maxFields = 100;
const maxElements = 10_000;

/** The object that a stream begins with; the reader then stands behind it. Errors: `damaged-file`. */
export function readJavaObject(reader: ByteReader): JavaObject {
  if (reader.uint32() !== streamHeader) throw damaged('it holds a secret key that is no Java object');
  const value = new ObjectStream(reader).value(0);
  if (!isObject(value)) throw damaged('it holds a secret key that is no Java object');
  return value;
}

function isObject(value: unknown): value is JavaObject {
  return typeof value === 'object' && value !== null && 'className' in value;
}

class ObjectStream {
  readonly #reader: ByteReader;
  readonly #handles: (JavaValue | JavaClass | undefined)[] = [];

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  value(depth: number): JavaValue {
    if (depth > maxDepth) throw damaged('it holds a Java object that is nested too deeply');
    const tag = this.#byte();
    switch (tag) {
      case 0x70:
        return null;
      case 0x71:
        return this.#reference();
      case 0x73:
        return this.#object(depth);
      case 0x74:
        return this.#keep(this.#reader.javaText());
      case 0x75:
        return this.#array(depth);
      case 0x7c:
        throw damaged('it holds a Java object with a text that is too long');
      case 0x7e: {
        this.#class(depth + 1);
        const handle = this.#claim();
        const name = this.value(depth + 1);
        this.#handles[handle] = name;
        return name;
      }
      default:
        throw damaged('it holds a Java object that cannot be followed');
    }
  }

  #byte(): number {
    return this.#reader.bytes(1)[0] ?? 0;
  }

  #claim(): number {
    if (this.#handles.length >= maxHandles) throw damaged('it holds a Java object with too many parts');
    return this.#handles.push(undefined) - 1;
  }

  #keep<T extends JavaValue>(value: T): T {
    this.#handles[this.#claim()] = value;
    return value;
  }

  #handle(): JavaValue | JavaClass {
    const value = this.#handles[this.#reader.uint32() - firstHandle];
    if (value === undefined) throw damaged('it holds a Java object that refers to nothing');
    return value;
  }

  #reference(): JavaValue {
    const value = this.#handle();
    if (isClass(value)) throw damaged('it holds a Java object that cannot be followed');
    return value;
  }

  #class(depth: number): JavaClass | undefined {
    if (depth > maxDepth) throw damaged('it holds a Java object that is nested too deeply');
    const tag = this.#byte();
    if (tag === 0x70) return undefined;
    if (tag === 0x71) {
      const known = this.#handle();
      if (isClass(known)) return known;
    }
    if (tag !== 0x72) throw damaged('it holds a Java object without a class');
    const name = this.#reader.javaText();
    this.#reader.int64();
    const handle = this.#claim();
    const flags = this.#byte();
    const count = this.#reader.uint16();
    if (count > maxFields) throw damaged('it holds a Java object with too many parts');
    const fields = Array.from({ length: count }, () => {
      const type = String.fromCharCode(this.#byte());
      const field = { name: this.#reader.javaText(), type };
      if (type === '[' || type === 'L') this.value(depth + 1);
      return field;
    });
    this.#annotation(depth + 1);
    const described: JavaClass = { name, flags, fields, parent: this.#class(depth + 1) };
    this.#handles[handle] = described;
    return described;
  }

  #object(depth: number): JavaObject {
    const type = this.#class(depth + 1);
    if (type === undefined) throw damaged('it holds a Java object without a class');
    const fields = new Map<string, JavaValue>();
    const object = this.#keep({ className: type.name, fields });
    const line: JavaClass[] = [];
    for (let each: JavaClass | undefined = type; each !== undefined; each = each.parent) line.unshift(each);
    for (const each of line) {
      if ((each.flags & isSerializable) === 0)
        throw damaged('it holds a Java object that cannot be followed');
      for (const field of each.fields) fields.set(field.name, this.#field(field.type, depth + 1));
      if (each.flags & hasWriteMethod) this.#annotation(depth + 1);
    }
    return object;
  }

  #field(type: string, depth: number): JavaValue {
    if (type === '[' || type === 'L') return this.value(depth);
    if (type === 'I') return this.#reader.uint32();
    if (type === 'J') return this.#reader.int64();
    const length = primitives[type];
    if (length === undefined) throw damaged('it holds a Java object that cannot be followed');
    this.#reader.bytes(length);
    return null;
  }

  #array(depth: number): JavaValue {
    const type = this.#class(depth + 1);
    const handle = this.#claim();
    const length = this.#reader.uint32();
    if (type?.name === '[B') {
      const bytes = this.#reader.bytes(length);
      this.#handles[handle] = bytes;
      return bytes;
    }
    this.#handles[handle] = null;
    if (length > maxElements) throw damaged('it holds a Java object with too many parts');
    for (let i = 0; i < length; i++) this.#field(type?.name.charAt(1) ?? '', depth + 1);
    return null;
  }

  #annotation(depth: number): void {
    for (let tag = this.#byte(); tag !== 0x78; tag = this.#byte()) {
      if (tag === 0x77) this.#reader.bytes(this.#byte());
      else if (tag === 0x7a) this.#reader.bytes(this.#reader.uint32());
      else throw damaged(`it holds a Java object that cannot be followed at depth ${depth}`);
    }
  }
}

const primitives: Readonly<Record<string, number>> = { B: 1, C: 2, D: 8, F: 4, S: 2, Z: 1 };

function isClass(value: JavaValue | JavaClass): value is JavaClass {
  return typeof value === 'object' && value !== null && 'parent' in value;
}
