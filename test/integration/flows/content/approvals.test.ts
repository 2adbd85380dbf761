/**
 * Approving in two books — duyệt ở máy chủ và ở người ký: không bao giờ chỉ một nửa.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { BulletinChange, VoiceRequest } from '@loaso/shared/wire/http/content';
import { DivideRequest } from '@loaso/shared/wire/http/series';
import { expect } from 'chai';
import { approve } from '#server/core/bulletin/lifecycle';
import { approvableOf } from '#server/flows/approvals/approvable';
import type { StoredBulletin } from '#server/ports/store-records';
import {
  approved,
  approver,
  importing,
  official,
  openRoom,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { type Phone, phoneOf } from '../../../support/factors.js';
import { codeOf, given } from '../../../support/people.js';

describe('An approval in two books', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
    await room.approvals.settle();
  });
  afterEach(() => room.close());

  const waiting = async (): Promise<BulletinId> => {
    const { id } = await voiced(room);
    return given(await room.content.submit(official, id)).id;
  };
  const stored = async (id: BulletinId): Promise<StoredBulletin> => {
    const bulletin = await room.store.content.bulletin(id);
    if (bulletin === null) throw new Error(`no bulletin ${id}`);
    return bulletin;
  };
  const stateOf = async (id: BulletinId) => (await stored(id)).state;
  const known = async (): Promise<string[]> =>
    given(await room.signer.approvals()).known.map(({ id }) => id);
  const actsOn = async (id: BulletinId): Promise<string[]> =>
    (await room.store.audit.eventsOf(`bulletin:${id}`, 50)).map(({ act }) => act);
  const compared = async (): Promise<void> => {
    room.approvals.doubt();
    await room.approvals.settle();
  };
  /** As the database would have it, without a word to the signer. */
  const approvedHereAlone = async (): Promise<BulletinId> => {
    const bulletin = await stored(await waiting());
    const by = { id: approver.userId, at: room.now };
    const next = given(approve(bulletin, by, room.hash));
    await room.store.content.replaceBulletin({ ...next, revision: bulletin.revision + 1 });
    return bulletin.id;
  };
  const phoneFor = async (username: string): Promise<Phone> => {
    const invitation = room.signer.invite(username, ['*']);
    const secret = given(await room.signer.beginFactor(username, { invitation }));
    const phone = phoneOf(secret, () => room.now);
    given(await room.signer.confirmFactor(username, phone.code()));
    room.now += 31_000;
    return phone;
  };

  it('stands in both, with all its files and writers', async () => {
    const { id } = await approved(room);
    expect(await known()).to.deep.equal([id]);
  });

  it('is refused while the signer is away, and nothing of it is left', async () => {
    const id = await waiting();
    room.signerAway = true;
    expect(codeOf(await room.content.approve(approver, id))).to.equal('approval-unrecorded');
    expect(await stateOf(id)).to.equal('submitted');
    expect(await actsOn(id)).to.not.include('bulletin.approve');
    room.signerAway = false;
    expect(given(await room.content.approve(approver, id)).state).to.equal('approved');
  });

  it('that only the signer has, after a crash between the two, is forgotten there', async () => {
    const id = await waiting();
    const bulletin = await stored(id);
    const by = { id: approver.userId, at: room.now };
    const asApproved = given(approve(bulletin, by, room.hash));
    const wish = await approvableOf(room, asApproved);
    given(await room.signer.approve([wish], { user: approver.username }));
    await compared();
    expect(await known()).to.deep.equal([]);
    expect(given(await room.content.approve(approver, id)).state).to.equal('approved');
    await compared();
    expect(await known()).to.deep.equal([id]);
  });

  it('that only the database has, beside an older book, waits for a person again', async () => {
    const id = await approvedHereAlone();
    await compared();
    expect(await stateOf(id)).to.equal('submitted');
    expect(await actsOn(id)).to.include('bulletin.unapprove');
    expect(room.logged).to.include('approval-lost');
    expect(given(await room.content.approve(approver, id)).state).to.equal('approved');
  });

  it('of other content than the signer has is nobody’s in either', async () => {
    const { id } = await approved(room);
    const bulletin = await stored(id);
    const older = { ...bulletin.clip!, sha256: room.hash('older') };
    await room.store.content.replaceBulletin({
      ...bulletin,
      clip: older,
      revision: bulletin.revision + 1,
    });
    await compared();
    expect([await stateOf(id), await known()]).to.deep.equal(['submitted', []]);
  });

  it('leaves what this database does not know as it is: it may be the wrong copy', async () => {
    const strange = {
      bulletinId: 'bt-strange',
      areaId: official.areaId,
      text: room.hash('text'),
      audio: [room.hash('audio')],
      writtenBy: ['somebody'],
    };
    given(await room.signer.approve([strange], { user: approver.username }));
    await compared();
    expect(await known()).to.deep.equal(['bt-strange']);
  });

  it('is taken away at the signer by any change, at once or when it is back', async () => {
    const [first, second] = [await approved(room), await approved(room)];
    const title = BulletinChange.parse({ title: 'Khác' });
    given(await room.content.change(official, first.id, title));
    expect(await known()).to.deep.equal([second.id]);
    room.signerAway = true;
    given(await room.content.change(official, second.id, title));
    expect(await stateOf(second.id)).to.equal('voiced');
    room.signerAway = false;
    await room.approvals.settle();
    expect(await known()).to.deep.equal([]);
  });

  it('needs a code of who holds a secret, and takes it once', async () => {
    const phone = await phoneFor(approver.username);
    const id = await waiting();
    expect(codeOf(await room.content.approve(approver, id))).to.equal('factor-required');
    expect(await stateOf(id)).to.equal('submitted');
    const code = phone.code();
    expect(given(await room.content.approve(approver, id, undefined, code)).state).to.equal(
      'approved',
    );
    room.now += 2_001;
    const next = await waiting();
    const again = await room.content.approve(approver, next, undefined, code);
    expect(codeOf(again)).to.equal('factor-wrong');
    expect(await stateOf(next)).to.equal('submitted');
  });

  it('of a whole series needs one code', async () => {
    const phone = await phoneFor(approver.username);
    const text = `THÔNG BÁO\n${Array.from({ length: 150 }, (_, i) => `Điều ${i + 1}. Mời bà con đến nhà rông lúc 7 giờ sáng để bàn việc chung của làng.`).join('\n')}`;
    const { id } = given(await room.content.importText(official, importing({ text })));
    given(await room.content.divide(official, id, DivideRequest.parse({ slotMinutes: 5 })));
    given(await room.content.voiceSeries(official, id, VoiceRequest.parse({})));
    await room.content.idle();
    const seen = async () =>
      given(await room.content.series(official, id)).episodes.map((one) => ({
        bulletinId: one.id,
        revision: one.revision,
      }));
    given(await room.content.submitSeries(official, id, { episodes: await seen() }));
    const decision = { episodes: await seen() };
    const bare = await room.content.approveSeries(approver, id, decision);
    expect(codeOf(bare)).to.equal('factor-required');
    const code = phone.code();
    const done = given(await room.content.approveSeries(approver, id, { ...decision, code }));
    expect(new Set(done.episodes.map(({ state }) => state))).to.deep.equal(new Set(['approved']));
    expect(await known()).to.have.members(done.episodes.map((one) => one.id));
  });
});

describe('Approvals of before the signer kept a book', () => {
  it('are handed over once, and never again', async () => {
    const room = await openRoom();
    try {
      const { id } = await voiced(room);
      given(await room.content.submit(official, id));
      const bulletin = (await room.store.content.bulletin(id))!;
      const next = given(approve(bulletin, { id: approver.userId, at: room.now }, room.hash));
      const replace = (revision: number) =>
        room.store.content.replaceBulletin({ ...next, revision });
      await replace(bulletin.revision + 1);
      await room.approvals.settle();
      const book = given(await room.signer.approvals());
      expect([book.open, book.known.map((one) => one.id)]).to.deep.equal([
        { bulletins: false, relays: false },
        [id],
      ]);
      given(await room.content.withdraw(official, id));
      await replace(bulletin.revision + 3);
      room.approvals.doubt();
      await room.approvals.settle();
      expect((await room.store.content.bulletin(id))?.state).to.equal('submitted');
    } finally {
      await room.close();
    }
  });
});
