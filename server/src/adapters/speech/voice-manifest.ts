/**
 * Voice manifest — tờ khai của giọng.
 *
 * The `voice.json` that lies beside a neural model: who speaks, under which licence, which files and
 * what they hash to. Promises a manifest whose paths stay in its folder, or words about what is
 * wrong. Reads no model.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { z } from 'zod';

export const MANIFEST_NAME = 'voice.json';

/** Plain names and folders below; no step upwards, no absolute path. */
const innerPath = z
  .string()
  .max(200)
  .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, 'chỉ đường dẫn trong thư mục của giọng');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'phải là sha256 viết bằng 64 chữ số hệ mười sáu');
const wordsPerMinute = z.int().min(80).max(300);

export const VoiceManifest = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,58}$/, 'chỉ chữ thường, số và dấu nối'),
  label: z.string().min(3).max(80),
  engine: z.literal('vits'),
  region: z.enum(['north', 'central', 'south']),
  sampleRate: z.int().min(8_000).max(48_000),
  licence: z.strictObject({
    /** SPDX identifier, or 'LicenseRef-…' for one that has none. */
    spdx: z.string().regex(/^[A-Za-z0-9.+-]{2,60}$/),
    /** What the owner of the voice asks: name, source, conditions. */
    text: z.string().min(3).max(2_000),
  }),
  model: innerPath,
  tokens: innerPath.default('tokens.txt'),
  /** Folder of espeak-ng data of the model's own archive; empty for models of letters or words. */
  dataDir: innerPath.or(z.literal('')).default(''),
  lexicon: innerPath.or(z.literal('')).default(''),
  speaker: z.int().min(0).max(9_999).default(0),
  noiseScale: z.number().min(0).max(2).default(0.667),
  noiseScaleW: z.number().min(0).max(2).default(0.8),
  /** Words a minute of the model at speed 1. */
  naturalWordsPerMinute: wordsPerMinute.default(170),
  /** How this voice reads best; absent: the speed of the house. */
  wordsPerMinute: wordsPerMinute.optional(),
  /**
   * sha256 of every file named above; of `dataDir` that of its list, made by
   * `find DIR -type f | LC_ALL=C sort | xargs sha256sum | sha256sum` in the folder of the voice.
   */
  files: z.record(innerPath, sha256),
});
export type VoiceManifest = z.infer<typeof VoiceManifest>;

/** Reads the text of a manifest; refuses in words that name the field. */
export function readManifest(text: string): Result<VoiceManifest, string> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return err(`${MANIFEST_NAME} không phải JSON: ${(cause as Error).message}`);
  }
  const parsed = VoiceManifest.safeParse(json);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return err(`${MANIFEST_NAME} sai: ${lines.join('; ')}`);
  }
  const missing = namedFiles(parsed.data).filter((path) => parsed.data.files[path] === undefined);
  return missing.length === 0
    ? ok(parsed.data)
    : err(`${MANIFEST_NAME} thiếu sha256 của ${missing.join(', ')}`);
}

/** Files and folders that the engine will open. */
export const namedFiles = ({ model, tokens, dataDir, lexicon }: VoiceManifest): string[] =>
  [model, tokens, dataDir, lexicon].filter((path) => path !== '');
