/** A release on its way: taken in, offered in groups, stopped, steered, found again after a crash. */
import { BulletinId, EntryId, Sha256 } from '@loaso/shared/ids';
import type { ReleaseRolloutDetail } from '@loaso/shared/wire/http/releases';
import { expect } from 'chai';
import { createReleaseFlows } from '#server/flows/releases/releases';
import type { StoredEmergency } from '#server/ports/emergencies';
import { administrator, type TestBox, technician } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { hashOf } from '../../../support/release.js';
import { openReleaseRoom, type ReleaseRoom, type Told } from '../../../support/release-room.js';
import { QUY_NHON } from '../../../support/store.js';

const MINUTE = 60_000;
const WANTED = { num: 1, hours: 'any', faultsMax: 1 } as const;

describe('a release on its way to the boxes', function () {
  this.timeout(60_000);
  let room: ReleaseRoom;
  beforeEach(async () => {
    room = await openReleaseRoom();
  });
  afterEach(() => room.close());

  async function started(): Promise<ReleaseRolloutDetail> {
    given(await room.flows.add(administrator, room.upload(room.file())));
    const rollout = given(await room.flows.start(administrator, WANTED));
    await room.flows.advance();
    return rollout;
  }

  const shown = async ({ id }: ReleaseRolloutDetail): Promise<ReleaseRolloutDetail> =>
    given(await room.flows.rollout(administrator, id));

  async function all(boxes: readonly TestBox[], told: Told): Promise<void> {
    room.groups.pass(MINUTE);
    for (const box of boxes) await room.says(box, told);
    await room.flows.advance();
  }

  /** Ten minutes later, with a look before and one after the next group's turn has come. */
  async function settle(): Promise<void> {
    room.groups.pass(10 * MINUTE);
    for (const box of room.groups.boxes) {
      const { step } = await stepOf(box);
      await room.says(box, step === 'stays' ? { step: 'stays' } : null);
    }
    for (let look = 0; look < 3; look += 1) await room.flows.advance();
  }

  async function stepOf(box: TestBox): Promise<{ step: string; words: string }> {
    const [newest] = given(await room.flows.desk(administrator)).rollouts;
    if (newest === undefined) throw new Error('no rollout');
    const { boxList } = given(await room.flows.rollout(administrator, newest.id));
    const row = boxList.find(({ deviceId }) => deviceId === box.id);
    return { step: row?.step ?? 'none', words: row?.words.vi ?? '' };
  }

  it('is nothing for a technician, nor for the administrator of a commune', async () => {
    const commune = { ...administrator, areaId: QUY_NHON };
    for (const actor of [technician, commune]) {
      const asked = [
        await room.flows.desk(actor),
        await room.flows.add(actor, room.upload(room.file())),
        await room.flows.start(actor, WANTED),
      ];
      for (const answer of asked)
        expect(answer).to.have.nested.property('error.code', 'not-allowed');
    }
  });

  it('comes to a few boxes first, and to the next when those have been well for ten minutes', async () => {
    const rollout = await started();
    expect(rollout.sentence.vi).to.match(/^Chạy bản mới: 0\/8 cụm/);
    expect(rollout.stages).to.equal(2);
    const first = room.offered();
    expect(first).to.have.length(2);
    await all(first, { step: 'on-trial' });
    await all(first, { step: 'stays' });
    expect(room.offered()).to.have.length(2);
    await settle();
    expect((await shown(rollout)).stage).to.equal(2);
    const second = room.offered().slice(2);
    expect(second).to.have.length(6);
    await all(second, { step: 'stays' });
    await room.flows.advance();
    const over = await shown(rollout);
    expect(over.state).to.equal('done');
    expect(over.sentence.vi).to.equal('Chạy bản mới: 8/8 cụm.');
    const acts = (await room.ports.store.audit.events(20)).map(({ act }) => act);
    expect(acts).to.include.members([
      'release.add',
      'release.start',
      'release.go-on',
      'release.done',
    ]);
  });

  it('stops by itself when a box of the first group goes back, and goes on when a person says so', async () => {
    const rollout = await started();
    const [sick, well] = room.offered();
    if (sick === undefined || well === undefined) throw new Error('nobody was offered it');
    await all([well], { step: 'stays' });
    await all([sick], { step: 'went-back', detail: 'after 600 s without plan' });
    const halted = await shown(rollout);
    expect(halted.state).to.equal('halted');
    expect(halted.next?.vi).to.match(/Đã tự dừng ở đợt 1\/2 vì 1 cụm hỏng/);
    expect((await stepOf(sick)).words).to.match(/tự về bản cũ/);
    await settle();
    expect(room.offered()).to.have.length(2);
    expect(room.groups.room.logged).to.include('release.halted');
    given(await room.flows.resume(administrator, rollout.id));
    room.groups.pass(10 * MINUTE);
    await room.flows.advance();
    await room.flows.advance();
    expect((await shown(rollout)).stage).to.equal(2);
    expect(room.offered()).to.have.length(8);
  });

  it('is offered to nobody else while it is paused, and to nobody ever after it was given up', async () => {
    const rollout = await started();
    const first = room.offered();
    given(await room.flows.pause(administrator, rollout.id));
    await all(first, { step: 'stays' });
    await settle();
    expect((await shown(rollout)).counts.stays).to.equal(2);
    expect(room.offered()).to.have.length(2);
    given(await room.flows.resume(administrator, rollout.id));
    await room.flows.advance();
    await room.flows.advance();
    expect(room.offered()).to.have.length(8);
    given(await room.flows.giveUp(administrator, rollout.id));
    room.groups.pass(30 * MINUTE);
    for (const box of room.groups.boxes) await room.says(box, null);
    await room.flows.advance();
    expect(room.offered()).to.have.length(8);
    const again = await room.flows.resume(administrator, rollout.id);
    expect(again).to.have.nested.property('error.code', 'wrong-state');
  });

  it('goes on where it was after the server was killed, offering nothing twice', async () => {
    const rollout = await started();
    const first = room.offered();
    room.restart();
    await room.flows.advance();
    expect(room.offered()).to.have.length(2);
    await all(first, { step: 'stays' });
    room.restart();
    await settle();
    expect((await shown(rollout)).stage).to.equal(2);
    expect(new Set(room.offered()).size).to.equal(8);
    expect(room.offered()).to.have.length(8);
  });

  it('is offered to nobody whom only the server before this one has heard', async () => {
    given(await room.flows.add(administrator, room.upload(room.file())));
    given(await room.flows.start(administrator, WANTED));
    room.groups.pass(MINUTE);
    room.restart();
    await room.flows.advance();
    expect(room.offered()).to.have.length(0);
    for (const box of room.groups.boxes) await room.says(box, null);
    await room.flows.advance();
    expect(room.offered()).to.have.length(2);
  });

  it('counts no offer that never left, and makes it when the line to the broker is back', async () => {
    room.groups.room.linkUp = false;
    const rollout = await started();
    expect(room.offered()).to.have.length(0);
    expect((await shown(rollout)).counts).to.include({ offered: 0, waiting: 2 });
    room.groups.room.linkUp = true;
    for (const box of room.groups.boxes) await room.says(box, null);
    await room.flows.advance();
    expect(room.offered()).to.have.length(2);
  });

  it('waits while anybody is being warned', async () => {
    const { emergencies } = room.ports.store;
    const warning: StoredEmergency = {
      id: EntryId.parse('urgent-1'),
      kind: 'real',
      path: 'A',
      state: 'sent',
      bulletinId: BulletinId.parse('b-1'),
      areaIds: [QUY_NHON],
      message: { title: 'Cảnh báo lũ' } as StoredEmergency['message'],
      contentHash: hashOf('content'),
      devices: 1,
      createdBy: { id: administrator.userId, username: 'lan', fullName: 'Lan' },
      createdAt: room.ports.clock.now(),
      ...{ second: null, dueAt: null, confirmedAt: null, sentAt: null, stoppedBy: null },
      ...{ stoppedAt: null, corrects: null, why: null, counts: {} },
    };
    await emergencies.addEmergency(warning);
    const rollout = await started();
    expect(room.offered()).to.have.length(0);
    expect((await shown(rollout)).next?.vi).to.match(/khẩn cấp/);
    await emergencies.changeEmergency(warning.id, ['sent'], { state: 'ended' });
    await room.flows.advance();
    expect(room.offered()).to.have.length(2);
  });

  it('may be fetched by a box only while it is offered to it', async () => {
    const file = room.file();
    const body = JSON.parse(JSON.parse(file.toString('utf8', 0, file.indexOf(10))).body) as {
      files: { sha256: string }[];
    };
    const sha256 = Sha256.parse(body.files[0]?.sha256);
    const may = (box: TestBox) => room.groups.fleet.boxMayFetch(box.id, sha256);
    const rollout = await started();
    const first = room.offered();
    const [held] = room.groups.boxes.filter((box) => !first.includes(box));
    if (first[0] === undefined || held === undefined) throw new Error('no groups');
    expect(await may(first[0])).to.equal(true);
    expect(await may(held)).to.equal(false);
    expect(await room.groups.fleet.boxMayFetch(first[0].id, hashOf('other'))).to.equal(false);
    given(await room.flows.giveUp(administrator, rollout.id));
    expect(await may(first[0])).to.equal(false);
  });

  it('leaves out who has it, who cannot take it and whose processor it is not for, and says so', async () => {
    given(await room.flows.add(administrator, room.upload(room.file({ arch: 'armhf' }))));
    const [a, b, c] = room.groups.boxes;
    if (a === undefined || b === undefined || c === undefined) throw new Error('too few boxes');
    const report = { arch: 'armhf', able: true, highestNum: 0, last: null };
    await room.says(a, null, { update: { ...report, highestNum: 1 } });
    await room.says(b, null, { update: { ...report, able: false } });
    await room.says(c, null, { update: report });
    const forecast = given(await room.flows.forecast(administrator, WANTED));
    expect(forecast.groups).to.deep.equal([1]);
    expect(forecast.words.vi).to.match(/1 cụm đã có bản này.*1 cụm không tự.*5 cụm cần tệp/);
  });

  it('says of a box that went back that it did, when it is asked again', async () => {
    given(await room.flows.add(administrator, room.upload(room.file())));
    const [box] = room.groups.boxes;
    if (box === undefined) throw new Error('no box');
    const last = { num: 1, step: 'went-back', detail: 'files damaged' } as const;
    await room.says(box, null, { update: { arch: 'arm64', able: true, highestNum: 1, last } });
    const forecast = given(await room.flows.forecast(administrator, WANTED));
    expect(forecast.boxes).to.equal(7);
    expect(forecast.words.vi).to.match(/Để lại 1 cụm đã thử và quay về bản cũ/);
  });

  it('ends with its release, though some box never came', async () => {
    const rollout = await started();
    room.groups.pass(91 * 24 * 60 * MINUTE);
    await room.flows.advance();
    expect((await shown(rollout)).state).to.equal('done');
    const again = await room.flows.start(administrator, WANTED);
    expect(again).to.have.nested.property('error.code', 'release-expired');
  });

  it('is started and steered by no server that another has taken over from', async () => {
    const rollout = await started();
    const fenced = createReleaseFlows({
      ...room.ports,
      lease: { epoch: () => 1, lost: () => true },
    });
    const asked = [
      await fenced.start(administrator, WANTED),
      await fenced.giveUp(administrator, rollout.id),
    ];
    for (const one of asked) expect(one).to.have.nested.property('error.reason', 'signer-fenced');
    expect(await fenced.advance()).to.equal(0);
    expect((await shown(rollout)).state).to.equal('running');
  });

  it('is one at a time, and none where nobody needs it', async () => {
    await started();
    const second = await room.flows.start(administrator, WANTED);
    expect(second).to.have.nested.property('error.code', 'rollout-open');
    const none = await room.flows.start(administrator, { ...WANTED, num: 7 });
    expect(none).to.have.nested.property('error.code', 'not-found');
  });
});
