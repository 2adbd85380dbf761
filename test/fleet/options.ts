/**
 * Words after `npm run fleet --` — lựa chọn của đội loa ảo.
 *
 * Read once and bounded; whatever is wrong is told with the right words beside it.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A province, and room: each is a whole agent with its journal, connection and trust. */
export const BOXES_MAX = 3_000;
const MINUTES_MAX = 24 * 60;

export const USAGE = `npm run fleet -- [--boxes N] [--minutes M] [--faults none|operator|power|storm]
                [--server URL --user NAME] [--folder DIR]
  Without --server a server of its own is started, with a bulletin for every commune.
  With --server the password of NAME, a technician, stands in LOASO_FLEET_PASSWORD.
`;

const FLAGS = {
  boxes: { type: 'string' },
  minutes: { type: 'string' },
  faults: { type: 'string' },
  server: { type: 'string' },
  user: { type: 'string' },
  folder: { type: 'string' },
} as const;

const Options = z
  .strictObject({
    boxes: z.coerce.number().int().min(1).max(BOXES_MAX).default(20),
    minutes: z.coerce.number().positive().max(MINUTES_MAX).default(5),
    /** What happens to a third of them in the middle third of the time. */
    faults: z.enum(['none', 'operator', 'power', 'storm']).default('none'),
    server: z.url({ protocol: /^https?$/ }).optional(),
    user: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    /** Keys and journals; a second run on the same folder goes on with the same boxes. */
    folder: z.string().min(1).optional(),
  })
  .refine(({ server, user, password }) => server === undefined || (user && password), {
    error: '--server needs --user and LOASO_FLEET_PASSWORD',
  });
export type Options = z.infer<typeof Options>;

/** @throws Error in words for the person at the keyboard */
export function readOptions(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  const { values } = parseArgs({ args: [...words], options: FLAGS });
  const parsed = Options.safeParse({ ...values, password: env['LOASO_FLEET_PASSWORD'] });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(faults.join('\n').trim());
}
