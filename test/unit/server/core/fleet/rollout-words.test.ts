/** A publication in one sentence, before and after. */

import { expect } from 'chai';
import {
  boxWords,
  type Counts,
  forecastWords,
  nextWords,
  progressWords,
} from '#server/core/fleet/rollout-words';

const none: Counts = {
  held: 0,
  waiting: 0,
  sent: 0,
  stored: 0,
  ready: 0,
  refused: 0,
  troubled: 0,
};
const figures = {
  communes: 3,
  boxes: 41,
  programmes: 6,
  airings: 84,
  downloading: 2,
  offline: 0,
  groups: 1,
};

describe('words of a publication', () => {
  it('tell before saving how far it goes, what is new and who still downloads', () => {
    expect(forecastWords(figures)).to.deep.equal({
      vi: '3 xã, 41 cụm, 6 chương trình mới (84 lượt trong 14 ngày tới). 2 cụm còn đang tải âm thanh.',
      en: '3 communes, 41 boxes, 6 new programmes (84 airings in the next 14 days). 2 boxes are still downloading.',
    });
  });

  it('tell of a wide one that a few communes go first, with thousands in groups of three', () => {
    const wide = { ...figures, communes: 135, boxes: 6_000, offline: 1, downloading: 0, groups: 3 };
    expect(forecastWords(wide).vi).to.equal(
      '135 xã, 6.000 cụm, 6 chương trình mới (84 lượt trong 14 ngày tới). 1 cụm chưa kết nối, sẽ nhận khi có mạng. Gửi trước vài xã để kiểm tra, ổn thì gửi tiếp (3 đợt).',
    );
    expect(forecastWords(wide).en).to.match(/6,000 boxes.*1 box is off line and will get it later/);
  });

  it('say nothing of programmes when airings are only taken off', () => {
    const off = { ...figures, programmes: 0, airings: 0, downloading: 0 };
    expect(forecastWords(off).vi).to.equal('3 xã, 41 cụm, bỏ các lượt đã chọn.');
  });

  it('tell afterwards how many have it, and of the others why not', () => {
    expect(progressWords({ ...none, ready: 30, stored: 9, waiting: 2 })).to.deep.equal({
      vi: 'Đã tới 39/41 cụm (9 cụm còn tải âm thanh); 2 cụm chưa kết nối, sẽ nhận khi có mạng.',
      en: 'Arrived at 39 of 41 boxes (9 boxes still fetching sound); 2 boxes off line, will get it later.',
    });
    expect(progressWords({ ...none, ready: 1 }).en).to.equal('Arrived at 1 of 1 box.');
  });

  it('tell what comes next, or why it stopped', () => {
    const way = { stage: 1, stages: 3, faults: null };
    expect(nextWords({ ...way, state: 'running' })?.vi).to.match(/^Đang gửi đợt 1\/3/);
    expect(nextWords({ ...way, state: 'running', stage: 3 })).to.equal(null);
    expect(nextWords({ ...way, state: 'sent' })).to.equal(null);
    const faults = { refused: 3, troubled: 1, answered: 12 };
    expect(nextWords({ ...way, state: 'halted', faults })?.vi).to.equal(
      'Đã tự dừng ở đợt 1/3: 3 cụm từ chối, 1 cụm báo sự cố trong 12 cụm đã trả lời. Các xã khác vẫn giữ lịch cũ.',
    );
    for (const state of ['given-up', 'superseded'] as const) {
      expect(nextWords({ ...way, state })?.en).to.match(/\.$/);
    }
  });

  it('tell of each box where it is, also of one that was never heard of', () => {
    const all = ['held', 'waiting', 'sent', 'stored', 'ready', 'refused', 'troubled'] as const;
    expect(all.map((one) => boxWords(one, null).vi)).to.deep.equal([
      'Chờ đợt sau, vẫn theo lịch cũ.',
      'Chưa kết nối, sẽ nhận khi có mạng.',
      'Đã gửi, chờ cụm xác nhận.',
      'Đã nhận và cất.',
      'Đã nhận, đủ âm thanh, sẵn sàng phát.',
      boxWords('refused', null).vi,
      'Đã nhận nhưng báo sự cố: mở trang của cụm để xem.',
    ]);
    expect(boxWords('refused', null).vi).to.match(/^Cụm từ chối: .+ Vẫn theo lịch cũ\.$/);
  });
});
