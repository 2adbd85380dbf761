/**
 * Words of acts about hours — lời của nhật ký về giờ phát, tiếng Anh.
 *
 * The English side of `vi/hour-acts.ts`, key by key.
 */
import type { exemptActs as viExempt, hourActs as viHours } from '../vi/hour-acts.js';
import type { Words } from '../words.js';

export const exemptActs: Words<typeof viExempt> = {
  add: 'set days with hours of their own in',
  ask: 'asked for days with hours of their own in',
  approve: 'confirmed days with hours of their own in',
  refuse: 'did not confirm days with hours of their own in',
  withdraw: 'withdrew days with hours of their own in',
  'ask-withdrawal': 'asked to withdraw days with hours of their own in',
  'approve-withdrawal': 'agreed to withdraw days with hours of their own in',
  'refuse-withdrawal': 'kept days with hours of their own in',
};

export const hourActs: Words<typeof viHours> = {
  change: 'changed the permitted hours of',
  ask: 'asked for wider hours in',
  approve: 'agreed to wider hours in',
  refuse: 'did not agree to wider hours in',
  agree: 'agreed afterwards to the wider hours of',
};
