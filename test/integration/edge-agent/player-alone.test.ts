/** The player for itself: ends with its agent, and obeys nobody who speaks another language. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import { type CardSetting, lineOf, PLAYER_V } from '#edge-agent/adapters/output/player-wire';
import { isAlive, makeCardIn, PLAYER, ROOT } from './player-card.js';
import { until } from './world.js';

describe('edge-agent/adapters/output/player-serve', function () {
  this.timeout(20_000);
  let folder: string;
  let number = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-player-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const makeCard = () => {
    number += 1;
    return makeCardIn(folder, number);
  };
  let child: ChildProcess | null = null;
  afterEach(() => child?.kill('SIGKILL'));
  const launch = (): Duplex => {
    child = spawn(PLAYER.command, PLAYER.words, {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    return child.stdio[3] as Duplex;
  };

  it('kills its carrier and ends when the agent is gone', async () => {
    const { setting, pid } = makeCard();
    const socket = launch();
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (heard += text));
    socket.write(lineOf({ type: 'open', v: PLAYER_V, setting }));
    await until('its word', 10_000, () => heard.includes('"opened"'));
    const carrier = pid();
    expect(isAlive(carrier)).to.equal(true);
    socket.destroy();
    expect(await once(child as ChildProcess, 'close')).to.deep.equal([1, null]);
    await until('silence', 1_000, () => !isAlive(carrier));
  });

  for (const [what, line] of [
    ['another protocol', (setting: CardSetting) => lineOf({ type: 'open', v: 99, setting })],
    ['no JSON', () => 'play something\n'],
    ['an order before the first line', () => lineOf({ type: 'stop-sound', soundId: 1 })],
    ['a line without an end', () => 'x'.repeat(200_000)],
  ] as const) {
    it(`refuses ${what} and ends`, async () => {
      const socket = launch();
      socket.on('error', () => undefined);
      socket.write(line(makeCard().setting));
      expect(await once(child as ChildProcess, 'close')).to.deep.equal([1, null]);
    });
  }

  it('is not for a person', async () => {
    const alone = spawn(PLAYER.command, PLAYER.words, { cwd: ROOT, stdio: 'ignore' });
    expect(await once(alone, 'close')).to.deep.equal([64, null]);
  });
});
