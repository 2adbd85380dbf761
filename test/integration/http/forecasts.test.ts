/**
 * Forecasts over HTTP — hỏi trước khi lưu, qua mép ngoài thật.
 *
 * The doors behind which a person is told what a day, a group, an approval or other languages would send:
 * the real flows behind the real application, so that what the page is given is what saving would do.
 */
import type { BulletinId, DeviceId } from '@loaso/shared/ids';
import { addDays, LocalDate } from '@loaso/shared/time';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import type { Flows } from '#server/flows/flows';
import {
  addBox,
  approved,
  importing,
  official,
  openRoom,
  type Room,
  voiced,
} from '../../support/content-room.js';
import { given } from '../../support/people.js';
import { QUY_NHON } from '../../support/store.js';
import { flowsWith, startWeb, tokenFor, type Web } from '../../support/web.js';

const TODAY = LocalDate.parse('2026-06-03');
const DAY = addDays(TODAY, 3);

type Role = 'official' | 'approver' | 'viewer';

describe('server/http forecasts', () => {
  let room: Room;
  let web: Web;
  let box: DeviceId;
  let bulletinId: BulletinId;

  beforeEach(async () => {
    room = await openRoom();
    box = await addBox(room, 'khu-cho', QUY_NHON);
    ({ id: bulletinId } = await approved(room));
    const { content, schedule } = room;
    web = await startWeb({ ...flowsWith({}), content, schedule } as Flows);
  });
  afterEach(async () => {
    await web.stop();
    await room.close();
  });

  const ask = async (role: Role, path: string, body?: object) => {
    const response = await fetch(web.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', cookie: `loaso=${tokenFor(role)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as object };
  };
  const told = async (role: Role, path: string, body?: object): Promise<PublishForecast> => {
    const { status, json } = await ask(role, path, body);
    expect(status, JSON.stringify(json)).to.equal(200);
    return PublishForecast.parse(json);
  };
  const line = (change: object) =>
    NewEntry.parse({
      areaId: QUY_NHON,
      title: 'Bản tin chợ',
      bulletinIds: [bulletinId],
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      rule: { kind: 'daily', minutes: [1020], from: TODAY, until: null },
      ...change,
    });
  const add = async (change: object = {}) =>
    given(await room.schedule.addEntry(official, line(change))).entry;

  it('says what a day begins, and stores nothing', async () => {
    const rule = {
      ...{ kind: 'daily', minutes: [480], from: TODAY, until: null },
      dayKinds: ['holiday'],
    };
    await add({ title: 'Ngày lễ', rule });
    const change = { areaId: QUY_NHON, date: DAY, kind: 'holiday', name: 'Hội làng' };
    const forecast = await told('official', '/api/days/preview', change);
    expect(forecast).to.deep.include({ communes: 1, boxes: 1, groups: 1 });
    expect(forecast.words.vi).to.contain('bắt đầu phát «Ngày lễ»');
    expect(await room.store.schedule.dayChanges([QUY_NHON])).to.deep.equal([]);
    const past = await ask('official', '/api/days/preview', { ...change, date: TODAY });
    expect(past.json).to.include({ code: 'day-gone' });
    expect((await ask('official', '/api/days/preview', { ...change, kind: 'x' })).status).to.equal(
      400,
    );
    expect((await ask('viewer', '/api/days/preview', change)).status).to.equal(403);
  });

  it('says what a group begins and stops on whom, and stores nothing', async () => {
    const other = await addBox(room, 'ven-bien', QUY_NHON);
    const group = given(
      await room.schedule.saveGroup(official, {
        ...{ areaId: QUY_NHON, name: 'Ven biển', deviceIds: [box] },
      }),
    );
    await add({ target: { areaIds: [], deviceIds: [], groupIds: [group.id] } });
    const change = { areaId: QUY_NHON, id: group.id, name: group.name, deviceIds: [other] };
    const forecast = await told('official', '/api/cluster-groups/preview', change);
    expect(forecast).to.deep.include({ boxes: 2, groups: 1 });
    expect(forecast.words.vi).to.contain('bắt đầu phát «Bản tin chợ»; thôi phát «Bản tin chợ»');
    const [now] = await room.store.schedule.clusterGroupsBy([group.id]);
    expect(now?.deviceIds).to.deep.equal([box]);
    const foreign = { ...change, deviceIds: ['loa-nowhere-00'] };
    expect((await ask('official', '/api/cluster-groups/preview', foreign)).status).to.equal(404);
    expect((await ask('viewer', '/api/cluster-groups/preview', change)).status).to.equal(403);
  });

  it('says what an approval begins, to who may decide and who wrote it', async () => {
    await add();
    const { id } = await voiced(room, { title: 'Chưa duyệt' });
    const idle = await told('approver', `/api/bulletins/${id}/forecast`);
    expect(idle.words.vi).to.equal('Không cụm loa nào phát khác đi.');
    const begins = await told('approver', `/api/bulletins/${bulletinId}/forecast`);
    expect(begins).to.deep.include({ boxes: 1, groups: 1 });
    expect(begins.words.vi).to.contain('bắt đầu phát «Bản tin chợ»');
    expect((await ask('approver', '/api/bulletins/bt-none/forecast')).status).to.equal(404);
  });

  it('says what approving all waiting episodes of a series begins', async () => {
    const text = Array.from({ length: 60 }, (_, at) => `Điều ${at + 1}. Quy định\nNội dung ${at}.`);
    const whole = given(
      await room.content.importText(official, importing({ text: text.join('\n') })),
    );
    given(await room.content.divide(official, whole.id, { slotMinutes: 1 } as never));
    const forecast = await told('approver', `/api/bulletins/${whole.id}/series/forecast`);
    expect(forecast.words.vi).to.equal('Không cụm loa nào phát khác đi.');
    expect((await ask('viewer', `/api/bulletins/${whole.id}/series/forecast`)).status).to.equal(
      403,
    );
  });

  it('says what other languages change, and keeps the old ones', async () => {
    await add();
    const path = `/api/areas/${QUY_NHON}/settings/preview`;
    const forecast = await told('official', path, { languages: ['bdq', 'vi'] });
    expect(forecast.words.vi).to.equal('Không cụm loa nào phát khác đi.');
    expect(await room.store.areas.areaSettings([QUY_NHON])).to.deep.equal([]);
    expect((await ask('official', path, { languages: ['none'] })).status).to.equal(400);
    expect((await ask('approver', path, { languages: ['vi'] })).status).to.equal(403);
  });
});
