/** Every wish has one fate and one reason. */
import { instant } from '@loaso/shared/time';
import { explainTimeline } from '@loaso/shared/timeline/explain';
import { resolveTimeline } from '@loaso/shared/timeline/resolve';
import { spansOf, type Wish } from '@loaso/shared/timeline/wish';
import { expect } from 'chai';
import fc from 'fast-check';
import { boxId, envelopeOf } from '../../../support/plans.js';
import { envelopes, wishes } from './any-timeline.js';
import { MIDNIGHT, wishOf } from './oracle.js';

/** 05:00 to 20:00, 180 minutes a day. */
const daytime = envelopeOf(boxId(1), MIDNIGHT);
const fates = (list: Wish[], envelope = daytime): string[] =>
  explainTimeline(list, envelope).map((fate) => {
    const by = 'by' in fate ? ` by ${fate.by?.entryId ?? 'envelope'}` : '';
    return `${fate.wish.entryId} ${fate.kind}${by}`;
  });

describe('the fate of a wish', () => {
  it('is one for each, and tells of exactly the sound that is there', () => {
    fc.assert(
      fc.property(wishes, envelopes, (list, envelope) => {
        const told = explainTimeline(list, envelope);
        expect(told.map(({ wish }) => wish)).to.deep.equal(list);
        const sounds = told
          .flatMap((fate) => ('stretches' in fate ? fate.stretches : []))
          .sort((a, b) => a.startAt - b.startAt);
        expect(sounds).to.deep.equal(resolveTimeline(list, envelope));
        for (const fate of told) {
          if (fate.kind === 'envelope') expect(spansOf(fate.wish, envelope)).to.deep.equal([]);
          if (fate.kind === 'outranked') expect(fate.by).to.not.equal(fate.wish);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('names who outranked it, who cut it, and what the envelope took', () => {
    const alarm = wishOf('alarm', 600, 10, { priority: 'emergency' });
    expect(fates([wishOf('news', 590, 30), alarm])).to.deep.equal([
      'news cut by alarm',
      'alarm sounds',
    ]);
    expect(fates([wishOf('short', 601, 5), alarm])[0]).to.equal('short outranked by alarm');
    expect(fates([wishOf('night', 200, 5)])).to.deep.equal(['night envelope']);
    expect(fates([wishOf('late', 1190, 20)])).to.deep.equal(['late cut by envelope']);
    const long = [wishOf('long', 400, 180), wishOf('after', 700, 5)];
    expect(fates(long)).to.deep.equal(['long sounds', 'after daily-minutes']);
  });

  it('says of what was cut and is heard to its end that it comes back', () => {
    const alarm = wishOf('alarm', 600, 10, { priority: 'emergency' });
    for (const afterCut of ['resume', 'restart'] as const) {
      const news = wishOf('news', 590, 30, { afterCut });
      expect(fates([news, alarm])[0]).to.equal('news returns by alarm');
      const late = wishOf('late', 1175, 24, { afterCut });
      const warning = wishOf('warning', 1180, 5, { priority: 'emergency' });
      expect(fates([late, warning])[0]).to.equal('late cut by warning');
    }
  });

  it('calls what may not sound at all forbidden, not outranked', () => {
    const alarm = wishOf('alarm', 200, 10, { priority: 'emergency' });
    expect(fates([wishOf('night', 200, 5), alarm])).to.deep.equal([
      'night envelope',
      'alarm sounds',
    ]);
    const early = wishOf('early', 295, 20, { lateStart: 'skip' });
    expect(fates([early])).to.deep.equal(['early envelope']);
    expect(instant(early.startAt)).to.equal(early.startAt);
  });
});
