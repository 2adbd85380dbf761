/** Reports that go out by themselves, from the rule to the mailbox: on time, late once, never twice. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantAt, LocalDate } from '@loaso/shared/time';
import type { NewMailReport } from '@loaso/shared/wire/http/mail-reports';
import { expect } from 'chai';
import { createSmtp } from '#server/adapters/mail/smtp';
import { makePdf } from '#server/adapters/print/pdf';
import { makeXlsx } from '#server/adapters/sheets/xlsx';
import type { Reader } from '#server/core/mail/due';
import { createMailFlows } from '#server/flows/mail/mail';
import { createMailReportFlows } from '#server/flows/mail/reports';
import { createReportFlows } from '#server/flows/reports/reports';
import { type MailServer, startMailServer } from '../../support/mail-server.js';
import { codeOf, given } from '../../support/people.js';
import {
  actorOf,
  NHON_CHAU,
  openTestStore,
  PROVINCE,
  QUY_NHON,
  type TestStore,
} from '../../support/store.js';

const at = (day: string, minute: number): number => instantAt(LocalDate.parse(day), minute);
const reader: Reader = {
  id: 'ctc-1',
  areaId: QUY_NHON,
  name: 'Ánh',
  role: 'official',
  email: 'anh@gialai.example',
  wants: 'all',
  afterMinutes: 0,
  fromMinute: 0,
  untilMinute: 1440,
  active: true,
};
const wish: NewMailReport = {
  areaId: QUY_NHON,
  period: 'month',
  format: 'pdf',
  afterDays: 1,
  minute: 480,
  law: false,
  contactIds: [reader.id],
};
const administrator = { ...actorOf('administrator'), areaId: QUY_NHON };

function pdfText(raw: string): string {
  const part = raw.split(/\r\n--/).find((one) => /content-type: application\/pdf/i.test(one)) ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'loaso-report-'));
  const file = join(folder, 'report.pdf');
  writeFileSync(file, Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64'));
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return text;
}

describe('reports by e-mail', () => {
  let test: TestStore;
  let server: MailServer;
  let now = 0;
  let ids = 0;
  function open() {
    const smtp = { host: '127.0.0.1', port: server.port, security: 'none' as const };
    const from = { name: 'Loa Số', address: 'loaso@gialai.example' };
    const ports = {
      store: test.store,
      clock: { now: () => now },
      chance: { id: (kind: string) => `${kind}-${++ids}`, token: () => 'a' },
      log: { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} },
      makers: { xlsx: makeXlsx, pdf: makePdf },
      mailer: createSmtp({ ...smtp, login: null, ca: null, from, timeMs: 3_000 }),
      pageUrl: () => 'https://loa.example',
      perMinute: 60,
    } as never as Parameters<typeof createMailFlows>[0] & Parameters<typeof createReportFlows>[0];
    const rules = createMailReportFlows({ ...ports, reports: createReportFlows(ports) });
    return { rules, post: createMailFlows(ports).post };
  }
  beforeEach(async () => {
    [test, server] = await Promise.all([
      openTestStore(),
      startMailServer({ disabledCommands: ['STARTTLS'] }),
    ]);
    now = at('2026-10-20', 600);
    await test.store.mail.putContact(reader);
  });
  afterEach(async () => {
    await Promise.all([test.close(), server.stop()]);
  });

  it('come once, late where the server was down, with the report of the month before', async () => {
    given(await open().rules.addReport(administrator, wish));
    now = at('2026-11-02', 479);
    expect(await open().rules.queueDue()).to.equal(0);
    now = at('2026-11-05', 30);
    expect(await open().rules.queueDue()).to.equal(1);
    expect(await open().rules.queueDue()).to.equal(0);
    expect(await open().post.round()).to.equal(1);
    expect(server.heard.map(({ to }) => to)).to.deep.equal([[reader.email]]);
    expect(pdfText(server.heard[0]?.raw ?? '')).to.include(
      'Từ ngày 01/10/2026 đến ngày 31/10/2026',
    );
    const [shown] = given(await open().rules.reports(administrator)).reports;
    expect(shown?.nextAt).to.equal(at('2026-12-02', 480));
    expect(shown?.sendings).to.deep.equal([{ to: 'Ánh', state: 'sent', at: now, problem: null }]);
  });

  it('do not come to somebody whose area has it no more', async () => {
    given(await open().rules.addReport(administrator, wish));
    await test.store.mail.putContact({ ...reader, areaId: NHON_CHAU });
    now = at('2026-11-02', 480);
    expect(await open().rules.queueDue()).to.equal(0);
    expect(given(await open().rules.reports(administrator)).reports[0]?.readers).to.deep.equal([]);
  });

  it('are sent at once when asked, and never after they are taken away', async () => {
    const { rules, post } = open();
    const id = given(await rules.addReport(administrator, wish)).reports[0]?.id ?? '';
    given(await rules.sendReport(administrator, id));
    expect(await post.round()).to.equal(1);
    expect(given(await rules.removeReport(administrator, id)).reports).to.deep.equal([]);
    now = at('2026-11-02', 480);
    expect(await rules.queueDue()).to.equal(0);
  });

  it('are changed upon what was looked at, and owe nothing for the hours of before', async () => {
    const { rules } = open();
    const [made] = given(await rules.addReport(administrator, wish)).reports;
    const id = made?.id ?? '';
    const change = { ...wish, period: 'week' as const, format: 'xlsx' as const, afterDays: 0 };
    now = at('2026-10-28', 600);
    const changed = given(await rules.changeReport(administrator, id, { ...change, seen: 0 }));
    expect(changed.reports).to.have.lengthOf(1);
    expect(changed.reports[0]).to.include({ id, revision: 1, period: 'week', format: 'xlsx' });
    const again = { ...wish, seen: 0 };
    expect(codeOf(await rules.changeReport(administrator, id, again))).to.equal(
      'changed-meanwhile',
    );
    expect(await rules.queueDue()).to.equal(0);
    now = at('2026-11-02', 480);
    expect(await rules.queueDue()).to.equal(1);
    const acts = (await test.store.audit.events(9)).map(({ act }) => act);
    expect(acts).to.deep.equal(['mail-report.change', 'mail-report.add']);
  });

  it('keep a recipient who has left when something else is changed, and take no stranger', async () => {
    const { rules } = open();
    const id = given(await rules.addReport(administrator, wish)).reports[0]?.id ?? '';
    await test.store.mail.putContact({ ...reader, active: false });
    const change = (more: object, seen = 0) =>
      rules.changeReport(administrator, id, { ...wish, ...more, seen });
    expect(given(await change({ minute: 600 })).reports[0]).to.include({
      revision: 1,
      minute: 600,
    });
    expect(codeOf(await change({ contactIds: ['ctc-1', 'ctc-9'] }, 1))).to.equal('not-found');
    expect(codeOf(await change({ areaId: NHON_CHAU }, 1))).to.equal('not-found');
    const elsewhere = { ...administrator, areaId: NHON_CHAU };
    const stranger = await rules.changeReport(elsewhere, id, { ...wish, seen: 1 });
    expect(codeOf(stranger)).to.equal('not-found');
    const official = await rules.changeReport(actorOf('official'), id, { ...wish, seen: 1 });
    expect(codeOf(official)).to.equal('not-allowed');
    expect(codeOf(await rules.changeReport(administrator, 'rpt-0', { ...wish, seen: 0 }))).to.equal(
      'not-found',
    );
  });

  it('keep the readers of the level above, whom who changes them does not see', async () => {
    const { rules } = open();
    const above: Reader = { ...reader, id: 'ctc-2', areaId: PROVINCE, name: 'Bình' };
    await test.store.mail.putContact(above);
    const both = { ...wish, contactIds: [reader.id, above.id] };
    const province = { ...administrator, areaId: PROVINCE };
    const id = given(await rules.addReport(province, both)).reports[0]?.id ?? '';
    const changed = await rules.changeReport(administrator, id, { ...wish, minute: 600, seen: 0 });
    expect(given(changed).reports[0]).to.deep.include({ minute: 600, readers: ['Ánh', 'Bình'] });
    const less = await rules.changeReport(province, id, { ...wish, seen: 1 });
    expect(given(less).reports[0]?.readers).to.deep.equal(['Ánh']);
  });

  it('are never owed again what was sent while somebody changed them', async () => {
    const { rules } = open();
    const id = given(await rules.addReport(administrator, wish)).reports[0]?.id ?? '';
    const { mail } = test.store;
    const read = (await mail.mailRules()).find((one) => one.id === id);
    if (read === undefined) throw new Error('no rule');
    const sent = read.doneUntil + 86_400_000;
    await mail.settleMailRule(id, sent);
    expect(await mail.changeMailRule({ ...read, revision: 1, minute: 540 })).to.equal(true);
    await mail.settleMailRule(id, read.doneUntil);
    const [rule] = await mail.mailRules();
    expect(rule).to.include({ minute: 540, doneUntil: sent });
  });

  it('are refused to who is no administrator, and for readers of elsewhere', async () => {
    const { rules } = open();
    expect(codeOf(await rules.addReport(actorOf('official'), wish))).to.equal('not-allowed');
    const other = { ...wish, contactIds: ['ctc-9'] };
    expect(codeOf(await rules.addReport(administrator, other))).to.equal('not-found');
  });
});
