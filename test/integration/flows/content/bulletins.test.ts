/** Bulletins: from a text to an approval and off the air again, on a real store. */

import { AreaId, type BulletinId } from '@loaso/shared/ids';
import { BulletinChange } from '@loaso/shared/wire/http/content';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import {
  addBox,
  approved,
  approver,
  importing,
  official,
  openRoom,
  provincial,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const change = (value: object): BulletinChange => BulletinChange.parse(value);

describe('bulletins', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  /** One airing in an hour, for the ward. */
  const addLine = async (id: BulletinId) =>
    given(
      await room.schedule.addEntry(
        official,
        NewEntry.parse({
          areaId: QUY_NHON,
          title: 'Tiêm chủng',
          bulletinIds: [id],
          target: { areaIds: [QUY_NHON], deviceIds: [] },
          rule: { kind: 'once', at: room.now + 3_600_000 },
        }),
      ),
    );

  it('begin as a draft whose sentences say no digit, with their source and history', async () => {
    const bulletin = given(await room.content.importText(official, importing()));
    expect(bulletin).to.include({
      state: 'draft',
      title: 'Tiêm chủng',
      areaName: 'Phường Quy Nhơn',
    });
    expect(bulletin.script.sentences[0]?.spoken).to.contain('phường quy nhơn');
    expect(bulletin.source.name).to.equal('văn bản dán vào');
    expect(bulletin.script.sentences.map(({ spoken }) => spoken).join(' ')).to.not.match(/\d/);
    expect(bulletin.history.map(({ act, actor }) => `${actor} ${act}`)).to.deep.equal([
      'official bulletin.import',
    ]);
    expect(bulletin.durationMs).to.be.above(0);
  });

  it('are read from an uploaded file, and a file that is no text says so', async () => {
    const file = (bytes: Buffer) =>
      importing({ text: undefined, file: { name: 'a.txt', base64: bytes.toString('base64') } });
    const read = given(
      await room.content.importText(official, file(Buffer.from('Điều 1. Phạm vi.'))),
    );
    expect(read.source.name).to.equal('a.txt');
    const binary = await room.content.importText(official, file(Buffer.from([0xff, 0xfe, 0xff])));
    expect(binary).to.deep.include({
      error: { code: 'text-unreadable', detail: 'a.txt không phải văn bản' },
    });
    expect(codeOf(await room.content.importText(official, file(Buffer.alloc(0))))).to.equal(
      'text-empty',
    );
    expect(codeOf(await room.content.importText(official, importing({ text: ' \n ' })))).to.equal(
      'text-empty',
    );
    // Greeting and farewell around nothing are no bulletin.
    const lost = await room.content.importText(official, importing({ text: '\ufffd' }));
    expect(codeOf(lost)).to.equal('nothing-to-read');
    expect(codeOf(await room.content.importText(official, importing({ text: '....' })))).to.equal(
      'nothing-to-read',
    );
  });

  it('do not exist outside the area of who asks', async () => {
    const { id } = given(
      await room.content.importText(provincial, importing({ areaId: NHON_CHAU })),
    );
    for (const answer of [
      await room.content.bulletin(official, id),
      await room.content.change(official, id, change({ title: 'x' })),
      await room.content.voice(official, id, { voice: 'vi', wordsPerMinute: 135 }),
      await room.content.approve(approver, id),
      await room.content.importText(official, importing({ areaId: NHON_CHAU })),
      await room.content.bulletins(official, { areaId: NHON_CHAU, limit: 9 }),
    ]) {
      expect(codeOf(answer)).to.equal('not-found');
    }
    expect(given(await room.content.bulletins(official, { limit: 9 }))).to.deep.equal([]);
    expect(given(await room.content.bulletins(provincial, { limit: 9 }))).to.have.length(1);
  });

  it('are written by officials, decided by approvers, and unseen by technicians', async () => {
    const { id } = given(await room.content.importText(official, importing()));
    expect(codeOf(await room.content.importText(approver, importing()))).to.equal('not-allowed');
    expect(codeOf(await room.content.approve(official, id))).to.equal('not-allowed');
    expect(codeOf(await room.content.bulletin(actorOf('technician'), id))).to.equal('not-allowed');
  });

  it('are approved by another person for exactly what was heard', async () => {
    const bulletin = await approved(room);
    expect(bulletin).to.include({ state: 'approved', approvedBy: 'Người thử approver' });
    const stored = await room.store.content.bulletin(bulletin.id);
    const { approval } = stored!;
    expect(bulletin.history.at(-1)?.note).to.equal(approval?.contentHash);
    const author = { ...approver, userId: official.userId };
    const { id } = await voiced(room);
    given(await room.content.submit(official, id));
    expect(codeOf(await room.content.approve(author, id))).to.equal('own-approval');
  });

  it('tell their author why they came back', async () => {
    const { id } = await voiced(room);
    given(await room.content.submit(official, id));
    const back = given(await room.content.reject(approver, id, 'Sai giờ tiêm'));
    expect(back).to.include({ state: 'rejected', rejectionReason: 'Sai giờ tiêm' });
    expect(given(await room.content.submit(official, id)).state).to.equal('submitted');
  });

  it('lose clip and approval when a sentence is changed, and take only readable words', async () => {
    const { id } = await approved(room);
    const digit = await room.content.change(official, id, change({ spoken: { 0: 'lúc 7 giờ' } }));
    expect(digit).to.deep.include({
      error: {
        code: 'sentence-not-readable',
        index: 0,
        detail: '“7” là chữ số: hãy viết bằng chữ',
      },
    });
    const stray = await room.content.change(official, id, change({ leaveOut: [99] }));
    expect(codeOf(stray)).to.equal('sentence-not-readable');
    const next = given(
      await room.content.change(official, id, change({ spoken: { 0: 'thông báo mới.' } })),
    );
    expect(next).to.include({ state: 'draft', clip: null, approvedBy: null });
    expect(next.script.sentences[0]).to.deep.include({ spoken: 'thông báo mới.', uncertain: [] });
  });

  it('leave sentences out, but not all of them', async () => {
    const { id, script } = given(await room.content.importText(official, importing()));
    const one = given(await room.content.change(official, id, change({ leaveOut: [0] })));
    expect(one.script.sentences[0]?.spoken).to.equal('');
    expect(one.script.expectedMs).to.be.below(script.expectedMs);
    const all = change({ leaveOut: script.sentences.map(({ index }) => index) });
    expect(codeOf(await room.content.change(official, id, all))).to.equal('nothing-to-read');
  });

  it('bring sentences back that were left out, as the rules read them, and nobody’s own', async () => {
    const { id, script } = given(await room.content.importText(official, importing()));
    const own = change({ spoken: { 1: 'lời của tôi.' }, leaveOut: [0, 2] });
    given(await room.content.change(official, id, own));
    const back = given(await room.content.change(official, id, change({ bringBack: [0, 1, 2] })));
    expect(back.script.sentences[0]).to.deep.equal(script.sentences[0]);
    expect(back.script.sentences[2]).to.deep.equal(script.sentences[2]);
    // A sentence that is read keeps what a person worded.
    expect(back.script.sentences[1]).to.include({ spoken: 'lời của tôi.', edited: true });
    expect(back.history.at(-1)?.note).to.include('brought back 0 1 2');
    const stray = await room.content.change(official, id, change({ bringBack: [99] }));
    expect(codeOf(stray)).to.equal('sentence-not-readable');
  });

  it('vanish only as drafts that nobody ever approved', async () => {
    const draft = given(await room.content.importText(official, importing()));
    expect(codeOf(await room.content.remove(official, draft.id))).to.equal('ok');
    expect(codeOf(await room.content.bulletin(official, draft.id))).to.equal('not-found');
    const { id } = await approved(room);
    expect(codeOf(await room.content.remove(official, id))).to.equal('wrong-state');
    given(await room.content.change(official, id, change({ spoken: { 0: 'khác.' } })));
    expect(codeOf(await room.content.remove(official, id))).to.equal('wrong-state');
  });

  it('are refused to who read an older revision', async () => {
    const { id } = await voiced(room);
    const racing = await Promise.all([
      room.content.submit(official, id),
      room.content.change(official, id, change({ title: 'Khác' })),
    ]);
    expect(racing.map(codeOf).sort()).to.deep.equal(['changed-meanwhile', 'ok']);
  });

  it('are heard by their own area alone', async () => {
    const { clip } = await voiced(room);
    const elsewhere = { ...official, areaId: AreaId.parse('21553') };
    expect(await room.content.mayHear(official, clip!.sha256)).to.equal(true);
    expect(await room.content.mayHear(elsewhere, clip!.sha256)).to.equal(false);
    expect(await room.content.mayHear(actorOf('technician'), clip!.sha256)).to.equal(false);
  });

  it('are tried out without being kept', async () => {
    const { spoken } = given(await room.content.speak(official, 'Điều 1 khoản 2'));
    expect(spoken).to.equal('điều một khoản hai');
    expect(room.content.voices().map(({ id }) => id)).to.deep.equal(['vi']);
  });

  it('leave the boxes at once when they are withdrawn or changed', async () => {
    const box = await addBox(room, 'quy-nhon', QUY_NHON);
    await addBox(room, 'nhon-chau', NHON_CHAU);
    const { id } = await approved(room);
    await addLine(id);
    expect((await room.store.fleet.plan(box))?.plan.items).to.have.length(1);
    expect(codeOf(await room.content.remove(official, id))).to.equal('bulletin-in-use');
    given(await room.content.withdraw(official, id));
    expect(room.published.at(-1)?.devices).to.deep.equal([box]);
    expect((await room.store.fleet.plan(box))?.plan.items).to.deep.equal([]);
  });

  it('go on in their lines with new sound once that is approved', async () => {
    const box = await addBox(room, 'quy-nhon', QUY_NHON);
    const { id, clip } = await approved(room);
    await addLine(id);
    const shas = async () =>
      (await room.store.fleet.plan(box))?.plan.items.flatMap(({ parts }) =>
        parts.map(({ sha256 }) => sha256),
      );
    expect(await shas()).to.deep.equal([clip?.sha256]);
    given(await room.content.change(official, id, change({ spoken: { 0: 'thông báo mới.' } })));
    expect(await shas()).to.deep.equal([]);
    given(await room.content.voice(official, id, { voice: 'vi', wordsPerMinute: 135 }));
    await room.content.idle();
    expect(await shas()).to.deep.equal([]);
    given(await room.content.submit(official, id));
    const again = given(await room.content.approve(approver, id));
    expect(again.clip?.sha256).to.not.equal(clip?.sha256);
    expect(await shas()).to.deep.equal([again.clip?.sha256]);
    const told = room.published.map((one) => [one.change?.act, one.change?.takesBack]);
    expect(
      told,
      'and can be followed to the boxes: new sound in groups, silence at once',
    ).to.deep.equal([
      ['add', false],
      ['take-off', true],
      ['approve', false],
    ]);
  });

  it('stay withdrawn, and say so, when the boxes could not be told', async () => {
    await addBox(room, 'quy-nhon', QUY_NHON);
    const { id } = await approved(room);
    await addLine(id);
    room.publishRefusal = 'signer';
    expect(codeOf(await room.content.withdraw(approver, id))).to.equal('signer');
    expect(room.logged).to.include('publish-refused');
    expect(given(await room.content.bulletin(official, id)).state).to.equal('withdrawn');
  });
});
