/**
 * Words of acts about exempted days — lời của nhật ký về ngày có giờ riêng, tiếng Anh.
 *
 * The English side of `vi/exempt-acts.ts`, key by key.
 */
import type { exemptActs as vi } from '../vi/exempt-acts.js';
import type { Words } from '../words.js';

export const exemptActs: Words<typeof vi> = {
  add: 'set days with hours of their own in',
  ask: 'asked for days with hours of their own in',
  approve: 'confirmed days with hours of their own in',
  refuse: 'did not confirm days with hours of their own in',
  withdraw: 'withdrew days with hours of their own in',
  'ask-withdrawal': 'asked to withdraw days with hours of their own in',
  'approve-withdrawal': 'agreed to withdraw days with hours of their own in',
  'refuse-withdrawal': 'kept days with hours of their own in',
};
