/** A rule of an area, from the official who makes it to the box that obeys it, and back. */
import type { AreaId } from '@loaso/shared/ids';
import { DAY_MS, formatMinute, instant } from '@loaso/shared/time';
import { permittedSpans } from '@loaso/shared/trust/sound-envelope';
import {
  NewSoundRule,
  SoundRuleDraft,
  SoundRulePreview,
  SoundRules,
} from '@loaso/shared/wire/http/sound-rules';
import { expect } from 'chai';
import { reduce } from '#edge-agent/core/reduce';
import { type AgentState, initialState } from '#edge-agent/core/state';
import { openEnvelope } from '#server/flows/fleet/envelope';
import { createSoundRuleFlows, type SoundRuleService } from '#server/flows/sound-rules/sound-rules';
import {
  type FleetRoom,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const official = actorOf('official');
const approver = actorOf('approver');
const department = { ...official, areaId: PROVINCE };

/** The agent's own core, as it stands after its enrolment. */
function agentOf(room: FleetRoom, box: TestBox) {
  const { root, envelope } = box.reply;
  const { verify, sha256 } = room.ports.hashing;
  const tools = { verify, sha256, seal: () => '' };
  let state: AgentState = initialState({ dev: box.id, area: QUY_NHON, root, envelope });
  const feed = (event: object): void => {
    const at = { wallMs: Date.now(), monoMs: 5_000, ntpSynced: true, rtcMs: null };
    state = reduce(state, { at, ...event } as Parameters<typeof reduce>[1], tools).state;
  };
  feed({
    type: 'boot',
    ...{
      journal: [],
      files: [],
      freeBytes: 1e9,
      bootId: 'boot-0001',
      systemBootId: 's-1',
      seed: 's',
    },
    output: { kind: 'card', virtual: false, healthy: true, detail: '' },
  });
  return {
    take: (sealed: string) =>
      feed({ type: 'message', topic: `d/${box.id}/down/envelope`, raw: sealed }),
    envelope: () => state.durable.envelope?.envelope ?? null,
  };
}

describe('rules of sound', () => {
  let room: FleetRoom;
  let rules: SoundRuleService;
  let box: TestBox;
  let other: TestBox;

  beforeEach(async () => {
    room = await openFleetRoom();
    rules = createSoundRuleFlows(room.ports);
    box = await room.box(QUY_NHON);
    other = await room.box(NHON_CHAU);
  });
  afterEach(() => room.close());

  const until = (toMinute: number, more: object = {}) => ({
    windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 285, toMinute, volumeMaxPercent: 100 }],
    minutesPerDayMax: 360,
    emergencyVolumeMaxPercent: 100,
    ...more,
  });
  const save = (seen: number, limits: object | null, actor = official, area: AreaId = QUY_NHON) =>
    rules.saveRule(actor, area, NewSoundRule.parse({ limits, seen, why: 'giữ yên tĩnh buổi tối' }));
  const hoursOf = ({ now }: SoundRules): string[] =>
    now.windows.map((one) => `${formatMinute(one.fromMinute)}–${formatMinute(one.toMinute)}`);

  it('names what would be silent before anything is stored', async () => {
    await room.addLine('toi', 20 * 60);
    await room.addLine('sang', 6 * 60);
    const draft = SoundRuleDraft.parse({ limits: until(19 * 60) });
    const preview = given(await rules.previewRule(official, QUY_NHON, draft));
    expect(SoundRulePreview.parse(preview)).to.deep.equal(preview);
    expect(preview.changes.map(({ vi }) => vi)).to.deep.equal([
      'Không phát từ 19:00 đến 21:30, hằng ngày',
    ]);
    expect([...new Set(preview.lost.map(({ title }) => title))]).to.deep.equal(['Bản tin toi']);
    expect(preview.lostCount).to.be.within(7, 8);
    expect(preview.lost.every(({ boxes, soundedMs }) => boxes === 1 && soundedMs === 0)).to.equal(
      true,
    );
    expect(preview.needsSecond).to.equal(false);
    expect(given(await rules.rules(official, QUY_NHON)).num).to.equal(0);
    expect(room.sent.filter(({ name }) => name === 'envelope')).to.deep.equal([]);
  });

  it('reaches the boxes of its area as a higher signed envelope, which they take and obey', async () => {
    const agent = agentOf(room, box);
    const evening = (): number => {
      const startAt = instant(Math.floor(Date.now() / DAY_MS) * DAY_MS + 13 * 3_600_000);
      const span = { startAt, endAt: instant(startAt + 3_600_000) };
      return permittedSpans(agent.envelope(), 'normal', span).length;
    };
    expect(evening(), '20:00 is permitted at first').to.equal(1);
    room.sent.length = 0;
    const stored = given(await save(0, until(19 * 60, { sessionsPerDayMax: 2 })));
    expect(SoundRules.parse(stored)).to.deep.equal(stored);
    expect(hoursOf(stored)).to.deep.equal(['04:45–19:00']);
    expect(stored.boxes).to.deep.include({ total: 1, taken: 0 });
    expect(await rules.renewOwed()).to.equal(0);
    const sent = room.sent.filter(({ name }) => name === 'envelope');
    expect(sent.map(({ device }) => device)).to.deep.equal([box.id]);
    const sealed = sent[0]?.sealed ?? '';
    expect(openEnvelope(sealed)).to.deep.include({ num: 2, dev: box.id });
    agent.take(sealed);
    expect(agent.envelope()).to.deep.include({ num: 2, v: 2, sessionsPerDayMax: 2 });
    expect(evening(), '20:00 is silent now').to.equal(0);
    expect(given(await rules.rules(technician, QUY_NHON)).boxes.waiting[0]?.id).to.equal(box.id);
    await box.say('status', statusOf(box.id, { envelopeNum: 2 }));
    expect(given(await rules.rules(technician, QUY_NHON)).boxes).to.deep.equal({
      total: 1,
      taken: 1,
      waiting: [],
    });
    expect(await rules.renewOwed()).to.equal(0);
    expect(room.sent.filter(({ name }) => name === 'envelope').length).to.equal(1);
  });

  it('holds a box near a clinic to less, from the moment that the register says so', async () => {
    const everyDay = [1, 2, 3, 4, 5, 6, 7];
    const quiet = { days: everyDay, fromMinute: 690, toMinute: 840 };
    const places = [{ kind: 'clinic', volumeMaxPercent: 60, quiet: [quiet] }];
    const stored = given(await save(0, until(1290, { places })));
    expect(SoundRules.parse(stored)).to.deep.equal(stored);
    expect(stored.places.map(({ kind, limits }) => [kind, limits.windows.length])).to.deep.equal([
      ['clinic', 2],
    ]);
    await rules.renewOwed();
    expect(room.sent.filter(({ name }) => name === 'envelope')).to.deep.equal([]);
    expect(codeOf(await rules.setPlaceKind(official, box.id, 'clinic'))).to.equal('not-allowed');
    const far = { ...technician, areaId: NHON_CHAU };
    expect(codeOf(await rules.setPlaceKind(far, box.id, 'clinic'))).to.equal('not-found');
    given(await rules.setPlaceKind(technician, box.id, 'clinic'));
    await rules.renewOwed();
    const envelope = openEnvelope((await room.ports.store.fleet.envelope(box.id))?.sealed ?? '');
    const windows = envelope?.windows.map((one) => [
      one.fromMinute,
      one.toMinute,
      one.volumeMaxPercent,
    ]);
    expect(windows).to.deep.equal([
      [285, 690, 60],
      [840, 1290, 60],
    ]);
    const line = (await room.ports.store.audit.events(1))[0];
    expect(line).to.deep.include({
      act: 'device.place-kind',
      target: `device:${box.id}`,
      detail: 'residential → clinic',
    });
    expect(given(await save(1, until(1290))).pending, 'lifting it').to.not.equal(null);
  });

  it('of the province binds its communes, whatever they say', async () => {
    given(await save(0, until(20 * 60), department, PROVINCE));
    const wide = given(await save(0, until(21 * 60)));
    expect(hoursOf(wide), 'stored no wider than the province').to.deep.equal(['04:45–20:00']);
    expect(wide.num).to.equal(1);
    await rules.renewOwed();
    for (const { id } of [box, other]) {
      const envelope = openEnvelope((await room.ports.store.fleet.envelope(id))?.sealed ?? '');
      expect(envelope?.windows.map(({ toMinute }) => toMinute)).to.deep.equal([1200]);
    }
    expect(codeOf(await rules.rules(official, PROVINCE))).to.equal('not-found');
    expect(codeOf(await save(1, until(19 * 60), official, PROVINCE))).to.equal('not-found');
  });

  it('that lets more sound waits for a second person, who is not the first', async () => {
    given(await save(0, until(19 * 60)));
    const asked = given(await save(1, null));
    expect(asked.pending).to.deep.include({ num: 2, limits: null });
    expect(hoursOf(asked), 'nothing has changed yet').to.deep.equal(['04:45–19:00']);
    expect(asked.mayDecide).to.equal(false);
    const decision = { num: 2, approve: true };
    expect(codeOf(await rules.decideRule(official, QUY_NHON, decision))).to.equal('not-allowed');
    const both = { ...approver, userId: official.userId };
    expect(codeOf(await rules.decideRule(both, QUY_NHON, decision))).to.equal('own-approval');
    expect(given(await rules.rules(approver, QUY_NHON)).mayDecide).to.equal(true);
    const agreed = given(await rules.decideRule(approver, QUY_NHON, decision));
    expect(hoursOf(agreed)).to.deep.equal(['04:45–21:30']);
    expect(agreed.history.map(({ num, state }) => [num, state])).to.deep.equal([
      [2, 'in-force'],
      [1, 'replaced'],
    ]);
    expect(codeOf(await rules.decideRule(approver, QUY_NHON, decision))).to.equal(
      'changed-meanwhile',
    );
  });

  it('goes back to an earlier version as a new one, and knows who changed what and why', async () => {
    given(await save(0, until(20 * 60)));
    given(await save(1, until(19 * 60)));
    expect(codeOf(await save(1, until(18 * 60))), 'made upon an older one').to.equal(
      'changed-meanwhile',
    );
    const back = NewSoundRule.parse({
      limits: until(20 * 60),
      ...{ seen: 2, restores: 1, why: 'như cũ' },
    });
    const asked = given(await rules.saveRule(official, QUY_NHON, back));
    expect(asked.pending).to.deep.include({ num: 3, restores: 1, why: 'như cũ' });
    given(await rules.decideRule(approver, QUY_NHON, { num: 3, approve: false }));
    const { history } = given(await rules.rules(official, QUY_NHON));
    expect(history.map(({ num, state }) => [num, state])).to.deep.equal([
      [3, 'refused'],
      [2, 'in-force'],
      [1, 'replaced'],
    ]);
    const acts = (await room.ports.store.audit.events(50))
      .filter(({ act }) => act.startsWith('sound-rule.'))
      .map(({ act }) => act);
    expect(acts.sort()).to.deep.equal([
      'sound-rule.ask',
      'sound-rule.change',
      'sound-rule.change',
      'sound-rule.refuse',
    ]);
  });

  it('asks a signer that says no less and less often, and at once for a new rule', async () => {
    let [asked, shiftMs] = [0, 0];
    const refused = {
      ok: false as const,
      error: { code: 'signer-refused' as const, detail: 'beyond the policy file' },
    };
    const bounded = createSoundRuleFlows({
      ...room.ports,
      clock: { ...room.ports.clock, now: () => instant(Date.now() + shiftMs) },
      signer: {
        ...room.ports.signer,
        signEnvelopes: () => {
          asked += 1;
          return Promise.resolve(refused);
        },
      },
    });
    const rule = NewSoundRule.parse({ limits: until(18 * 60), seen: 0, why: 'giữ yên tĩnh' });
    given(await bounded.saveRule(official, QUY_NHON, rule));
    const askedAfter = async (ms: number): Promise<number> => {
      [asked, shiftMs] = [0, shiftMs + ms];
      expect(await bounded.renewOwed()).to.equal(1);
      return asked;
    };
    const answers: boolean[] = [];
    for (const ms of [0, 3_000, 10_000, 10_000, 20_000, 3_600_000]) {
      answers.push((await askedAfter(ms)) > 0);
    }
    expect(answers).to.deep.equal([true, false, true, false, true, true]);
    const next = NewSoundRule.parse({ limits: until(17 * 60), seen: 1, why: 'giữ yên tĩnh' });
    given(await bounded.saveRule(official, QUY_NHON, next));
    expect(await askedAfter(1_000)).to.be.greaterThan(0);
  });

  it('stays owed to the boxes while the signer is away', async () => {
    let away = true;
    const unreachable = {
      ok: false as const,
      error: { code: 'signer-unreachable' as const, detail: 'gone' },
    };
    const lonely = createSoundRuleFlows({
      ...room.ports,
      signer: {
        ...room.ports.signer,
        signEnvelopes: (bodies) =>
          away ? Promise.resolve(unreachable) : room.ports.signer.signEnvelopes(bodies),
      },
    });
    const rule = NewSoundRule.parse({ limits: until(19 * 60), seen: 0, why: 'giữ yên tĩnh' });
    given(await lonely.saveRule(official, QUY_NHON, rule));
    room.sent.length = 0;
    expect(await lonely.renewOwed()).to.equal(1);
    expect(room.sent).to.deep.equal([]);
    away = false;
    expect(await lonely.renewOwed()).to.equal(0);
    expect(room.sent.map(({ device, name }) => [device, name])).to.deep.equal([
      [box.id, 'envelope'],
    ]);
  });
});
