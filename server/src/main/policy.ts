/**
 * Policy file — đọc khung giờ được phép từ tệp.
 *
 * JSON of the operator → the outermost bounds, with clear complaints; without a file the house default.
 */
import { readFileSync } from 'node:fs';
import { AreaId } from '@loaso/shared/ids';
import { SessionBounds, SoundWindow } from '@loaso/shared/trust/sound-envelope';
import { ExemptionCaps, SoundLimits, WINDOWS_MAX } from '@loaso/shared/trust/sound-limits';
import { z } from 'zod';
import { DEFAULT_POLICY, type OuterPolicy } from '../core/schedule/policy.js';

const Limits = SoundLimits.extend({ windows: z.array(SoundWindow).max(WINDOWS_MAX) });

const PolicyFile = z.strictObject({
  default: Limits,
  overrides: z.array(
    z.strictObject({
      areaId: AreaId,
      windows: Limits.shape.windows.exactOptional(),
      minutesPerDayMax: Limits.shape.minutesPerDayMax.exactOptional(),
      emergencyVolumeMaxPercent: Limits.shape.emergencyVolumeMaxPercent.exactOptional(),
      ...SessionBounds.shape,
    }),
  ),
  exemptionCaps: ExemptionCaps.exactOptional(),
});

/** @throws with one sentence per wrong key */
export function readPolicy(file: string): OuterPolicy {
  if (file === '') return DEFAULT_POLICY;
  const parsed = PolicyFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${file} is no policy:\n${lines.join('\n')}`);
}
