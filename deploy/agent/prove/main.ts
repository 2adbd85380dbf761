/**
 * make prove-deb — chứng minh gói Debian.
 *
 * The package of this processor in a clean Debian: installed, enrolled at a real server, plays, takes a
 * signed update, refuses what nobody signed, goes back from releases that are not healthy, and leaves
 * nothing after a purge. Everything talks over loopback. Ends with one JSON line; needs root.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { instant, localDateOf } from '@loaso/shared/time';
import { bringIn, makeAccounts, QUY_NHON } from '../../demo/accounts.js';
import { boxesIn, readyBox } from '../../demo/boxes.js';
import { call, until } from '../../demo/client.js';
import { approve, importText, NOTICES, schedule, voice } from '../../demo/content.js';
import { ROOT, runOnce, SERVER_BIN } from '../../demo/processes.js';
import { airingsBetween, heardBy } from '../../demo/proof.js';
import { installServer, serve } from '../../demo/server.js';
import { proveEnds, proveUnits, RELAY } from './ends.js';
import { createProof, type Scene } from './proof.js';
import { createVendor } from './releases.js';
import { cleanRoot } from './root.js';
import { serviceIn } from './service.js';
import { listening } from './sockets.js';
import { proveRefusals, proveRollbacks, proveUpdate } from './updates.js';

const LEAD_MS = 12_000;
const TRIAL_S = 20;
const OUT = join(ROOT, '.cache/agent');
const STATE = 'var/lib/loaso-agent';

async function main([deb]: readonly string[]): Promise<number> {
  if (deb === undefined || process.getuid?.() !== 0) {
    process.stderr.write('usage (as root): prove/main.ts PACKAGE.deb\n');
    return 2;
  }
  const cache = join(OUT, 'prove');
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'work.'));
  const proof = createProof();
  const root = await cleanRoot(cache);
  const service = serviceIn(root);
  const accounts = makeAccounts();
  const wishes = { httpPort: 0, brokerPort: 0, hours: 'all-day' } as const;
  const installed = await installServer(work, accounts.admin, wishes);
  const vendor = await createVendor(work, join(OUT, 'bundle/agent.mjs'));
  await runOnce(SERVER_BIN, ['release', 'trust', `${vendor.key}.pub`], { env: installed.env });
  const server = await serve(installed);
  try {
    const people = await bringIn(installed.url, accounts);
    const [box] = boxesIn(root.folder);
    if (box === undefined) throw new Error('no box');
    const scene: Scene = {
      root,
      service,
      vendor,
      people,
      box,
      url: installed.url,
      trialS: TRIAL_S,
    };
    await proveInstall(scene, deb, proof.step);
    await proveUnits(scene, proof.step);
    await proveEnrolment(scene, proof.step);
    await provePlay(scene, work, proof.step);
    await proveEnds(scene, proof.step);
    await proveUpdate(scene, proof.step);
    await proveRefusals(scene, proof.step);
    await proveRollbacks(scene, proof.step);
    await proveEnd(scene, proof.step);
  } finally {
    await service.stop();
    await server.stop();
    root.remove();
    rmSync(work, { recursive: true, force: true });
  }
  return proof.end() ? 0 : 1;
}

type Step = ReturnType<typeof createProof>['step'];

async function proveInstall({ root }: Scene, deb: string, step: Step): Promise<void> {
  copyFileSync(deb, join(root.folder, 'tmp/loaso-agent.deb'));
  await root.command('apt-get', '-q', 'update');
  const words = ['apt-get', '-q', '-y', 'install', '--no-install-recommends'];
  const { code, text } = await root.command(...words, '/tmp/loaso-agent.deb');
  step('installs with apt-get', code === 0, text.slice(-300));
  const { text: owner } = await root.command('stat', '-c', '%U %a', `/${STATE}`);
  step('keeps its state to its own user', owner === 'loaso-agent 700', owner);
  const early = await root.command('loaso-agent', 'doctor');
  const asks = early.code === 1 && early.text.includes('loaso-agent enrol');
  step('says what is missing before it is enrolled', asks, early.text);
}

async function proveEnrolment({ root, people, box, url }: Scene, step: Step): Promise<void> {
  const { technician } = people;
  const { id, name, areaId, position } = box;
  await call(technician, 'POST', '/api/devices', { id, name, areaId, position });
  const path = `/api/devices/${id}/enrolment-code`;
  const { code } = await call<{ code: string }>(technician, 'POST', path, {});
  const enrolled = await root.command('loaso-agent', 'enrol', code, '--server', url);
  step('enrols with a one-time code', enrolled.code === 0, enrolled.text);
  const { text } = await root.command('stat', '-c', '%U %a', `/${STATE}/key.pem`);
  step('keeps its key readable by its user alone', text === 'loaso-agent 600', text);
  const again = await root.command('loaso-agent', 'enrol', code, '--server', url);
  step('enrols once', again.code === 1, again.text);
}

async function provePlay(scene: Scene, work: string, step: Step): Promise<void> {
  const { root, service, people, box } = scene;
  const settings = [
    'LOASO_AGENT_OUTPUT=file',
    `LOASO_AGENT_OUTPUT_FILE=/${STATE}/sound`,
    `LOASO_AGENT_TRIAL_S=${TRIAL_S}`,
    'LOASO_AGENT_STATUS_EVERY_S=2',
    `LOASO_AGENT_AMPLIFIER=/${RELAY}`,
  ].join('\\n');
  await root.command('sh', '-c', `printf '${settings}\\n' >>/etc/default/loaso-agent`);
  await root.command('install', '-m', '600', '-o', 'loaso-agent', '/dev/null', `/${RELAY}`);
  const booted = service.next('the start', 30_000, ({ event }) => event === 'booted');
  const startedAt = performance.now();
  await service.start();
  await booted;
  step('starts as its unit says', true, `${Math.round(performance.now() - startedAt)} ms`);
  const draft = await importText(people.official, QUY_NHON, NOTICES.quyNhon);
  const bulletin = await voice(people.official, draft.id, () => undefined);
  await approve(people.official, people.approver, bulletin.id);
  const at = Math.ceil((Date.now() + LEAD_MS) / 1000) * 1000;
  const from = localDateOf(instant(at + 86_400_000));
  await schedule(people.official, bulletin, { areaId: QUY_NHON, at, from });
  await readyBox(people.viewer, box.id);
  const limitMs = at - Date.now() + bulletin.durationMs + 30_000;
  const airing = await until('the record', { everyMs: 500, limitMs }, async () => {
    const all = await airingsBetween(people.viewer, at - 1000, at + 1000);
    return all.find(({ deviceId, state }) => deviceId === box.id && state === 'played') ?? null;
  });
  const here = { ...box, soundDir: join(root.folder, STATE, 'sound') };
  const clip = {
    session: people.official,
    sha256: bulletin.clip?.sha256 ?? '',
    file: join(work, 'clip'),
  };
  const { errorMs, score } = await heardBy(here, clip, airing.startAt);
  const good = Math.abs(errorMs) <= 100 && score >= 0.8;
  step(
    'plays (virtual output)',
    good,
    `${errorMs.toFixed(1)} ms off, ${(score * 100).toFixed(1)} % alike`,
  );
  const ports = listening(service.pid());
  step('opens no port', ports.length === 0, ports.join(' ') || 'none');
}

async function proveEnd({ root, service }: Scene, step: Step): Promise<void> {
  await service.stop();
  const removed = await root.command('apt-get', '-q', '-y', 'remove', 'loaso-agent');
  const { code: kept } = await root.command('test', '-e', `/${STATE}/key.pem`);
  step(
    'is removed, and what the box is stays',
    removed.code === 0 && kept === 0,
    removed.text.slice(-200),
  );
  const purged = await root.command('apt-get', '-q', '-y', 'purge', 'loaso-agent');
  const says = purged.text.includes('Key, plan, journal and audio of this box are destroyed');
  step('says that a purge destroys the key', purged.code === 0 && says, purged.text.slice(-200));
  const words = [
    'find',
    '/',
    '-xdev',
    '-name',
    '*loaso*',
    '-not',
    '-path',
    '/tmp/*',
    '-not',
    '-path',
    '/proc/*',
  ];
  const left = await root.command(...words);
  const user = await root.command('getent', 'passwd', 'loaso-agent');
  step(
    'leaves nothing after a purge',
    left.text === '' && user.text === '',
    `${left.text} ${user.text}`.trim() || 'nothing',
  );
}

process.exit(await main(process.argv.slice(2)));
