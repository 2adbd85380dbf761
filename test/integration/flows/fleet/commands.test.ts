/** An order to a box from the button to the answer on its page, also with boxes that are older. */
import { expect } from 'chai';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
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

  it('takes no result from another box', async () => {
    const other = await room.box();
    const commandId = await chime();
    const refused = { kind: 'refused', commandId, code: 'busy', detail: '' };
    await other.say('result', { v: 1, dev: other.id, at: Date.now(), ...refused });
    expect(await newest()).to.deep.include({ state: 'sent' });
  });
});
