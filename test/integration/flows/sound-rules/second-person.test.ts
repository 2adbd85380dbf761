/** More sound needs a second person at the signer, whatever the database says: a server in foreign hands. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, localDateOf, MinuteOfDay } from '@loaso/shared/time';
import { envelopeBounds, letsMoreSound } from '@loaso/shared/trust/envelope-within';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { NewSoundRule, SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { expect } from 'chai';
import { openEnvelope } from '#server/flows/fleet/envelope';
import { createFleetFlows } from '#server/flows/fleet/fleet';
import { createSoundRuleFlows, type SoundRuleService } from '#server/flows/sound-rules/sound-rules';
import type { StoredSoundRule } from '#server/ports/sound-rules';
import { phoneOf } from '../../../support/factors.js';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, QUY_NHON } from '../../../support/store.js';
import { inviteAt } from '../../../support/warners.js';

const official = actorOf('official');
const approver = actorOf('approver');
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const windowUntil = (toMinute: number, volumeMaxPercent = 100) => ({
  days: EVERY_DAY,
  fromMinute: MinuteOfDay.parse(285),
  toMinute: MinuteOfDay.parse(toMinute),
  volumeMaxPercent,
});
const until = (toMinute: number) => ({
  windows: [windowUntil(toMinute)],
  minutesPerDayMax: 360,
  emergencyVolumeMaxPercent: 100,
});

describe('more sound at the signer', () => {
  let room: FleetRoom;
  let rules: SoundRuleService;
  let box: TestBox;

  beforeEach(async () => {
    room = await openFleetRoom();
    rules = createSoundRuleFlows(room.ports);
    box = await room.box();
    await save(0, 1140);
    expect(await latest()).to.equal(1140);
  });
  afterEach(() => room.close());

  async function save(seen: number, toMinute: number): Promise<void> {
    const rule = { limits: until(toMinute), seen, why: 'giữ yên tĩnh buổi tối' };
    given(await rules.saveRule(official, QUY_NHON, NewSoundRule.parse(rule)));
    await rules.renewOwed();
  }
  const envelope = async () =>
    openEnvelope((await room.ports.store.fleet.envelope(box.id))?.sealed ?? '');
  /** The last minute of a day at which the box may sound. */
  const latest = async (): Promise<number> =>
    Math.max(0, ...((await envelope())?.windows ?? []).map(({ toMinute }) => toMinute));
  const audit = (): string => readFileSync(join(room.signer.dir, 'audit.log'), 'utf8');
  const seen = async (): Promise<SoundRules> => given(await rules.rules(approver, QUY_NHON));
  const roll = async (): Promise<void> => void given(await room.flows.rollHorizon());
  const NOW = (): number => room.ports.clock.now();

  const smuggled = (num: number, limits: StoredSoundRule['limits']): StoredSoundRule => ({
    ...{ areaId: QUY_NHON, num, state: 'in-force', limits, why: 'viết thẳng', restores: null },
    ...{ createdBy: official.userId, createdAt: NOW() },
    ...{ decidedBy: approver.userId, decidedAt: NOW() },
  });

  const bounds = async () => {
    const given = await envelope();
    if (given === null) throw new Error('no envelope');
    return envelopeBounds(given);
  };

  async function expectKept(what: string): Promise<void> {
    const heard = room.heardBy(box.id, 'envelope').length;
    const before = await bounds();
    room.logged.length = 0;
    await roll();
    expect(letsMoreSound(await bounds(), [before]), what).to.equal(false);
    for (const sent of room.heardBy(box.id, 'envelope').slice(heard)) {
      const told = envelopeBounds(SoundEnvelope.parse(sent));
      expect(letsMoreSound(told, [before]), what).to.equal(false);
    }
    expect(room.logged, what).to.include('fleet.envelope-unagreed');
    expect(audit(), what).to.match(/"refused".*lets more sound than the one before it/);
    const body = JSON.stringify({ ...(await envelope()), ...until(1290), num: 99 });
    expect(codeOf(await room.signer.client.signEnvelopes([body]))).to.equal('widening-missing');
  }

  it('is not had by writing a wider rule into the database', async () => {
    await room.ports.store.soundRules.addRule(smuggled(2, null));
    await expectKept('rule');
  });

  it('is not had by writing an exemption into the database', async () => {
    const today = localDateOf(room.ports.clock.now());
    await room.ports.store.soundExemptions.addExemption({
      ...{ areaId: QUY_NHON, lifts: QUY_NHON, num: 1, state: 'in-force', why: 'viết thẳng' },
      ...{ fromDate: addDays(today, 1), toDate: addDays(today, 2) },
      word: { kind: 'hours', windows: [windowUntil(1320, 80)], minutesPerDayMax: 300 },
      ...{ createdBy: official.userId, createdAt: NOW(), decidedBy: null, decidedAt: null },
      ...{ withdrawnBy: null, withdrawnAt: null },
    });
    await expectKept('exemption');
  });

  it('is not had by writing another kind of place into the database', async () => {
    const places = [{ kind: 'school', volumeMaxPercent: 40, quiet: [] }];
    const rule = { limits: { ...until(1140), places }, seen: 1, why: 'gần trường học' };
    given(await rules.saveRule(official, QUY_NHON, NewSoundRule.parse(rule)));
    given(await rules.setPlaceKind(actorOf('technician'), box.id, 'school'));
    await rules.renewOwed();
    expect((await envelope())?.windows[0]?.volumeMaxPercent).to.equal(40);
    await room.ports.store.fleet.changeDevice(box.id, { placeKind: 'residential' });
    await expectKept('kind of place');
  });

  it('is shown to a second person, who may agree to it afterwards', async () => {
    expect((await seen()).unagreed).to.equal(null);
    await room.ports.store.soundRules.addRule(smuggled(2, until(1260)));
    await roll();
    const shown = await seen();
    expect(SoundRules.parse(shown)).to.deep.equal(shown);
    expect(shown.unagreed).to.deep.include({ boxes: 1, mayAgree: true });
    const asker = { ...approver, userId: official.userId };
    expect(codeOf(await rules.agree(asker, QUY_NHON, {}))).to.equal('own-approval');
    expect(codeOf(await rules.agree(official, QUY_NHON, {}))).to.equal('not-allowed');
    expect(await latest()).to.equal(1140);
    given(await rules.agree(approver, QUY_NHON, {}));
    await rules.renewOwed();
    expect(await latest()).to.equal(1260);
    expect((await seen()).unagreed).to.equal(null);
    expect(codeOf(await rules.agree(approver, QUY_NHON, {}))).to.equal('changed-meanwhile');
  });

  it('keeps nothing that narrows from the box while it waits', async () => {
    await room.ports.store.soundRules.addRule(
      smuggled(2, {
        ...until(1290),
        windows: [{ ...windowUntil(1290), fromMinute: 360 as never }],
      }),
    );
    await roll();
    expect((await envelope())?.windows).to.deep.equal([{ ...windowUntil(1140), fromMinute: 360 }]);
    const sent = room.sent.length;
    await roll();
    expect(room.sent.length, 'nothing new to send').to.equal(sent);
  });

  it('comes in with no agreement to something else', async () => {
    await room.ports.store.soundRules.addRule(smuggled(2, until(1200)));
    const wider = NewSoundRule.parse({ limits: until(1260), seen: 2, why: 'lễ hội' });
    given(await rules.saveRule(official, QUY_NHON, wider));
    given(await rules.decideRule(approver, QUY_NHON, { num: 3, approve: true }));
    await rules.renewOwed();
    expect(await latest()).to.equal(1140);
    expect((await seen()).unagreed?.boxes).to.equal(1);
  });

  it('wants the code of a second person who has codes, and nothing changes without it', async () => {
    const invitation = inviteAt(room.signer.dir, { name: approver.username, at: Date.now() });
    const secret = given(await room.signer.client.beginFactor(approver.username, { invitation }));
    const phone = phoneOf(secret);
    given(await room.signer.client.confirmFactor(approver.username, phone.code()));
    const wider = NewSoundRule.parse({ limits: until(1260), seen: 1, why: 'lễ hội' });
    given(await rules.saveRule(official, QUY_NHON, wider));
    const decide = (code?: string) =>
      rules.decideRule(approver, QUY_NHON, { num: 2, approve: true, ...(code ? { code } : {}) });
    expect(codeOf(await decide())).to.equal('factor-required');
    expect(codeOf(await decide('000000'))).to.match(/^factor-w/);
    expect((await seen()).pending?.num).to.equal(2);
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    given(await decide(phone.code()));
    await rules.renewOwed();
    expect(await latest()).to.equal(1260);
  });

  it('is not decided while the signer is away', async () => {
    const wider = NewSoundRule.parse({ limits: until(1260), seen: 1, why: 'lễ hội' });
    const away = { code: 'signer-unreachable' as const, detail: 'gone' };
    const lonely = createSoundRuleFlows({
      ...room.ports,
      signer: { ...room.ports.signer, widen: () => Promise.resolve({ ok: false, error: away }) },
    });
    given(await lonely.saveRule(official, QUY_NHON, wider));
    const decision = { num: 2, approve: true };
    const refused = await lonely.decideRule(approver, QUY_NHON, decision);
    expect(codeOf(refused)).to.equal('widening-unrecorded');
    expect((await seen()).pending?.num).to.equal(2);
    given(await rules.decideRule(approver, QUY_NHON, decision));
  });

  it('goes on with what boxes had before the signer kept a book of it', async () => {
    rmSync(join(room.signer.dir, 'widenings.log'));
    await room.signer.restart();
    await room.ports.store.soundRules.addRule(smuggled(2, until(1260)));
    await expectKept('after the upgrade');
    expect(audit()).to.match(/"envelope-shown"/);
    given(await rules.agree(approver, QUY_NHON, {}));
    await rules.renewOwed();
    expect(await latest()).to.equal(1260);
  });

  it('waits for two people where an older database was put back', async () => {
    const wider = NewSoundRule.parse({ limits: until(1260), seen: 1, why: 'lễ hội' });
    const old = await room.ports.store.fleet.envelope(box.id);
    given(await rules.saveRule(official, QUY_NHON, wider));
    given(await rules.decideRule(approver, QUY_NHON, { num: 2, approve: true }));
    await rules.renewOwed();
    await save(2, 1080);
    // The rule of 18:00 is forgotten again, and the envelopes since.
    await room.ports.store.soundRules.addRule(smuggled(4, until(1260)));
    await room.ports.store.fleet.putEnvelopes([
      { device: box.id, num: old?.num ?? 1, sealed: old?.sealed ?? '' },
    ]);
    await roll();
    expect(room.heardBy(box.id, 'envelope').at(-1)).to.have.nested.property(
      'windows[0].toMinute',
      1080,
    );
    expect((await seen()).unagreed?.boxes).to.equal(1);
  });

  it('waits for two people where the operator widens his file', async () => {
    const file = { ...room.ports.policy.default, minutesPerDayMax: 600 };
    const wider = createFleetFlows({
      ...room.ports,
      policy: { ...room.ports.policy, default: file },
    });
    const other = await room.box(actorOf('official').areaId ?? QUY_NHON);
    given(await wider.rollHorizon());
    const minutes = openEnvelope(
      (await room.ports.store.fleet.envelope(other.id))?.sealed ?? '',
    )?.minutesPerDayMax;
    expect(minutes).to.equal(360);
  });
});
