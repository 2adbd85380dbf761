/** Emergency screens, the thinking part: what is derived, what is asked, what is said. */
import { AreaId, BulletinId, EntryId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import type { Emergency, EmergencyMessage } from '@loaso/shared/wire/http/emergency';
import type { Area } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import fc from 'fast-check';
import { formatsOf, type Translate } from '#dashboard/i18n/format';
import type { WordsInUse } from '#dashboard/i18n/use-words';
import { vi } from '#dashboard/i18n/vi/index';
import { digitsOf, inFours, isWholeCode } from '#dashboard/parts/code-digits';
import { inOrder, reachedBy, tallyOf } from '#dashboard/parts/emergency-looks';
import { placesOf, saysOf } from '#dashboard/parts/emergency-says';
import { forNewWork, labelOf } from '#dashboard/parts/ended-areas';
import { modulesOf, pathOf, sizeOf } from '#dashboard/parts/qr-path';
import {
  choicesFor,
  hamletsFor,
  newDraft,
  orderOf,
  questionOf,
} from '#dashboard/screens/emergency/order';
import { titleOf } from '#dashboard/screens/emergency/title';

const area = (id: string, parentId: string | null, level: Area['level']): Area => ({
  id: AreaId.parse(id),
  parentId: parentId === null ? null : AreaId.parse(parentId),
  name: `Nơi ${id}`,
  level,
  kind: level === 'province' ? 'tinh' : level === 'commune' ? 'xa' : 'thon',
  urban: false,
});
const AREAS = [
  area('52', null, 'province'),
  area('21583', '52', 'commune'),
  area('21583-01', '21583', 'hamlet'),
  area('21910', '52', 'commune'),
];
const [, COMMUNE, HAMLET] = AREAS;

const MESSAGE: EmergencyMessage = {
  bulletinId: BulletinId.parse('lu'),
  title: 'Lũ',
  areaId: AreaId.parse('21583'),
  areaName: 'Xã',
  durationMs: 20_000,
  sha256: '0'.repeat(64) as EmergencyMessage['sha256'],
  prepared: true,
  without: 0,
  boxes: 12,
};

/** The dictionary itself, so that the sentences are read as people read them. */
const t = ((key: string, fill: Record<string, unknown> = {}): string => {
  const found = key
    .split('.')
    .reduce<unknown>((tree, name) => (tree as Record<string, unknown>)[name], vi);
  return String(found).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(fill[name]));
}) as unknown as Translate;
const words: WordsInUse = { t, lang: 'vi', fmt: formatsOf(t, 'vi-VN'), pick: ({ vi: one }) => one };

const NOW = Date.UTC(2026, 10, 25, 8, 0, 0);
const order = (change: Partial<Emergency>): Emergency => ({
  id: EntryId.parse('urgent-1'),
  kind: 'real',
  path: 'A',
  state: 'sent',
  title: 'Lũ',
  bulletinId: BulletinId.parse('lu'),
  sha256: MESSAGE.sha256,
  areaIds: [],
  areaNames: [],
  devices: 12,
  plays: 3,
  gapMs: 10_000,
  durationMs: 20_000,
  createdBy: 'Hoa',
  createdAt: NOW,
  secondBy: null,
  dueAt: null,
  sentAt: NOW,
  endsAt: null,
  stoppedBy: null,
  stoppedAt: null,
  stopsHanded: null,
  corrects: null,
  counts: {},
  may: { second: false, veto: false, stop: true },
  ...change,
});
const says = (change: Partial<Emergency>, exact = true): string =>
  saysOf(order(change), words, { now: NOW, exact });

