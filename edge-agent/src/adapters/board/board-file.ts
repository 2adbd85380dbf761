/**
 * Board file — tệp mô tả bo mạch.
 *
 * How a board that the agent does not know is added without a line of code: which file holds which
 * vital, and how its text becomes a value. What it names wins over what the kernel's classes offer.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readNumber, readText, within } from './kernel-files.js';

const path = z.string().startsWith('/').max(200);
/** A number in a file: `value = text × scale + offset`. */
const Measure = z.strictObject({
  file: path,
  scale: z.number().default(1),
  offset: z.number().default(0),
});
/** A word in a file, or the level of an input: each text that is listed means its word. */
const words = <T extends string>(...all: [T, ...T[]]) =>
  z.strictObject({ file: path, words: z.record(z.string(), z.enum(all)) });

export const BoardFile = z.strictObject({
  supplyVolts: Measure.optional(),
  temperatureC: Measure.optional(),
  signalDbm: Measure.optional(),
  mains: words('on', 'battery').optional(),
  underVoltage: words('yes', 'no').optional(),
  line: words('ok', 'open', 'short', 'amplifier-off').optional(),
  /** One for each horn whose own line or current the board measures. */
  horns: z
    .array(words('ok', 'open', 'short'))
    .min(1)
    .max(8)
    .optional(),
});
export type BoardFile = z.infer<typeof BoardFile>;

/** @throws when it cannot be read or is no board file; the message names the key */
export async function loadBoardFile(file: string): Promise<BoardFile> {
  const parsed = BoardFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'not a board file'}`,
  );
}

export async function measured(
  one: z.infer<typeof Measure> | undefined,
  least: number,
  most: number,
): Promise<number | null> {
  if (one === undefined) return null;
  const value = await readNumber(one.file);
  return within(value === null ? null : value * one.scale + one.offset, least, most);
}

/** The word that the text of the file stands for; null for a text that is not listed. */
export async function worded<T extends string>(
  one: { readonly file: string; readonly words: Readonly<Record<string, T>> } | undefined,
): Promise<T | null> {
  if (one === undefined) return null;
  const text = await readText(one.file);
  return text !== null && Object.hasOwn(one.words, text) ? (one.words[text] ?? null) : null;
}
