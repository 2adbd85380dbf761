/** Kinds of place: what narrows holds at once, what opens more waits for a second person. */
import { DeviceId } from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import { expect } from 'chai';
import { openEnvelope } from '#server/flows/fleet/envelope';
import { tellPlaces } from '#server/flows/sound-rules/place-kind';
import { createSoundRuleFlows, type SoundRuleService } from '#server/flows/sound-rules/sound-rules';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const technician = actorOf('technician');
const approver = actorOf('approver');
const administrator = actorOf('administrator');

const QUIET = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 690, toMinute: 840 };
const RULE = {
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 285, toMinute: 1290, volumeMaxPercent: 80 }],
  minutesPerDayMax: 120,
  emergencyVolumeMaxPercent: 100,
  places: [
    { kind: 'school', volumeMaxPercent: 60, quiet: [QUIET] },
    { kind: 'clinic', volumeMaxPercent: 40, quiet: [QUIET] },
  ],
};

describe('the kind of place of a cluster', () => {
  let room: FleetRoom;
  let rules: SoundRuleService;
  let box: TestBox;

  beforeEach(async () => {
    room = await openFleetRoom();
    rules = createSoundRuleFlows(room.ports);
    box = await room.box();
    const rule = { limits: RULE as never, why: 'giờ nghỉ', seen: 0, restores: null };
    given(await rules.saveRule(actorOf('official'), QUY_NHON, rule));
    await rules.renewOwed();
  });
  afterEach(() => room.close());

  const device = async () => (await room.ports.store.fleet.device(box.id))!;
  const place = (kind: PlaceKind, actor = technician) => rules.setPlaceKind(actor, box.id, kind);
  const loudest = async (): Promise<number> => {
    await rules.renewOwed();
    const stored = await room.ports.store.fleet.envelope(box.id);
    const windows = openEnvelope(stored?.sealed ?? '')?.windows ?? [];
    return Math.max(...windows.map(({ volumeMaxPercent }) => volumeMaxPercent));
  };
  const decide = async (actor: typeof technician, approve: boolean, wrong = 0) => {
    const { placeAsked } = await device();
    const { kind = 'residential' as const, at = 1 } = placeAsked ?? {};
    const decision = { placeKind: kind, askedAt: at + wrong, approve };
    return await rules.decidePlaceKind(actor, box.id, decision);
  };

  it('holds at once where it narrows, and waits where it opens more', async () => {
    expect(given(await place('school'))).to.deep.equal({ placeKind: 'school', waits: false });
    expect(await loudest()).to.equal(60);
    expect(given(await place('clinic')).waits, 'quieter still').to.equal(false);
    expect(given(await place('residential'))).to.deep.equal({ placeKind: 'clinic', waits: true });
    expect(await loudest(), 'as before').to.equal(40);
    const shown = given(await room.flows.device(technician, box.id));
    expect(shown.placeAsked).to.deep.include({ kind: 'residential', byId: technician.userId });
    expect(shown.placeAsked?.changes.length, 'its effect in words').to.be.greaterThan(0);
    expect(codeOf(await decide(technician, true))).to.equal('not-allowed');
    expect(codeOf(await decide({ ...approver, areaId: NHON_CHAU }, true))).to.equal('not-found');
    expect(codeOf(await decide(approver, true, 1))).to.equal('changed-meanwhile');
    expect(given(await decide(approver, true))).to.deep.equal({ placeKind: 'residential' });
    expect(await loudest()).to.equal(80);
    expect(codeOf(await decide(approver, true)), 'once').to.equal('changed-meanwhile');
    const acts = (await room.ports.store.audit.events(4)).map(({ act, detail }) => [act, detail]);
    expect(acts.reverse().slice(-2)).to.deep.equal([
      ['device.place-kind-ask', 'clinic → residential'],
      ['device.place-kind-approve', 'clinic → residential'],
    ]);
  });

  it('is never decided by who asked, and a refusal leaves it as it was', async () => {
    given(await place('clinic'));
    given(await place('school', administrator));
    expect(codeOf(await decide(administrator, true))).to.equal('own-approval');
    expect(given(await decide(approver, false))).to.deep.equal({ placeKind: 'clinic' });
    expect((await device()).placeAsked).to.equal(undefined);
    expect(await loudest()).to.equal(40);
  });

  it('stays with who asked first, and is taken back by saying what stands there', async () => {
    given(await place('clinic'));
    given(await place('school', administrator));
    given(await place('school', technician));
    expect((await device()).placeAsked?.by).to.equal(administrator.userId);
    expect(given(await place('clinic'))).to.deep.equal({ placeKind: 'clinic', waits: false });
    expect((await device()).placeAsked).to.equal(undefined);
    given(await place('school'));
    given(await place('office'));
    expect((await device()).placeAsked?.kind, 'no other opens less').to.equal('office');
  });

  it('of a file is judged row by row, and only looking at it changes nothing', async () => {
    given(await place('clinic'));
    const second = await room.box();
    const unknown = DeviceId.parse('loa-khong-co');
    const told = async (take: boolean) => {
      const devices = await room.ports.store.fleet.devices();
      const places = new Map<DeviceId, PlaceKind>([
        [box.id, 'residential'],
        [second.id, 'school'],
        [unknown, 'market'],
      ]);
      return await tellPlaces(room.ports, technician, { devices, places, take, owe: () => {} });
    };
    expect(await told(false)).to.deep.equal([box.id]);
    expect((await device()).placeAsked).to.equal(undefined);
    expect(await told(true)).to.deep.equal([box.id]);
    expect((await device()).placeKind).to.equal('clinic');
    expect((await device()).placeAsked?.kind).to.equal('residential');
    expect((await room.ports.store.fleet.device(second.id))?.placeKind).to.equal('school');
  });
});
