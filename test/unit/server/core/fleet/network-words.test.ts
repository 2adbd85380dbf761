/** What a technician reads after a test of the network: who is to be called, and the figures. */
import type { CommandResult } from '@loaso/shared/wire/result';
import { expect } from 'chai';
import { networkWords } from '#server/core/fleet/network-words';

type Found = Extract<CommandResult, { kind: 'network' }>;
const GOOD = {
  fault: null,
  status: 206,
  nameMs: 34,
  connectMs: 120,
  tlsMs: 210,
  firstByteMs: 90,
  bytes: 256_000,
  tookMs: 2_000,
};
const found = (files: object = {}, part: object = {}): Found =>
  ({
    kind: 'network',
    files: { ...GOOD, ...files },
    unread: null,
    brokerMs: 61,
    operator: 'Viettel',
    signalDbm: -87,
    clockErrorMs: 38,
    ...part,
  }) as never;
const verdict = (files: object = {}, part: object = {}): string =>
  networkWords(found(files, part)).vi.split(/[:.]/)[0] ?? '';

describe('core/fleet/network-words', () => {
  it('says that all is well, with every figure', () => {
    expect(networkWords(found())).to.deep.equal({
      vi: 'Mạng tốt. Số đo: tra tên 34 ms, nối 120 ms, bảo mật 210 ms, trả lời 90 ms, tải 128 kB/s (256 kB), đường lệnh 61 ms, sóng Viettel −87 dBm, giờ lệch tối đa 38 ms.',
      en: 'The network is good. Figures: name 34 ms, connection 120 ms, TLS 210 ms, first byte 90 ms, download 128 kB/s (256 kB), broker 61 ms, signal Viettel −87 dBm, clock off by at most 38 ms.',
    });
  });

  it('names the first thing in the way', () => {
    expect([
      verdict({ fault: 'name' }),
      verdict({ fault: 'connect' }),
      verdict({ fault: 'certificate' }),
      verdict({ fault: 'silent' }),
      verdict({ fault: 'portal', status: 302 }),
      verdict({ fault: 'refused', status: 401 }),
      verdict({ fault: 'refused', status: 503 }),
      verdict({ fault: 'broken' }),
      verdict({ tookMs: 40_000 }),
      verdict({ tookMs: 40_000 }, { signalDbm: -109 }),
      verdict({}, { brokerMs: null }),
      verdict({}, { brokerMs: 4_000 }),
      verdict({ nameMs: 3_000 }),
      verdict({ firstByteMs: 6_000 }),
      verdict({}, { clockErrorMs: null }),
    ]).to.deep.equal([
      'Không tra được tên máy chủ tệp',
      'Không nối được tới máy chủ tệp dù đường lệnh vẫn thông',
      'Không mở được kết nối bảo mật tới máy chủ tệp',
      'Máy chủ tệp nhận kết nối nhưng không trả lời',
      'Mạng trả về trang đăng nhập thay cho tệp',
      'Máy chủ tệp không nhận hộp này',
      'Máy chủ tệp đang lỗi',
      'Đang tải thì đường truyền đứt',
      'Mạng chậm',
      'Mạng chậm vì sóng yếu',
      'Đường lệnh không trả lời lúc đo dù máy chủ tệp vẫn thông',
      'Đường lệnh trả lời chậm dù tải tệp vẫn nhanh',
      'Tra tên chậm',
      'Máy chủ tệp trả lời chậm',
      'Mạng tốt nhưng hộp chưa có giờ đáng tin',
    ]);
  });

  it('gives a next step with every verdict but the good one, in both languages', () => {
    const faults = ['name', 'connect', 'certificate', 'silent', 'portal', 'refused', 'broken'];
    for (const fault of faults) {
      const { vi, en } = networkWords(found({ fault, status: 401 }));
      expect(vi, fault).to.match(/: .*hãy/i);
      expect(en, fault).to.include(':');
    }
  });

  it('says why no rate was measured, and invents none', () => {
    const files = { bytes: 0, tookMs: 0 };
    const { vi } = networkWords(found(files, { unread: 'no-data' }));
    expect(vi).to.include('Không đo tốc độ tải vì SIM đã hết dung lượng');
    expect(vi).not.to.include('kB/s');
    expect(networkWords(found(files, { unread: 'no-file' })).vi).to.include('chưa có tệp nào');
  });

  it('leaves out what the box has no way to know', () => {
    const files = { nameMs: null, tlsMs: null, connectMs: null, firstByteMs: null };
    const nothing = { operator: null, signalDbm: null, clockErrorMs: null };
    const { vi } = networkWords(found({ ...files, fault: 'connect', bytes: 0 }, nothing));
    expect(vi.split('Số đo: ')[1]).to.equal('đường lệnh 61 ms.');
  });
});
