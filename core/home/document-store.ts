/** A JSON document on disk, by its top-level members: electron-store in the desktop face, conf in the others. */
export interface DocumentStore {
  get(member: string): unknown;
  set(member: string, value: unknown): void;
}
