/** Gate — cổng: how many jobs run at once, and how their answers are gathered. */
import { err, ok, type Result } from '@loaso/shared/result';
import { expect } from 'chai';
import { allOk, createGate } from '#server/adapters/audio/gate';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('jobs at once', () => {
  it('are never more than the gate is wide, and all are done', async () => {
    const gate = createGate(2);
    let running = 0;
    let most = 0;
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, place) =>
        gate(async () => {
          running += 1;
          most = Math.max(most, running);
          await turn();
          running -= 1;
          return place;
        }),
      ),
    );
    expect(most).to.equal(2);
    expect(answers).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('are all over before a refusal or a bug of one is told', async () => {
    let over = false;
    const slow = async (): Promise<Result<number, string>> => {
      await turn();
      await turn();
      over = true;
      return ok(1);
    };
    expect(await allOk([Promise.resolve(err('no')), slow()])).to.deep.equal(err('no'));
    expect(over).to.equal(true);
    over = false;
    const bug = await allOk([Promise.reject(new Error('bug')), slow()]).catch(String);
    expect(bug).to.equal('Error: bug');
    expect(over).to.equal(true);
    expect(await allOk([slow(), Promise.resolve(ok(2))])).to.deep.equal(ok([1, 2]));
  });
});
