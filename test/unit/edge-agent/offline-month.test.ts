/**
 * A month without a line: the box plays what it holds by a crystal that is 20 ppm off, and everything
 * it did arrives once when the line is back. Core of the box on virtual time.
 */
import type { Instant } from '@loaso/shared/time';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import { clockWords, openTurn } from '#edge-agent/core/turn';
import { at, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { serve } from './rig-server.js';
import { TOOLS } from './sealing.js';

const DAYS = 30;
const DAY = 1_440;
const STEP_MINUTES = 30;
/** Half past five, eleven, five in the afternoon, and up to the last minute of the envelope. */
const DAILY = [330, 660, 1_020, 1_185];
const LENGTH = 15;
/** Once a night somebody pulls the plug of the process. */
const KILLED_AT = 1_380;

/** Lives on with a crystal that is `ppm` slow: true time runs ahead of the box's own. */
function passDrifting(rig: Rig, until: Instant, ppm: number): void {
  const stepMs = STEP_MINUTES * 60_000;
  while (until - rig.now > 1) {
    const from = rig.now;
    rig.passTo(Math.min(until, from + stepMs) as Instant);
    rig.trueOffsetMs += (rig.now - from) * ppm * 1e-6;
  }
}

const startOf = (playId: string): number => Number(playId.slice(playId.lastIndexOf('.') + 1));

for (const ppm of [20, -20]) {
  describe(`edge-agent/core, offline for 30 days with a crystal of ${ppm} ppm`, function () {
    this.timeout(60_000);
    const items = Array.from({ length: DAYS }, (_, day) =>
      DAILY.map((minute, index) =>
        item(`d${day}x${index}`, day * DAY + minute, day * DAY + minute + LENGTH),
      ),
    ).flat();
    let rig: Rig;
    let stored: readonly PlayRecord[];
    let contradicted: readonly number[];
    let spreadMs: number[];
    let admittedMs: number;

    before(() => {
      rig = new Rig({ ntpSynced: false });
      const server = serve(rig, 20);
      rig.feed({ type: 'link-up' });
      rig.message('plan', sealedPlan(planOf(1, items, { exp: at(34 * DAY) })));
      rig.passTo(at(295));
      rig.feed({ type: 'link-down' });
      for (let day = 0; day < DAYS; day += 1) {
        passDrifting(rig, at(day * DAY + KILLED_AT), ppm);
        rig.kill();
        rig.boot();
      }
      admittedMs = clockWords(openTurn(rig.state, rig.read(), TOOLS)).errorMs ?? -1;
      rig.feed({ type: 'link-up' });
      rig.passTo(at(DAYS * DAY + 60));
      stored = [...server.stored.values()].sort((a, b) => a.seq - b.seq);
      contradicted = server.contradicted;
      spreadMs = rig.heard.map(({ playId, startAt }) => startAt - startOf(playId));
    });

    it('plays every airing, each once and from its beginning', () => {
      expect(rig.heard.map(({ playId }) => playId.split('.')[0])).to.deep.equal(
        items.map(({ entryId }) => entryId),
      );
      expect(rig.heard.every(({ fromMs }) => fromMs === 0)).to.equal(true);
    });

    it('starts within a minute also on the last day, off as far as the crystal and no more', () => {
      expect(Math.max(...spreadMs.map(Math.abs))).to.be.below(60_000);
      expect(spreadMs.at(-1)).to.be.closeTo(DAYS * DAY * 60_000 * ppm * 1e-6, 1_000);
      expect(Math.abs(spreadMs[0] ?? Number.NaN)).to.be.below(100);
    });

    it('never sounds outside its hours by more than the error that it admits', () => {
      expect(admittedMs).to.be.within(Math.abs(spreadMs.at(-1) ?? 0), 5 * 60_000);
      for (const { startAt, endAt } of rig.heard) {
        const minutes = [startAt, endAt].map((one) => ((one - at(0)) / 60_000) % DAY);
        expect(minutes[0]).to.be.at.least(300 - admittedMs / 60_000);
        expect(minutes[1]).to.be.at.most(1_200 + admittedMs / 60_000);
      }
    });

    it('brings every record to the server, numbered without a gap and each once', () => {
      expect(stored.map(({ seq }) => seq)).to.deep.equal(items.map((_, index) => index + 1));
      expect(stored.every(({ outcome }) => outcome === 'completed')).to.equal(true);
      expect(new Set(stored.map(({ playId }) => playId)).size).to.equal(items.length);
      expect(contradicted).to.deep.equal([]);
      expect(rig.state.durable.receiptedSeq).to.equal(items.length);
    });

    it('says in its records how sure it was of the time', () => {
      const errors = stored.map(({ clock }) => clock.errorMs ?? -1);
      expect(errors[0]).to.be.within(0, 1_000);
      expect(errors.at(-1)).to.be.within(52_000, 5 * 60_000);
      expect(stored.at(-1)?.clock.trust).to.equal('holdover');
    });
  });
}
