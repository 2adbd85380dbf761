/**
 * Lines — từng dòng của cuộc trao đổi.
 *
 * Cuts a byte stream into text lines within a length limit. A line that grows beyond it ends the
 * connection: nobody who keeps to the protocol sends one.
 */

/** Feed it chunks; it returns the finished lines, or null when one is too long. */
export type LineCutter = { push(chunk: string): string[] | null };

/** @param charactersMax longest line accepted */
export function createLineCutter(charactersMax: number): LineCutter {
  let pieces: string[] = [];
  let waiting = 0;
  return {
    push(chunk) {
      const parts = chunk.split('\n');
      const rest = parts.pop() ?? '';
      const lines: string[] = [];
      for (const part of parts) {
        lines.push(pieces.join('') + part);
        pieces = [];
        waiting = 0;
      }
      pieces.push(rest);
      waiting += rest.length;
      return waiting > charactersMax ? null : lines;
    },
  };
}
