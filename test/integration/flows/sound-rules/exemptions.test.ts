/** Days with hours of their own, from the official who asks to the box that obeys them, and back. */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, instant, instantAt, localDateOf } from '@loaso/shared/time';
import { permittedSpans } from '@loaso/shared/trust/sound-envelope';
import {
  NewSoundExemption,
  SoundExemptionDraft,
  SoundExemptionPreview,
  SoundExemptions,
} from '@loaso/shared/wire/http/sound-exemptions';
import { NewSoundRule } from '@loaso/shared/wire/http/sound-rules';
import { expect } from 'chai';
import { openEnvelope } from '#server/flows/fleet/envelope';
import { createSoundRuleFlows, type SoundRuleService } from '#server/flows/sound-rules/sound-rules';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, PROVINCE, QUY_NHON } from '../../../support/store.js';

const official = actorOf('official');
const approver = actorOf('approver');
const department = { ...approver, areaId: PROVINCE };

const TODAY = localDateOf(instant(Date.now()));
const day = (days: number) => addDays(TODAY, days);
const nights = (toMinute = 1380) => ({
  kind: 'hours',
  windows: [{ fromMinute: 300, toMinute, volumeMaxPercent: 80 }],
  minutesPerDayMax: 300,
});
const QUIET = { kind: 'quiet', quiet: [{ fromMinute: 360, toMinute: 1020 }] };

