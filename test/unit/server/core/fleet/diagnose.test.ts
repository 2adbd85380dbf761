/** One sentence per box: the first thing to mend, or that all is well. */
import type { Ack } from '@loaso/shared/wire/ack';
import { expect } from 'chai';
import { diagnose, type Patient } from '#server/core/fleet/diagnose';
import { NO_PAST } from '#server/core/fleet/presence';
import { refusalWords } from '#server/core/fleet/refusal-words';
import { HEALTHY, statusOf } from '../../../../support/fleet-status.js';
import { boxId, sha } from '../../../../support/plans.js';

/** 2026-06-03, 09:00:00 in Việt Nam. */
const NOW = Date.UTC(2026, 5, 3, 2);
const BOX = boxId(1);
const mark = { epoch: 0, num: 4, hash: sha('plan') };
const old = { ...mark, num: 3 };
const refusedAck: Ack = {
  v: 1,
  dev: BOX,
  at: NOW as never,
  what: 'plan',
  outcome: 'refused',
  plan: old,
  envelopeNum: 1,
  code: 'bad-signature',
  counter: 1,
};
const cache = { needed: 5, have: 2, missing: [], bytes: 0, freeBytes: 0 };
const deaf = {
  kind: 'card',
  virtual: false,
  healthy: false,
  detail: 'không mở được card',
} as const;

const patientOf = (
  change: Partial<Patient>,
  status: Parameters<typeof statusOf>[1] = {},
): Patient => ({
  state: 'enrolled',
  online: true,
  lastSeenAt: NOW - 5_000,
  status: statusOf(BOX, { plan: mark, ...status }),
  statusAt: NOW - 5_000,
  desired: { mark, publishedAt: NOW - 3_600_000 },
  envelopeNum: 1,
  ack: null,
  ...change,
});

