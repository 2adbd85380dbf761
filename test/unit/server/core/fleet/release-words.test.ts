/** What an administrator reads before, during and after a rollout. */
import { ReleaseStep } from '@loaso/shared/wire/http/releases';
import { expect } from 'chai';
import {
  forecastWords,
  releaseBoxWords,
  rolloutNext,
  rolloutWords,
  type StepCounts,
} from '#server/core/fleet/release-words';

const NONE = {
  'has-it': 0,
  'failed-there': 0,
  cannot: 0,
  'other-processor': 0,
  'unknown-processor': 0,
};
const counts = (change: Partial<StepCounts>): StepCounts => ({
  ...(Object.fromEntries(ReleaseStep.options.map((step) => [step, 0])) as StepCounts),
  ...change,
});

describe('words of a rollout', () => {
  it('say before the start who is first, what stops it and when boxes get it', () => {
    const plan = { groups: [12, 60, 1_328], communes: 12, hours: 'night', faultsMax: 2 } as const;
    expect(forecastWords({ ...plan, left: { ...NONE, 'has-it': 3 } }).vi).to.equal(
      '12 cụm ở 12 xã trước, rồi 60, rồi 1.328 cụm còn lại. Đợt đầu hỏng 1 cụm là tự dừng; sau đó tự dừng nếu hơn 2 cụm hỏng. Mỗi cụm chỉ nhận ban đêm, ngoài khung giờ phát. Để lại 3 cụm đã có bản này hoặc bản mới hơn.',
    );
    expect(
      forecastWords({ ...plan, groups: [1], communes: 1, hours: 'any', left: NONE }).en,
    ).to.equal('1 box in one group. Each box gets it as soon as it is free, also by day.');
    expect(forecastWords({ ...plan, groups: [], communes: 0, left: NONE }).vi).to.equal(
      'Không có cụm nào để cập nhật.',
    );
  });

  it('count what the boxes say, troubles first', () => {
    const seen = counts({ stays: 10, 'went-back': 1, fetching: 2, 'on-trial': 1, held: 386 });
    expect(rolloutWords(seen).vi).to.equal(
      'Chạy bản mới: 10/400 cụm; 1 cụm quay về bản cũ; 3 cụm đang cập nhật; 386 cụm chờ đợt sau.',
    );
  });

  it('say what comes next in every state, and nothing when it is done', () => {
    const stand = { stage: 1, stages: 3, counts: counts({ lost: 2 }), warning: false };
    expect(rolloutNext({ ...stand, state: 'running' })?.vi).to.match(/^Đợt 1\/3/);
    expect(rolloutNext({ ...stand, state: 'running', stage: 3 })?.vi).to.match(/^Đợt cuối/);
    expect(rolloutNext({ ...stand, state: 'running', warning: true })?.vi).to.match(/khẩn cấp/);
    expect(rolloutNext({ ...stand, state: 'halted' })?.vi).to.match(/vì 2 cụm hỏng/);
    expect(rolloutNext({ ...stand, state: 'paused' })?.vi).to.match(/tạm dừng/);
    expect(rolloutNext({ ...stand, state: 'given-up' })?.vi).to.match(/Đã bỏ/);
    expect(rolloutNext({ ...stand, state: 'done' })).to.equal(null);
  });

  it('have a sentence for every step of a box, and show a code that they do not know', () => {
    for (const step of ReleaseStep.options) {
      const words = releaseBoxWords(step, 'no-room: 5 bytes');
      expect(words.vi, step).to.not.equal('');
      expect(words.en, step).to.not.equal('');
    }
    const back = (why: string) => releaseBoxWords('went-back', why).vi;
    expect(back('after 600 s without link, plan')).to.match(
      /600 giây vẫn thiếu kết nối, lịch phát/,
    );
    expect(back('not healthy after 3 starts')).to.match(/khởi động 3 lần/);
    expect(back('files damaged')).to.match(/thẻ nhớ hỏng/);
    expect(releaseBoxWords('refused', 'no-room: 5 bytes').vi).to.match(/hết chỗ/);
    expect(releaseBoxWords('refused', 'moon: full').vi).to.match(/moon: full/);
    expect(releaseBoxWords('offered', 'busy: on trial').vi).to.match(/thử lại/);
    expect(releaseBoxWords('offered', 'not-fetched: app.mjs', 7).vi).to.equal(
      'Đã mời 7 lần: chưa tải xong, mạng yếu. Vẫn tự mời tiếp, cụm khác không phải chờ.',
    );
    expect(releaseBoxWords('offered', 'other: x', 2).vi).to.equal('Sẽ thử lại: cụm hẹn lại.');
  });
});
