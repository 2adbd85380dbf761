/** The table of topics: who writes what, and nothing beside it. */
import { ROLE_OF } from '@loaso/shared/trust/sealed';
import {
  downFilterOf,
  parseTopic,
  TOPICS,
  type TopicName,
  topicOf,
  UP_FILTER,
} from '@loaso/shared/wire/topics';
import { expect } from 'chai';
import fc from 'fast-check';
import { boxId } from '../../../support/plans.js';

const NAMES = Object.keys(TOPICS) as TopicName[];
const BOX = boxId(1);

describe('the topics', () => {
  it('are read back to the box and the name they were made of', () => {
    for (const name of NAMES) {
      expect(parseTopic(topicOf(BOX, name))).to.deep.equal({ device: BOX, name });
    }
    expect(topicOf(BOX, 'plan')).to.equal('d/box-00001/down/plan');
    expect([downFilterOf(BOX), UP_FILTER]).to.deep.equal(['d/box-00001/down/+', 'd/+/up/+']);
  });

  it('go up with the key of the box and down with any other', () => {
    for (const name of NAMES) {
      const { direction, type } = TOPICS[name];
      expect(ROLE_OF[type] === 'device', name).to.equal(direction === 'up');
    }
  });

  it('are nothing but those of the table', () => {
    const texts = [
      'd/box-00001/up/plan',
      'd/box-00001/down/ack',
      'd/box-00001/down/constructor',
      'd/box-00001/down/plan/more',
      'd/+/up/ask',
      'd//up/ask',
      'x/box-00001/up/ask',
      '/d/box-00001/up/ask',
      '',
    ];
    expect(texts.filter((text) => parseTopic(text) !== null)).to.deep.equal([]);
    fc.assert(fc.property(fc.string(), (text) => parseTopic(text) === null));
  });
});
