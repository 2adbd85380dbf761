/**
 * Console in foreign hands — bảng điều khiển bị kẻ lạ chiếm.
 *
 * Everything that whoever has the socket of the signer may ask of it to make a box sound now: invented
 * people, guessed codes, orders on all three paths, warnings dressed up as something else. Tells what
 * was answered to each.
 */
import type { AreaId } from '@loaso/shared/ids';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { UrgentPath } from '@loaso/shared/wire/signer';
import type { SignerClient } from '#server/adapters/signer/client';
import type { Box } from '../../../deploy/demo/boxes.js';
import { bodiesFor, orderOf, urgentOf } from '../urgents.js';

/** What was tried → `done`, or the code and the reason. */
export type Answers = Record<string, string>;

type Answer = { ok: boolean; error?: { code: string; detail: string } };
const said = (answer: Answer): string =>
  answer.ok ? 'done' : `${answer.error?.code}: ${answer.error?.detail}`;

export const INVENTED = ['ma.mot', 'ma.hai'] as const;
const GUESS = '000000';
const WORD = 'ABCDEFGHJKLMNPQR';
const PATHS: readonly UrgentPath[] = ['A', 'B', 'C'];

type Console = { readonly signer: SignerClient; readonly box: Box };

/** Gives invented people a secret, and a real one another phone. */
export async function enrolStrangers({ signer }: Console, real: string): Promise<Answers> {
  const answers: Answers = {};
  for (const user of INVENTED) {
    answers[`${user} without a word`] = said(await signer.beginFactor(user, {}));
    answers[`${user} with a guessed word`] = said(
      await signer.beginFactor(user, { invitation: WORD }),
    );
    answers[`${user} with a guessed code`] = said(await signer.confirmFactor(user, GUESS));
  }
  answers['another phone for a real one'] = said(
    await signer.beginFactor(real, { invitation: WORD }),
  );
  return answers;
}

/** Opens an order on each path as invented people and as a real one, and asks for its signature. */
export async function warnAs(
  { signer, box }: Console,
  real: string,
): Promise<{ orders: Answers; signed: Answers }> {
  const [orders, signed]: [Answers, Answers] = [{}, {}];
  const tries = PATHS.flatMap((path) => [
    { path, user: INVENTED[0], as: 'invented' },
    { path, user: real, as: 'real' },
  ]);
  for (const { path, user, as } of tries) {
    const { message, bodies } = warningFor(box, `night-${path}-${as}`.toLowerCase());
    const order = orderOf(message, path, { communes: [message.area] });
    const deed = `path ${path} as ${as}`;
    orders[deed] = said(await signer.openUrgent(order, user, GUESS));
    signed[`${deed}, confirmed`] = said(await signer.secondUrgent(message.id, INVENTED[1], GUESS));
    signed[deed] = said(await signer.signUrgents(message.id, 'urgent', bodies));
  }
  return { orders, signed };
}

/** The same warning as everything else that is signed. */
export async function dressUp({ signer, box }: Console): Promise<Answers> {
  const [body = ''] = warningFor(box, 'night-dressed').bodies;
  return {
    'as a command': said(await signer.signCommand('command', body)),
    'as a stop': said(await signer.signCommand('stop', body)),
    'as a time': said(await signer.signServer('time', body)),
    'as a receipt': said(await signer.signServer('receipt', body)),
    'as an envelope': said(await signer.signEnvelopes([body])),
    'as a plan': said(await signer.signPlans([{ body }])),
  };
}

/** Hours of the whole day at full volume, then what is just above the file of the operator. */
export async function widen({ signer, box }: Console): Promise<Answers> {
  const always = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 };
  const now = Date.now();
  const envelope = (windows: object[], num: number): string =>
    JSON.stringify(
      SoundEnvelope.parse({
        v: 1,
        dev: box.id,
        area: box.areaId,
        num,
        iat: now,
        exp: now + 86_400_000,
        windows,
        minutesPerDayMax: 1440,
        emergencyVolumeMaxPercent: 100,
      }),
    );
  const minute = Math.floor(now / 60_000 + 7 * 60) % 1440;
  const around = { ...always, fromMinute: minute, toMinute: Math.min(1440, minute + 5) };
  return {
    'the whole day': said(
      await signer.signEnvelopes([envelope([{ ...always, volumeMaxPercent: 100 }], 1_000)]),
    ),
    'five quiet minutes': said(
      await signer.signEnvelopes([envelope([{ ...around, volumeMaxPercent: 10 }], 1_001)]),
    ),
  };
}

function warningFor(box: Box, id: string) {
  const areaId = box.areaId as AreaId;
  const message = urgentOf(id, Date.now(), { dev: box.id as never, area: areaId });
  return { message, bodies: bodiesFor(message, [[message.dev, areaId]]) };
}
