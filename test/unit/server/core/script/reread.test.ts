/** A script read again is the same script, until a word of it is read otherwise. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { composeScript } from '#server/core/script/compose';
import { rereadScript } from '#server/core/script/reread';
import { RULES_VERSION } from '#server/core/text/rules-version';
import { SOUTHERN_STYLE } from '#server/core/text/style';

const NONE = { version: '', entries: [] };
const DECISION = readFileSync('server/samples/qd-1462-ubnd-binh-dinh-2025.txt', 'utf8');
const NOTICE = 'THÔNG BÁO\nĐiều 1. Họp\n1. Mời bà con làng Kon Jang họp lúc 7 giờ.';

describe('reading a script again', () => {
  it('gives the very same script for the whole decision, in any style', () => {
    for (const options of [{}, { style: SOUTHERN_STYLE, stationName: 'xã Phù Mỹ' }]) {
      const script = composeScript(DECISION, { ...options, lexicon: NONE });
      const again = rereadScript(script, NONE);
      expect(again.changed).to.deep.equal([]);
      expect(again.script).to.equal(script);
    }
  });

  it('gives the very same for scripts made before leads were noted', () => {
    const { sentences, ...rest } = composeScript(DECISION);
    const old = { ...rest, sentences: sentences.map(({ lead, ...sentence }) => sentence) };
    expect(rereadScript(old, NONE).changed).to.deep.equal([]);
  });

  it('reads a word otherwise and keeps what stands before it, with the versions of today', () => {
    const script = { ...composeScript(NOTICE), rulesVersion: 'cũ' };
    const lexicon = {
      version: 'td-1',
      entries: [{ written: 'Kon Jang', spoken: 'công giang' }],
    };
    const again = rereadScript(script, lexicon);
    const [index = -1] = again.changed;
    expect(again.changed).to.have.lengthOf(1);
    expect(again.script.sentences[index]?.spoken).to.match(/^khoản một.*làng công giang họp/);
    expect(again.script).to.deep.include({ rulesVersion: RULES_VERSION, lexiconVersion: 'td-1' });
    expect(rereadScript(again.script, lexicon).script).to.equal(again.script);
  });

  it('leaves the words of a person', () => {
    const script = composeScript(NOTICE);
    const sentences = script.sentences.map((one) => ({
      ...one,
      spoken: 'như tôi viết.',
      edited: true,
    }));
    const edited = { ...script, sentences };
    const lexicon = { version: 'td-1', entries: [{ written: 'bà con', spoken: 'đồng bào' }] };
    expect(rereadScript(edited, lexicon).script).to.equal(edited);
  });
});
