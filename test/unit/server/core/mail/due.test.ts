/** Who is written to, when, and once: by area, size, hour and patience. */
import { AreaId, IncidentId } from '@loaso/shared/ids';
import { instantAt, type LocalDate, LocalDate as LocalDateSchema } from '@loaso/shared/time';
import { MailAddress, NewContact } from '@loaso/shared/wire/http/mail';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Incident } from '#server/core/fleet/incidents';
import { backOffMs, bundlesOf } from '#server/core/mail/bundles';
import { type Known, lettersDue, type Reader, readableAt } from '#server/core/mail/due';
import { MAIL_FAULTS, mailFaultWords } from '#server/core/mail/fault-words';
import { digestLetter, headLine, incidentLetter, trialLetter } from '#server/core/mail/letters';

const MIN = 60_000;
const DAY: LocalDate = LocalDateSchema.parse('2026-06-03');
const at = (hour: number, minute = 0): number => instantAt(DAY, hour * 60 + minute);
const WARD = AreaId.parse('21583');
const PROVINCE = AreaId.parse('52');

const incident = (change: Partial<Incident> = {}): Incident => ({
  id: IncidentId.parse('inc-1'),
  cause: 'commune-power',
  operator: null,
  areaIds: [WARD],
  deviceIds: [],
  peak: 12,
  startedAt: at(13, 50),
  openedAt: at(14),
  calmSince: null,
  resolvedAt: null,
  ended: null,
  sentence: { vi: 'Mất điện cả khu vực từ 13:50.', en: '' },
  next: { vi: 'Gọi điện lực.', en: '' },
  evidence: [],
  acked: null,
  assignee: null,
  notes: [],
  toldAt: null,
  escalatedAt: null,
  toldEndAt: null,
  revision: 1,
  ...change,
});
const reader = (id: string, change: Partial<Reader> = {}): Reader => ({
  id,
  areaId: WARD,
  name: 'Ánh',
  role: 'technician',
  email: 'anh@gialai.example',
  wants: 'all',
  afterMinutes: 0,
  fromMinute: 360,
  untilMinute: 1260,
  active: true,
  ...change,
});
const rules = { fromMinute: 0, untilMinute: 0, settleMs: 2 * MIN, escalateMs: 0, graveBoxes: 20 };
const round = (readers: readonly Reader[], now: number, known: Iterable<[string, Known]> = []) => ({
  readers,
  covers: (root: AreaId, area: AreaId) => root === area || root === PROVINCE,
  known: new Map(known),
  rules,
  now,
});
const due = (one: Incident, ...rest: Parameters<typeof round>) => {
  const { letters, urged, outdated } = lettersDue([one], round(...rest));
  return {
    letters: letters.map(({ key, dueAt, held }) => ({ key, dueAt, held })),
    urged,
    outdated,
  };
};
const waiting: Known = { state: 'waiting', held: false };
const held: Known = { state: 'waiting', held: true };
const sent: Known = { state: 'sent', held: false };