describe('exemptions', () => {
  let room: FleetRoom;
  let rules: SoundRuleService;
  let box: TestBox;

  beforeEach(async () => {
    room = await openFleetRoom();
    rules = createSoundRuleFlows(room.ports);
    box = await room.box(QUY_NHON);
  });
  afterEach(() => room.close());

  const asked = (seen: number, word: object, [from, to]: readonly [number, number]) =>
    NewSoundExemption.parse({
      word,
      seen,
      fromDate: day(from),
      toDate: day(to),
      why: 'lễ hội của phường',
    });
  const save = (
    seen: number,
    word: object,
    days: readonly [number, number],
    area: AreaId = QUY_NHON,
  ) => rules.saveExemption(official, area, asked(seen, word, days));
  const decide = (num: number, approve: boolean, actor = approver) =>
    rules.decideExemption(actor, QUY_NHON, { num, approve });
  const statesOf = ({ list }: SoundExemptions): string[] => list.map(({ state }) => state);

  /** Whether the box of the ward may sound at 22:30 of a day, by the envelope it was sent last. */
  async function atNight(days: number): Promise<boolean> {
    await rules.renewOwed();
    const held = (await room.ports.store.fleet.envelopes([box.id])).get(box.id);
    const envelope = held === undefined ? null : openEnvelope(held.sealed);
    const span = { startAt: instantAt(day(days), 1350), endAt: instantAt(day(days), 1351) };
    return permittedSpans(envelope, 'normal', span).length > 0;
  }

  it('are told before anything is stored, and by whom they must be confirmed', async () => {
    await room.addLine('toi', 20 * 60);
    const draft = (word: object) =>
      SoundExemptionDraft.parse({ word, fromDate: day(2), toDate: day(3) });
    const festival = given(await rules.previewExemption(official, QUY_NHON, draft(nights())));
    expect(SoundExemptionPreview.parse(festival)).to.deep.equal(festival);
    expect(festival.changes.map(({ vi }) => vi)).to.include(
      'Được phát thêm từ 21:30 đến 23:00, hằng ngày, âm lượng tối đa 80 %',
    );
    expect(festival).to.deep.include({ needsSecond: true, boxes: 1, lostCount: 0 });
    const only = given(
      await rules.previewExemption(official, QUY_NHON, draft({ kind: 'priority-only' })),
    );
    expect(only.changes.map(({ vi }) => vi)).to.deep.equal(['Chỉ phát bản tin ưu tiên']);
    expect(only).to.deep.include({ needsSecond: false, lostCount: 2 });
    expect(only.lost[0]?.why.vi).to.match(/chỉ phát bản tin ưu tiên/);
    expect(given(await rules.exemptions(official, QUY_NHON)).num).to.equal(0);
  });

  it('open the night once a second person has confirmed, on their days, and again not', async () => {
    const waiting = given(await save(0, nights(), [2, 3]));
    expect(SoundExemptions.parse(waiting)).to.deep.equal(waiting);
    expect(statesOf(waiting)).to.deep.equal(['pending']);
    expect(await atNight(2)).to.equal(false);
    expect(codeOf(await decide(1, true, { ...approver, userId: official.userId }))).to.equal(
      'own-approval',
    );
    expect(statesOf(given(await decide(1, true)))).to.deep.equal(['in-force']);
    expect([await atNight(1), await atNight(2), await atNight(3), await atNight(4)]).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect(codeOf(await decide(1, true))).to.equal('changed-meanwhile');
    const withdrawal = { num: 1, why: 'mưa bão, hoãn lễ hội' };
    const gone = given(await rules.withdrawExemption(official, QUY_NHON, withdrawal));
    expect(statesOf(gone)).to.deep.equal(['withdrawn']);
    expect(await atNight(2)).to.equal(false);
    const acts = (await room.ports.store.audit.events(50))
      .map(({ act }) => act)
      .filter((act) => act.startsWith('sound-exemption.'));
    expect(acts).to.deep.equal([
      'sound-exemption.withdraw',
      'sound-exemption.approve',
      'sound-exemption.ask',
    ]);
  });

  it('silence at once, and are withdrawn only with a second person', async () => {
    expect(statesOf(given(await save(0, QUIET, [1, 1])))).to.deep.equal(['in-force']);
    const withdrawal = { num: 1, why: 'kỳ thi dời ngày' };
    const asks = given(await rules.withdrawExemption(official, QUY_NHON, withdrawal));
    expect(statesOf(asks)).to.deep.equal(['withdrawing']);
    expect(asks.list[0]?.withdrawnBy).to.be.a('string');
    expect(statesOf(given(await decide(1, false)))).to.deep.equal(['in-force']);
    given(await rules.withdrawExemption(official, QUY_NHON, withdrawal));
    expect(statesOf(given(await decide(1, true)))).to.deep.equal(['withdrawn']);
  });

  it('beyond the rule of the province are confirmed by the province', async () => {
    const limits = {
      windows: [
        { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 300, toMinute: 1200, volumeMaxPercent: 100 },
      ],
      minutesPerDayMax: 240,
      emergencyVolumeMaxPercent: 100,
    };
    const rule = NewSoundRule.parse({ limits, seen: 0, why: 'toàn tỉnh nghỉ từ 20 giờ' });
    given(await rules.saveRule({ ...official, areaId: PROVINCE }, PROVINCE, rule));
    const waiting = given(await save(0, nights(), [2, 2]));
    const province = (await room.ports.store.areas.areas()).find(({ id }) => id === PROVINCE)?.name;
    expect(waiting.list[0]?.confirmIn).to.equal(province);
    expect(codeOf(await decide(1, true))).to.equal('exemption-confirmer');
    given(await decide(1, true, department));
    expect([await atNight(2), await atNight(3)]).to.deep.equal([true, false]);
  });

  it('are refused on days of another, in the past, too many in a row, and upon an old list', async () => {
    given(await save(0, QUIET, [5, 6]));
    expect(codeOf(await save(1, nights(), [6, 8]))).to.equal('exemption-overlaps');
    expect(codeOf(await save(1, nights(), [-1, 3]))).to.equal('day-gone');
    expect(codeOf(await save(1, nights(), [10, 20]))).to.equal('exemption-too-long');
    expect(codeOf(await save(0, nights(), [10, 11]))).to.equal('changed-meanwhile');
    expect(statesOf(given(await rules.exemptions(official, QUY_NHON)))).to.deep.equal(['in-force']);
  });
});
