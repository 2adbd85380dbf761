/**
 * Proof of updates — chứng minh việc cập nhật.
 *
 * A good release, releases nobody signed for this box, and releases that are signed and not healthy.
 */
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { call, until } from '../../demo/client.js';
import type { Scene, Step } from './proof.js';
import { deaf, dying, idle, packed, swapped, tampered } from './releases.js';
import type { Said } from './root.js';

/** Puts a release file on the "stick" and orders the update as a technician does. */
function update({ root }: Scene, file: string, ...flags: string[]): Promise<Said> {
  const inside = `/tmp/${basename(file)}`;
  copyFileSync(file, join(root.folder, inside));
  return root.command('loaso-agent', 'update', inside, ...flags);
}

type Heard = { readonly agentVersion: string; readonly bootId: string };

async function lastHeard({ people, box }: Scene): Promise<Heard | null> {
  type Device = { device: { status: Heard | null } };
  const { device } = await call<Device>(people.viewer, 'GET', `/api/devices/${box.id}`);
  return device.status;
}

/** Version of the next start that the server hears of, after the start `before`. */
function heardAfter(scene: Scene, before: Heard | null, limitMs: number): Promise<string> {
  return until('word of another start', { everyMs: 500, limitMs }, async () => {
    const heard = await lastHeard(scene);
    return heard === null || heard.bootId === before?.bootId ? null : heard.agentVersion;
  });
}

export async function proveUpdate(scene: Scene, step: Step): Promise<void> {
  const file = await packed(scene.vendor, { num: 1, version: '0.2.0' });
  const ordered = await update(scene, file);
  step(
    'takes a signed newer release from a file',
    ordered.code === 0,
    ordered.text.split('\n')[0] ?? '',
  );
  const limitMs = scene.trialS * 2_000;
  const confirmed = scene.service.next(
    'the confirmation',
    limitMs,
    ({ event }) => event === 'release-confirmed',
  );
  await scene.service.restart();
  const { version } = await confirmed;
  step(
    'keeps it once it is connected, holds its plan and can sound',
    version === '0.2.0',
    String(version),
  );
  const before = await lastHeard(scene);
  await scene.service.restart();
  const heard = await heardAfter(scene, before, 30_000);
  step('runs it after the next start, and the server knows', heard === '0.2.0', heard);
}

export async function proveRefusals(scene: Scene, step: Step): Promise<void> {
  const { vendor } = scene;
  const good = await packed(vendor, { num: 2, version: '0.3.0' });
  const stranger = join(vendor.folder, 'stranger.key');
  const older = await packed(vendor, { num: 3, version: '0.1.5' });
  const replayed = await packed(vendor, { num: 1, version: '0.9.0' });
  const foreign = await packed(vendor, { num: 4, version: '0.3.0', key: stranger });
  const otherArch = process.arch === 'arm64' ? 'amd64' : 'arm64';
  const cases: [string, string, string][] = [
    ['a manifest changed after signing', tampered(good), 'bad-signature'],
    ['another program behind a signed manifest', swapped(good), 'wrong-hash'],
    ['a key that boxes do not trust', foreign, 'unknown-key'],
    ['an older version not signed as a downgrade', older, 'unsigned-downgrade'],
    ['a number used before', replayed, 'old-number'],
    [
      'another processor',
      await packed(vendor, { num: 5, version: '0.3.0', arch: otherArch }),
      'wrong-architecture',
    ],
    ['a bare program', vendor.agent, 'malformed'],
  ];
  for (const [what, file, code] of cases) {
    const { code: exit, text } = await update(scene, file);
    step(`refuses ${what}`, exit === 1 && text.includes(`Refused: ${code}`), text);
  }
}

export async function proveRollbacks(scene: Scene, step: Step): Promise<void> {
  const broken: [string, number, (packaged: string) => string, string][] = [
    ['that dies at its start', 6, dying, 'does not start'],
    ['that lives and does nothing', 7, idle, 'no word of its health'],
    ['that never connects', 8, deaf, 'without link'],
  ];
  for (const [what, num, program, why] of broken) {
    const file = await packed(scene.vendor, { num, version: `0.${num}.0`, program });
    const ordered = await update(scene, file);
    const limitMs = scene.trialS * 3_000;
    const gone = scene.service.next(
      'the way back',
      limitMs,
      ({ event }) => event === 'release-given-up',
    );
    const before = await lastHeard(scene);
    const startsBefore = scene.service.starts();
    await scene.service.restart();
    const said = await gone;
    const heard = await heardAfter(scene, before, 60_000);
    const good = ordered.code === 0 && String(said['why']).includes(why) && heard === '0.2.0';
    const starts = scene.service.starts() - startsBefore;
    step(
      `goes back from a release ${what}`,
      good,
      `${said['why']}; ${starts} starts, then ${heard} again`,
    );
    const again = await update(scene, file);
    step(`does not try it again by itself`, again.text.includes('failed-before'), again.text);
  }
}
