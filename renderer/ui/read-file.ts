/** A file's bytes in base64, as the contract takes them. The browser encodes them away from the window's own thread. */
export function readAsBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** A text's UTF-8 bytes in base64. */
export function textToBase64(text: string): Promise<string> {
  return readAsBase64(new Blob([text]));
}
