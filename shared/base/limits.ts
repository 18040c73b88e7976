// Apart from the schemas, for whoever needs the numbers and not the library that the schemas are made with.

/** Largest file a user may hand in: 32 MiB. A key store of 10,000 entries takes about 12 MiB. */
export const maxFileBytes = 32 * 1024 * 1024;
/** Longest token text: 2 MiB. */
export const maxTokenLength = 2 * 1024 * 1024;
/** Longest header or claims text: 1 MiB. */
export const maxJsonLength = 1024 * 1024;
/** Longest file of a server of the user's own: 256 KiB. */
export const maxServerFileLength = 256 * 1024;
