/** Hands a file to the user by a download: the window's one way to save what it has itself. */
export function saveFile(filename: string, mediaType: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  follow(url, filename);
  // Revoked later: some browsers start reading only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Fetches what the core hands out by a link that works once; the browser asks where to, or puts it among its downloads. */
export function fetchDownload({ download }: { readonly download?: string }): void {
  if (download !== undefined) follow(download, '');
}

function follow(url: string, filename: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
}
