/** Every act that the log can hold of a box is told in words, never as its code. */
import { CommandKind } from '@loaso/shared/wire/command';
import { expect } from 'chai';
import { actText } from '#dashboard/i18n/act-text';

describe('the words of an act', () => {
  it('are there for every order to a box, and for a log that is taken', () => {
    const key = ((name: string) => name) as never;
    for (const kind of [...CommandKind.options, 'stop', 'log-taken']) {
      expect(actText(`device.${kind}`, key)).to.equal(`office.act.device.${kind}`);
    }
  });
});
