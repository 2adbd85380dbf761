/** Laws of a bulletin's life: nothing airs that another person has not approved as it is now. */
import { createHash } from 'node:crypto';
import { AreaId, Sha256, UserId } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';
import type { Clip } from '@loaso/shared/wire/http/content';
import type { Script } from '@loaso/shared/wire/script';
import { expect } from 'chai';
import fc from 'fast-check';
import { contentText, readSentences, speechText } from '#server/core/bulletin/content';
import {
  approve,
  attachClip,
  edit,
  fitToAir,
  type LifecycleRefusal,
  type LivingBulletin,
  reject,
  removable,
  submit,
  withdraw,
  withVariants,
} from '#server/core/bulletin/lifecycle';

const hash = (text: string): Sha256 =>
  Sha256.parse(createHash('sha256').update(text).digest('hex'));
const [author, other, helper] = [UserId.parse('lan'), UserId.parse('minh'), UserId.parse('tam')];
/** A clip that `author` had made. */
const made = (name: string, by = author) => ({ clip: clip(name), by });

const script = (...spoken: string[]): Script => ({
  v: 1,
  title: 'Quyết định',
  rulesVersion: 'vi-legal-1.0.0',
  sentences: spoken.map((words, index) => ({
    index,
    clause: '',
    kind: 'body',
    written: words,
    spoken: words,
    pauseAfterMs: 300,
    uncertain: [],
  })),
  dropped: [],
  repairs: [],
  expectedMs: 1000,
});

const clip = (name: string, voice = 'vi'): Clip => ({
  sha256: hash(name),
  sizeBytes: 1000,
  durationMs: 1000,
  codec: 'mp3',
  loudnessLufs: -16,
  truePeakDbtp: -1,
  voice,
});

const draft: LivingBulletin = {
  title: 'Quyết định 1462',
  areaId: AreaId.parse('21553'),
  script: script('điều một.', 'điều hai.'),
  clip: null,
  field: 'law',
  priority: 'normal',
  state: 'draft',
  approval: null,
  rejectionReason: null,
  writtenBy: [author],
};

