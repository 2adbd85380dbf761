/**
 * Path of a QR code — nét vẽ của hình để quét.
 *
 * One path from the matrix of the library: no image address, no network, no inline style.
 */
import qrcode from 'qrcode-generator';

/** Light border that readers need, in modules (ISO/IEC 18004). */
const QUIET = 4;

/** 'M4 4h7v1h-7z…': one rectangle for every run of dark modules. */
export function pathOf(text: string): { readonly path: string; readonly size: number } {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const runs: string[] = [];
  for (let row = 0; row < count; row += 1) {
    for (let from = 0; from < count; from += 1) {
      let to = from;
      while (to < count && code.isDark(row, to)) to += 1;
      if (to > from) runs.push(`M${from + QUIET} ${row + QUIET}h${to - from}v1h${from - to}z`);
      from = to;
    }
  }
  return { path: runs.join(''), size: count + 2 * QUIET };
}
