/** A commune that went to another: nothing new begins there, and it is reached while clusters hang there. */
import { LocalDate } from '@loaso/shared/time';
import { NewDevice } from '@loaso/shared/wire/http/fleet';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import { problemOf } from '#server/adapters/http/problem';
import { createPeopleFlows } from '#server/flows/people/people';
import type { Refusal } from '#server/flows/refusals';
import type { Store } from '#server/ports/store';
import {
  addBox,
  approved,
  boxId,
  importing,
  official,
  openRoom,
  provincial as provincialOfficial,
} from '../../support/content-room.js';
import { type CoverageRoom, openCoverageRoom } from '../../support/coverage-room.js';
import { openEmergencyRoom, provincial } from '../../support/emergency-room.js';
import { technician } from '../../support/fleet-room.js';
import { administrator, codeOf, given, newUser } from '../../support/people.js';
import { AREAS, NHON_CHAU, PROVINCE, QUY_NHON } from '../../support/store.js';

/** Nhơn Châu went to Quy Nhơn, long before any clock of a test. */
const GONE = {
  code: 'area-ended',
  name: 'Xã Nhơn Châu',
  on: '2025-12-31',
  successors: ['Phường Quy Nhơn'],
} as const;

const merge = ({ registry }: Store): Promise<void> =>
  registry.putCommunes(
    AREAS.filter(({ id }) => id === QUY_NHON),
    [
      {
        areaId: QUY_NHON,
        name: 'Phường Quy Nhơn',
        kind: 'phuong',
        urban: true,
        from: LocalDate.parse('2026-01-01'),
        until: null,
        predecessors: [NHON_CHAU, QUY_NHON],
        source: 'Nghị quyết thử',
      },
    ],
  );

const newBox = (areaId: string) =>
  NewDevice.parse({ name: 'Cụm loa bến cá', areaId, position: null });

describe('a commune that is no more', () => {
  describe('at the registry', () => {
    let room: CoverageRoom;
    before(async () => {
      room = await openCoverageRoom();
    });
    after(() => room.close());

    it('takes no new cluster and no moved one, and lets those there move away', async () => {
      const { flows: fleet, stored } = room.fleet;
      const [old, fresh] = [
        await room.fleet.box(NHON_CHAU),
        given(await fleet.addDevice(technician, newBox(NHON_CHAU))),
      ];
      const elsewhere = await room.fleet.box(QUY_NHON);
      await merge(stored.store);
      expect(await fleet.addDevice(technician, newBox(NHON_CHAU))).to.deep.include({ error: GONE });
      expect(await fleet.enrolmentCode(technician, fresh.id), 'never enrolled').to.deep.include({
        error: GONE,
      });
      expect(codeOf(await fleet.enrolmentCode(technician, old.id)), 'a box replaced').to.equal(
        'ok',
      );
      const to = (areaId: typeof QUY_NHON) => ({ areaId, position: null });
      expect(await room.flows.moveCluster(technician, elsewhere.id, to(NHON_CHAU))).to.deep.include(
        { error: GONE },
      );
      given(await room.flows.moveCluster(technician, fresh.id, to(QUY_NHON)));
      expect(codeOf(await fleet.enrolmentCode(technician, fresh.id))).to.equal('ok');
    });

    it('is named as a fault of its row in a file of clusters', async () => {
      const text =
        'Tên cụm;Địa bàn;Vĩ độ;Kinh độ\nCụm A;21607;13,62;109,35\nCụm B;21583;13,7;109,2';
      const { faults, fresh } = await room.check('clusters', text);
      expect([fresh.total, faults.map(({ what }) => what.vi)]).to.deep.equal([
        1,
        ['nơi này không còn nữa, nay là Phường Quy Nhơn; ghi nơi thay nó'],
      ]);
    });
  });

  it('takes no account, and gives its own people another place', async () => {
    const room = await openEmergencyRoom();
    const people = createPeopleFlows(room.room.ports as never);
    await merge(room.room.stored.store);
    const there = newUser({ areaId: NHON_CHAU });
    expect(await people.addUser(administrator, there)).to.deep.include({ error: GONE });
    const { id } = given(await people.addUser(administrator, newUser()));
    const moved = await people.changeUser(administrator, id, { areaId: NHON_CHAU });
    expect(moved).to.deep.include({ error: GONE });
    expect(codeOf(await people.changeUser(administrator, id, { areaId: PROVINCE }))).to.equal('ok');
    await room.close();
  });

  it('is warned while a cluster hangs there, and then through what it has become', async () => {
    const room = await openEmergencyRoom();
    const box = await room.room.box(NHON_CHAU);
    await room.box();
    const bulletin = await room.bulletin('lu', { areaId: PROVINCE });
    await merge(room.room.stored.store);
    const asked = (...areaIds: string[]) =>
      room.flows.forecast(provincial, {
        bulletinId: bulletin.id,
        areaIds: areaIds as never,
        breakGlass: false,
      } as never);
    expect(codeOf(await asked(NHON_CHAU))).to.equal('ok');
    await room.room.stored.store.fleet.changeDevice(box.id, { areaId: QUY_NHON });
    expect(await asked(NHON_CHAU)).to.deep.include({ error: GONE });
    expect(await asked(QUY_NHON, NHON_CHAU)).to.deep.include({ error: GONE });
    expect(codeOf(await asked(PROVINCE)), 'a province is not held up').to.equal('ok');
    await room.close();
  });

  it('has no new bulletin, and lines only for clusters that hang there', async () => {
    const room = await openRoom();
    await addBox(room, 'tren-dao', NHON_CHAU);
    const { id } = await approved(room);
    await merge(room.store);
    const there = await room.content.importText(
      provincialOfficial,
      importing({ areaId: NHON_CHAU }),
    );
    expect(there).to.deep.include({ error: GONE });
    const line = NewEntry.parse({
      title: 'Trên đảo',
      areaId: QUY_NHON,
      bulletinIds: [id],
      target: { areaIds: [NHON_CHAU], deviceIds: [] },
      rule: { kind: 'daily', minutes: [17 * 60], from: '2026-06-04', until: null, except: [] },
    });
    expect(codeOf(await room.schedule.preview(provincialOfficial, line))).to.equal('ok');
    await room.store.fleet.changeDevice(boxId('tren-dao'), { areaId: QUY_NHON });
    expect(await room.schedule.preview(provincialOfficial, line)).to.deep.include({ error: GONE });
    expect(await room.schedule.addEntry(provincialOfficial, line)).to.deep.include({ error: GONE });
    expect(codeOf(await room.content.importText(official, importing()))).to.equal('ok');
    await room.close();
  });

  it('is refused in words that name what it has become', () => {
    const { status, problem } = problemOf(GONE as Refusal);
    expect([status, problem.detail]).to.deep.equal([
      409,
      'Xã Nhơn Châu (31/12/2025) → Phường Quy Nhơn',
    ]);
    expect(problem.next.vi).to.match(/sau mũi tên/);
  });
});
