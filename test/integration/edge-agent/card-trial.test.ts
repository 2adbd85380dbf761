/** The doctor tries the card: adapters/output/card-trial, adapters/run-lock, cli/trial-findings. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type CardTrial, tryCard, verdictOf } from '#edge-agent/adapters/output/card-trial';
import { askRun, holdRun, type RunLock } from '#edge-agent/adapters/run-lock';
import { isHealthy, reportOf } from '#edge-agent/cli/doctor';
import { lineOf } from '#edge-agent/cli/finding';
import { trialFindings } from '#edge-agent/cli/trial-findings';
import { loadConfig } from '#edge-agent/config';
import { openSoundRoom, type SoundRoom } from '../../bench/sound-room.js';
import { playerScript } from './card-player.js';
import { type Card, makeCardIn } from './player-card.js';

const quiet = (): void => undefined;

describe('loaso-agent doctor tries the card', function () {
  this.timeout(30_000);
  let folder: string;
  let card: Card;
  let lock: RunLock | null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-trial-'));
    card = makeCardIn(folder, 1);
    lock = null;
  });
  afterEach(async () => {
    await lock?.release();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A program in the place of the carrier's. */
  const carrier = (script: string): void => {
    writeFileSync(card.setting.player, script);
    chmodSync(card.setting.player, 0o755);
  };
  const configOf = (env: Record<string, string> = {}) =>
    loadConfig(
      { state: folder },
      {
        LOASO_AGENT_PLAYER: card.setting.player,
        LOASO_AGENT_SOUND_STATUS: card.setting.statusFolder,
        ...env,
      },
    );
  const linesOf = async (env: Record<string, string> = {}, amplifier = false): Promise<string> =>
    (await trialFindings(configOf(env), amplifier)).map((one) => lineOf(one, 'vi')).join('\n');
  const paceOf = (trial: CardTrial): number => (trial.is === 'paced' ? trial.pace : Number.NaN);

  it('finds the right pace by silence alone, and lets the card go', async () => {
    expect(paceOf(await tryCard(card.setting))).to.be.closeTo(1, 0.02);
    const played = readFileSync(card.samples);
    expect([played.length > 100_000, played.every((byte) => byte === 0)]).to.deep.equal([
      true,
      true,
    ]);
  });

  it('says of a card that counts too slowly that sound will be wrong', async () => {
    const place = join(card.setting.statusFolder, 'card0', 'pcm0p', 'sub0', 'status');
    carrier(playerScript(place, card.samples, 60_000).replace('origin) * 24)', 'origin) * 22)'));
    expect(await linesOf()).to.match(
      /\[LỖI\] +thử thẻ âm thanh: mở được, nhịp 9[12]\.\d % .*nhanh/,
    );
  });

  it('names a card that takes sound and plays none, one that cannot be opened, one that tells nothing', async () => {
    const place = join(card.setting.statusFolder, 'card0', 'pcm0p', 'sub0', 'status');
    const still = `require('fs').writeFileSync('${place}', 'owner_pid : ' + process.pid + '\\nhw_ptr : 0\\n');`;
    const takes = "process.stdin.on('data', () => undefined);";
    carrier(`#!${process.execPath}\n${still}${takes}`);
    expect((await tryCard(card.setting)).is).to.equal('still');
    rmSync(place);
    carrier(`#!${process.execPath}\n${takes}`);
    expect((await tryCard(card.setting)).is).to.equal('uncounted');
    carrier('#!/bin/sh\necho "audio open error: Device or resource busy" >&2\nexit 1\n');
    expect(await linesOf()).to.match(/\[LỖI\].*không mở được: .*resource busy[\s\S]*→ xem tên thẻ/);
  });

  it('only reads the count of a card that another process holds', async () => {
    const place = join(card.setting.statusFolder, 'card1', 'pcm0p', 'sub0');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'hw_params'), 'rate: 24000 (24000/1)\n');
    const since = Date.now();
    const tell = () =>
      writeFileSync(
        join(place, 'status'),
        `owner_pid : ${process.pid}\nhw_ptr : ${(Date.now() - since) * 24}\n`,
      );
    tell();
    const timer = setInterval(tell, 20);
    carrier(`#!/bin/sh\ntouch ${join(folder, 'opened')}\n`);
    try {
      const trial = await tryCard(card.setting);
      expect([trial.is, 'held' in trial && trial.held]).to.deep.equal(['paced', true]);
      expect(() => readFileSync(join(folder, 'opened'))).to.throw('ENOENT');
    } finally {
      clearInterval(timer);
    }
  });

  it('draws the pace from counts that come late', () => {
    const counts = Array.from({ length: 100 }, (_, index) => ({
      playedSamples: index * 960,
      atMonoMs: 40 * index + (index % 3) * 5,
    }));
    expect(paceOf(verdictOf(counts, false))).to.be.closeTo(1, 0.005);
    expect(verdictOf(counts.slice(0, 3), true)).to.deep.equal({ is: 'still', held: true });
  });

  it('opens no sound server under a sound, and no relay beside an agent', async () => {
    const pin = join(folder, 'relay');
    writeFileSync(pin, '0\n');
    const env = { LOASO_AGENT_OUTPUT: 'pulse', LOASO_AGENT_AMPLIFIER: pin };
    expect(await askRun(folder)).to.equal('away');
    lock = await holdRun(folder, () => true, quiet);
    expect(await askRun(folder)).to.equal('sounding');
    const told = await linesOf(env, true);
    expect(told).to.match(/cụm đang phát, không thử lúc này/);
    expect(told).to.match(/đang chạy và giữ rơ-le[\s\S]*→ bấm Thử chuông/);
    expect(readFileSync(pin, 'utf8')).to.equal('0\n');
    await lock.release();
    lock = await holdRun(folder, () => false, quiet);
    expect(await askRun(folder)).to.equal('silent');
  });

  it('switches the relay on and off again when that is asked, and says what must be heard', async () => {
    const pin = join(folder, 'relay');
    writeFileSync(pin, '0\n');
    const seen = new Set<string>();
    const timer = setInterval(() => seen.add(readFileSync(pin, 'utf8').trim()), 20);
    const env = { LOASO_AGENT_OUTPUT: 'silent', LOASO_AGENT_AMPLIFIER: pin };
    const found = await trialFindings(configOf(env), true);
    clearInterval(timer);
    expect(seen.has('1')).to.equal(true);
    expect(readFileSync(pin, 'utf8').trim()).to.equal('0');
    expect(found.map(({ level }) => level)).to.deep.equal(['good']);
    const broken = await trialFindings(
      configOf({ ...env, LOASO_AGENT_AMPLIFIER: '/nowhere' }),
      true,
    );
    const report = JSON.parse(reportOf(broken)) as { healthy: boolean; findings: unknown[] };
    expect([report.healthy, isHealthy(broken), report.findings]).to.deep.equal([
      false,
      false,
      broken,
    ]);
  });

  describe('at a sound server with virtual cards', () => {
    let room: SoundRoom;
    const before = process.env['PULSE_SERVER'];
    beforeEach(async () => {
      room = await openSoundRoom({ horns: 24_000 });
      process.env['PULSE_SERVER'] = room.env['PULSE_SERVER'];
    });
    afterEach(async () => {
      if (before === undefined) delete process.env['PULSE_SERVER'];
      else process.env['PULSE_SERVER'] = before;
      await room.close();
    });

    it('says that nothing hangs on one that counts, and that one of another name is not there', async () => {
      const pulse = { ...card.setting, carrier: 'pulse', player: 'pacat' } as const;
      expect(await tryCard({ ...pulse, device: 'horns' })).to.deep.equal({
        is: 'unreal',
        detail: 'horns is no card: module-null-sink',
      });
      expect((await tryCard({ ...pulse, device: 'nobody' })).is).to.equal('fault');
    });
  });
});
