/**
 * Proof of ends — chứng minh khi chương trình bị dừng đột ngột.
 *
 * What the unit does after an end that nobody ordered: the amplifier is off before the next start, which
 * tells why the one before ended, also that its card had stood still.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene, Step } from './proof.js';
import type { Line } from './service.js';
import { UNIT_FOLDER } from './unit.js';

export const RELAY = 'var/lib/loaso-agent/relay';
const NOTE = 'run/loaso-agent/standstill';
const START_MS_MAX = 30_000;

const UNITS = ['loaso-agent.service', 'loaso-agent-reboot.path', 'loaso-agent-reboot.service'];

export async function proveUnits({ root }: Scene, step: Step): Promise<void> {
  const files = UNITS.map((name) => `/${UNIT_FOLDER}/${name}`);
  const { code, text } = await root.command('systemd-analyze', 'verify', '--man=no', ...files);
  step('has units that systemd finds no fault with', code === 0 && text === '', text || 'none');
  const enabled = await root.command('systemctl', 'is-enabled', ...UNITS.slice(0, 2));
  const both = enabled.text === 'enabled\nenabled';
  step('starts them with the board', both, enabled.text.replace('\n', ', '));
}

export async function proveEnds(scene: Scene, step: Step): Promise<void> {
  const { root, service } = scene;
  const level = (): string => readFileSync(join(root.folder, RELAY), 'utf8').trim();

  writeFileSync(join(root.folder, RELAY), '1\n');
  const afterCrash = reasonOfNext(scene);
  await service.kill();
  step('has its amplifier off after it was killed', level() === '0', `relay ${level()}`);
  const crash = await afterCrash;
  step('knows at its next start that it was killed', crash === 'crash', crash);

  const note = join(root.folder, NOTE);
  await root.command(...['setpriv', '--reuid=loaso-agent', '--clear-groups', 'touch', `/${NOTE}`]);
  const afterStandstill = reasonOfNext(scene);
  await service.kill();
  const kept = existsSync(note);
  const stood = await afterStandstill;
  step('knows that its card stood still', kept && stood === 'watchdog', `${stood}, note ${kept}`);
}

async function reasonOfNext({ service }: Scene): Promise<string> {
  const told = ({ event }: Line): boolean => event === 'start-reason';
  const { reason } = await service.next('why it started', START_MS_MAX, told);
  return String(reason);
}
