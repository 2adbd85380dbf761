/** What may be asked of a virtual fleet, and how its figures are summed. */
import { expect } from 'chai';
import { inWords, NO_FIGURES, sumOf } from '../../fleet/figures.js';
import { BOXES_MAX, readOptions } from '../../fleet/options.js';

describe('a virtual fleet', () => {
  it('is twenty boxes for five minutes without a fault, unless somebody says otherwise', () => {
    expect(readOptions([], {})).to.deep.include({ boxes: 20, minutes: 5, faults: 'none' });
    const words = ['--boxes', '50', '--minutes', '0.5', '--faults', 'storm'];
    expect(readOptions(words, {})).to.deep.include({ boxes: 50, minutes: 0.5, faults: 'storm' });
  });

  it('takes the password of a foreign server from the environment alone', () => {
    const words = ['--server', 'https://loaso.example.vn', '--user', 'kythuat'];
    expect(readOptions(words, { LOASO_FLEET_PASSWORD: 'x' })).to.include({ password: 'x' });
    expect(() => readOptions(words, {})).to.throw('LOASO_FLEET_PASSWORD');
    expect(() => readOptions([...words, '--password', 'x'], {})).to.throw('--password');
  });

  const refused = [
    ['--boxes', '0'],
    ['--boxes', String(BOXES_MAX + 1)],
    ['--boxes', 'nhiều'],
    ['--minutes', '0'],
    ['--minutes', '99999'],
    ['--faults', 'flood'],
    ['--user', 'x', '--server', 'ftp://x'],
    ['--speed', '9'],
    ['fifty'],
  ];
  for (const words of refused) {
    it(`is refused as ${words.join(' ')}`, () => {
      expect(() => readOptions(words, { LOASO_FLEET_PASSWORD: 'x' })).to.throw();
    });
  }

  it('sums its crews, and counts each kind of warning', () => {
    const one = {
      ...NO_FIGURES,
      connected: 2,
      plans: 3,
      missed: 1,
      memoryMb: 90,
      errors: { 'link-fault': 2 },
    };
    const other = {
      ...NO_FIGURES,
      connected: 1,
      completed: 4,
      memoryMb: 70,
      errors: { 'link-fault': 1, x: 1 },
    };
    const sum = sumOf([one, other]);
    expect(sum).to.deep.equal({
      connected: 3,
      plans: 3,
      completed: 4,
      interrupted: 0,
      missed: 1,
      unconfirmed: 0,
      memoryMb: 160,
      errors: { 'link-fault': 3, x: 1 },
    });
    expect(sumOf([])).to.deep.equal(NO_FIGURES);
    expect(inWords(4, sum)).to.equal(
      '3/4 nối · 3 có kế hoạch · 4 lượt phát trọn, 0 cắt ngang, 1 lỡ · 0 chờ xác nhận · 4 cảnh báo',
    );
  });
});
