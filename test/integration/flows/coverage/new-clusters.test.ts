/** Clusters that come to be known by a file, by a real store: looked at, taken, and taken again. */
import { expect } from 'chai';
import { makeTable } from '#server/adapters/sheets/xlsx';
import type { Actor } from '#server/flows/flows';
import { type CoverageRoom, openCoverageRoom } from '../../../support/coverage-room.js';
import { newKey, technician } from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const HEAD = 'Tên cụm;Địa bàn;Vĩ độ;Kinh độ;Số loa;Công suất;Độ cao';
const FILE = [
  HEAD,
  'Cụm Hải Cảng;21583;13,7705;109,2235;2;25;8',
  'Cụm Hải Cảng;21583;13,7705;109,2235;1;50;8',
  'Cụm bến cá;Xã Nhơn Châu;13,62;109,35;;;',
].join('\n');

describe('clusters that nobody has registered, in a file', () => {
  let room: CoverageRoom;
  beforeEach(async () => {
    room = await openCoverageRoom();
  });
  afterEach(() => room.close());

  const devices = () => room.fleet.ports.store.fleet.devices();

  it('are shown apart before anything is written', async () => {
    const { fresh, ...report } = await room.check('clusters', FILE);
    expect(report).to.deep.include({ rows: 3, good: 3, taken: 0, already: 0, faultsTotal: 0 });
    expect(fresh).to.deep.equal({
      total: 2,
      shown: [
        { line: 2, name: 'Cụm Hải Cảng', areaName: 'Phường Quy Nhơn' },
        { line: 4, name: 'Cụm bến cá', areaName: 'Xã Nhơn Châu' },
      ],
    });
    expect(await devices()).to.deep.equal([]);
  });

  it('are registered with what stands there, and are not there twice when the file comes again', async () => {
    const first = await room.take('clusters', FILE);
    expect([first.taken, first.fresh.total]).to.deep.equal([2, 2]);
    const before = await devices();
    expect(before.map(({ name, areaId, state }) => [name, areaId, state])).to.have.deep.members([
      ['Cụm Hải Cảng', QUY_NHON, 'registered'],
      ['Cụm bến cá', NHON_CHAU, 'registered'],
    ]);
    const facts = await room.fleet.ports.store.registry.siteFacts();
    expect(facts.map(({ horns }) => horns.map(({ powerW }) => powerW))).to.deep.equal([[25, 50]]);
    expect(facts[0]?.deviceId).to.equal(before.find(({ areaId }) => areaId === QUY_NHON)?.id);
    const again = await room.take('clusters', FILE);
    expect([again.fresh.total, again.already]).to.deep.equal([0, 3]);
    expect(await devices()).to.deep.equal(before);
    expect(await room.fleet.ports.store.registry.siteFacts()).to.deep.equal(facts);
    const [line] = await room.fleet.ports.store.audit.eventsOf(`area:${technician.areaId}`, 10);
    expect(line).to.deep.include({ act: 'registry.clusters', detail: '2 / 3 dòng, 2 cụm mới' });
  });

  it('say what stands near them, and the limits of those that stood there are renewed', async () => {
    const [head, ...rows] = FILE.split('\n');
    const near = [`${head};Nơi đặt`, `${rows[0]};gần trạm y tế`, `${rows[1]};`, `${rows[2]};`];
    await room.take('clusters', near.join('\n'));
    const kinds = async () =>
      new Map((await devices()).map(({ name, placeKind }) => [name, placeKind]));
    expect(await kinds()).to.deep.equal(
      new Map([
        ['Cụm Hải Cảng', 'clinic'],
        ['Cụm bến cá', 'residential'],
      ]),
    );
    expect(room.placesChanged).to.deep.equal([]);
    const again = [`${head};Nơi đặt`, `${rows[2]};Chợ`].join('\n');
    await room.check('clusters', again);
    expect((await kinds()).get('Cụm bến cá')).to.equal('residential');
    await room.take('clusters', again);
    expect((await kinds()).get('Cụm bến cá')).to.equal('market');
    expect(room.placesChanged).to.deep.equal([NHON_CHAU]);
    const bytes = given(await room.flows.exportRegistry(technician, 'clusters', 'csv'));
    expect(new TextDecoder().decode(bytes)).to.match(/Cụm bến cá.*chợ/);
  });

  it('are registered once when two take the same file at the same time', async () => {
    await Promise.all([room.take('clusters', FILE), room.take('clusters', FILE)]);
    expect((await devices()).length).to.equal(2);
  });

  it('come as a workbook too, and can be enrolled like any other', async () => {
    const bytes = await makeTable([
      ['Mã cụm', 'Tên cụm', 'Mã xã', 'Vĩ độ', 'Kinh độ'],
      ['', 'Cụm nhà văn hoá', 21_583, 13.77, 109.22],
    ]);
    const xlsx = Buffer.from(bytes).toString('base64');
    const taken = await room.flows.importRegistry(technician, 'clusters', { xlsx, mode: 'take' });
    expect(given(taken).fresh.total).to.equal(1);
    const [device] = await devices();
    if (device === undefined) throw new Error('nothing was registered');
    const { code } = given(await room.fleet.flows.enrolmentCode(technician, device.id));
    const key = { v: 1, publicKey: newKey().publicKey, agentVersion: '0.1.0' } as const;
    expect(given(await room.fleet.flows.enrol({ ...key, code })).dev).to.equal(device.id);
  });

  it('are registered where somebody works, by who may, and no wrong row takes a good one along', async () => {
    const local: Actor = { ...technician, areaId: QUY_NHON };
    const report = await room.take('clusters', FILE, local);
    expect([report.taken, report.faults.map(({ line }) => line)]).to.deep.equal([1, [4]]);
    expect((await devices()).map(({ areaId }) => areaId)).to.deep.equal([QUY_NHON]);
    for (const role of ['official', 'viewer', 'approver'] as const) {
      const file = { text: FILE, mode: 'take' } as const;
      const answer = await room.flows.importRegistry(actorOf(role), 'clusters', file);
      expect(codeOf(answer), role).to.equal('not-allowed');
    }
  });

  it('go out in the table with the place they stand in, and come back as themselves', async () => {
    await room.take('clusters', FILE);
    const before = await devices();
    const bytes = given(await room.flows.exportRegistry(technician, 'clusters', 'csv'));
    const table = new TextDecoder().decode(bytes);
    expect(table).to.match(/Cụm bến cá.21607/);
    expect(await room.take('clusters', table)).to.deep.include({ faultsTotal: 0 });
    expect(await devices()).to.deep.equal(before);
  });

  it('are several thousands in one file', async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => `Cụm số ${n};21583;13,77;109,22;;;`);
    expect((await room.take('clusters', [HEAD, ...rows].join('\n'))).fresh.total).to.equal(2_500);
    expect((await devices()).length).to.equal(2_500);
  });
});
