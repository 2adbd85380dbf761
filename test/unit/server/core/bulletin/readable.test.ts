/** What an editor may type. */

import { expect } from 'chai';
import fc from 'fast-check';
import { readable } from '#server/core/bulletin/readable';

describe('readable sentences', () => {
  it('lets Vietnamese words and marks through, on one line, composed', () => {
    expect(readable('  Điều một:\n phạm vi,  đối tượng. ')).to.deep.equal({
      ok: true,
      value: 'Điều một: phạm vi, đối tượng.',
    });
    expect(readable('quyết định'.normalize('NFD'))).to.deep.equal({
      ok: true,
      value: 'quyết định',
    });
  });

  it('names the sign it refuses', () => {
    const said = (text: string) => {
      const result = readable(text);
      return result.ok ? '' : result.error;
    };
    expect(said('điều 1')).to.equal('“1” là chữ số: hãy viết bằng chữ');
    expect(said('điện kW')).to.equal('“w” không phải chữ Việt hay dấu câu');
    expect(said('kǶ họp')).to.contain('không phải chữ Việt');
    expect(said(' ... ')).to.equal('câu không có tiếng nào để đọc');
  });

  it('never lets a digit or a foreign letter through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = readable(text);
        if (result.ok)
          expect(result.value)
            .to.match(/^[\p{Script=Latin},.?!:; ]+$/u)
            .and.not.match(/[0-9fjwz]/iu);
      }),
    );
  });
});
