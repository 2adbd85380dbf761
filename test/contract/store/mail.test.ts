/**
 * What every store keeps of letters — hợp đồng của kho dữ liệu: người nhận, thư chờ gửi.
 */
import { expect } from 'chai';
import type { Reader } from '#server/core/mail/due';
import type { MailRule } from '#server/core/mail/report-due';
import type { NewLetter } from '#server/ports/mail';
import type { Store } from '#server/ports/store';
import { QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

const reader: Reader = {
  id: 'ctc-1',
  areaId: QUY_NHON,
  name: 'Nguyễn Thị «Ánh»',
  role: 'technician',
  email: 'anh@gialai.example',
  wants: 'all',
  afterMinutes: 0,
  fromMinute: 360,
  untilMinute: 1260,
  active: true,
};
const letter = (id: string, change: Partial<NewLetter> = {}): NewLetter => ({
  id,
  contactId: 'ctc-1',
  thread: 'inc-1',
  to: { name: 'Ánh', address: 'anh@gialai.example' },
  subject: 'Sự cố',
  text: 'Mất điện.\nGọi điện lực.',
  link: 'https://loa.example/su-co/inc-1',
  attachments: [],
  createdAt: T0,
  dueAt: T0,
  held: false,
  ...change,
});
const rule: MailRule = {
  id: 'rpt-1',
  areaId: QUY_NHON,
  period: 'month',
  format: 'pdf',
  afterDays: 1,
  minute: 480,
  law: false,
  contactIds: ['ctc-1'],
  revision: 0,
  doneUntil: T0,
};
const file = { name: 'báo cáo.pdf', type: 'application/pdf', base64: 'AAEC' };

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of letters`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());
    const dueIds = async (now: number): Promise<string[]> =>
      (await store.mail.dueLetters(now, 9)).map(({ id }) => id);

    it('keeps who is written to, and forgets who is not any more', async () => {
      await store.mail.putContact(reader);
      await store.mail.putContact({ ...reader, wants: 'grave' });
      expect(await store.mail.contacts()).to.deep.equal([{ ...reader, wants: 'grave' }]);
      await store.mail.removeContact(reader.id);
      expect(await store.mail.contacts()).to.deep.equal([]);
    });

    it('queues a letter once and hands it out when its time has come', async () => {
      const one = letter('a', { attachments: [file] });
      await store.mail.queueLetters([one, letter('b', { dueAt: T0 + 9, held: true })]);
      await store.mail.queueLetters([letter('a', { subject: 'khác' })]);
      expect(await store.mail.dueLetters(T0, 9)).to.deep.equal([{ ...one, tries: 0 }]);
      expect(await dueIds(T0 + 9)).to.deep.equal(['a', 'b']);
      expect(await store.mail.countWaiting()).to.equal(2);
      expect([...(await store.mail.knownLetters(['inc-1']))]).to.deep.equal([
        ['a', { state: 'waiting', held: false }],
        ['b', { state: 'waiting', held: true }],
      ]);
    });

    it('postpones, urges and settles what waits, and nothing that is settled', async () => {
      await store.mail.queueLetters([letter('a'), letter('b', { dueAt: T0 + 99, held: true })]);
      await store.mail.postponeLetters(['a'], T0 + 50, 'slow');
      await store.mail.urgeLetters(['b'], T0 + 1);
      expect(await dueIds(T0 + 1)).to.deep.equal(['b']);
      await store.mail.settleLetters(['b'], { state: 'sent', at: T0 + 2, problem: null });
      await store.mail.urgeLetters(['b'], T0);
      expect(await dueIds(T0 + 50)).to.deep.equal(['a']);
      expect((await store.mail.dueLetters(T0 + 50, 9))[0]?.tries).to.equal(1);
      expect(await store.mail.sweepLetters(T0 + 3)).to.equal(1);
      expect(await store.mail.countWaiting()).to.equal(1);
    });

    it('keeps which report goes out by itself, and what became of its letters', async () => {
      await store.mail.addMailRule(rule);
      await store.mail.settleMailRule(rule.id, T0 + 1);
      expect(await store.mail.mailRules()).to.deep.equal([{ ...rule, doneUntil: T0 + 1 }]);
      await store.mail.queueLetters([letter('rpt-1.5.ctc-1'), letter('rpt-11.5.ctc-1')]);
      await store.mail.postponeLetters(['rpt-1.5.ctc-1'], T0 + 7, 'slow');
      expect(await store.mail.sendings('rpt-1.', 9)).to.deep.equal([
        { name: 'Ánh', state: 'waiting', at: T0 + 7, problem: 'slow' },
      ]);
      await store.mail.removeMailRule(rule.id);
      await store.mail.settleMailRule(rule.id, T0);
      expect(await store.mail.mailRules()).to.deep.equal([]);
    });

    it('changes a report only upon the version that was looked at, and keeps what was seen to', async () => {
      await store.mail.addMailRule(rule);
      const first = { ...rule, revision: 1, minute: 600 };
      const settling = store.mail.settleMailRule(rule.id, T0 + 9);
      expect(await store.mail.changeMailRule(first)).to.equal(true);
      await settling;
      await store.mail.settleMailRule(rule.id, T0 + 9);
      expect(await store.mail.changeMailRule({ ...first, law: true })).to.equal(false);
      expect(await store.mail.mailRules()).to.deep.equal([{ ...first, doneUntil: T0 + 9 }]);
      expect(await store.mail.changeMailRule({ ...first, id: 'rpt-9' })).to.equal(false);
    });

    it('reads a report from before versions were counted as the first', async () => {
      const { revision: _, ...old } = rule;
      await store.mail.addMailRule(old as MailRule);
      expect(await store.mail.mailRules()).to.deep.equal([rule]);
      expect(await store.mail.changeMailRule({ ...rule, revision: 1 })).to.equal(true);
    });

    it('says of each person how the last letter fared', async () => {
      await store.mail.queueLetters([letter('a'), letter('b', { createdAt: T0 + 1 })]);
      await store.mail.settleLetters(['a'], { state: 'sent', at: T0 + 2, problem: null });
      await store.mail.settleLetters(['b'], { state: 'failed', at: T0 + 3, problem: 'recipient' });
      expect([...(await store.mail.contactStandings())]).to.deep.equal([
        ['ctc-1', { lastSentAt: T0 + 2, problem: 'recipient' }],
      ]);
    });
  });
}
