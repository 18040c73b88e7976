import type { DocumentStore } from '../../core/home/document-store.ts';

/** A document in memory. What is kept is copied, as writing it to a file would. */
export class MemoryDocument implements DocumentStore {
  readonly #members = new Map<string, string>();

  get(member: string): unknown {
    const text = this.#members.get(member);
    return text === undefined ? undefined : JSON.parse(text);
  }

  set(member: string, value: unknown): void {
    this.#members.set(member, JSON.stringify(value));
  }
}
