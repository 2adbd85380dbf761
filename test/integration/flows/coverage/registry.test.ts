/** The register by a real store: wrong tables, moved and replaced boxes, boxes nobody has placed. */

import { deflateRawSync } from 'node:zlib';
import { type AreaId, ClusterGroupId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { makeTable } from '#server/adapters/sheets/xlsx';
import {
  ago,
  type CoverageRoom,
  openCoverageRoom,
  written,
} from '../../../support/coverage-room.js';
import { zipOf } from '../../../support/documents/zip-writer.js';
import { administrator, newKey, technician } from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const viewer = actorOf('viewer');
const official = actorOf('official');
const HAMLETS = 'Mã thôn;Tên thôn;Số dân;Số hộ;Vĩ độ;Kinh độ;Bán kính;Áp dụng từ';
const CLUSTERS = 'Mã cụm;Công suất mỗi loa (W);Độ cao (m);Vĩ độ;Kinh độ;Áp dụng từ';

describe('the register', () => {
  let room: CoverageRoom;
  beforeEach(async () => {
    room = await openCoverageRoom();
  });
  afterEach(() => room.close());

  const since = (days: number): string => written(ago(room, days));
  const two = (): string =>
    [
      HAMLETS,
      `21583-11;Khu phố 1;1.000;250;13,7800;109,2200;100;${since(60)}`,
      `21607-11;Thôn Đông;600;150;13,6200;109,3500;100;${since(60)}`,
    ].join('\n');
  const report = async (query: object = {}) =>
    given(await room.flows.report(viewer, query as never));
  const paper = async (query: object = {}) => (await report(query)).total.reached.paper.people;

  it('says of each wrong row what is wrong, takes the good ones, and nothing in a trial', async () => {
    const table = [
      HAMLETS,
      '21583-11;Khu phố 1;1.000;250;13,7800;109,2200;100;01/07/2026',
      '21583-12;;12x;5;13,78;;100;31/02/2026',
      '99999-01;Thôn lạ;10;3;13,78;109,22;100;',
      '21583-13;Khu phố 3;90;200;48,8;2,3;100;',
      '21583-11;Khu phố 1;1.001;250;;;;01/07/2026',
    ].join('\r\n');
    const trial = await room.check('hamlets', table);
    expect(trial).to.include({ rows: 5, good: 1, taken: 0 });
    expect(trial.faults.map(({ line, column }) => `${line} ${column}`)).to.deep.equal([
      '3 Tên thôn',
      '3 Số dân',
      '3 Kinh độ',
      '3 Áp dụng từ',
      '4 Mã xã',
      '5 Vĩ độ',
      '5 Kinh độ',
      '5 Số hộ',
      '6 Mã thôn',
    ]);
    expect(trial.faults[1]?.what.vi).to.equal('“12x” không phải số nguyên');
    expect((await report()).total.hamlets).to.equal(0);
    expect(await room.take('hamlets', table)).to.include({ taken: 1 });
    expect((await report()).total.people).to.equal(1_000);
  });

  it('refuses a table without its heads, in another encoding, or of somebody else’s area', async () => {
    const faultOf = async (text: string) => (await room.check('hamlets', text)).faults[0]?.what.vi;
    expect(await faultOf('Tên thôn;Số dân\nA;1')).to.equal('không thấy cột này');
    expect(await faultOf('M\uFFFD thôn;Tên')).to.match(/CSV UTF-8/);
    expect(await faultOf('')).to.equal('Tệp không có dòng nào.');
    const foreign = await room.check('hamlets', two(), official);
    expect(foreign.faults.map(({ line, what }) => [line, what.vi])).to.deep.equal([
      [3, 'xã 21607 không có, hoặc ngoài địa bàn của bạn'],
    ]);
    const sites = await room.check('clusters', `${CLUSTERS}\ncum-khong-co;25;8;;;`);
    expect(sites.faults[0]?.what.vi).to.match(/không có cụm/);
    expect(
      codeOf(await room.flows.importRegistry(viewer, 'hamlets', { text: 'x', mode: 'check' })),
    ).to.equal('not-allowed');
  });

  const book = async (kind: 'hamlets' | 'clusters') =>
    given(await room.flows.exportRegistry(viewer, kind, 'xlsx'));
  const bring = async (bytes: Uint8Array, mode: 'check' | 'take' = 'check') =>
    given(
      await room.flows.importRegistry(administrator, 'hamlets', {
        xlsx: Buffer.from(bytes).toString('base64'),
        mode,
      }),
    );

  it('goes out as a workbook and comes back without any change', async () => {
    await room.take('hamlets', two());
    const box = await room.fleet.box();
    await room.take(
      'clusters',
      `${CLUSTERS}\n${box.id};25,5;8;13,78234567890123;109,22;${since(30)}`,
    );
    const facts = async () => [
      await room.fleet.ports.store.registry.hamletFacts(),
      await room.fleet.ports.store.registry.siteFacts(),
    ];
    const before = await facts();
    expect(await bring(await book('hamlets'), 'take')).to.include({ taken: 2, faultsTotal: 0 });
    const xlsx = Buffer.from(await book('clusters')).toString('base64');
    const again = await room.flows.importRegistry(technician, 'clusters', { xlsx, mode: 'take' });
    expect(given(again)).to.include({ taken: 1, faultsTotal: 0 });
    expect(await facts()).to.deep.equal(before);
  });

  it('says of a workbook the cell that is wrong, and of one that it does not open why', async () => {
    const bad = await makeTable([
      ['Tên thôn', 'Số dân', 'Mã thôn', 'Áp dụng từ'],
      ['Khu phố 1', 1_000, '21583-11', '01/07/2026'],
      ['Khu phố 2', '12x', '21583-12', ''],
      ['=HYPERLINK("http://x")', 5, '21583-13', '31/02/2026'],
    ]);
    const report = await bring(bad, 'take');
    expect(report).to.include({ rows: 3, good: 1, taken: 1 });
    expect(report.faults.map(({ cell, column }) => `${cell} ${column}`)).to.deep.equal([
      'B3 Số dân',
      'D4 Áp dụng từ',
    ]);
    const why = async (bytes: Uint8Array) => (await bring(bytes)).faults[0]?.what.vi;
    expect(await why(Buffer.from('MZ'))).to.match(/Không phải bảng tính/);
    expect(await why(zipOf([{ name: 'a', bytes: 'b' }]))).to.match(/Không phải bảng tính/);
    expect(await why(new Uint8Array(7 * 1024 * 1024))).to.match(/quá lớn/);
    const zeros = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = { name: 'xl/workbook.xml', bytes: '', packed: zeros, saidBytes: 1_000 };
    expect(await why(zipOf([bomb]))).to.match(/không được phép/);
    const locked = { name: 'xl/workbook.xml', bytes: 'x', flags: 1 };
    expect(await why(zipOf([locked]))).to.match(/mật khẩu/);
  });

  it('reads back what it has written, to the letter', async () => {
    await room.take('hamlets', two());
    const box = await room.fleet.box();
    await room.take('clusters', `${CLUSTERS}\n${box.id};25;8;13,78;109,22;${since(30)}`);
    for (const kind of ['hamlets', 'clusters'] as const) {
      const table = async () =>
        new TextDecoder().decode(given(await room.flows.exportRegistry(viewer, kind, 'csv')));
      const before = await table();
      expect(await room.take(kind, before)).to.include({ faultsTotal: 0 });
      expect(await table(), kind).to.equal(before);
    }
  });

  it('lets a moved box reach people where it stands now, and in the past where it stood', async () => {
    await room.take('hamlets', two());
    const box = await room.fleet.box();
    const site = `${CLUSTERS}\n${box.id};25;8;13,7800;109,2200;${since(50)}`;
    await room.take('clusters', site.replace('Áp dụng từ', 'Ngày lắp'));
    expect([await paper(), await paper({ on: ago(room, 10) })]).to.deep.equal([1_000, 1_000]);
    const move = { areaId: NHON_CHAU, position: { lat: 13.62, lng: 109.35 } };
    const moved = given(await room.flows.moveCluster(technician, box.id, move));
    expect(moved).to.deep.equal({ deviceId: box.id, needsEnrolment: true });
    expect([await paper(), await paper({ on: ago(room, 10) })]).to.deep.equal([600, 1_000]);
    const island = await report({ areaId: NHON_CHAU });
    expect(island.clusters.map(({ id }) => id)).to.deep.equal([box.id]);
    expect(await room.fleet.flows.boxLogin(box.id, box.reply.secret)).to.equal(false);
    const { code } = given(await room.fleet.flows.enrolmentCode(technician, box.id));
    const again = given(
      await room.fleet.flows.enrol({
        v: 1,
        code,
        publicKey: newKey().publicKey,
        agentVersion: '0.1.0',
      }),
    );
    expect(again.area).to.equal(NHON_CHAU);
  });

  it('takes a moved box out of the groups of the place that it leaves, and of no other', async () => {
    const { store } = room.fleet.stored;
    const box = await room.fleet.box();
    const stays = await room.fleet.box();
    const deviceIds = [box.id, stays.id].sort();
    const group = (areaId: AreaId, name: string) => ({
      id: ClusterGroupId.parse(`g-${areaId}-0000000000`),
      ...{ areaId, name, deviceIds, stationName: null, changedAt: 0 },
    });
    for (const one of [group(QUY_NHON, 'Chợ'), group(PROVINCE, 'Ven biển')]) {
      await store.schedule.putClusterGroup(one);
    }
    const members = async (areaId: AreaId) =>
      (await store.schedule.clusterGroups([areaId])).map((one) => one.deviceIds);
    const position = { lat: 13.79, lng: 109.22 };
    given(await room.flows.moveCluster(technician, box.id, { areaId: QUY_NHON, position }));
    expect(await members(QUY_NHON)).to.deep.equal([deviceIds]);
    given(await room.flows.moveCluster(technician, box.id, { areaId: NHON_CHAU, position }));
    expect([await members(QUY_NHON), await members(PROVINCE)]).to.deep.equal([
      [[stays.id]],
      [deviceIds],
    ]);
    expect((await store.audit.events(50)).map(({ act }) => act)).to.include('cluster-group.leave');
  });

  it('keeps the login of a box that is moved within its area', async () => {
    const box = await room.fleet.box();
    const move = { areaId: QUY_NHON, position: { lat: 13.79, lng: 109.22 } };
    const moved = given(await room.flows.moveCluster(technician, box.id, move));
    expect(moved.needsEnrolment).to.equal(false);
    expect(await room.fleet.flows.boxLogin(box.id, box.reply.secret)).to.equal(true);
    const { clusters } = given(await room.flows.registry(viewer, {}));
    expect(clusters[0]?.position).to.deep.equal(move.position);
    expect(codeOf(await room.flows.moveCluster(official, box.id, move))).to.equal('not-allowed');
  });

  it('keeps the history of a cluster whose box is replaced', async () => {
    await room.take('hamlets', two());
    const entry = await room.fleet.addLine('trua');
    const box = await room.fleet.box();
    await room.take('clusters', `${CLUSTERS}\n${box.id};25;8;13,7800;109,2200;${since(50)}`);
    await room.aired(box, entry, { day: ago(room, 3), heard: true, seq: 1 });
    const heard = async () => (await report()).total.reached.heard7.people;
    expect(await heard()).to.equal(1_000);
    const { code } = given(await room.fleet.flows.enrolmentCode(technician, box.id));
    const fresh = newKey().publicKey;
    given(await room.fleet.flows.enrol({ v: 1, code, publicKey: fresh, agentVersion: '0.2.0' }));
    expect(await room.fleet.flows.boxLogin(box.id, box.reply.secret), 'the old box').to.equal(
      false,
    );
    await room.aired(box, entry, { day: ago(room, 2), heard: true, seq: 1 });
    expect(await heard()).to.equal(1_000);
    const detail = given(await room.fleet.flows.device(viewer, box.id));
    expect(detail.recordsStored).to.equal(2);
  });

  it('counts a box nobody has placed for its own hamlet alone, and says that it has no place', async () => {
    await room.take('hamlets', two());
    for (const areaId of [QUY_NHON, NHON_CHAU]) {
      const request = { name: `Cụm chưa rõ chỗ ${areaId}`, areaId, position: null };
      given(await room.fleet.flows.addDevice(administrator, request));
    }
    expect([await paper(), (await report()).notes.placeless]).to.deep.equal([0, 2]);
    room.fleet.shiftMs += 61_000;
    const hamlet = given(await room.flows.registry(viewer, {})).hamlets[0]?.areaId ?? QUY_NHON;
    const request = { name: 'Cụm trong khu phố', areaId: hamlet, position: null };
    given(await room.fleet.flows.addDevice(administrator, request));
    expect([await paper(), (await report()).notes.placeless]).to.deep.equal([1_000, 3]);
  });

  it('leaves a revoked box out from that day on, and in the days before', async () => {
    await room.take('hamlets', two());
    const box = await room.fleet.box();
    const site = `Mã cụm;Công suất mỗi loa (W);Độ cao (m);Vĩ độ;Kinh độ;Ngày lắp\n${box.id};25;8;13,78;109,22;${since(50)}`;
    await room.take('clusters', site);
    given(await room.fleet.flows.revoke(administrator, box.id));
    expect([await paper(), await paper({ on: ago(room, 1) })]).to.deep.equal([0, 1_000]);
  });
});
