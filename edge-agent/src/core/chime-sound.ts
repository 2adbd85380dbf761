/**
 * Sound of the test chime — tiếng chuông thử.
 *
 * What the core knows of the one file that comes with the program.
 */
import { EntryId, Sha256 } from '@loaso/shared/ids';
import { durationMs } from '@loaso/shared/time';

export const CHIME = {
  sha256: Sha256.parse('6f44806908fb09580ecdf6bb5439d990bf2092c8c65e9b2d6a7945a361637ae8'),
  sizeBytes: 3396,
  durationMs: durationMs(2_400),
} as const;

/** In the place of a line of the schedule: names the sound to the output, never a play record. */
export const CHIME_ENTRY = EntryId.parse('test-chime');
