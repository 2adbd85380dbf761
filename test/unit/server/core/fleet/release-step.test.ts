/** What a box has made of a release, from what it was offered and what it says. */
import { DeviceId } from '@loaso/shared/ids';
import type { UpdateReport } from '@loaso/shared/wire/release';
import { expect } from 'chai';
import {
  isPutOff,
  OFFER_AGAIN_MS,
  OFFER_AGAIN_MS_MAX,
  OFFERS_MAX,
  type OfferedBox,
  offerAgainMs,
  type ReleaseWords,
  stepOf,
} from '#server/core/fleet/release-step';
import { statusOf } from '../../../../support/fleet-status.js';

const MINUTE = 60_000;
const T0 = 1_780_000_000_000;
const DEV = DeviceId.parse('box-00001');
const OFFER = { num: 5, version: '1.5.0' };
const OFFERED: OfferedBox = {
  stage: 1,
  step: 'offered',
  detail: '',
  at: T0,
  offers: 1,
  offeredAt: T0,
};
const WAITING: OfferedBox = { ...OFFERED, step: 'waiting', at: null, offers: 0, offeredAt: null };

const report = (last: UpdateReport['last'], highestNum = 4): UpdateReport => ({
  arch: 'arm64',
  able: true,
  highestNum,
  last,
});

const says = (
  update: UpdateReport | undefined,
  change: Partial<ReleaseWords> = {},
): ReleaseWords => ({
  online: true,
  lastSeenAt: T0 + MINUTE,
  status: statusOf(DEV, update === undefined ? {} : { update }),
  statusAt: T0 + MINUTE,
  ...change,
});

const at = (box: OfferedBox, words: ReleaseWords | null, afterMs = 2 * MINUTE) =>
  stepOf(box, { words, offer: OFFER, now: T0 + afterMs }).step;

describe('the step of a box', () => {
  it('follows the word of the box from its download to the end', () => {
    for (const step of ['fetching', 'staged', 'on-trial', 'stays', 'went-back'] as const) {
      expect(at(OFFERED, says(report({ num: 5, step, detail: '' })))).to.equal(step);
    }
    const refused = report({ num: 5, step: 'refused', code: 'no-room', detail: '5 bytes' });
    expect(stepOf(OFFERED, { words: says(refused), offer: OFFER, now: T0 })).to.deep.equal({
      step: 'refused',
      detail: 'no-room: 5 bytes',
    });
  });

  it('is not ended by a refusal that means later', () => {
    for (const code of ['busy', 'not-fetched']) {
      const later = report({ num: 5, step: 'refused', code, detail: '' });
      expect(at(OFFERED, says(later))).to.equal('offered');
    }
  });

  it('never counts it as a failure to say "later", however often, on line or off', () => {
    const later = report({ num: 5, step: 'refused', code: 'not-fetched', detail: 'app.mjs' });
    const put: OfferedBox = { ...OFFERED, offers: 40, detail: 'not-fetched: app.mjs' };
    expect(at(put, says(later), OFFER_AGAIN_MS)).to.equal('offered');
    expect(at(put, says(report(null)), OFFER_AGAIN_MS)).to.equal('offered');
    const gone = { online: false, lastSeenAt: T0 };
    expect(at(put, says(later, gone), 30 * 86_400_000)).to.equal('offered');
    expect(at(put, says(report({ num: 5, step: 'went-back', detail: '' })))).to.equal('went-back');
  });

  it('is put off where it says "later" from off line, or has said so often enough', () => {
    const put: OfferedBox = { ...OFFERED, detail: 'busy: on trial' };
    expect(isPutOff(put, true)).to.equal(false);
    expect(isPutOff(put, false)).to.equal(true);
    expect(isPutOff({ ...put, offers: OFFERS_MAX }, true)).to.equal(true);
    expect(isPutOff({ ...put, offers: OFFERS_MAX, detail: '' }, true)).to.equal(false);
    expect(isPutOff({ ...put, step: 'fetching', offers: OFFERS_MAX }, false)).to.equal(false);
  });

  it('is offered ever later, up to a bound, each box at a moment of its own', () => {
    const waits = [1, 2, 3, 4, 5, 50].map((offers) => offerAgainMs(DEV, offers));
    for (const [index, least] of [10, 20, 40, 80, 120, 120].entries()) {
      expect(waits[index]).to.be.within(least * MINUTE, least * 1.25 * MINUTE);
    }
    const boxes = Array.from({ length: 40 }, (_, one) => offerAgainMs(`box-${one}`, 1));
    expect(new Set(boxes).size).to.be.greaterThan(30);
    expect(offerAgainMs(DEV, 3)).to.equal(offerAgainMs(DEV, 3));
    expect(Math.max(...boxes)).to.be.at.most(OFFER_AGAIN_MS_MAX);
  });

  it('takes no word that is older than the offer, or about another release', () => {
    const old = says(report({ num: 5, step: 'refused', code: 'no-room', detail: '' }), {
      statusAt: T0 - 1,
    });
    expect(at(OFFERED, old)).to.equal('offered');
    expect(at(OFFERED, says(report({ num: 4, step: 'went-back', detail: '' })))).to.equal(
      'offered',
    );
  });

  it('never counts a box that is off line before it was offered anything', () => {
    expect(at(WAITING, null, 30 * 86_400_000)).to.equal('waiting');
    expect(at(WAITING, says(undefined, { online: false }), 30 * 86_400_000)).to.equal('waiting');
  });

  it('is lost 45 minutes after the last word of a trial, and two hours after that of an offer', () => {
    const gone = { online: false, lastSeenAt: T0 };
    const trial: OfferedBox = { ...OFFERED, step: 'on-trial' };
    const told = says(report({ num: 5, step: 'on-trial', detail: '' }), gone);
    expect(at(trial, told, 45 * MINUTE - 1)).to.equal('on-trial');
    expect(at(trial, told, 45 * MINUTE)).to.equal('lost');
    const silent = says(report(null), { ...gone, statusAt: T0 - 1 });
    expect(at(OFFERED, silent, 120 * MINUTE - 1)).to.equal('offered');
    expect(at(OFFERED, silent, 120 * MINUTE)).to.equal('lost');
  });

  it('comes back from being lost with whatever the box says then', () => {
    const lost: OfferedBox = { ...OFFERED, step: 'lost' };
    const gone = says(report(null), { online: false });
    expect(at(lost, gone, 9 * 60 * MINUTE)).to.equal('lost');
    expect(at(lost, says(report({ num: 5, step: 'stays', detail: '' })))).to.equal('stays');
    expect(at(lost, says(report({ num: 5, step: 'went-back', detail: '' })))).to.equal('went-back');
    expect(at(lost, says(report(null)))).to.equal('offered');
  });

  it('ends for a box that answers none of its offers, and not before', () => {
    const box: OfferedBox = { ...OFFERED, offers: OFFERS_MAX };
    expect(at(box, says(report(null)), OFFER_AGAIN_MS - 1)).to.equal('offered');
    expect(at(box, says(report(null)), OFFER_AGAIN_MS)).to.equal('refused');
    expect(at(OFFERED, says(report(null)), OFFER_AGAIN_MS)).to.equal('offered');
  });

  it('knows an old box by its version alone, and a newer release that came some other way', () => {
    const old = says(undefined, { status: statusOf(DEV, { agentVersion: '1.5.0' }) });
    expect(at(OFFERED, old)).to.equal('stays');
    expect(at(OFFERED, says(report(null, 6)))).to.equal('refused');
  });
});
