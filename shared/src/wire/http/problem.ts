/**
 * Problem — câu trả lời khi bị từ chối.
 *
 * Every refusal over HTTP has this one shape: a stable code, a Vietnamese and an English sentence,
 * and what to do next. Shape after RFC 9457.
 */
import { z } from 'zod';

export const Problem = z.object({
  code: z.string(),
  title: z.object({ vi: z.string(), en: z.string() }),
  /** What the person should do now. */
  next: z.object({ vi: z.string(), en: z.string() }),
  /** Figures and names behind the sentence. */
  detail: z.string().optional(),
  /** Field → sentence, for forms. */
  fields: z.record(z.string(), z.string()).optional(),
});
export type Problem = z.infer<typeof Problem>;