describe('dashboard/emergency', () => {
  it('leaves an official of one commune nothing to choose but the message', () => {
    const choices = choicesFor(AREAS, { areaId: AreaId.parse('21583') });
    expect(choices).to.deep.equal([COMMUNE]);
    const draft = { ...newDraft('real', choices), message: MESSAGE };
    expect(questionOf(draft)).to.deep.equal({
      kind: 'real',
      bulletinId: 'lu',
      areaIds: ['21583'],
      breakGlass: false,
    });
    expect([draft.plays, draft.gapMs]).to.deep.equal([3, 10_000]);
  });

  it('chooses nowhere by itself where there are several communes', () => {
    const choices = choicesFor(AREAS, { areaId: AreaId.parse('52') });
    expect(choices.map(({ id }) => id)).to.deep.equal(['21583', '21910']);
    expect(questionOf({ ...newDraft('real', choices), message: MESSAGE })).to.equal(null);
  });

  it('offers a commune that is no more only while clusters hang there', () => {
    const gone = (clusters: boolean) => ({
      ...(COMMUNE as Area),
      ended: { on: LocalDate.parse('2026-06-30'), clusters },
    });
    const at = { areaId: AreaId.parse('52') };
    const areas = (clusters: boolean): Area[] =>
      AREAS.map((one) => (one === COMMUNE ? gone(clusters) : one));
    const offered = (clusters: boolean) => choicesFor(areas(clusters), at).map(({ id }) => id);
    expect(offered(true)).to.deep.equal(['21583', '21910']);
    expect(offered(false)).to.deep.equal(['21910']);
    const begun = (chosen: AreaId | null) =>
      forNewWork(areas(true), chosen).some(({ id }) => id === COMMUNE?.id);
    expect([begun(null), begun(AreaId.parse('21583'))]).to.deep.equal([false, true]);
    expect(labelOf(gone(true), words.t)).to.equal('Nơi 21583 (đến hết ngày 30/06/2026)');
  });

  it('lets somebody of a hamlet warn the hamlet', () => {
    expect(choicesFor(AREAS, { areaId: AreaId.parse('21583-01') })).to.deep.equal([HAMLET]);
  });

  it('offers the hamlets of the only commune, and one person alone for several of them', () => {
    const own = choicesFor(AREAS, { areaId: AreaId.parse('21583') });
    expect(hamletsFor(AREAS, own)).to.deep.equal([HAMLET]);
    expect(hamletsFor(AREAS, choicesFor(AREAS, { areaId: AreaId.parse('52') }))).to.deep.equal([]);
    const areaIds = ['21583-01', '21583-02'].map((id) => AreaId.parse(id));
    const draft = { ...newDraft('real', own), message: MESSAGE, areaIds, breakGlass: true };
    expect(questionOf(draft)).to.deep.include({ areaIds, breakGlass: true });
  });

  it('takes no one alone over several communes', () => {
    const draft = {
      ...newDraft('real', []),
      message: MESSAGE,
      areaIds: [AreaId.parse('21583'), AreaId.parse('21910')],
      breakGlass: true,
    };
    expect(questionOf(draft)?.breakGlass).to.equal(false);
  });

  it('sends a drill as a drill and names what it corrects only when there is something', () => {
    const draft = {
      ...newDraft('drill', COMMUNE === undefined ? [] : [COMMUNE]),
      message: MESSAGE,
    };
    const question = questionOf(draft);
    if (question === null) throw new Error('nothing to ask');
    const plain = orderOf(draft, question, { code: '123456', corrects: undefined });
    expect(plain.kind).to.equal('drill');
    expect(plain).to.not.have.property('corrects');
    const corrects = EntryId.parse('urgent-7');
    expect(orderOf(draft, question, { code: '123456', corrects }).corrects).to.equal('urgent-7');
  });

  it('takes a code however it was pasted, and never more than six digits', () => {
    expect(['123 456', '123-456', ' 1234567 '].map(digitsOf)).to.deep.equal([
      '123456',
      '123456',
      '123456',
    ]);
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const digits = digitsOf(typed);
        expect(digits).to.match(/^\d{0,6}$/);
        expect(isWholeCode(digits)).to.equal(digits.length === 6);
      }),
    );
  });

  it('names a typed message by its first sentence, cut at a word', () => {
    expect(titleOf('Nước lên nhanh. Bà con lên đê.')).to.equal('Nước lên nhanh');
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(text.trim() !== '');
        expect(titleOf(text).length).to.be.within(1, 81);
      }),
    );
  });

  it('counts every speaker once', () => {
    const counts = { sent: 1, accepted: 2, sounding: 3, played: 1, cut: 2, refused: 1, missed: 2 };
    const tally = tallyOf({ counts });
    expect(Object.values(tally).reduce((sum, one) => sum + one, 0)).to.equal(12);
    expect(reachedBy(tally)).to.equal(8);
    expect([tally.waiting, tally.failed]).to.deep.equal([1, 3]);
  });

  it('says in one sentence how it stands', () => {
    expect(says({})).to.equal('Đang gửi tới 12 cụm loa…');
    expect(says({ counts: { accepted: 4 } })).to.equal('4 trên 12 cụm loa đã nhận lệnh');
    expect(says({ counts: { sounding: 9, refused: 1 } })).to.equal(
      'Đang phát tại 9 trên 12 cụm loa',
    );
    expect(says({ state: 'ended', counts: { played: 11 } })).to.equal(
      'Đã phát xong tại 11 trên 12 cụm loa',
    );
    expect(says({ state: 'stopping', stopsHanded: 7 })).to.equal(
      'Đang dừng: 7 trên 12 cụm loa đã được gửi lệnh dừng',
    );
    expect(says({ state: 'stopped', stoppedBy: 'Đức', stoppedAt: NOW })).to.equal(
      'Đã dừng lúc 15:00, người dừng: Đức',
    );
  });

  it('never says of a drill that anything sounds', () => {
    const counts = { accepted: 3, sounding: 2, played: 4 };
    expect(says({ kind: 'drill', counts })).to.equal('9 trên 12 cụm loa sẵn sàng phát');
    expect(says({ kind: 'drill', state: 'ended', counts })).to.equal(
      'Diễn tập xong: 9 trên 12 cụm loa sẵn sàng phát',
    );
  });

  it('counts seconds for the eye and quarters of a minute for the ear', () => {
    const waiting = { state: 'counting-down', dueAt: NOW + 42_000 } as const;
    expect(says(waiting)).to.equal('Loa sẽ kêu sau 42 giây');
    expect(says(waiting, false)).to.equal('Loa sẽ kêu sau 45 giây');
  });

  it('names a few places and counts many', () => {
    expect(placesOf(order({ areaNames: ['Xã A', 'Xã B'] }), words)).to.equal('Xã A, Xã B');
    const many = Array.from({ length: 137 }, (_, index) => `Xã ${index}`);
    expect(placesOf(order({ areaNames: many }), words)).to.equal('137 xã, phường');
  });

  it('puts speakers that stay silent first', () => {
    const box = (deviceName: string, state: string) => ({ deviceName, state }) as never;
    const boxes = [box('A', 'played'), box('C', 'refused'), box('B', 'sent'), box('Ă', 'refused')];
    expect(inOrder(boxes).map(({ deviceName }) => deviceName)).to.deep.equal(['Ă', 'C', 'B', 'A']);
  });

  it('writes a key in groups of four', () => {
    expect(inFours('JBSWY3DPEHPK3PXPAB')).to.equal('JBSW Y3DP EHPK 3PXP AB');
  });

  it('draws every dark module of the picture and none besides', () => {
    const text = 'otpauth://totp/Loa%20S%E1%BB%91:canbo?secret=JBSWY3DPEHPK3PXP&issuer=Loa';
    const modules = modulesOf(text);
    const drawn = modules.map((row) => row.map(() => false));
    for (const [, x, y, width] of pathOf(modules).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      for (let at = 0; at < Number(width); at += 1) {
        const row = drawn[Number(y) - 4];
        if (row !== undefined) row[Number(x) - 4 + at] = true;
      }
    }
    expect(drawn).to.deep.equal(modules);
    expect(sizeOf(modules)).to.equal(modules.length + 8);
  });

  it('begins the picture with the mark that readers look for', () => {
    const corner = modulesOf('otpauth://totp/x?secret=AAAA').slice(0, 7);
    expect(corner.map((row) => row.slice(0, 7).map(Number).join(''))).to.deep.equal([
      '1111111',
      '1000001',
      '1011101',
      '1011101',
      '1011101',
      '1000001',
      '1111111',
    ]);
  });
});
