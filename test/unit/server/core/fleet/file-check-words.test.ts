/** What a technician reads after a check of the files of a box. */
import { expect } from 'chai';
import { fileCheckWords } from '#server/core/fleet/file-check-words';

const told = (part: object): string =>
  fileCheckWords({
    kind: 'files',
    right: 40,
    damaged: 0,
    unchecked: 0,
    planned: 38,
    missing: 0,
    bytes: 40_000_000,
    tookMs: 9_000,
    ...part,
  } as never).vi;

describe('core/fleet/file-check-words', () => {
  it('counts what is right and says that nothing is missing', () => {
    expect(told({})).to.equal('Đã kiểm 40 tệp: 40 đúng, 0 hỏng. Đủ 38 tệp của kế hoạch.');
  });

  it('says what became of damaged files and when to change the card', () => {
    expect(told({ right: 39, damaged: 1 })).to.equal(
      'Đã kiểm 40 tệp: 39 đúng, 1 hỏng. Tệp hỏng đã bỏ, tệp nào còn cần hộp tự tải lại; nếu lần kiểm sau lại có tệp hỏng, hãy thay thẻ nhớ. Đủ 38 tệp của kế hoạch.',
    );
  });

  it('says what is missing, what was not reached, and what to do', () => {
    expect(told({ missing: 2, unchecked: 1 })).to.equal(
      'Đã kiểm 40 tệp: 40 đúng, 0 hỏng. Còn thiếu 2 trong 38 tệp của kế hoạch: hộp đang tự tải; nếu một giờ nữa vẫn thiếu, hãy bấm Đo mạng. Chưa kịp kiểm 1 tệp vì loa bận phát: hãy kiểm lại vào giờ vắng.',
    );
  });

  it('says that a box holds nothing', () => {
    expect(told({ right: 0, planned: 0 })).to.equal('Kho âm thanh của hộp đang trống.');
  });
});