describe('the letters that are due', () => {
  it('are one for each reader of the place once an incident has settled', () => {
    const readers = [
      reader('a'),
      reader('up', { areaId: PROVINCE }),
      reader('other', { areaId: AreaId.parse('21607') }),
      reader('off', { active: false }),
      reader('grave', { wants: 'grave' }),
    ];
    expect(due(incident(), readers, at(14, 1)).letters).to.deep.equal([]);
    expect(due(incident(), readers, at(14, 2)).letters).to.deep.equal([
      { key: 'inc-1.opened.a', dueAt: at(14, 2), held: false },
      { key: 'inc-1.opened.up', dueAt: at(14, 2), held: false },
    ]);
    const big = due(incident({ peak: 20 }), readers, at(14, 2)).letters;
    expect(big.map(({ key }) => key)).to.include('inc-1.opened.grave');
  });

  it('are never due twice, however the last one fared', () => {
    for (const known of [waiting, held, sent]) {
      expect(
        due(incident(), [reader('a')], at(15), [['inc-1.opened.a', known]]).letters,
      ).to.deep.equal([]);
    }
  });

  it('wait at night for the hours of their reader, unless it is grave', () => {
    const night = at(23);
    const opened = incident({ openedAt: at(22) });
    expect(due(opened, [reader('a')], night).letters).to.deep.equal([
      { key: 'inc-1.opened.a', dueAt: at(30), held: true },
    ]);
    const grave = { ...opened, peak: 20 };
    expect(due(grave, [reader('a')], night).letters[0]).to.include({ dueAt: night, held: false });
    expect(due(grave, [reader('a')], night, [['inc-1.opened.a', held]]).urged).to.deep.equal([
      'inc-1.opened.a',
    ]);
    const digest = reader('d', { wants: 'digest' });
    expect(due(grave, [digest], night).letters[0]).to.include({ dueAt: at(30), held: true });
    expect(due(grave, [digest], night, [['inc-1.opened.d', held]]).urged).to.deep.equal([]);
    const shift = reader('n', { fromMinute: 1320, untilMinute: 360 });
    expect(readableAt(shift, night, false)).to.equal(night);
    expect(readableAt(shift, at(12), false)).to.equal(at(22));
  });

  it('go to the next person when nobody has taken it on, counted from when somebody could', () => {
    const boss = reader('b', { afterMinutes: 60, fromMinute: 0, untilMinute: 1440 });
    const keys = (one: Incident, now: number, readers = [reader('a'), boss]): string[] =>
      due(one, readers, now, [['inc-1.opened.a', sent]]).letters.map(({ key }) => key);
    expect(keys(incident(), at(15, 1))).to.deep.equal([]);
    expect(keys(incident(), at(15, 2))).to.deep.equal(['inc-1.escalated.b']);
    const acked = { by: 'usr-1' as never, name: 'Ánh', at: at(14, 30) };
    expect(keys(incident({ acked }), at(18))).to.deep.equal([]);
    const night = incident({ openedAt: at(23) });
    expect(keys(night, at(29))).to.deep.equal([]);
    expect(keys(night, at(31))).to.deep.equal(['inc-1.escalated.b']);
    expect(keys(night, at(24, 2), [boss])).to.deep.equal(['inc-1.escalated.b']);
  });

  it('say that it is over to whoever was told, in the place of what was not sent yet', () => {
    const over = incident({ resolvedAt: at(15), ended: 'healed' });
    const readers = [reader('a'), reader('b')];
    const found = due(over, readers, at(15), [['inc-1.opened.a', waiting]]);
    expect(found.letters.map(({ key }) => key)).to.deep.equal(['inc-1.resolved.a']);
    expect(found.outdated).to.deep.equal(['inc-1.opened.a']);
    expect(due(over, readers, at(15), [['inc-1.opened.a', held]]).outdated).to.deep.equal([]);
    const merged = { ...over, ended: 'merged' as const };
    expect(due(merged, readers, at(15), [['inc-1.opened.a', sent]]).letters).to.deep.equal([]);
  });
});

describe('letters that pile up', () => {
  const letter = (id: number, change: object = {}) => ({
    id: String(id),
    address: 'a@b.vn',
    thread: `inc-${id}`,
    held: false,
    createdAt: id,
    ...change,
  });
  const ids = (letters: readonly ReturnType<typeof letter>[]): string[][] =>
    bundlesOf(letters).map(({ last }) => last.map(({ id }) => id));

  it('stay letters of their own while they are few', () => {
    expect(ids([letter(1), letter(2), letter(3)])).to.deep.equal([['1'], ['2'], ['3']]);
  });

  it('become one digest with the last word of each incident', () => {
    const many = [letter(3), letter(1), letter(2), letter(4, { thread: 'inc-1' })];
    expect(ids(many)).to.deep.equal([['2', '3', '4']]);
    expect(ids([letter(1, { held: true }), letter(2)])).to.deep.equal([['1', '2']]);
    expect(ids([letter(1, { held: true }), letter(2, { thread: 'inc-1' })])).to.deep.equal([['2']]);
  });

  it('are never folded over two people, nor what stands alone', () => {
    const alone = [1, 2, 3, 4].map((id) => letter(id, { thread: null }));
    expect(ids(alone)).to.have.length(4);
    const two = [1, 2, 3, 4].map((id) => letter(id, { address: `${id % 2}@b.vn`, held: true }));
    expect(ids(two)).to.deep.equal([
      ['1', '3'],
      ['2', '4'],
    ]);
  });

  it('are tried ever more seldom, never all at one moment, never later than half an hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, chance) => {
          const wait = backOffMs(n, chance);
          expect(wait).to.be.within(7_500, 30 * MIN);
          expect(backOffMs(n, 1)).to.be.at.most(backOffMs(n + 1, 1));
        },
      ),
    );
    expect(backOffMs(3, 0)).to.be.below(backOffMs(3, 1));
  });
});

