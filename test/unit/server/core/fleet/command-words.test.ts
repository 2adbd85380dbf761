/** What an official reads of an order to a box, at every point of its way. */
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import { commandStanding, type OrderSent } from '#server/core/fleet/command-words';

const NOW = Date.UTC(2026, 10, 23, 2, 5) as Instant;
const order = (part: Partial<OrderSent>): OrderSent => ({
  kind: 'test-chime',
  expiresAt: NOW + 60_000,
  ack: null,
  ackedAt: null,
  result: null,
  ...part,
});
const ack = (outcome: string, code?: string) => ({ outcome, code }) as unknown as OrderSent['ack'];
const told = (part: Partial<OrderSent>): string => {
  const { state, words } = commandStanding(order(part), NOW);
  return `${state}: ${words.vi}`;
};
const chime = (part: object): OrderSent['result'] =>
  ({ kind: 'chime', outcome: 'completed', startedAt: NOW, volumePercent: 20, ...part }) as never;

describe('core/fleet/command-words', () => {
  it('says where an order is', () => {
    expect([
      told({}),
      told({ expiresAt: NOW }),
      told({ ack: ack('accepted'), ackedAt: NOW }),
      told({ ack: ack('accepted'), ackedAt: NOW - 180_000 }),
      told({ kind: 'report', ack: ack('accepted'), ackedAt: NOW }),
    ]).to.deep.equal([
      'sent: Đã gửi, đang chờ hộp.',
      'lost: Hộp không trả lời; lệnh đã hết hạn và không còn hiệu lực.',
      'taken: Hộp đã nhận lệnh, đang làm.',
      'lost: Hộp đã nhận lệnh nhưng không báo kết quả; hãy thử lại.',
      'done: Hộp đã nhận lệnh lúc 09:05.',
    ]);
  });

  it('says why a box would not, and never in a code that it knows', () => {
    expect([
      told({ ack: ack('refused', 'expired'), ackedAt: NOW }),
      told({ ack: ack('refused', 'malformed'), ackedAt: NOW }),
      told({ ack: ack('refused', 'moon-phase'), ackedAt: NOW }),
      told({ result: { kind: 'refused', code: 'clock-untrusted' } as never }),
    ]).to.deep.equal([
      'refused: Hộp từ chối: lệnh tới quá muộn.',
      'refused: Hộp chưa hiểu lệnh này: hộp cần bản phần mềm mới.',
      'refused: Hộp từ chối: moon-phase.',
      'refused: Hộp từ chối: hộp chưa có giờ đáng tin.',
    ]);
  });

  it('says of a restart when the board was back, and when somebody must go there', () => {
    const kind = 'restart-box';
    const restarted = { kind: 'restarted', orderedAt: NOW - 48_000, startedAt: NOW };
    const taken = (minutes: number) =>
      told({ kind, ack: ack('accepted'), ackedAt: NOW - minutes * 60_000 }).slice(0, 60);
    expect([told({ kind, result: restarted as never }), taken(9), taken(10)]).to.deep.equal([
      'done: Hộp đã khởi động lại xong lúc 09:05, sau 48 giây.',
      'taken: Hộp đã nhận lệnh, đang làm.',
      'lost: Hộp đã nhận lệnh và chưa báo lại sau khi khởi động: hã',
    ]);
  });

  it('says of a volume how much is left, and that warnings are not turned down', () => {
    const volume = (volumePercent: number) =>
      told({ kind: 'set-volume', result: { kind: 'volume', volumePercent } as never });
    expect([volume(60), volume(100)]).to.deep.equal([
      'done: Hộp đã giảm âm lượng còn 60% mức được phép; tin khẩn cấp vẫn phát đủ mức.',
      'done: Hộp phát lại đủ âm lượng được phép.',
    ]);
  });

  it('says of a data plan what was set, that warnings go beyond it, or that the file has its say', () => {
    const set = (data: object | null) =>
      told({ kind: 'set-data', result: { kind: 'data', data } as never });
    expect([set({ budgetMb: 2_000, monthDay: 20 }), set(null)]).to.deep.equal([
      'done: Hộp đã đặt gói 2.000 MB mỗi tháng, tính từ ngày 20; tin khẩn cấp vẫn tải khi hết gói.',
      'done: Hộp dùng lại gói dữ liệu ghi trong tệp cấu hình của nó.',
    ]);
    const old = { kind: 'set-data' as const, ack: ack('refused', 'malformed') };
    expect(told(old)).to.include('cần bản phần mềm mới');
  });

  it('says of a log when it came, how much it is and how long it is kept; and why it did not', () => {
    const kind = 'collect-log';
    const log = { kind: 'log', lines: 1234, bytes: 260_400, gzip: '', at: NOW - 600_000 };
    expect(told({ kind, result: log as never, resultAt: NOW })).to.equal(
      'done: Nhật ký tới lúc 09:05: 1.234 dòng (260 kB), giữ 30 ngày, ba bản gần nhất.',
    );
    const taken = (minutes: number) =>
      told({ kind, ack: ack('accepted'), ackedAt: NOW - minutes * 60_000 });
    expect([taken(64), taken(65).slice(0, 4)]).to.deep.equal([
      'taken: Hộp đang gói và gửi nhật ký; mạng yếu thì có thể mất tới một giờ.',
      'lost',
    ]);
    const refused = { kind: 'refused', code: 'log-lost', detail: '' };
    expect(told({ kind, result: refused as never })).to.equal(
      'refused: Hộp từ chối: hộp khởi động lại trước khi gửi xong, hãy lấy lại nhật ký.',
    );
  });

  it('says of a chime that it was sounded, not that it was heard', () => {
    expect(told({ result: chime({ virtual: false }) })).to.equal(
      'done: Hộp đã phát chuông thử lúc 09:05, âm lượng 20%.',
    );
    expect(told({ result: chime({ outcome: 'interrupted', virtual: true }) })).to.equal(
      'done: Hộp đã phát chuông thử lúc 09:05, âm lượng 20%. Chuông bị ngắt giữa chừng. Đầu ra ảo: không có loa thật.',
    );
  });
});
