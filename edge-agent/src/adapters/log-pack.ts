/**
 * Pack of the log — gói nhật ký của hộp.
 *
 * Keeps the last lines of this start in memory, for a card that is written to for every line dies of
 * it, and packs them with what the box knows of itself and what the system says in a few files. What
 * must not leave is struck out of the whole text, wherever it stands.
 */
import { readFile } from 'node:fs/promises';
import { LOG_GZIP_BYTES_MAX } from '@loaso/shared/wire/result';
import type { PackLog } from '../ports.js';

/** Text of log lines that is kept, characters. */
const KEPT_CHARS_MAX = 400_000;
const FILE_CHARS_MAX = 4_000;
/** Of the kernel, readable by everybody. */
const SYSTEM_FILES = ['loadavg', 'uptime', 'meminfo', 'version', 'net/dev'];
const STRUCK = '(struck out)';
const PEM = /-----BEGIN [^-]*-----[\s\S]*?(-----END [^-]*-----|$)/g;

export type LogPack = {
  readonly keep: (line: string) => void;
  readonly pack: PackLog;
};

export type LogPackSetting = {
  /** Folder of procfs. */
  readonly proc: string;
  /** Settings of the agent, which hold no secret. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What must not leave the box. */
  readonly secrets: readonly string[];
};

export function createLogPack({ proc, settings, secrets }: LogPackSetting): LogPack {
  let lines: string[] = [];
  let chars = 0;
  return {
    keep: (line) => {
      lines.push(line);
      chars += line.length;
      if (chars <= KEPT_CHARS_MAX * 2) return;
      // Seldom, and half at once: the oldest lines of a full shelf go.
      lines = newest(lines, KEPT_CHARS_MAX);
      chars = lines.reduce((sum, one) => sum + one.length, 0);
    },
    pack: async (known) => {
      const head = JSON.stringify({ ...known, settings, system: await systemWords(proc) });
      const strike = striking(secrets);
      for (let left = newest(lines, KEPT_CHARS_MAX); ; left = left.slice(half(left))) {
        const text = strike(`${head}\n${left.join('')}`);
        const gzip = await gzipped(text);
        if (gzip.length <= LOG_GZIP_BYTES_MAX) {
          const bytes = Buffer.byteLength(text);
          return { gzip: gzip.toString('base64'), lines: left.length, bytes };
        }
        if (left.length === 0) return null;
      }
    },
  };
}

const half = ({ length }: readonly string[]): number => Math.ceil(length / 2);

function newest(lines: readonly string[], charsMax: number): string[] {
  let from = lines.length;
  for (let chars = 0; from > 0; from -= 1) {
    chars += lines[from - 1]?.length ?? 0;
    if (chars > charsMax) break;
  }
  return lines.slice(from);
}

/** The secret itself, and as it stands in a header of a login. */
function striking(secrets: readonly string[]): (text: string) => string {
  const words = secrets
    .filter((secret) => secret.length > 0)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return (text) =>
    words.reduce((left, word) => left.replaceAll(word, STRUCK), text.replace(PEM, STRUCK));
}

async function systemWords(proc: string): Promise<Record<string, string | null>> {
  const found = await Promise.all(
    SYSTEM_FILES.map(async (name) => {
      // A board may hide some of them.
      const text = await readFile(`${proc}/${name}`, 'utf8').catch(() => null);
      return [name, text?.slice(0, FILE_CHARS_MAX) ?? null] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** On a thread of its own; loaded when it is asked for. */
function gzipped(text: string): Promise<Buffer> {
  const { gzip } = process.getBuiltinModule('node:zlib');
  return new Promise((resolve, reject) => {
    gzip(text, (cause, packed) => (cause === null ? resolve(packed) : reject(cause)));
  });
}