describe('what letters say', () => {
  const about = { names: ['Phường Quy Nhơn'], people: 3_200, link: 'https://loa.vn/su-co/inc-1' };

  it('is cause, place, people, next step and where to look', () => {
    const { subject, text } = incidentLetter(
      incident({ deviceIds: ['a', 'b'] as never }),
      'opened',
      about,
    );
    expect(subject).to.equal('[Loa Số] Sự cố: Mất điện khu vực — Phường Quy Nhơn (2 cụm)');
    for (const part of [
      'Nơi: Phường Quy Nhơn',
      'Bắt đầu: 13:50:00 03/06/2026',
      'khoảng 3.200',
      'Việc cần làm: Gọi điện lực.',
      about.link,
    ]) {
      expect(text).to.include(part);
    }
    const unknown = incidentLetter(incident(), 'escalated', { ...about, people: null });
    expect(unknown.text).to.include('chưa rõ').and.include('chưa ai bấm nhận');
    const over = incidentLetter(incident({ resolvedAt: at(15) }), 'resolved', about);
    expect(over.text).to.include('Hết lúc: 15:00:00 03/06/2026').and.not.include('Việc cần làm');
  });

  it('is one line in the heading, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        expect(headLine(typed)).not.to.match(/[\r\n\0\u2028\u2029\u0085]/u);
        expect(headLine(typed).length).to.be.at.most(180);
      }),
    );
    expect(trialLetter('Ánh\r\nBcc: x', at(9)).text).to.include('Ánh Bcc: x,');
  });

  it('counts in a digest what goes on and what is over', () => {
    const { subject, text } = digestLetter(
      [
        { subject: '[Loa Số] Sự cố: A', link: 'https://x/1' },
        { subject: '[Loa Số] Đã hết: B', link: 'https://x/2' },
      ],
      'https://x',
    );
    expect(subject).to.equal('[Loa Số] Tóm tắt 2 sự cố: 1 còn, 1 đã hết');
    expect(text).to.include('- Sự cố: A\n  https://x/1');
  });

  it('has a sentence for every fault', () => {
    for (const kind of MAIL_FAULTS) expect(mailFaultWords(kind).vi).to.match(/\.$/);
  });
});

describe('an address', () => {
  it('is one plain address and nothing that could begin a header', () => {
    for (const good of ['a@b.vn', 'Anh.Nguyen+loa@so-vhttdl.gialai.gov.vn', ' a@b.vn ']) {
      expect(MailAddress.safeParse(good).success, good).to.equal(true);
    }
    for (const bad of [
      'a@b',
      'a b@c.vn',
      'a@b.vn,c@d.vn',
      '<a@b.vn>',
      'a@b.vn\nBcc: c@d.vn',
      'ánh@b.vn',
    ]) {
      expect(MailAddress.safeParse(bad).success, bad).to.equal(false);
    }
  });

  it('is written to at hours that are a span', () => {
    const { id, ...contact } = reader('a');
    expect(NewContact.safeParse(contact).success).to.equal(true);
    expect(NewContact.safeParse({ ...contact, untilMinute: contact.fromMinute }).success).to.equal(
      false,
    );
  });
});