const granted = <T>(result: Result<T, LifecycleRefusal>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const refusal = <T>(result: Result<T, LifecycleRefusal>): string =>
  result.ok ? 'none' : result.error.code;

const voiced = granted(attachClip(draft, made('one'), speechText(draft.script)));
const submitted = granted(submit(voiced));
const approved = granted(approve(submitted, { id: other, at: 5 }, hash));

describe('life of a bulletin', () => {
  it('goes from draft over voiced and submitted to approved, and can be withdrawn', () => {
    expect(voiced.state).to.equal('voiced');
    expect(submitted.state).to.equal('submitted');
    expect(approved).to.deep.include({
      state: 'approved',
      approval: { approvedBy: other, approvedAt: 5, contentHash: hash(contentText(voiced)) },
    });
    expect(fitToAir(approved, hash)).to.equal(true);
    const withdrawn = granted(withdraw(approved));
    expect(withdrawn).to.deep.include({ state: 'withdrawn', approval: null });
    expect(fitToAir(withdrawn, hash)).to.equal(false);
    expect(refusal(edit(withdrawn, { title: 'Khác' }, [author]))).to.equal('wrong-state');
    expect(refusal(attachClip(withdrawn, made('two'), 'x'))).to.equal('wrong-state');
  });

  it('refuses the approval of its author', () => {
    expect(refusal(approve(submitted, { id: author, at: 5 }, hash))).to.equal('own-approval');
  });

  it('knows everybody who changed its words, its labels, its sound or its languages', () => {
    const by = (id: string) => UserId.parse(id);
    const worded = granted(edit(approved, { script: script('điều ba.') }, [by('a'), by('b')]));
    const titled = granted(edit(worded, { title: 'Khác' }, [by('c')]));
    const heard = granted(attachClip(titled, made('two', by('d')), speechText(titled.script)));
    const variants = [{ language: 'bdq' as const, clip: clip('bana') }];
    const spoken = granted(withVariants(heard, variants, by('e')));
    expect(spoken.writtenBy).to.deep.equal([author, ...['a', 'b', 'c', 'd', 'e'].map(by)]);
    for (const id of spoken.writtenBy) {
      const asked = approve(granted(submit(spoken)), { id, at: 5 }, hash);
      expect(refusal(asked), id).to.equal('own-approval');
    }
  });

  it('names nobody for a change that changed nothing', () => {
    const same = granted(edit(approved, { title: approved.title }, [helper]));
    expect(same.writtenBy).to.deep.equal([author]);
  });

  it('refuses steps out of order, naming where it stands', () => {
    expect(submit(draft)).to.deep.equal({
      ok: false,
      error: { code: 'wrong-state', state: 'draft', needs: 'voiced' },
    });
    const far = [
      approve(voiced, { id: other, at: 5 }, hash),
      reject(approved, 'x'),
      submit(approved),
      withdraw(submitted),
    ];
    expect(far.map(refusal)).to.deep.equal(Array(4).fill('wrong-state'));
  });

  it('carries the reason of a rejection until it is sent again', () => {
    const rejected = granted(reject(submitted, 'Sai ngày'));
    expect(rejected).to.deep.include({ state: 'rejected', rejectionReason: 'Sai ngày' });
    expect(granted(submit(rejected)).rejectionReason).to.equal(null);
  });

  it('loses clip and approval when its words change, the approval alone when its title does', () => {
    const words = granted(edit(approved, { script: script('điều ba.') }, [author]));
    expect(words).to.deep.include({ state: 'draft', clip: null, approval: null });
    const title = granted(edit(approved, { title: 'Khác' }, [author]));
    expect(title).to.deep.include({ state: 'voiced', clip: approved.clip, approval: null });
  });

  it('keeps its approval where a change changes nothing', () => {
    expect(granted(edit(approved, { title: approved.title }, [helper]))).to.equal(approved);
    const again = attachClip(approved, made('one', helper), speechText(approved.script));
    expect(granted(again)).to.equal(approved);
  });

  it('takes no clip of words that have changed meanwhile', () => {
    const late = attachClip(draft, made('one'), speechText(script('lời cũ.')));
    expect(refusal(late)).to.equal('changed-meanwhile');
  });

  it('is not sent for approval with nothing to read', () => {
    const silent = { ...voiced, script: script('  ') };
    expect(refusal(submit(silent))).to.equal('nothing-to-read');
  });

  it('vanishes only before anybody was asked', () => {
    expect([draft, voiced, submitted, approved].map(removable)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is fit to air only as long as each thing that was approved is the same', () => {
    const changed: LivingBulletin[] = [
      { ...approved, title: 'Khác' },
      { ...approved, areaId: AreaId.parse('21556') },
      { ...approved, script: script('điều một.', 'điều ba.') },
      { ...approved, script: { ...approved.script, rulesVersion: 'vi-legal-1.0.1' } },
      { ...approved, clip: clip('two') },
      { ...approved, clip: clip('one', 'vi-south') },
      { ...approved, clip: null },
      { ...approved, writtenBy: [author, other] },
      { ...approved, state: 'submitted' },
    ];
    expect(changed.map((one) => fitToAir(one, hash))).to.deep.equal(changed.map(() => false));
  });
});

type Step = (bulletin: LivingBulletin) => Result<LivingBulletin, LifecycleRefusal>;
const words = fc.constantFrom('điều một.', 'điều hai.', 'điều ba.');
const people = fc.constantFrom(author, other);
const mutations: fc.Arbitrary<Step> = fc.oneof(
  words.map(
    (text): Step =>
      (one) =>
        edit(one, { script: script(text) }, [author]),
  ),
  fc.constantFrom('A', 'B').map(
    (title): Step =>
      (one) =>
        edit(one, { title }, [author]),
  ),
  fc.constantFrom('law' as const, 'general' as const).map(
    (field): Step =>
      (one) =>
        edit(one, { field }, [author]),
  ),
  fc.constantFrom('x', 'y').map(
    (name): Step =>
      (one) =>
        attachClip(one, made(name), speechText(one.script)),
  ),
);
type Named = { readonly step: Step; readonly by: UserId | null };
const steps: fc.Arbitrary<Named> = fc.oneof(
  { weight: 3, arbitrary: mutations.map((step) => ({ step, by: null })) },
  { weight: 2, arbitrary: fc.constant({ step: submit, by: null }) },
  {
    weight: 2,
    arbitrary: people.map((id) => ({
      step: (one: LivingBulletin) => approve(one, { id, at: 1 }, hash),
      by: id,
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ step: (one: LivingBulletin) => reject(one, 'vì sai'), by: null }),
  },
  { weight: 1, arbitrary: fc.constant({ step: (one: LivingBulletin) => withdraw(one), by: null }) },
);

type Walk = { readonly bulletin: LivingBulletin; readonly approvedText: string | null };

/** One step of somebody; `approvedText` is what another person than the author last approved. */
function walked({ bulletin, approvedText }: Walk, { step, by }: Named): Walk {
  const next = step(bulletin);
  if (!next.ok) return { bulletin, approvedText };
  const approvedNow = by === null || by === author ? null : contentText(next.value);
  return { bulletin: next.value, approvedText: by === null ? approvedText : approvedNow };
}

function holdsLaw({ bulletin, approvedText }: Walk): void {
  if (fitToAir(bulletin, hash)) expect(contentText(bulletin)).to.equal(approvedText);
  else expect(bulletin.state).to.not.equal('approved');
}

describe('laws of approval', () => {
  it('no path leads to the air but an approval by another person of the very content', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 40 }), (path) => {
        let walk: Walk = { bulletin: draft, approvedText: null };
        for (const named of path) {
          walk = walked(walk, named);
          holdsLaw(walk);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('after an approval any change that changes something leaves it unapproved', () => {
    fc.assert(
      fc.property(mutations, (mutate) => {
        const next = granted(mutate(approved));
        if (next === approved) return;
        expect(next.state).to.be.oneOf(['draft', 'voiced']);
        expect(next.approval).to.equal(null);
        expect(fitToAir(next, hash)).to.equal(false);
      }),
    );
  });
});

describe('content of a bulletin', () => {
  it('counts only sentences that are read', () => {
    expect(readSentences(script('một.', ' ', 'hai.'))).to.deep.equal(['một.', 'hai.']);
    expect(speechText(script('một.', '', 'hai.'))).to.equal(speechText(script('một.', 'hai.')));
  });
});
