/** When a new release is healthy, and when it is given up. */
import { expect } from 'chai';
import { createTrial } from '#edge-agent/update/trial';

const ALL = { link: true, plan: true, output: true };
const LIMITS = { limitMs: 600_000, holdMs: 30_000 };

describe('a trial', () => {
  it('ends well once all has been well for long enough without a break', () => {
    const trial = createTrial(ALL, LIMITS);
    expect(trial.look(0, { ...ALL, link: false })).to.deep.equal({ is: 'waiting' });
    expect(trial.look(10_000, ALL)).to.deep.equal({ is: 'waiting' });
    expect(trial.look(39_999, { ...ALL, output: false })).to.deep.equal({ is: 'waiting' });
    expect(trial.look(41_000, ALL)).to.deep.equal({ is: 'waiting' });
    expect(trial.look(70_999, ALL)).to.deep.equal({ is: 'waiting' });
    expect(trial.look(71_000, ALL)).to.deep.equal({ is: 'healthy' });
  });

  it('is given up at its limit, and says what was missing', () => {
    const trial = createTrial(ALL, LIMITS);
    expect(trial.look(599_999, { ...ALL, plan: false, link: false })).to.deep.equal({
      is: 'waiting',
    });
    expect(trial.look(600_000, { ...ALL, plan: false, link: false })).to.deep.equal({
      is: 'failed',
      why: 'after 600 s without link, plan',
    });
    const late = createTrial(ALL, LIMITS);
    late.look(580_000, ALL);
    expect(late.look(600_000, ALL))
      .to.have.property('why')
      .that.includes('nothing for long enough');
  });

  it('asks for nothing that was missing before', () => {
    const offline = createTrial({ link: false, plan: false, output: true }, LIMITS);
    offline.look(0, { link: false, plan: false, output: true });
    expect(offline.look(30_000, { link: false, plan: false, output: true })).to.deep.equal({
      is: 'healthy',
    });
  });
});
