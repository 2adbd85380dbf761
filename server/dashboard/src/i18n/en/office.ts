/**
 * Words of the office — lời ở người dùng và nhật ký, tiếng Anh.
 *
 * The English side of `vi/office.ts`, key by key.
 */
import type { office as vi } from '../vi/office.js';
import type { Words } from '../words.js';

export const office: Words<typeof vi> = {
  people: {
    title: 'People',
    intro:
      'Each person has a role and an area. Who leaves is switched off, not deleted, so that the log stays true.',
    add: 'Add a person',
    addTitle: 'Add a person',
    editTitle: 'Change {{name}}',
    edit: 'Change {{name}}',
    editShort: 'Change',
    search: 'Search by name',
    fullName: 'Full name',
    username: 'User name',
    usernameHint: 'Small letters without marks, digits, dots; at least 3.',
    usernameWrong: 'Only small letters without marks, digits, dots and dashes; 3 to 40 of them.',
    role: 'Role',
    area: 'Area',
    password: 'Password',
    passwordHint: 'At least 12 characters; a sentence easy to remember is best.',
    passwordShort: 'A password needs at least 12 characters.',
    newPassword: 'New password',
    newPasswordHint: 'Leave empty to keep the old one.',
    nameShort: 'A name needs at least 2 characters.',
    areaMissing: 'Choose an area.',
    added: 'Added.',
    changed: 'Changed.',
    active: 'In use',
    off: 'Switched off',
    switchOff: 'Switch off',
    switchOffOf: 'Switch off the account of {{name}}',
    switchOn: 'Switch on',
    switchOnOf: 'Switch on the account of {{name}}',
    offTitle: 'Switch off the account of {{name}}?',
    offBody:
      'This person cannot log in any more, and an open session ends. It can be switched on again.',
    offDone: 'Switched off.',
    onDone: 'Switched on again.',
    you: 'you',
    none: 'Nobody matches.',
  },
  audit: {
    title: 'System log',
    intro:
      'Who did what, when. Lines are chained by digital fingerprints and cannot be changed in secret.',
    intact: 'The log is intact: every line fits the one before it.',
    broken:
      'The log is NOT intact: a line was changed or lost. Stop changes, leave the server as it is, call the security office.',
    none: 'No line yet.',
    search: 'Find a person, an act, a target',
    seq: 'Line {{n}}',
    more: 'Show older lines',
    fingerprint: 'Fingerprint',
  },
  act: {
    bulletin: {
      import: 'imported a text',
      change: 'changed the bulletin',
      remove: 'deleted the draft',
      voice: 'asked for the voice',
      clip: 'finished the voice',
      submit: 'sent it for approval',
      approve: 'approved the bulletin',
      reject: 'sent the bulletin back',
      withdraw: 'withdrew the bulletin',
      record: 'sent a recording',
      variant: 'added a language',
      'variant-removed': 'removed a language',
      reread: 'reread it with the new lexicon',
    },
    lexicon: { add: 'added to the lexicon', remove: 'removed from the lexicon' },
    area: { settings: 'changed area settings', day: 'said what kind a day is' },
    entry: {
      add: 'added a schedule line',
      cancel: 'cancelled a schedule line',
      renew: 'renewed a schedule line',
      edit: 'changed a schedule line',
      'leave-out': 'left airings out',
      undo: 'took a change of a line back',
    },
    device: {
      register: 'registered a speaker',
      'enrolment-code': 'took an enrolment code',
      enrol: 'enrolled a speaker',
      revoke: 'revoked a speaker',
      stop: 'ordered a stop',
      report: 'asked for its condition',
      'fetch-plan': 'had the plan fetched',
      'restart-agent': 'had the software restarted',
      'clone-suspected': 'may have a false twin',
      ahead: 'holds a newer plan than the server',
    },
    user: {
      add: 'added a person',
      install: 'made the first administrator',
      change: 'changed a person',
    },
    session: {
      login: 'logged in',
      logout: 'logged out',
    },
    delegation: {
      add: 'let somebody stand in',
      end: 'ended a delegation',
    },
    emergency: {
      start: 'ordered an emergency message',
      confirm: 'confirmed an emergency order',
      veto: 'objected to an emergency order',
      stop: 'stopped an emergency message',
      lapse: 'an emergency order lapsed',
      'second-wanted': 'alarmed for a second person',
      resume: 'took up an emergency order again',
    },
    factor: { begin: 'fetched a key for codes', confirm: 'began to use a new code' },
    signer: {
      'release-hold': 'let the signing of plans go on',
    },
  },
};
