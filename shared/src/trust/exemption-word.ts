/**
 * What an exemption says — nội dung một ngoại lệ.
 *
 * Of an area, for single days: other hours, silence at some, or nothing but priority bulletins. Only
 * the first can let more sound; none says anything of emergencies.
 */
import { z } from 'zod';
import { MinuteOfDay } from '../time.js';
import { SessionBounds, SoundWindow } from './sound-envelope.js';

const inOrder = { path: ['toMinute'], message: 'not before it begins' };

/** The same on each of its days. */
const HoursThen = SoundWindow.omit({ days: true }).refine(
  ({ fromMinute, toMinute }) => fromMinute < toMinute,
  inOrder,
);

const QuietThen = z
  .strictObject({ fromMinute: MinuteOfDay, toMinute: MinuteOfDay })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, inOrder);

export const ExemptionWord = z.discriminatedUnion('kind', [
  /** Giờ phát khác: in the place of the ordinary hours. */
  z.strictObject({
    kind: z.literal('hours'),
    windows: z.array(HoursThen).min(1).max(6),
    minutesPerDayMax: z.int().min(1).max(1440),
    ...SessionBounds.shape,
  }),
  /** Giữ im lặng: within the ordinary hours. */
  z.strictObject({ kind: z.literal('quiet'), quiet: z.array(QuietThen).min(1).max(4) }),
  /** Chỉ phát tin ưu tiên: at the ordinary hours. */
  z.strictObject({ kind: z.literal('priority-only') }),
]);
export type ExemptionWord = z.infer<typeof ExemptionWord>;
