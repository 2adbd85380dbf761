/** The file of who may warn, and the words of invitations. */
import {
  INVITATION_SIGNS,
  InvitationWord,
  invitationOf,
  invitationText,
  invitationTyped,
  Warners,
} from '@loaso/shared/wire/warners';
import { expect } from 'chai';
import fc from 'fast-check';

const HASH = 'a'.repeat(64);
const lan = { name: 'lan', at: 1, invitation: { hash: HASH, areas: ['21583'], until: 2 } };
const isRead = (...warners: object[]): boolean => Warners.safeParse({ v: 1, warners }).success;

describe('wire/warners', () => {
  it('makes words that a person can type back with gaps, in any case', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const word = invitationOf(bytes);
        expect(InvitationWord.safeParse(word).success).to.equal(true);
        const typed = ` ${word.replace(/(.{4})/g, '$1-').toLowerCase()} `;
        expect(invitationTyped(typed)).to.equal(word);
      }),
    );
    expect(INVITATION_SIGNS).to.have.length(32);
    // Taken for one another on paper and by telephone.
    expect(INVITATION_SIGNS).to.not.match(/[01IO]/);
  });

  it('ties a word to one person, whatever the names are', () => {
    const texts = [
      invitationText('lan', 'W'),
      invitationText('minh', 'W'),
      invitationText('lan","W', ''),
      invitationText('', 'lan","W'),
    ];
    expect(new Set(texts).size).to.equal(texts.length);
  });

  it('names each person once, with places no wider than a commune, or everywhere', () => {
    expect(isRead(lan, { name: 'minh', at: 2, invitation: null })).to.equal(true);
    expect(isRead({ ...lan, invitation: { ...lan.invitation, areas: ['*'] } })).to.equal(true);
    expect(isRead(lan, { ...lan, at: 2 })).to.equal(false);
    for (const areas of [[], ['52'], ['*', '21583'], ['Quy Nhơn']]) {
      expect(isRead({ ...lan, invitation: { ...lan.invitation, areas } }), `${areas}`).to.equal(
        false,
      );
    }
    expect(isRead({ ...lan, word: 'in the clear' })).to.equal(false);
  });
});