describe('the sentence of a box', () => {
  const cases: [string, Patient, string][] = [
    ['well', patientOf({}), 'Hoạt động bình thường.'],
    [
      'registered',
      patientOf({ state: 'registered' }),
      'Chưa đăng ký: hãy nhập mã đăng ký tại cụm.',
    ],
    ['revoked', patientOf({ state: 'revoked' }), 'Đã thu hồi, không được kết nối.'],
    [
      'never heard',
      patientOf({ online: false, lastSeenAt: null, status: null }),
      'Đã đăng ký nhưng chưa liên lạc lần nào.',
    ],
    [
      'cut off just now',
      patientOf({ online: false, lastSeenAt: NOW - 60_000 }),
      'Mất liên lạc từ 08:59:00 03/06/2026; chờ cụm kết nối lại.',
    ],
    [
      'cut off for long',
      patientOf({ online: false, lastSeenAt: NOW - 3_600_000 }),
      'Mất liên lạc từ 08:00:00 03/06/2026; cụm vẫn phát theo kế hoạch đã nhận.',
    ],
    ['without status', patientOf({ status: null }), 'Đã kết nối, chưa báo trạng thái.'],
    [
      'refusing its plan',
      patientOf({ ack: refusedAck }, { plan: old }),
      'Cụm từ chối kế hoạch mới: chữ ký sai.',
    ],
    ['refusing an older one', patientOf({ ack: refusedAck }), 'Hoạt động bình thường.'],
    ['deaf', patientOf({}, { output: deaf }), 'Đường ra âm thanh hỏng: không mở được card.'],
    [
      'without a clock',
      patientOf({}, { clock: { trust: 'unknown', source: 'none', errorMs: null } }),
      'Đồng hồ của cụm chưa tin được: cụm không phát theo lịch.',
    ],
    [
      'with a rough clock',
      patientOf({}, { clock: { trust: 'coarse', source: 'floor', errorMs: null } }),
      'Cụm chưa biết chắc giờ nên không phát theo lịch, chỉ phát tin khẩn.',
    ],
    [
      'about to take its plan',
      patientOf({ desired: { mark, publishedAt: NOW - 10_000 } }, { plan: old }),
      'Kế hoạch mới đang được gửi tới cụm.',
    ],
    [
      'without its plan',
      patientOf({}, { plan: old }),
      'Chưa nhận kế hoạch phát hành lúc 08:00:00 03/06/2026.',
    ],
    [
      'short of files of a new plan',
      patientOf({ desired: { mark, publishedAt: NOW - 600_000 } }, { cache }),
      'Còn thiếu 3 tệp âm thanh.',
    ],
    ['short of files for long', patientOf({}, { cache }), 'Tải âm thanh bị tắc: còn thiếu 3 tệp.'],
    [
      'on trial',
      patientOf({}, { output: { kind: 'silent', virtual: true, healthy: true, detail: '' } }),
      'Chạy thử: cụm không nối với loa thật.',
    ],
  ];
  for (const [what, patient, sentence] of cases) {
    it(`of one that is ${what}: ${sentence}`, () => {
      const { vi, en } = diagnose(patient, NOW).sentence;
      expect(vi).to.equal(sentence);
      expect(en).to.match(/^[A-Z0-9].*\.$/);
    });
  }

  it('names the fault to mend first', () => {
    const worst = patientOf({}, { output: deaf, cache, plan: old });
    expect(diagnose(worst, NOW).sentence.en).to.match(/output is faulty/);
  });

  it('says of a box in order neither a cause nor a next step', () => {
    const { state, cause, next, evidence } = diagnose(patientOf({}), NOW);
    expect({ state, cause, next, evidence }).to.deep.equal({
      state: 'well',
      cause: null,
      next: null,
      evidence: [],
    });
  });

  it('says that a box out of sight for no known reason goes on by itself', () => {
    const answer = diagnose(patientOf({ online: false, lastSeenAt: NOW - 3_600_000 }), NOW);
    expect([answer.cause, answer.carriesOn]).to.deep.equal(['unknown', true]);
    expect(answer.next?.vi).to.match(/^Chưa rõ nguyên nhân/);
  });

  it('does not speak of a weak signal where nobody has measured one', () => {
    const past = { ...NO_PAST, losses24h: 6, restlessUntil: NOW + 1 };
    const { cause, sentence } = diagnose(patientOf({ past }), NOW);
    expect(cause).to.equal('unknown');
    expect(sentence.vi).to.equal('Kết nối chập chờn: mất 6 lần trong 24 giờ; chưa rõ nguyên nhân.');
  });

  it('says that a box on a weak line sounds on time all the same, and that a torn wire does not', () => {
    const weak = diagnose(
      patientOf(
        { past: { ...NO_PAST, losses24h: 9, restlessUntil: NOW + 1 } },
        { vitals: { ...HEALTHY, signalDbm: -112 } },
      ),
      NOW,
    );
    expect([weak.cause, weak.carriesOn]).to.deep.equal(['weak-signal', true]);
    expect(weak.next?.vi).to.match(/Loa vẫn tự phát đúng giờ\.$/);
    const torn = diagnose(patientOf({}, { vitals: { ...HEALTHY, line: 'open' } }), NOW);
    expect([torn.cause, torn.carriesOn]).to.deep.equal(['horn-line', false]);
  });

  it('says that the horns are silent or soft where the box hears it itself', () => {
    const hearing = {
      playId: 'entry-1.box-1.1780000000000',
      at: NOW - 60_000,
      verdict: 'not-heard',
      inARow: 2,
      why: null,
      match: 0.1,
      gainDb: null,
      usualGainDb: -12,
      lagMs: null,
    };
    const said = (change: object, line: 'ok' | null = null) => {
      const status = {
        at: NOW as never,
        vitals: { ...HEALTHY, line },
        hearing: { ...hearing, ...change } as never,
      };
      return diagnose(patientOf({}, status), NOW);
    };
    const silent = said({});
    expect([silent.cause, silent.carriesOn]).to.deep.equal(['horn-line', false]);
    expect(silent.sentence.vi).to.match(/^Cụm vẫn phát nhưng loa không ra tiếng/);
    expect(silent.evidence.map(({ vi }) => vi).join('; ')).to.match(
      /micro không nghe thấy tiếng loa/,
    );
    // A line that measures well may still end in a horn that is full of water.
    expect(said({}, 'ok').cause).to.equal('horn-line');
    expect(said({ verdict: 'weak' }).sentence.vi).to.match(/^Loa kêu nhỏ hơn mọi khi/);
    expect(said({ inARow: 1 }).sentence.vi).to.match(/^Micro của cụm không nhận ra lượt phát/);
    for (const well of [{ verdict: 'heard' }, { at: NOW - 9 * 86_400_000 }]) {
      expect(said(well).sentence.vi).to.equal('Hoạt động bình thường.');
    }
  });

  it('names the one of several horns that is dead, and says that the others sound', () => {
    const said = (horns: ('ok' | 'open' | 'short' | null)[]) =>
      diagnose(patientOf({}, { vitals: { ...HEALTHY, horns } }), NOW);
    const one = said(['ok', 'open']);
    expect([one.cause, one.sentence.vi, one.carriesOn]).to.deep.equal([
      'horn-line',
      '1 trong 2 loa không ra tiếng: dây tới loa 2 bị đứt.',
      true,
    ]);
    expect(said(['open', 'short']).sentence.vi).to.equal(
      '2 trong 2 loa không ra tiếng: dây tới loa 1 bị đứt, dây tới loa 2 bị chập.',
    );
    expect(said(['open', 'short']).carriesOn).to.equal(false);
    expect(said(['ok', null]).sentence.vi).to.equal('Hoạt động bình thường.');
  });

  it('names a card that takes no more writes, and that warnings sound all the same', () => {
    const found = diagnose(patientOf({}, { diskFault: 'EROFS: read-only file system' }), NOW);
    expect([found.cause, found.sentence.vi, found.next?.vi, found.carriesOn]).to.deep.equal([
      'storage',
      'Cụm không ghi được vào thẻ nhớ nên chỉ phát tin khẩn.',
      'Mang thẻ nhớ mới đến thay và đăng ký lại cụm.',
      false,
    ]);
    expect(found.evidence.map(({ vi }) => vi)).to.include('thẻ nhớ không ghi được nữa');
  });

  it('shows the bare code where a newer box says one that is not known here', () => {
    expect(refusalWords('toString')).to.deep.equal({ vi: 'toString', en: 'toString' });
    expect(refusalWords('equivocation').vi).to.match(/giả mạo/);
  });
});
