/**
 * Nature of a card — thẻ thật hay thẻ ảo.
 *
 * A card that exists in the kernel or in a sound server alone counts its samples like any other, by a
 * timer, and no horn hangs on it. Told where it can be, by its driver: what is not known to be unreal is
 * taken for a card.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Drivers of the kernel that make cards of nothing, as `/proc/asound/cards` names them. */
const UNREAL_DRIVERS = ['Dummy', 'Loopback', 'PCM-TEST Driver'];
/** What makes sinks of nothing: a module of PulseAudio, a factory of PipeWire, a pipe to a file. */
const UNREAL_SINKS = ['module-null-sink', 'support.null-audio-sink', 'module-pipe-sink'];
const ASK_MS_MAX = 3_000;
const ANSWER_BYTES_MAX = 1_000_000;

/** @param folder /proc/asound @returns why card `number` is none; null where it is one, as far as is told */
export function unrealCard(folder: string, number: number): string | null {
  let cards: string;
  try {
    cards = readFileSync(join(folder, 'cards'), 'utf8');
  } catch {
    // A kernel that lists no cards tells nothing against this one.
    return null;
  }
  const line = new RegExp(`^\\s*${number} \\[.*\\]: (.*?) - `, 'm').exec(cards);
  const driver = line?.[1]?.trim() ?? '';
  return UNREAL_DRIVERS.includes(driver) ? `card ${number} is no card: driver ${driver}` : null;
}

/** @param sinks what `pactl list sinks` says @returns the same of the sink `name` */
export function unrealSink(sinks: string, name: string): string | null {
  const blocks = sinks.split(/^Sink #/m);
  const block = blocks.find((one) => /^\s*Name: (\S+)$/m.exec(one)?.[1] === name) ?? '';
  const maker = UNREAL_SINKS.find((one) => block.includes(one));
  return maker === undefined ? null : `${name} is no card: ${maker}`;
}

/** Empty where the program is absent or nobody answers: then nothing is known against any sink. */
export const askSinks = (): Promise<string> =>
  new Promise((resolve) => {
    const options = { timeout: ASK_MS_MAX, maxBuffer: ANSWER_BYTES_MAX };
    execFile('env', ['LC_ALL=C', 'pactl', 'list', 'sinks'], options, (cause, stdout) => {
      resolve(cause === null ? stdout : '');
    });
  });
