/** How far a call that takes long has come. Sent while it runs, at most a few times a second. */
export interface Progress {
  /** What is being done, in words: `deriving a key`. */
  readonly step: string;
  readonly done: number;
  /** null while it cannot be known. */
  readonly total: number | null;
}

export type OnProgress = (progress: Progress) => void;

/** The media type of an HTTP answer that is `{ "progress": … }` in lines, and the call's result in the last line. */
export const linesType = 'application/x-ndjson';
