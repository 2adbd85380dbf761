/** What a card says of itself in files like those of the kernel: adapters/output/card-feedback. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFeedback } from '#edge-agent/adapters/output/card-feedback';

const PID = 4_711;
/** 100 ms at 48 kHz; on 32 bits the kernel doubles it eighteen times. */
const BUFFER = 4_800;
const BOUNDARY = BUFFER * 2 ** 18;

describe('edge-agent/adapters/output/card-feedback', () => {
  let folder: string;
  let sub: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-asound-'));
    sub = join(folder, 'card0', 'pcm0p', 'sub0');
    mkdirSync(sub, { recursive: true });
    writeFileSync(join(sub, 'hw_params'), `rate: 48000 (48000/1)\nbuffer_size: ${BUFFER}\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const played = (feedback: ReturnType<typeof createFeedback>, pointer: number, pid = PID) => {
    const status = `state: RUNNING\nowner_pid   : ${pid}\nhw_ptr      : ${pointer}\n`;
    writeFileSync(join(sub, 'status'), status);
    return feedback.read(pid)?.playedSamples;
  };

  it('counts at our rate, and nothing where no card is ours', () => {
    const feedback = createFeedback(folder);
    expect(played(feedback, 96_000)).to.equal(48_000);
    expect(feedback.read(PID + 1)).to.equal(null);
  });

  it('counts on where the count of a 32-bit kernel goes over its boundary, time after time', () => {
    const feedback = createFeedback(folder);
    let before = 0;
    for (let turn = 0; turn < 3; turn += 1) {
      for (const pointer of [BOUNDARY / 2, BOUNDARY - 2_400]) {
        before = played(feedback, pointer) ?? 0;
      }
      // A tenth of a second later.
      expect(played(feedback, 2_400), String(turn)).to.equal(before + 2_400);
    }
  });

  it('takes a fall from anywhere else as a count that began anew', () => {
    const feedback = createFeedback(folder);
    expect(played(feedback, BOUNDARY / 2 + 480_000)).to.be.above(1e8);
    expect(played(feedback, 480)).to.equal(240);
    expect(played(feedback, BUFFER * 2 ** 6 - 240)).to.be.above(0);
    expect(played(feedback, 240)).to.equal(120);
  });

  it('begins anew with another player', () => {
    const feedback = createFeedback(folder);
    expect(played(feedback, BOUNDARY - 2_400)).to.be.above(1e8);
    expect(played(feedback, 2_400, PID + 1)).to.equal(1_200);
  });
});
