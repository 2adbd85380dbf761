/** An order to a box from the button to the answer on its page, also with boxes that are older. */
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { given } from '../../../support/people.js';

describe('an order to a box', () => {
  let room: FleetRoom;
  let box: TestBox;
  let counter = 0;
  beforeEach(async () => {
    room = await openFleetRoom();
    box = await room.box();
  });
  afterEach(() => room.close());

  const ack = (part: object): Promise<void> => {
    counter += 1;
    const stated = { v: 1, dev: box.id, at: Date.now(), what: 'command', plan: null };
    return box.say('ack', { ...stated, envelopeNum: 1, counter, ...part });
  };
  const result = (part: object): Promise<void> =>
    box.say('result', { v: 1, dev: box.id, at: Date.now(), ...part });
  const newest = async () => given(await room.flows.device(technician, box.id)).commands?.[0];
  const chime = async (): Promise<string> =>
    given(await room.flows.command(technician, box.id, 'test-chime')).commandId;

  it('is a signed chime at a low volume, and waits until the box has spoken', async () => {
    const commandId = await chime();
    const [command] = room.heardBy(box.id, 'command');
    expect(command).to.deep.include({ kind: 'test-chime', volumePercent: 20, id: commandId });
    expect(await newest()).to.deep.include({ id: commandId, by: 'technician', state: 'sent' });
  });

  it('is answered on the page and on the time axis of the box', async () => {
    const commandId = await chime();
    await ack({ outcome: 'accepted', commandId });
    expect(await newest()).to.deep.include({ state: 'taken' });
    const startedAt = Date.UTC(2026, 10, 23, 2, 5);
    const sounded = { outcome: 'completed', startedAt, playedMs: 2400, volumePercent: 20 };
    await result({ kind: 'chime', commandId, ...sounded, virtual: false });
    const vi = 'Hộp đã phát chuông thử lúc 09:05, âm lượng 20%.';
    expect((await newest())?.words.vi).to.equal(vi);
    const axis = given(await room.flows.timeAxis(technician, box.id, 7));
    expect(axis.find(({ kind }) => kind === 'result-done')?.words?.vi).to.equal(vi);
    expect(room.live.some(({ kind }) => kind === 'device')).to.equal(true);
  });

  it('keeps its own answer when another order is answered later', async () => {
    const first = await chime();
    await result({ kind: 'refused', commandId: first, code: 'outside-hours', detail: '' });
    const second = given(await room.flows.command(technician, box.id, 'report')).commandId;
    await ack({ outcome: 'accepted', commandId: second });
    const { commands = [] } = given(await room.flows.device(administrator, box.id));
    expect(commands.map(({ state, words }) => [state, words.vi.slice(0, 44)])).to.deep.equal([
      ['done', commands[0]?.words.vi.slice(0, 44)],
      ['refused', 'Hộp từ chối: ngoài khung giờ được phát.'],
    ]);
  });

  it('tells of a box that is too old, though it refuses without a name', async () => {
    await chime();
    await ack({ outcome: 'refused', code: 'malformed', detail: 'kind: Invalid input' });
    expect(await newest()).to.deep.include({
      state: 'refused',
      words: {
        vi: 'Hộp chưa hiểu lệnh này: hộp cần bản phần mềm mới.',
        en: 'The box does not know this order: it needs newer software.',
      },
    });
  });

  it('is lost when no answer comes in its time', async () => {
    await chime();
    room.shiftMs = 121_000;
    expect(await newest()).to.deep.include({ state: 'lost' });
  });

  const gzip = Buffer.from('no real gzip').toString('base64');
  const logOf = (commandId: string) => ({ kind: 'log', commandId, gzip, lines: 7, bytes: 1234 });

  it('keeps a log apart from its order, for technicians, and notes who took it', async () => {
    const { commandId } = given(await room.flows.command(technician, box.id, 'collect-log'));
    await result({ ...logOf(commandId), receipt: true });
    expect(room.heardBy(box.id, 'receipt').at(-1)).to.deep.include({ results: [commandId] });
    expect(await newest()).to.deep.include({ state: 'done', hasLog: true });
    // Told again for want of that receipt: receipted again, kept once.
    await result({ ...logOf(commandId), receipt: true, lines: 9 });
    expect(room.heardBy(box.id, 'receipt')).to.have.length.at.least(2);
    expect((await newest())?.words.vi).to.include(' 7 dòng');
    expect((await room.stored.store.commands.command(commandId))?.result).to.deep.include({
      kind: 'log',
      gzip: '',
    });
    const taken = given(await room.flows.boxLog(technician, box.id, commandId));
    expect(Buffer.from(taken).toString()).to.equal('no real gzip');
    const acts = (await room.stored.store.audit.events(9)).map(({ act }) => act);
    expect(acts).to.include('device.log-taken');
  });

  it('turns a box down, and the page says by whom until the box says otherwise', async () => {
    const { commandId } = given(
      await room.flows.command(technician, box.id, 'set-volume', { volumePercent: 60 }),
    );
    const [command] = room.heardBy(box.id, 'command');
    expect(command).to.deep.include({ kind: 'set-volume', volumePercent: 60, id: commandId });
    await result({ kind: 'volume', commandId, volumePercent: 60 });
    expect(await newest()).to.deep.include({ state: 'done' });
    const setAt = Date.now() as Instant;
    await box.say('status', statusOf(box.id, { trim: { percent: 60, setAt, commandId } }));
    const shown = given(await room.flows.device(administrator, box.id));
    expect(shown.trim).to.deep.equal({ percent: 60, at: setAt, by: 'technician' });
    await box.say('status', statusOf(box.id, { trim: null }));
    expect(given(await room.flows.device(administrator, box.id)).trim).to.equal(null);
  });

  it('sets the data of its SIM, within bounds, and the page says by whom', async () => {
    const data = { budgetMb: 900, monthDay: 12 };
    const ordered = await room.flows.command(technician, box.id, 'set-data', { data });
    const { commandId } = given(ordered);
    const [command] = room.heardBy(box.id, 'command');
    expect(command).to.deep.include({ kind: 'set-data', data, id: commandId });
    await result({ kind: 'data', commandId, data });
    expect(await newest()).to.deep.include({ state: 'done' });
    const before = given(await room.flows.device(administrator, box.id));
    expect(before).not.to.have.property('dataPlan');
    const setAt = Date.now() as Instant;
    await box.say('status', statusOf(box.id, { dataPlan: { ...data, setAt, commandId } }));
    const shown = given(await room.flows.device(administrator, box.id));
    expect(shown.dataPlan).to.deep.equal({ ...data, at: setAt, by: 'technician' });
  });

  it('sets the data of many boxes, each on the record and refused for itself', async () => {
    const data = { budgetMb: 900, monthDay: 12 };
    const [other, gone] = [await room.box(), await room.box()];
    given(await room.flows.revoke(administrator, gone.id));
    const deviceIds = [box.id, gone.id, other.id, box.id];
    const told = given(await room.flows.setDataOfMany(technician, { deviceIds, data }));
    expect(told.map(({ deviceId, refusal }) => [deviceId, refusal?.code ?? null])).to.deep.equal([
      [box.id, null],
      [gone.id, 'device-revoked'],
      [other.id, null],
    ]);
    for (const { id } of [box, other]) {
      const commands = room.heardBy(id, 'command');
      expect(commands).to.have.length(1);
      expect(commands[0]).to.deep.include({ kind: 'set-data', data, dev: id });
    }
    const setAt = Date.now() as Instant;
    await other.say(
      'status',
      statusOf(other.id, { dataPlan: { ...data, setAt, commandId: 'cmd-0001' } }),
    );
    await box.say('status', statusOf(box.id, { dataPlan: null }));
    const list = given(await room.flows.devices(technician));
    const plans = new Map(list.map((one) => [one.id, one.dataPlan]));
    expect([plans.get(box.id), plans.get(other.id), plans.get(gone.id)]).to.deep.equal([
      null,
      data,
      undefined,
    ]);
  });

  it('keeps no log that nobody asked for, and none of another box', async () => {
    const chimeId = await chime();
    await result(logOf(chimeId));
    await result(logOf('cmd-nobody-asked'));
    const other = await room.box();
    const { commandId } = given(await room.flows.command(technician, other.id, 'collect-log'));
    await result(logOf(commandId));
    const { boxLogs } = room.stored.store;
    expect([await boxLogs.boxLogsOf(box.id), await boxLogs.boxLogsOf(other.id)]).to.deep.equal([
      [],
      [],
    ]);
    expect(await room.flows.boxLog(technician, box.id, commandId)).to.deep.include({ ok: false });
  });

  it('receipts a result to a box that keeps it, also twice and of an order that is gone', async () => {
    const commandId = await chime();
    const refused = { kind: 'refused', code: 'busy', detail: '' };
    await result({ ...refused, commandId, receipt: true });
    await result({ ...refused, commandId, receipt: true });
    await result({ ...refused, commandId: 'cmd-long-gone', receipt: true });
    const receipts = room.heardBy(box.id, 'receipt');
    expect(receipts.map(({ results }) => results)).to.deep.equal([
      [commandId],
      [commandId],
      ['cmd-long-gone'],
    ]);
    expect(await newest()).to.deep.include({ state: 'refused' });
  });

  it('sends no receipt that a box of before would refuse', async () => {
    const commandId = await chime();
    await result({ kind: 'refused', code: 'busy', detail: '', commandId });
    expect(room.heardBy(box.id, 'receipt')).to.deep.equal([]);
  });

  it('takes no result from another box', async () => {
    const other = await room.box();
    const commandId = await chime();
    const refused = { kind: 'refused', commandId, code: 'busy', detail: '' };
    await other.say('result', { v: 1, dev: other.id, at: Date.now(), ...refused });
    expect(await newest()).to.deep.include({ state: 'sent' });
  });
});
