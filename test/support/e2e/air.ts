/**
 * On air in a test — làm bản tin và cho phát trong kiểm thử.
 *
 * Short ways over HTTP: a text to an approved bulletin, an airing some seconds ahead, waiting until
 * boxes are ready and until their records have come.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AN_NHON, QUY_NHON } from '../../../deploy/demo/accounts.js';
import { type Box, readyBox } from '../../../deploy/demo/boxes.js';
import { call, download, type Session, until } from '../../../deploy/demo/client.js';
import { approve, importText, type MadeBulletin, voice } from '../../../deploy/demo/content.js';
import { type Airing, airingsBetween, decode } from '../../../deploy/demo/proof.js';
import type { World } from './world.js';

/** Under ten seconds with its chimes. */
export const SHORT_NOTICE = `THÔNG BÁO
Mời bà con họp tổ dân phố lúc 7 giờ tối nay.`;

/** Under half a minute. */
export const LONG_NOTICE = `THÔNG BÁO
Từ nay mỗi ngày lúc 5h00 và 17h00, phường phổ biến, giáo dục pháp luật qua hệ thống loa truyền thanh cơ sở số.
Mời bà con đón nghe và góp ý với cán bộ văn hóa để chương trình ngày càng thiết thực hơn.`;

/** The official and the leader of a commune. */
export const staffOf = (world: World, areaId: string): { official: Session; approver: Session } =>
  areaId === AN_NHON
    ? { official: world.people.otherOfficial, approver: world.people.otherApprover }
    : { official: world.people.official, approver: world.people.approver };

type Sentence = { readonly kind: string };

/** Imported, without greeting and farewell, voiced, submitted, approved. */
export async function approvedBulletin(
  world: World,
  text: string,
  areaId: string = QUY_NHON,
): Promise<MadeBulletin> {
  const { official, approver } = staffOf(world, areaId);
  const draft = await importText(official, areaId, text);
  const sentences = draft.script.sentences as readonly Sentence[];
  const leaveOut = sentences.flatMap(({ kind }, index) => (kind === 'body' ? [] : [index]));
  await call(official, 'PATCH', `/api/bulletins/${draft.id}`, { leaveOut });
  const voiced = await voice(official, draft.id, () => undefined);
  await approve(official, approver, voiced.id);
  return voiced;
}

/** The whole second that is at least `leadMs` away, UTC milliseconds. */
export const secondAhead = (leadMs: number): number =>
  Math.ceil((Date.now() + leadMs) / 1000) * 1000;

export type Line = { readonly entryId: string; readonly at: number; readonly endAt: number };

/** One airing at `at` in a whole commune. */
export async function airOnce(
  world: World,
  bulletin: MadeBulletin,
  at: number,
  areaId: string = QUY_NHON,
): Promise<Line> {
  const { entry } = await call<{ entry: { id: string } }>(
    staffOf(world, areaId).official,
    'POST',
    '/api/entries',
    {
      areaId,
      title: bulletin.title,
      bulletinIds: [bulletin.id],
      target: { areaIds: [areaId], deviceIds: [] },
      rule: { kind: 'once', at },
    },
  );
  return { entryId: entry.id, at, endAt: at + bulletin.durationMs };
}

/** Every box holds the newest plan and its files. */
export const allReady = (world: World, boxes: readonly Box[] = world.boxes): Promise<unknown> =>
  Promise.all(boxes.map((one) => readyBox(world.people.viewer, one.id)));

/** Airings of a line once each has ended and has the word of its box. */
export function aired(
  world: World,
  line: Line,
  expected: { readonly count: number; readonly limitMs: number; readonly pieces?: number },
): Promise<Airing[]> {
  const { pieces = 1 } = expected;
  const over = (one: Airing): boolean =>
    one.state !== 'planned' && one.state !== 'playing' && one.pieces.length >= pieces;
  return until(
    `records of ${line.entryId}`,
    { everyMs: 250, limitMs: Math.max(0, line.endAt - Date.now()) + expected.limitMs },
    async () => {
      const all = await airingsOf(world, line);
      return all.length === expected.count && all.every(over) ? all : null;
    },
  );
}

export async function airingsOf(world: World, line: Line): Promise<Airing[]> {
  const near = await airingsBetween(world.people.viewer, line.at - 1000, line.endAt + 1000);
  return near.filter(({ entryId }) => entryId === line.entryId);
}

/** The mastered sound of a bulletin as samples. */
export async function samplesOf(world: World, bulletin: MadeBulletin): Promise<Int16Array> {
  if (bulletin.clip === null) throw new Error(`${bulletin.id} has no audio`);
  const { sha256 } = bulletin.clip;
  const file = join(world.dir, `${sha256}.mp3`);
  writeFileSync(file, await download(world.people.admin, `/audio/${sha256}`));
  return decode(file);
}

/** The leader of the commune agrees to what its boxes were not given for want of a second person. */
export const agreed = (world: World): Promise<unknown> =>
  until('the second person agrees', { everyMs: 500, limitMs: 20_000 }, () =>
    call<object>(world.people.approver, 'POST', `/api/sound-rules/${QUY_NHON}/agree`, {}).catch(
      () => null,
    ),
  );
