/** Offers that come to nothing: made on for want of a line, made anew when a person says so. */
import type { ReleaseRolloutDetail } from '@loaso/shared/wire/http/releases';
import { expect } from 'chai';
import { administrator, type TestBox, technician } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { openReleaseRoom, type ReleaseRoom, type Told } from '../../../support/release-room.js';

const MINUTE = 60_000;
const WANTED = { num: 1, hours: 'any', faultsMax: 1 } as const;

describe('an offer that came to nothing', function () {
  this.timeout(60_000);
  let room: ReleaseRoom;
  let rollout: ReleaseRolloutDetail;
  beforeEach(async () => {
    room = await openReleaseRoom();
    given(await room.flows.add(administrator, room.upload(room.file())));
    rollout = given(await room.flows.start(administrator, WANTED));
    await room.flows.advance();
  });
  afterEach(() => room.close());

  const shown = async (): Promise<ReleaseRolloutDetail> =>
    given(await room.flows.rollout(administrator, rollout.id));

  async function all(boxes: readonly TestBox[], told: Told): Promise<void> {
    room.groups.pass(MINUTE);
    for (const box of boxes) await room.says(box, told);
    await room.flows.advance();
  }

  async function stepOf(box: TestBox): Promise<{ step: string; words: string }> {
    const row = (await shown()).boxList.find(({ deviceId }) => deviceId === box.id);
    return { step: row?.step ?? 'none', words: row?.words.vi ?? '' };
  }

  it('is offered on to a box that says "later", which stops nothing', async () => {
    const [weak, well] = room.offered();
    if (weak === undefined || well === undefined) throw new Error('nobody was offered it');
    const later: Told = { step: 'refused', code: 'not-fetched', detail: 'app.mjs' };
    for (let turn = 0; turn < 14; turn += 1) {
      const others = new Set(room.offered().filter(({ id }) => id !== weak.id));
      await all([...others], { step: 'stays' });
      room.groups.pass(150 * MINUTE);
      await all([weak], later);
    }
    expect(await stepOf(weak)).to.deep.include({ step: 'offered' });
    expect((await stepOf(weak)).words).to.match(/^Đã mời \d+ lần: chưa tải xong, mạng yếu/);
    const seen = await shown();
    expect(seen).to.deep.include({ state: 'running', stage: 2 });
    await all([weak], { step: 'stays' });
    expect((await stepOf(weak)).step).to.equal('stays');
  });

  it('is offered anew to those that did not take it when a person says so, not to one that went back', async () => {
    const [full, sick] = room.offered();
    if (full === undefined || sick === undefined) throw new Error('nobody was offered it');
    await all([full], { step: 'refused', code: 'no-room', detail: '5 bytes' });
    await all([sick], { step: 'went-back', detail: 'after 600 s without plan' });
    expect((await shown()).state).to.equal('halted');
    const again = given(await room.flows.offerAgain(administrator, rollout.id));
    expect(again).to.deep.include({ state: 'running' });
    expect(again.counts).to.include({ refused: 0, waiting: 1, 'went-back': 1 });
    room.groups.pass(MINUTE);
    await room.says(full, { step: 'refused', code: 'no-room', detail: '5 bytes' });
    await room.flows.advance();
    expect(room.offered().filter(({ id }) => id === full.id)).to.have.length(2);
    await all([full], { step: 'stays' });
    expect((await shown()).counts).to.include({ stays: 1, 'went-back': 1 });
    const acts = (await room.ports.store.audit.events(20)).map(({ act }) => act);
    expect(acts).to.include('release.offer-again');
    expect(await room.flows.offerAgain(technician, rollout.id)).to.have.nested.property(
      'error.code',
      'not-allowed',
    );
  });
});
