/**
 * Base64 of a file — tệp thành chữ để gửi.
 *
 * In slices, since a call with millions of arguments breaks old browsers.
 */
const SLICE = 0x8000;

export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE) {
    text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  }
  return btoa(text);
}
