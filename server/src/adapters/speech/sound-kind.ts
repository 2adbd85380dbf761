/**
 * Kind of sound — nhận dạng tiếng theo nội dung.
 *
 * What a service really sent, by its first bytes: its content type is not believed. Promises one of
 * few plain audio kinds, or a word for what it is instead.
 */
import { err, ok, type Result } from '@loaso/shared/result';

/** Names of ffmpeg's readers, so that a decoder never has to guess. */
export type SoundKind = 'wav' | 'mp3' | 'ogg' | 'flac' | 'aac' | 'mov';

const START_BYTES = 64;

/** How each kind begins; MPEG sync is eleven set bits, of which zero layer bits mean ADTS. */
const BEGINNINGS: readonly (readonly [SoundKind, RegExp])[] = [
  ['wav', /^RIFF[\s\S]{4}WAVE/],
  ['ogg', /^OggS/],
  ['flac', /^fLaC/],
  ['mov', /^[\s\S]{4}ftyp/],
  ['mp3', /^ID3/],
  ['aac', /^\xff[\xf0\xf1\xf8\xf9]/],
  ['mp3', /^\xff[\xe2-\xe7\xea-\xef\xf2-\xf7\xfa-\xff]/],
];

export function soundKindOf(bytes: Buffer): Result<SoundKind, string> {
  const start = bytes.toString('latin1', 0, START_BYTES);
  const found = BEGINNINGS.find(([, beginning]) => beginning.test(start));
  if (found !== undefined) return ok(found[0]);
  if (start === '') return err('không có byte nào');
  if (/^\s*<(!doctype|html|\?xml)/i.test(start)) return err('trang web thay vì tiếng');
  if (/^\s*[{[]/.test(start)) return err('JSON thay vì tiếng');
  return err('dữ liệu không phải tiếng');
}
