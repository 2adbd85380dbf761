/**
 * Path of a QR code — nét vẽ của hình để quét.
 *
 * One path from the matrix of the library: no image address, no network, no inline style.
 */
import qrcode from 'qrcode-generator';

/** Light border that readers need, in modules (ISO/IEC 18004). */
const QUIET = 4;

/** Rows of dark (true) and light modules, level M of error correction. */
export function modulesOf(text: string): boolean[][] {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (__, column) => code.isDark(row, column)),
  );
}

/** 'M4 4h7v1h-7z…': one rectangle for every run of dark modules. */
export function pathOf(modules: readonly (readonly boolean[])[]): string {
  const runs: string[] = [];
  for (const [row, cells] of modules.entries()) {
    for (let from = 0; from < cells.length; from += 1) {
      let to = from;
      while (cells[to] === true) to += 1;
      if (to > from) runs.push(`M${from + QUIET} ${row + QUIET}h${to - from}v1h${from - to}z`);
      from = to;
    }
  }
  return runs.join('');
}

export const sizeOf = (modules: readonly unknown[]): number => modules.length + 2 * QUIET;
