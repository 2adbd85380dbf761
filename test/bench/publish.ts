/**
 * Publish bench — phát hành cho cả tỉnh.
 *
 * Build, sign, store and send for 6,000 boxes × 14 days after a change of the province and of one
 * commune, through the real flows; beside it the bare signatures of as many bytes, which nothing can
 * undercut. And what an official waits for before saving: the preview.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { instant } from '@loaso/shared/time';
import { medianMs, quantile, type Report, timed } from './figure.js';
import { communeAt } from './province.js';
import { openProvinceRoom, type ProvinceRoom } from './province-room.js';

const BOXES = 6_000;
const ROUNDS = 3;

export async function publish(report: Report): Promise<void> {
  const room = await openProvinceRoom(BOXES);
  try {
    const firstMs = await timed(() => room.fleet.publish(room.boxes, 'first'));
    const said = (name: string, value: number, atMost: number | null): void =>
      report({ name, value, unit: 'ms', goal: atMost === null ? null : { atMost } });
    said('first plans, 6,000 boxes × 14 days', firstMs, null);
    const province = await rounds(room, 'province', 600);
    said('province-wide change, click to all sent', province, 30_000);
    const bareMs = await bareSignaturesMs(room);
    report({
      name: 'province-wide change over bare signatures of the same bytes',
      value: province / bareMs,
      unit: 'ratio',
      goal: null,
    });
    const commune = await rounds(room, 'commune', 700);
    said('one-commune change, click to all sent', commune, 1_000);
    const idleMs = await medianMs(1, () => room.fleet.publish(room.boxes, 'nothing new'));
    said('publish to all where nothing has changed', idleMs, null);
    const soon = instant(room.ports.clock.now() + 3_600_000);
    said('preview of a commune line', await previewMs(room, { kind: 'once', at: soon }), 50);
    said(
      'preview of a daily commune line, the coming 400 airings',
      await previewMs(room, DAILY),
      50,
    );
    said("preview of a commune's week", await weekMs(room), 50);
  } finally {
    await room.close();
  }
}

async function rounds(
  room: ProvinceRoom,
  of: 'province' | 'commune',
  firstMinute: number,
): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    taken.push(await timed(() => room.addLine(of, firstMinute + round * 11)));
  }
  return quantile(taken, 0.5);
}

async function bareSignaturesMs({ ports, boxes }: ProvinceRoom): Promise<number> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const bodies = (await ports.store.fleet.plans(boxes)).map(({ sealed }) => Buffer.from(sealed));
  return medianMs(1, () => bodies.map((body) => sign(null, body, privateKey)));
}

function weekMs({ schedule, official }: ProvinceRoom): Promise<number> {
  return medianMs(9, async () => {
    const shown = await schedule.weekAhead(official.commune, { areaId: communeAt(0) });
    if (!shown.ok || shown.value.groups.length === 0) throw new Error('no week to show');
  });
}

const DAILY = { kind: 'daily', minutes: [17 * 60], from: '2026-01-01', until: null };

function previewMs({ schedule, official }: ProvinceRoom, rule: object): Promise<number> {
  const areaId = communeAt(0);
  return medianMs(9, async () => {
    const shown = await schedule.preview(official.commune, {
      areaId,
      title: 'Xem trước',
      bulletinIds: ['b-added-4'],
      target: { areaIds: [areaId], deviceIds: [] },
      rule,
      priority: 'normal',
      rank: 100,
      lateStart: 'join',
      afterCut: 'join',
    } as never);
    if (!shown.ok) throw new Error(JSON.stringify(shown.error));
  });
}
