/**
 * Modem — sóng và nhà mạng.
 *
 * Asks ModemManager by the command of the settings (`mmcli -m any -K`) and reads its key-value lines.
 * Asked seldom: each question starts a program. Silent modems are null, never an error.
 */
import { execFile } from 'node:child_process';

const ASK_MS_MAX = 5_000;
const ASK_EVERY_MS = 5 * 60_000;
const OPERATOR_MAX = 40;
const OUTPUT_BYTES_MAX = 200_000;

export type ModemWords = { readonly operator: string | null; readonly signalDbm: number | null };

const NO_WORD: ModemWords = { operator: null, signalDbm: null };

/** ModemManager tells strength as a percentage of this span (mm-modem-helpers, 113 and 51). */
const WEAKEST_DBM = -113;
const STRONGEST_DBM = -51;

export function modemWordsIn(text: string): ModemWords {
  const values = new Map(
    text
      .split('\n')
      .map((line) => line.split(/\s*:\s*/, 2).map((part) => part.trim()))
      .map(([key = '', value = '']): [string, string] => [key, value === '--' ? '' : value]),
  );
  const operator = values.get('modem.3gpp.operator-name')?.slice(0, OPERATOR_MAX) ?? '';
  const quality = values.get('modem.generic.signal-quality.value') ?? '';
  const percent = /^\d{1,3}$/.test(quality) ? Math.min(100, Number(quality)) : null;
  const span = STRONGEST_DBM - WEAKEST_DBM;
  return {
    operator: operator === '' ? null : operator,
    // No quality at all is what a modem without a network says.
    signalDbm:
      percent === null || percent === 0 ? null : Math.round(WEAKEST_DBM + (percent * span) / 100),
  };
}

/**
 * @param command program and its words; empty where there is no modem to ask
 * @param nowMs   any clock that only rises, milliseconds
 */
export function createModem(
  command: readonly string[],
  nowMs: () => number,
): () => Promise<ModemWords> {
  let askedMs = Number.NEGATIVE_INFINITY;
  let known = NO_WORD;
  return async () => {
    const [program, ...words] = command;
    if (program === undefined) return NO_WORD;
    if (nowMs() - askedMs < ASK_EVERY_MS) return known;
    askedMs = nowMs();
    known = await new Promise<ModemWords>((resolve) => {
      const limits = { timeout: ASK_MS_MAX, maxBuffer: OUTPUT_BYTES_MAX };
      execFile(program, words, limits, (cause, stdout) => {
        resolve(cause === null ? modemWordsIn(stdout) : NO_WORD);
      });
    });
    return known;
  };
}
