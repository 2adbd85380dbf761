/**
 * Words of delegations — lời ở phần uỷ quyền duyệt, tiếng Anh.
 *
 * The English side of `vi/delegation.ts`, key by key.
 */
import type { delegation as vi } from '../vi/delegation.js';
import type { Words } from '../words.js';

export const delegation: Words<typeof vi> = {
  title: 'Standing in for approval',
  intro:
    'A leader who is away may have another person approve bulletins for some days. Nobody ever approves what they wrote.',
  none: 'No delegation yet.',
  noCandidate:
    'Nobody can stand in: another official or leader of the same place is needed. Ask an administrator to add one.',
  add: 'Let somebody stand in',
  to: 'Who stands in',
  from: 'From',
  until: 'Until the end of',
  reason: 'Reason',
  reasonHint: 'For example: meeting in the province. The reason is kept in the log.',
  reasonShort: 'Write a reason of at least 3 letters.',
  daysWrong: 'Choose days from today on; the last not before the first.',
  save: 'Let them stand in',
  saved: 'They may approve in your place.',
  given: '{{to}} approves in my place',
  received: 'I approve in place of {{from}} in {{area}}',
  days: 'from {{from}} to the end of {{until}}',
  end: 'Take back',
  leave: 'Give it up',
  ended: 'The delegation has ended.',
  endAsk: 'End this delegation now?',
  endEffect:
    'From now on {{to}} cannot approve in place of {{from}}. What was approved stays approved.',
  inPlaceOf: 'You approve in place of {{names}}.',
  state: { coming: 'to come', 'in-force': 'in force', over: 'over', 'taken-back': 'ended' },
};
